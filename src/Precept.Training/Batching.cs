using Precept.Spec;

namespace Precept.Training;

/// <summary>Which items a step trains on: a pure function of the seed, so that a resumed run sees the same batches.</summary>
public static class Batching
{
    /// <summary>Order of the items of one epoch: shuffled, then grouped with others of like length within pools, so that little is padding.</summary>
    /// <param name="lengths">Each item's length, tokens.</param>
    /// <param name="batchSize">Items a batch; the last batch may be smaller.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>The batches, as item indices.</returns>
    public static IReadOnlyList<int[]> Epoch(IReadOnlyList<int> lengths, int batchSize, long seed, int epoch)
    {
        const int PoolBatches = 16;
        var random = SeededRandom.For(seed, "batches", epoch.ToString());
        var order = Enumerable.Range(0, lengths.Count).ToArray();
        random.Shuffle(order);
        var batches = order.Chunk(PoolBatches * batchSize)
            .SelectMany(pool => pool.OrderBy(i => lengths[i]).Chunk(batchSize))
            .ToList();
        random.Shuffle(batches);
        return batches;
    }

    /// <summary>The same for items that come in groups, such as the answers to one prompt: a group stays in one batch, where its items share
    /// a reading of what they have in common (<see cref="SharedRow"/>).</summary>
    /// <param name="groups">Item indices, group by group; none empty.</param>
    /// <param name="lengths">Each item's length, tokens.</param>
    /// <param name="batchSize">Most items a batch; a larger group is cut.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>The batches, as item indices.</returns>
    public static IReadOnlyList<int[]> GroupedEpoch(
        IReadOnlyList<int[]> groups, IReadOnlyList<int> lengths, int batchSize, long seed, int epoch)
    {
        if (groups.Count == 0)
        {
            return [];
        }

        int[][] pieces = [.. groups.SelectMany(g => g.Chunk(batchSize))];
        var perBatch = batchSize / pieces.Max(p => p.Length);
        return [.. Epoch([.. pieces.Select(p => p.Max(i => lengths[i]))], perBatch, seed, epoch).Select(batch => batch.SelectMany(p => pieces[p]).ToArray())];
    }

    /// <summary>All batches of a run of several epochs.</summary>
    public static IReadOnlyList<int[]> Epochs(IReadOnlyList<int> lengths, int batchSize, long seed, double epochs)
    {
        var perEpoch = (lengths.Count + batchSize - 1) / batchSize;
        var steps = (int)Math.Ceiling(perEpoch * epochs);
        return [.. Enumerable.Range(0, (int)Math.Ceiling(epochs)).SelectMany(e => Epoch(lengths, batchSize, seed, e)).Take(steps)];
    }
}
