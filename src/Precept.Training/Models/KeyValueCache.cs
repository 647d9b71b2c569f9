using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Models;

/// <summary>Keys and values of the tokens that a batch of rows has read so far, one pair a layer, in preallocated buffers.</summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <summary>Allocates room for <paramref name="capacity"/> tokens a row.</summary>
    public KeyValueCache(TransformerConfig config, long batch, long capacity, ScalarType dtype)
    {
        _keys = Allocate();
        _values = Allocate();

        Tensor[] Allocate() => [.. Enumerable.Range(0, config.Layers).Select(_ =>
            zeros([batch, config.KeyValueHeads, capacity, config.HeadSize], dtype).DetachFromDisposeScope())];
    }

    /// <summary>How many tokens of each row are stored.</summary>
    public long Length { get; private set; }

    /// <summary>Keeps only the given rows, in that order.</summary>
    /// <param name="rows">int64 [n].</param>
    public void Select(Tensor rows)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            Replace(_keys, i, rows);
            Replace(_values, i, rows);
        }

        static void Replace(Tensor[] all, int i, Tensor rows)
        {
            var kept = all[i].index_select(0, rows).DetachFromDisposeScope();
            all[i].Dispose();
            all[i] = kept;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values))
        {
            tensor.Dispose();
        }
    }

    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        var count = keys.shape[2];
        _keys[layer].narrow(2, Length, count).copy_(keys);
        _values[layer].narrow(2, Length, count).copy_(values);
        return (_keys[layer].narrow(2, 0, Length + count), _values[layer].narrow(2, 0, Length + count));
    }

    internal void Advance(long count) => Length += count;
}
