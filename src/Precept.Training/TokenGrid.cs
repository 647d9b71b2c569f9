using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>Values of the scored tokens of several sequences in two layouts: flat [N], and [B, T] with padding at the right.</summary>
/// <remarks>Forward passes give flat values; advantages run along a sequence and want rows.</remarks>
internal sealed class TokenGrid
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly Tensor _places;

    private TokenGrid(int rows, int columns, Tensor places) => (_rows, _columns, _places) = (rows, columns, places);

    /// <summary>The layout of sequences with these many scored tokens each, at least one sequence.</summary>
    public static TokenGrid Of(IReadOnlyList<int> counts)
    {
        var columns = counts.Max();
        var places = counts.SelectMany((count, row) => Enumerable.Range(0, count).Select(column => (long)row * columns + column)).ToArray();
        return new TokenGrid(counts.Count, columns, tensor(places));
    }

    /// <summary>float32 [B, T]: 1 for a token, 0 for padding.</summary>
    public Tensor Mask() => Padded(ones(_places.shape[0]));

    /// <summary>From [N] to [B, T], 0 at padding.</summary>
    public Tensor Padded(Tensor flat) => zeros((long)_rows * _columns).index_copy(0, _places, flat).view(_rows, _columns);

    /// <summary>From [B, T] to [N].</summary>
    public Tensor Flat(Tensor padded) => padded.reshape(-1).index_select(0, _places);
}
