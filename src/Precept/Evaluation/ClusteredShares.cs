namespace Precept.Evaluation;

/// <summary>Shares of cases that come in clusters and are alike within them: the pairs of one example, say.</summary>
/// <remarks>
/// Wilson's interval for as many independent cases as the clustered ones are worth, n / (1 + (m - 1) ρ): Kish's design effect (1965) with m the mean size of
/// the cluster that a case stands in (Kerry and Bland 2001) and ρ the correlation within clusters. Saha, Miller and Wang (2016, Int. J. Biostatistics 12)
/// compare intervals of this family: they keep their level for few clusters and for shares near 0 and 1, where a bootstrap of clusters falls short.
/// </remarks>
public static class ClusteredShares
{
    /// <summary>The correlation of two cases of one cluster by analysis of variance (Fleiss 1981; Ridout, Demétrio and Firth 1999), held to 0 to 1.</summary>
    /// <param name="clusters">For each cluster its successes and its cases, at least one.</param>
    /// <returns>0 where no cluster has two cases; 1 where the cases cannot tell: there is one cluster, or all cases end alike.</returns>
    public static double Correlation(IReadOnlyList<(int Successes, int N)> clusters)
    {
        double k = clusters.Count, n = clusters.Sum(c => c.N), successes = clusters.Sum(c => c.Successes);
        if (n <= k)
        {
            return 0;
        }

        if (k < 2 || successes == 0 || successes == n)
        {
            return 1;
        }

        var p = successes / n;
        var between = clusters.Sum(c => c.N * Square(((double)c.Successes / c.N) - p)) / (k - 1);
        var within = clusters.Sum(c => c.Successes * (1 - ((double)c.Successes / c.N))) / (n - k);
        var size = (n - (clusters.Sum(c => Square(c.N)) / n)) / (k - 1);
        return Math.Clamp((between - within) / (between + ((size - 1) * within)), 0, 1);
    }

    /// <summary>By how much clustering widens the variance of a share: 1 for independent cases.</summary>
    /// <param name="sizes">The clusters' sizes.</param>
    /// <param name="correlation">ρ, 0 to 1.</param>
    public static double DesignEffect(IReadOnlyList<int> sizes, double correlation)
    {
        double n = sizes.Sum();
        return n == 0 ? 1 : 1 + (((sizes.Sum(s => Square(s)) / n) - 1) * correlation);
    }

    /// <summary>A share with its 95 % interval.</summary>
    /// <param name="clusters">For each cluster its successes and its cases.</param>
    /// <param name="correlation">ρ, 0 to 1.</param>
    /// <returns>The share; its count is that of all cases, not of the independent ones they are worth.</returns>
    public static Rate Wilson(IReadOnlyList<(int Successes, int N)> clusters, double correlation)
    {
        var (successes, n) = (clusters.Sum(c => c.Successes), clusters.Sum(c => c.N));
        return Statistics.Wilson(successes, n, DesignEffect([.. clusters.Select(c => c.N)], correlation));
    }

    private static double Square(double x) => x * x;
}
