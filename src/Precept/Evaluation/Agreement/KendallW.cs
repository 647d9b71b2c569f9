namespace Precept.Evaluation;

/// <summary>Kendall's coefficient of concordance W: how alike several raters rank the same items, 0 (not at all) to 1 (the same).</summary>
/// <remarks>Kendall and Babington Smith 1939, with Kendall's correction for ties (1948, chapter 6). The interval is a bootstrap over items, ranked anew each time.</remarks>
public static class KendallW
{
    /// <summary>W of ratings.</summary>
    /// <param name="ratings">For each rater, a finite value for each item; only their order counts.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    /// <returns>W; undefined (NaN) with fewer than two raters or items, or where every rater puts all items level.</returns>
    /// <exception cref="ArgumentException">Raters rated different numbers of items, or a value is not finite.</exception>
    public static Estimate Of(IReadOnlyList<IReadOnlyList<double>> ratings, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        var items = ratings.Count == 0 ? 0 : ratings[0].Count;
        if (ratings.Any(r => r.Count != items || r.Any(v => !double.IsFinite(v))))
        {
            throw new ArgumentException("raters rated different numbers of items, or a value is not finite", nameof(ratings));
        }

        return ratings.Count < 2 ? Estimate.Undefined(items) : ClusterBootstrap.Of(items, Value, items, seed, resamples);

        double Value(IReadOnlyList<int> times)
        {
            int[] drawn = [.. times.SelectMany((t, i) => Enumerable.Repeat(i, t))];
            double m = ratings.Count, n = drawn.Length;
            var (sums, ties) = (new double[drawn.Length], 0.0);
            foreach (var rater in ratings)
            {
                var ranks = MidRanks.Of([.. drawn.Select(i => rater[i])]);
                ties += ranks.CountBy(r => r).Sum(g => ((double)g.Value * g.Value * g.Value) - g.Value);
                for (var i = 0; i < ranks.Length; i++)
                {
                    sums[i] += ranks[i];
                }
            }

            var mean = m * (n + 1) / 2;
            var most = (m * m * ((n * n * n) - n)) - (m * ties);
            return most > 0 ? 12 * sums.Sum(s => (s - mean) * (s - mean)) / most : double.NaN;
        }
    }
}
