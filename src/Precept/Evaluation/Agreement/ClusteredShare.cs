namespace Precept.Evaluation;

/// <summary>A share of cases that come in clusters, with an interval that knows that cases of one cluster are alike.</summary>
/// <remarks>
/// Wilson's interval at the effective number of cases, n over the design effect (Kish 1965, section 8.2; Korn and Graubard 1998 for the effective
/// number in an interval for shares). The variance is that of a ratio over clusters: G/(G-1) * sum_g (y_g - p n_g)^2 / n^2 for G clusters of n_g cases
/// with y_g successes. Unlike a bootstrap it is of use near 0 and 1, where it takes the clusters for the cases.
/// </remarks>
public static class ClusteredShare
{
    /// <summary>The share over all clusters.</summary>
    /// <param name="clusters">For each cluster, how many of its cases succeeded, and how many cases it has; those without cases do not count.</param>
    /// <returns>The share, the interval, and the number of cases (not the effective one). Without cases NaN throughout.</returns>
    public static Rate Of(IEnumerable<(int Successes, int Cases)> clusters)
    {
        var (successes, n, squares, products, casesSquared, groups) = (0L, 0L, 0.0, 0.0, 0.0, 0);
        foreach (var (y, m) in clusters)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(y);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(y, m);
            if (m > 0)
            {
                (successes, n, groups) = (successes + y, n + m, groups + 1);
                (squares, products, casesSquared) = (squares + ((double)y * y), products + ((double)y * m), casesSquared + ((double)m * m));
            }
        }

        if (n == 0)
        {
            return new Rate(double.NaN, double.NaN, double.NaN, 0);
        }

        var p = (double)successes / n;
        // sum (y - p m)^2, multiplied out.
        var residual = Math.Max(0, squares - (2 * p * products) + (p * p * casesSquared));
        var variance = groups / (groups - 1.0) * residual / ((double)n * n);
        var effective = groups < 2 || groups == n || p is 0 or 1 ? groups : Math.Clamp(p * (1 - p) / variance, 1, n);
        var (low, high) = Statistics.WilsonBounds(p, effective);
        return new Rate(p, low, high, (int)n);
    }
}
