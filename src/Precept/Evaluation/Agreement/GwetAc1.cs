namespace Precept.Evaluation;

/// <summary>Gwet's AC1: agreement beyond chance that stays sensible where nearly all ratings fall into one category, where kappa collapses.</summary>
/// <remarks>
/// Gwet 2008, "Computing inter-rater reliability and its variance in the presence of high agreement": AC1 = (p_a - p_e) / (1 - p_e) with
/// p_e = sum_k s_k (1 - s_k) / (q - 1), s_k the mean share of category k of q; the variance is his linear one, of the units' influences.
/// </remarks>
public static class GwetAc1
{
    /// <summary>AC1 of counts.</summary>
    /// <param name="counts">For each unit, how many raters put it into each category; units may differ in how many raters rated them.</param>
    /// <returns>
    /// AC1 with the interval of the normal distribution. Undefined (NaN) with fewer than two categories, or without a unit that two raters rated; without an
    /// interval where only one unit has.
    /// </returns>
    /// <exception cref="ArgumentException">Units differ in categories, or a count is negative.</exception>
    public static Estimate Of(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        var categories = counts.Count == 0 ? 0 : counts[0].Count;
        if (counts.Any(u => u.Count != categories || u.Any(c => c < 0)))
        {
            throw new ArgumentException("units differ in their categories, or a count is negative", nameof(counts));
        }

        var rated = counts.Where(u => u.Sum() > 0).ToArray();
        var pairable = rated.Where(u => u.Sum() > 1).ToArray();
        if (categories < 2 || pairable.Length == 0)
        {
            return Estimate.Undefined(pairable.Length);
        }

        var shares = Enumerable.Range(0, categories).Select(c => rated.Average(u => (double)u[c] / u.Sum())).ToArray();
        var expected = shares.Sum(p => p * (1 - p)) / (categories - 1);
        var value = (pairable.Average(AgreementOf) - expected) / (1 - expected);
        var variance = 0.0;
        foreach (var unit in rated)
        {
            double all = unit.Sum();
            var own = unit.Select((c, i) => c / all * (1 - shares[i])).Sum() / (categories - 1);
            var beyond = all > 1 ? (double)rated.Length / pairable.Length * (AgreementOf(unit) - expected) / (1 - expected) : 0;
            var influence = beyond - (2 * (1 - value) * (own - expected) / (1 - expected));
            variance += (influence - value) * (influence - value);
        }

        variance /= (double)rated.Length * (rated.Length - 1);
        return Estimate.Normal(value, Math.Sqrt(variance), pairable.Length);
    }

    /// <summary>AC1 alone, of two raters' table of counts; NaN where it is not defined.</summary>
    internal static double Value(double[,] table)
    {
        var (k, total, same) = (table.GetLength(0), table.Cast<double>().Sum(), 0.0);
        var shares = new double[k];
        for (var i = 0; i < k; i++)
        {
            same += table[i, i];
            for (var j = 0; j < k; j++)
            {
                shares[i] += (table[i, j] + table[j, i]) / (2 * total);
            }
        }

        var expected = shares.Sum(p => p * (1 - p)) / (k - 1);
        return total > 0 && k > 1 ? ((same / total) - expected) / (1 - expected) : double.NaN;
    }

    private static double AgreementOf(IReadOnlyList<int> unit)
    {
        double all = unit.Sum();
        return unit.Sum(c => c * (c - 1.0)) / (all * (all - 1));
    }
}
