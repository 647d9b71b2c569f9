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
    public static Estimate Of(int clusters, Func<IReadOnlyList<int>, double> statistic, int n, long seed = 1, int resamples = Statistics.DefaultResamples) =>
        OfEach(clusters, times => [statistic(times)], 1, n, seed, resamples)[0];

    /// <summary>The intervals of several statistics that are reckoned together, such as the worths of all answers, from the same draws.</summary>
    /// <param name="clusters">How many clusters there are.</param>
    /// <param name="statistics">The statistics, given how often each cluster counts; NaN where one is not defined. It must not keep the list.</param>
    /// <param name="values">How many statistics there are.</param>
    /// <param name="n">The number of cases, for the estimates.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resamples">How many draws, at least 1.</param>
    /// <returns>For each statistic what <see cref="Of"/> says of it.</returns>
    public static IReadOnlyList<Estimate> OfEach(
        int clusters, Func<IReadOnlyList<int>, IReadOnlyList<double>> statistics, int values, int n, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var counts = new int[clusters];
        Array.Fill(counts, 1);
        var undefined = Enumerable.Repeat(double.NaN, values);
        double[] whole = [.. clusters == 0 ? undefined : statistics(counts)];
        if (clusters < 2 || whole.All(double.IsNaN))
        {
            return [.. whole.Select(v => Estimate.Undefined(n) with { Value = v })];
        }

        var random = SeededRandom.For(seed, "clusters");
        var drawn = Enumerable.Range(0, values).Select(_ => new List<double>(resamples)).ToArray();
        for (var b = 0; b < resamples; b++)
        {
            Array.Clear(counts);
            for (var i = 0; i < clusters; i++)
            {
                counts[random.NextInt(clusters)]++;
            }

            var one = statistics(counts);
            for (var v = 0; v < values; v++)
            {
                if (!double.IsNaN(one[v]))
                {
                    drawn[v].Add(one[v]);
                }
            }
        }

        return [.. whole.Select((value, v) => Interval(value, drawn[v], n, resamples))];
    }

    private static Estimate Interval(double value, List<double> drawn, int n, int resamples)
    {
        if (double.IsNaN(value) || 2 * drawn.Count <= resamples)
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
