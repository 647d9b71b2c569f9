using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Intervals for figures of cases that come in clusters: whole clusters are drawn anew, so that what is alike within them stays together.</summary>
/// <remarks>Percentile bootstrap of clusters (Davison and Hinkley 1997, section 3.8; Field and Welsh 2007).</remarks>
public static class ClusterBootstrap
{
    /// <summary>A figure that is a function of sums over cases, with its 95 % interval.</summary>
    /// <param name="sums">For each cluster the sums over its cases; all of one length.</param>
    /// <param name="figure">The figure of the sums over all clusters; NaN where they give none (such a draw is left out).</param>
    /// <param name="n">The number of cases to report.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resamples">How many draws, at least 1.</param>
    /// <returns>The figure; its bounds are NaN where fewer than half of the draws give one.</returns>
    public static Rate Interval(
        IReadOnlyList<double[]> sums, Func<double[], double> figure, int n, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (sums.Count == 0 || n == 0)
        {
            return new Rate(double.NaN, double.NaN, double.NaN, 0);
        }

        var random = SeededRandom.For(seed, "cluster bootstrap");
        var total = new double[sums[0].Length];
        var draws = new List<double>(resamples);
        for (var b = 0; b < resamples; b++)
        {
            Array.Clear(total);
            for (var i = 0; i < sums.Count; i++)
            {
                Add(total, sums[random.NextInt(sums.Count)]);
            }

            if (figure(total) is var drawn && !double.IsNaN(drawn))
            {
                draws.Add(drawn);
            }
        }

        Array.Clear(total);
        foreach (var cluster in sums)
        {
            Add(total, cluster);
        }

        draws.Sort();
        return draws.Count < resamples / 2.0
            ? new Rate(figure(total), double.NaN, double.NaN, n)
            : new Rate(figure(total), Statistics.Quantile(draws, 0.025), Statistics.Quantile(draws, 0.975), n);
    }

    /// <summary>Sums over the cases of each cluster.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="cluster">A case's cluster.</param>
    /// <param name="values">What is summed: as many numbers for each case.</param>
    public static IReadOnlyList<double[]> Sums<T>(IEnumerable<T> cases, Func<T, int> cluster, Func<T, double[]> values)
    {
        var sums = new SortedDictionary<int, double[]>();
        foreach (var one in cases)
        {
            var more = values(one);
            if (sums.TryGetValue(cluster(one), out var so))
            {
                Add(so, more);
            }
            else
            {
                sums.Add(cluster(one), more);
            }
        }

        return [.. sums.Values];
    }

    private static void Add(double[] to, double[] more)
    {
        for (var j = 0; j < to.Length; j++)
        {
            to[j] += more[j];
        }
    }
}
