namespace Precept.Evaluation;

/// <summary>How far apart two values are.</summary>
public enum AlphaMetric
{
    /// <summary>The same or not.</summary>
    Nominal,

    /// <summary>By the ranks between them.</summary>
    Ordinal,

    /// <summary>By their difference, squared.</summary>
    Interval,

    /// <summary>By their difference over their sum, squared; values from 0.</summary>
    Ratio,
}

/// <summary>Krippendorff's alpha: agreement of any number of raters beyond chance, with any values missing.</summary>
/// <remarks>
/// Krippendorff, "Computing Krippendorff's alpha-reliability" (2011): coincidences, then alpha = 1 - (n - 1) sum o_ck d_ck / sum n_c n_k d_ck.
/// The interval is a bootstrap over units (Zapf, Castell, Morawietz and Karch 2016), or over clusters of units.
/// </remarks>
public static class KrippendorffAlpha
{
    /// <summary>The most different values that are taken: the work grows with their square.</summary>
    public const int MaxValues = 1000;

    /// <summary>Alpha of ratings.</summary>
    /// <param name="units">For each unit, the values that it was given, in any order; raters that gave none are left out. Units with one value say nothing.</param>
    /// <param name="metric">How far apart two values are.</param>
    /// <param name="clusterOf">For each unit its cluster, for the interval; null where each unit is one of its own.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    /// <returns>
    /// Alpha over the units with two values or more, whose number is the estimate's. Undefined (NaN) without such units, and where all values are the same: without
    /// variation nothing tells agreement from habit.
    /// </returns>
    /// <exception cref="ArgumentException">A value is not finite, negative under <see cref="AlphaMetric.Ratio"/>, there are too many values, or clusters do not fit the units.</exception>
    public static Estimate Of(
        IReadOnlyList<IReadOnlyList<double>> units, AlphaMetric metric, IReadOnlyList<int>? clusterOf = null, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        if (clusterOf is not null && clusterOf.Count != units.Count)
        {
            throw new ArgumentException($"{clusterOf.Count} clusters for {units.Count} units", nameof(clusterOf));
        }

        var scale = Scale(units, metric);
        var clusters = new Dictionary<int, Cluster>();
        var n = 0;
        for (var u = 0; u < units.Count; u++)
        {
            if (units[u].Count > 1)
            {
                var of = clusterOf?[u] ?? u;
                if (!clusters.TryGetValue(of, out var cluster))
                {
                    clusters[of] = cluster = new Cluster();
                }

                cluster.Add([.. units[u].Select(v => Array.BinarySearch(scale, v))]);
                n++;
            }
        }

        Cluster[] all = [.. clusters.OrderBy(c => c.Key).Select(c => c.Value)];
        return ClusterBootstrap.Of(all.Length, times => Value(all, times, scale, metric), n, seed, resamples);
    }

    /// <summary>Nominal alpha of two raters' table of counts; NaN where it is not defined.</summary>
    internal static double Nominal(double[,] table)
    {
        var (k, n, apart, counts) = (table.GetLength(0), 0.0, 0.0, new double[table.GetLength(0)]);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                n += 2 * table[i, j];
                apart += i == j ? 0 : 2 * table[i, j];
                counts[i] += table[i, j];
                counts[j] += table[i, j];
            }
        }

        var expected = (n * n) - counts.Sum(c => c * c);
        return counts.Count(c => c > 0) > 1 ? 1 - ((n - 1) * apart / expected) : double.NaN;
    }

    private static double[] Scale(IReadOnlyList<IReadOnlyList<double>> units, AlphaMetric metric)
    {
        double[] scale = [.. units.SelectMany(u => u).Distinct().Order()];
        return scale.Any(v => !double.IsFinite(v)) ? throw new ArgumentException("a value is not finite", nameof(units))
            : metric == AlphaMetric.Ratio && scale is [< 0, ..] ? throw new ArgumentException($"a ratio has no negative values, and {scale[0]} is one", nameof(units))
            : scale.Length > MaxValues ? throw new ArgumentException($"{scale.Length} different values; at most {MaxValues} are taken: round them", nameof(units))
            : scale;
    }

    private static double Value(Cluster[] clusters, IReadOnlyList<int> times, double[] scale, AlphaMetric metric)
    {
        var counts = new double[scale.Length];
        for (var c = 0; c < clusters.Length; c++)
        {
            if (times[c] > 0)
            {
                clusters[c].CountInto(counts, times[c]);
            }
        }

        var n = counts.Sum();
        var places = metric == AlphaMetric.Ordinal ? MiddleRanks(counts) : scale;
        var (observed, expected) = (0.0, 0.0);
        for (var c = 0; c < clusters.Length; c++)
        {
            observed += times[c] == 0 ? 0 : times[c] * clusters[c].Apart(places, metric);
        }

        for (var i = 0; i < counts.Length; i++)
        {
            for (var k = 0; k < i; k++)
            {
                expected += counts[i] == 0 || counts[k] == 0 ? 0 : 2 * counts[i] * counts[k] * Distance(places[i], places[k], metric);
            }
        }

        return expected > 0 ? 1 - ((n - 1) * observed / expected) : double.NaN;
    }

    // The squared difference of two middle ranks is the ordinal metric: everything between two values, and half of each.
    private static double[] MiddleRanks(double[] counts)
    {
        var (ranks, below) = (new double[counts.Length], 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            ranks[i] = below + (counts[i] / 2);
            below += counts[i];
        }

        return ranks;
    }

    private static double Distance(double a, double b, AlphaMetric metric) => metric switch
    {
        AlphaMetric.Nominal => a.Equals(b) ? 0 : 1,
        AlphaMetric.Ratio => a + b == 0 ? 0 : (a - b) / (a + b) * ((a - b) / (a + b)),
        _ => (a - b) * (a - b),
    };

    /// <summary>The coincidences of the units that are drawn together.</summary>
    private sealed class Cluster
    {
        private readonly Dictionary<int, double> _counts = [];
        private readonly Dictionary<(int, int), double> _apart = [];

        /// <summary>Adds a unit: each pair of values of different raters, both ways, over the number of the other raters.</summary>
        public void Add(int[] values)
        {
            foreach (var (value, count) in values.CountBy(v => v))
            {
                _counts[value] = _counts.GetValueOrDefault(value) + count;
                foreach (var (other, others) in values.CountBy(v => v).Where(o => o.Key != value))
                {
                    _apart[(value, other)] = _apart.GetValueOrDefault((value, other)) + ((double)count * others / (values.Length - 1));
                }
            }
        }

        public void CountInto(double[] counts, int times)
        {
            foreach (var (value, count) in _counts)
            {
                counts[value] += times * count;
            }
        }

        public double Apart(double[] places, AlphaMetric metric)
        {
            var sum = 0.0;
            foreach (var ((value, other), count) in _apart)
            {
                sum += count * Distance(places[value], places[other], metric);
            }

            return sum;
        }
    }
}
