using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Models;

/// <summary>
/// Keys and values of the tokens that a batch of rows has read so far, one pair a layer, in preallocated buffers. They are float32
/// whatever the model computes in: that is what attention to them is computed in.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private readonly long _start;

    /// <summary>Allocates room for <paramref name="capacity"/> tokens a row.</summary>
    public KeyValueCache(TransformerConfig config, long batch, long capacity)
    {
        _keys = Allocate();
        _values = Allocate();

        Tensor[] Allocate() => [.. Enumerable.Range(0, config.Layers).Select(_ =>
            zeros([batch, config.KeyValueHeads, capacity, config.HeadSize]).DetachFromDisposeScope())];
    }

    private KeyValueCache(Tensor[] keys, Tensor[] values, long start) => (_keys, _values, _start, Length) = (keys, values, start, start);

    /// <summary>How many positions of each row are filled.</summary>
    public long Length { get; private set; }

    /// <summary>Some of the rows, as a cache of their own over the same memory, to be filled from a position on; those before it are not looked at.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="start">The first position.</param>
    public KeyValueCache Rows(long first, long count, long start) => new(
        [.. _keys.Select(k => k.narrow(0, first, count).DetachFromDisposeScope())],
        [.. _values.Select(v => v.narrow(0, first, count).DetachFromDisposeScope())],
        start);

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
        var filled = Length + count - _start;
        return (_keys[layer].narrow(2, _start, filled), _values[layer].narrow(2, _start, filled));
    }

    internal void Advance(long count) => Length += count;
}
