namespace Precept.Evaluation;

/// <summary>How much of a disagreement counts, by how far apart two ordered categories are.</summary>
public enum KappaWeights
{
    /// <summary>Any disagreement counts whole: categories without an order.</summary>
    None,

    /// <summary>By the distance, |i - j| / (k - 1).</summary>
    Linear,

    /// <summary>By its square.</summary>
    Quadratic,
}

/// <summary>Cohen's kappa: how much more two raters agree than by chance, where each keeps to their own frequencies.</summary>
/// <remarks>
/// Cohen 1960 (unweighted) and 1968 (weighted): kappa = 1 - q_o / q_e, the disagreement that was observed over the one that the frequencies lead to expect.
/// The standard error is the large-sample one of Fleiss, Cohen and Everitt 1969:
/// n (1 - p_e)^2 var = sum_ij p_ij (w_ij - (w_i. + w_.j) (1 - kappa))^2 - (kappa - p_e (1 - kappa))^2.
/// </remarks>
public static class CohenKappa
{
    /// <summary>Kappa of a table of counts.</summary>
    /// <param name="table">Square: rows are the first rater's categories, columns the second's, in the same order. Not negative; fractions are allowed.</param>
    /// <param name="weights">How much of a disagreement counts.</param>
    /// <returns>
    /// Kappa with the interval of the normal distribution. Undefined (NaN) without cases, and where both raters use one and the same category only: then no
    /// disagreement is to be expected, and agreement proves nothing.
    /// </returns>
    /// <exception cref="ArgumentException">The table is not square, or a count is negative or not finite.</exception>
    public static Estimate Of(double[,] table, KappaWeights weights = KappaWeights.None)
    {
        var (value, total) = (Value(table, weights), Sum(table));
        var n = (int)Math.Round(total);
        if (double.IsNaN(value))
        {
            return Estimate.Undefined(n);
        }

        var (k, rows, columns) = (table.GetLength(0), Marginals(table, total, rows: true), Marginals(table, total, rows: false));
        var (byRow, byColumn, expected) = (new double[k], new double[k], 0.0);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var weight = Weight(weights, i, j, k);
                byRow[i] += columns[j] * weight;
                byColumn[j] += rows[i] * weight;
                expected += rows[i] * columns[j] * weight;
            }
        }

        var spread = 0.0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var term = Weight(weights, i, j, k) - ((byRow[i] + byColumn[j]) * (1 - value));
                spread += table[i, j] / total * term * term;
            }
        }

        var centre = value - (expected * (1 - value));
        var variance = Math.Max(0, spread - (centre * centre)) / (total * (1 - expected) * (1 - expected));
        return Estimate.Normal(value, Math.Sqrt(variance), n);
    }

    /// <summary>Kappa of ratings, pair by pair.</summary>
    /// <param name="ratings">What each of the two raters said of each case.</param>
    /// <param name="categories">The categories, in order where <paramref name="weights"/> counts distances; each once.</param>
    /// <param name="weights">How much of a disagreement counts.</param>
    /// <exception cref="ArgumentException">A rating is none of the categories.</exception>
    public static Estimate Of<T>(IEnumerable<(T First, T Second)> ratings, IReadOnlyList<T> categories, KappaWeights weights = KappaWeights.None)
        where T : notnull
    {
        var index = categories.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        var table = new double[categories.Count, categories.Count];
        foreach (var (first, second) in ratings)
        {
            table[IndexOf(first), IndexOf(second)]++;
        }

        return Of(table, weights);

        int IndexOf(T rating) => index.TryGetValue(rating, out var i) ? i : throw new ArgumentException($"'{rating}' is none of the categories", nameof(ratings));
    }

    /// <summary>Kappa alone; NaN where it is not defined.</summary>
    internal static double Value(double[,] table, KappaWeights weights)
    {
        var (k, total) = (table.GetLength(0), Sum(table));
        if (table.GetLength(1) != k || table.Cast<double>().Any(c => c < 0 || !double.IsFinite(c)))
        {
            throw new ArgumentException("the table is not square, or a count is negative or not finite", nameof(table));
        }

        var (rows, columns) = (Marginals(table, total, rows: true), Marginals(table, total, rows: false));
        var (observed, expected) = (0.0, 0.0);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var disagreement = 1 - Weight(weights, i, j, k);
                observed += disagreement * table[i, j] / total;
                expected += disagreement * rows[i] * columns[j];
            }
        }

        return total > 0 && expected > 0 ? 1 - (observed / expected) : double.NaN;
    }

    private static double Weight(KappaWeights weights, int i, int j, int k)
    {
        var distance = k < 2 ? 0 : Math.Abs(i - j) / (k - 1.0);
        return weights switch
        {
            KappaWeights.Linear => 1 - distance,
            KappaWeights.Quadratic => 1 - (distance * distance),
            _ => i == j ? 1 : 0,
        };
    }

    private static double Sum(double[,] table) => table.Cast<double>().Sum();

    private static double[] Marginals(double[,] table, double total, bool rows)
    {
        var sums = new double[table.GetLength(rows ? 0 : 1)];
        for (var i = 0; i < table.GetLength(0); i++)
        {
            for (var j = 0; j < table.GetLength(1); j++)
            {
                sums[rows ? i : j] += table[i, j] / total;
            }
        }

        return sums;
    }
}
