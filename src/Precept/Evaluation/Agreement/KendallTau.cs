namespace Precept.Evaluation;

/// <summary>Kendall's tau-b: rank correlation of two lists with ties, -1 to 1.</summary>
/// <remarks>
/// Kendall 1945: concordant minus discordant pairs over the root of the pairs that each list orders. The standard error is that of Brown and
/// Benedetti 1977 (the asymptotic one without the hypothesis of independence).
/// </remarks>
public static class KendallTau
{
    /// <summary>Tau-b of two lists. Takes time with the square of their length.</summary>
    /// <param name="x">Finite values; only their order counts.</param>
    /// <param name="y">As many.</param>
    /// <returns>Tau-b with the interval of the normal distribution; undefined (NaN) where one list puts all items level, and so with fewer than two.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or a value is not finite.</exception>
    public static Estimate B(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count || x.Concat(y).Any(v => !double.IsFinite(v)))
        {
            throw new ArgumentException("the lists differ in length, or a value is not finite", nameof(y));
        }

        double n = x.Count;
        var (concordance, levelX, levelY) = (new double[x.Count], new double[x.Count], new double[x.Count]);
        for (var i = 0; i < x.Count; i++)
        {
            for (var j = 0; j < x.Count; j++)
            {
                var (inX, inY) = (x[i].CompareTo(x[j]), y[i].CompareTo(y[j]));
                concordance[i] += inX * inY;
                levelX[i] += inX == 0 ? 1 : 0;
                levelY[i] += inY == 0 ? 1 : 0;
            }
        }

        // Ordered pairs of items that each list tells apart.
        var (apartX, apartY) = ((n * n) - levelX.Sum(), (n * n) - levelY.Sum());
        var both = Math.Sqrt(apartX * apartY);
        if (both == 0)
        {
            return Estimate.Undefined(x.Count);
        }

        var tau = concordance.Sum() / both;
        var squares = 0.0;
        for (var i = 0; i < x.Count; i++)
        {
            var term = (2 * both * concordance[i]) + (tau * ((levelX[i] * apartY) + (levelY[i] * apartX)));
            squares += term * term;
        }

        var variance = Math.Max(0, squares - (n * n * n * tau * tau * (apartX + apartY) * (apartX + apartY))) / Math.Pow(both, 4);
        return Estimate.Normal(tau, Math.Sqrt(variance), x.Count);
    }
}
