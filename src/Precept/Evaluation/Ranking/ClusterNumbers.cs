namespace Precept.Evaluation;

/// <summary>Clusters numbered from 0, in the order of their own numbers.</summary>
internal static class ClusterNumbers
{
    /// <summary>How many clusters there are, and which each case is in.</summary>
    /// <param name="cases">How many cases there are.</param>
    /// <param name="clusterOf">For each case any number of its cluster; null where each is one of its own.</param>
    /// <exception cref="ArgumentException">There are not as many numbers as cases.</exception>
    public static (int Clusters, int[] Of) Of(int cases, IReadOnlyList<int>? clusterOf)
    {
        if (clusterOf is null)
        {
            return (cases, [.. Enumerable.Range(0, cases)]);
        }

        if (clusterOf.Count != cases)
        {
            throw new ArgumentException($"{clusterOf.Count} clusters for {cases} cases", nameof(clusterOf));
        }

        int[] sorted = [.. clusterOf.Distinct().Order()];
        return (sorted.Length, [.. clusterOf.Select(c => Array.BinarySearch(sorted, c))]);
    }
}
