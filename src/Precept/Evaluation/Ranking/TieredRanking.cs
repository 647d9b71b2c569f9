namespace Precept.Evaluation;

/// <summary>Some items in tiers, best first; those of one tier are level.</summary>
/// <param name="Tiers">The tiers: items from 0, none twice, no tier empty.</param>
public sealed record TieredRanking(IReadOnlyList<IReadOnlyList<int>> Tiers)
{
    /// <summary>A ranking without ties, best first.</summary>
    public static TieredRanking Of(params IEnumerable<int> order) => new([.. order.Select(i => (int[])[i])]);

    /// <summary>A ranking from ranks, as judgments have them.</summary>
    /// <param name="items">The items.</param>
    /// <param name="ranks">For each its rank, the smallest best; equal ranks are ties.</param>
    public static TieredRanking FromRanks(IReadOnlyList<int> items, IReadOnlyList<int> ranks) => items.Count != ranks.Count
        ? throw new ArgumentException($"{ranks.Count} ranks for {items.Count} items", nameof(ranks))
        : new([.. items.Zip(ranks).GroupBy(p => p.Second, p => p.First).OrderBy(g => g.Key).Select(g => g.ToArray())]);
}
