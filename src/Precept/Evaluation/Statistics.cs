using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Intervals around what is measured: shares (Wilson) and means (bootstrap).</summary>
public static class Statistics
{
    /// <summary>The two-sided 95 % quantile of the normal distribution.</summary>
    public const double Z95 = 1.959964;

    /// <summary>Resamples of a bootstrap interval.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>A share with its 95 % score interval (Wilson 1927): sensible near 0 and 1 and for few cases, where ±1.96 standard errors is not.</summary>
    /// <param name="successes">k, 0 to <paramref name="n"/>.</param>
    /// <param name="n">The number of cases; 0 gives NaN throughout.</param>
    public static Rate Wilson(int successes, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        if (n == 0)
        {
            return new Rate(double.NaN, double.NaN, double.NaN, 0);
        }

        var (low, high) = WilsonBounds((double)successes / n, n);
        return new Rate((double)successes / n, low, high, n);
    }

    /// <summary>The bounds of the score interval for a share of a number of cases that need not be whole.</summary>
    internal static (double Low, double High) WilsonBounds(double p, double n)
    {
        const double z2 = Z95 * Z95;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z95 / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n)));

        // At the ends the bound is exactly 0 or 1; rounding must not say otherwise.
        return (p == 0 ? 0 : Math.Max(0, centre - half), p == 1 ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>The share of cases that are true, with its Wilson interval.</summary>
    public static Rate Share(IEnumerable<bool> cases)
    {
        var (successes, n) = (0, 0);
        foreach (var one in cases)
        {
            successes += one ? 1 : 0;
            n++;
        }

        return Wilson(successes, n);
    }

    /// <summary>A mean with its 95 % percentile bootstrap interval (Efron 1979).</summary>
    /// <param name="values">Finite values; none gives NaN throughout.</param>
    /// <param name="seed">Seed of the resampling: the same values and seed give the same interval.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Rate BootstrapMean(IReadOnlyList<double> values, long seed = 1, int resamples = DefaultResamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (values.Count == 0)
        {
            return new Rate(double.NaN, double.NaN, double.NaN, 0);
        }

        if (values.Any(v => !double.IsFinite(v)))
        {
            throw new ArgumentException("a value is not finite", nameof(values));
        }

        var random = SeededRandom.For(seed, "bootstrap");
        var means = new double[resamples];
        for (var b = 0; b < resamples; b++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
            {
                sum += values[random.NextInt(values.Count)];
            }

            means[b] = sum / values.Count;
        }

        Array.Sort(means);
        return new Rate(values.Sum() / values.Count, Quantile(means, 0.025), Quantile(means, 0.975), values.Count);
    }

    /// <summary>A quantile of sorted values, between two of them by straight line (Hyndman and Fan's type 7).</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="q">0 to 1.</param>
    public static double Quantile(IReadOnlyList<double> sorted, double q)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Count);
        var at = q * (sorted.Count - 1);
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
