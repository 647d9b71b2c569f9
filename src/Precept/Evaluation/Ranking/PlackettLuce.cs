using System.Numerics;

namespace Precept.Evaluation;

/// <summary>Worths of items from rankings of any of them (Luce 1959; Plackett 1975): the best is chosen among all, the next among the rest, each with probability in proportion to its worth.</summary>
/// <remarks>
/// Maximum likelihood. A tie is the mean of the log-likelihoods of all orders that it leaves open; of two items it is half a win for each, so that with rankings of
/// two this is <see cref="BradleyTerry"/>. The condition for a finite maximum and the prior are those of Bradley-Terry. docs/algorithms/ranking.md has the equations.
/// </remarks>
public static class PlackettLuce
{
    /// <summary>The most items that may be level: the work grows with two to their power.</summary>
    public const int MaxLevel = 12;

    /// <summary>Worths from rankings, with bootstrap intervals.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="rankings">The rankings, of one item or more.</param>
    /// <param name="clusterOf">For each ranking its cluster, such as its prompt; null where each is one of its own.</param>
    /// <param name="prior">Wins and losses of each item against an imagined one; 0 for maximum likelihood.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Resamples of the bootstrap. Those without finite worths are left out.</param>
    /// <exception cref="ArgumentException">A ranking has an item that is not there, or one twice, or an empty or too large tier; or clusters do not fit.</exception>
    public static WorthEstimates Of(
        int items, IReadOnlyList<TieredRanking> rankings, IReadOnlyList<int>? clusterOf = null, double prior = 0, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        var (likelihood, _) = Read(items, rankings, clusterOf, prior);
        return likelihood.Estimate(prior, rankings.Count, seed, resamples);
    }

    /// <summary>Worths from rankings.</summary>
    /// <inheritdoc cref="Of"/>
    public static WorthFit Fit(int items, IReadOnlyList<TieredRanking> rankings, double prior = 0)
    {
        var (likelihood, clusters) = Read(items, rankings, null, prior);
        return likelihood.Fit([.. Enumerable.Repeat(1, clusters)], prior);
    }

    private static (ChoiceLikelihood Likelihood, int Clusters) Read(int items, IReadOnlyList<TieredRanking> rankings, IReadOnlyList<int>? clusterOf, double prior)
    {
        BradleyTerry.Check(items, prior);
        var (clusters, of) = ClusterNumbers.Of(rankings.Count, clusterOf);
        var likelihood = new ChoiceLikelihood(items, clusters);
        for (var r = 0; r < rankings.Count; r++)
        {
            var tiers = rankings[r].Tiers;
            int[] all = [.. tiers.SelectMany(t => t)];
            if (all.Any(i => i < 0 || i >= items) || all.Distinct().Count() != all.Length || tiers.Any(t => t.Count is 0 or > MaxLevel))
            {
                throw new ArgumentException(
                    $"ranking {r}: {string.Join(" > ", tiers.Select(t => string.Join(" = ", t)))}; expected items from 0 to {items - 1}, none twice, tiers of 1 to {MaxLevel}", nameof(rankings));
            }

            for (var t = 0; t < tiers.Count; t++)
            {
                Add(likelihood, of[r], tiers[t], [.. tiers.Skip(t + 1).SelectMany(below => below)]);
            }
        }

        return (likelihood, clusters);
    }

    // In a random order of a tier of n, what is left when n - m have been taken is each subset of m equally often. A choice of one out of one says nothing; it is
    // left out on both sides, among the chosen as among the sets.
    private static void Add(ChoiceLikelihood likelihood, int cluster, IReadOnlyList<int> tier, int[] below)
    {
        var n = tier.Count;
        foreach (var item in tier)
        {
            likelihood.Choose(cluster, item, below.Length > 0 ? 1 : 1 - (1.0 / n));
            Array.ForEach(below, lower => likelihood.Above(cluster, item, lower));
            foreach (var level in tier.Where(level => level != item))
            {
                likelihood.Above(cluster, item, level);
            }
        }

        for (var subset = 1; subset < 1 << n; subset++)
        {
            int[] left = [.. tier.Where((_, i) => (subset & (1 << i)) != 0).Concat(below).Order()];
            if (left.Length > 1)
            {
                likelihood.From(cluster, left, 1 / Subsets(n, BitOperations.PopCount((uint)subset)));
            }
        }
    }

    private static double Subsets(int n, int m) => Enumerable.Range(1, m).Aggregate(1.0, (product, i) => product * (n - m + i) / i);
}
