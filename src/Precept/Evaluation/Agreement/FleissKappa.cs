namespace Precept.Evaluation;

/// <summary>Fleiss' kappa: agreement of a fixed number of raters, not necessarily the same ones, beyond the chance of the pooled frequencies.</summary>
/// <remarks>
/// Fleiss 1971: kappa = (P - P_e) / (1 - P_e), P the mean over units of sum_c n_c (n_c - 1) / (n (n - 1)), P_e the sum of the squared shares of the
/// categories. His standard error holds only where there is no agreement, so the interval is a bootstrap over units.
/// </remarks>
public static class FleissKappa
{
    /// <summary>Kappa of counts.</summary>
    /// <param name="counts">For each unit, how many raters put it into each category; the same categories and the same number of raters throughout.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    /// <param name="clusterOf">For each unit its cluster from 0, for the interval; null where each unit is one of its own.</param>
    /// <returns>Kappa; undefined (NaN) without units, with fewer than two raters, or where every rating is one and the same category.</returns>
    /// <exception cref="ArgumentException">Units differ in categories or in raters, or a count is negative; or clusters do not fit the units.</exception>
    public static Estimate Of(
        IReadOnlyList<IReadOnlyList<int>> counts, long seed = 1, int resamples = Statistics.DefaultResamples, IReadOnlyList<int>? clusterOf = null)
    {
        if (clusterOf is not null && clusterOf.Count != counts.Count)
        {
            throw new ArgumentException($"{clusterOf.Count} clusters for {counts.Count} units", nameof(clusterOf));
        }

        var (raters, categories) = counts.Count == 0 ? (0, 0) : (counts[0].Sum(), counts[0].Count);
        if (counts.Any(u => u.Count != categories || u.Sum() != raters || u.Any(c => c < 0)))
        {
            throw new ArgumentException("units differ in their categories or in how many raters rated them, or a count is negative; Krippendorff's alpha allows for missing ratings", nameof(counts));
        }

        if (raters < 2)
        {
            return Estimate.Undefined(counts.Count);
        }

        var agreement = counts.Select(u => u.Sum(c => (double)c * (c - 1)) / ((double)raters * (raters - 1))).ToArray();
        var clusters = clusterOf is null ? counts.Count : clusterOf.Max() + 1;
        return ClusterBootstrap.Of(clusters, Value, counts.Count, seed, resamples);

        double Value(IReadOnlyList<int> timesOfClusters)
        {
            var (units, observed, shares) = (0, 0.0, new double[categories]);
            for (var u = 0; u < counts.Count; u++)
            {
                var times = timesOfClusters[clusterOf?[u] ?? u];
                units += times;
                observed += times * agreement[u];
                for (var c = 0; c < categories; c++)
                {
                    shares[c] += times * counts[u][c];
                }
            }

            var expected = shares.Sum(s => s / raters / units * (s / raters / units));
            return shares.Count(s => s > 0) > 1 ? ((observed / units) - expected) / (1 - expected) : double.NaN;
        }
    }
}
