using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Bootstrap intervals of any statistic over clusters: cases that belong together, such as the pairs of one prompt, are drawn together.</summary>
/// <remarks>
/// The percentile interval of Efron (1979), clusters drawn with replacement (Davison and Hinkley 1997, section 3.8). Where each case is a cluster of
/// its own it is the ordinary bootstrap.
/// </remarks>
public static class ClusterBootstrap
{
    /// <summary>The interval of a statistic.</summary>
    /// <param name="clusters">How many clusters there are.</param>
    /// <param name="statistic">The statistic, given how often each cluster counts; NaN where it is not defined. It must not keep the list.</param>
    /// <param name="n">The number of cases, for the estimate.</param>
    /// <param name="seed">Seed of the draws: the same clusters and seed give the same interval.</param>
    /// <param name="resamples">How many draws, at least 1.</param>
    /// <returns>
    /// The statistic with every cluster counted once, and its interval. There is no interval with fewer than two clusters, nor where more than half of
    /// the draws have no value.
    /// </returns>
    public static Estimate Of(int clusters, Func<IReadOnlyList<int>, double> statistic, int n, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var counts = new int[clusters];
        Array.Fill(counts, 1);
        var value = clusters == 0 ? double.NaN : statistic(counts);
        if (double.IsNaN(value) || clusters < 2)
        {
            return Estimate.Undefined(n) with { Value = value };
        }

        var random = SeededRandom.For(seed, "clusters");
        var drawn = new List<double>(resamples);
        for (var b = 0; b < resamples; b++)
        {
            Array.Clear(counts);
            for (var i = 0; i < clusters; i++)
            {
                counts[random.NextInt(clusters)]++;
            }

            if (statistic(counts) is var one && !double.IsNaN(one))
            {
                drawn.Add(one);
            }
        }

        if (2 * drawn.Count <= resamples)
        {
            return Estimate.Undefined(n) with { Value = value };
        }

        drawn.Sort();
        return new Estimate(value, Deviation(drawn), Statistics.Quantile(drawn, 0.025), Statistics.Quantile(drawn, 0.975), n);
    }

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return values.Count < 2 ? double.NaN : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
