using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>How well points lie in their groups (Rousseeuw 1987): the mean of (b - a) / max(a, b), a the mean distance to the own group, b to the nearest other one.</summary>
internal static class Silhouette
{
    /// <summary>The most points that are measured; of more a drawn sample, since the work grows with their square.</summary>
    public const int MaxPoints = 5000;

    /// <summary>The mean silhouette of each of several groupings of the same points; that of a point alone in its group is 0.</summary>
    /// <param name="points">The points.</param>
    /// <param name="groupings">For each grouping the group of each point, from 0.</param>
    /// <param name="seed">Seed of the sample.</param>
    public static IReadOnlyList<double> Of((double X, double Y)[] points, int[][] groupings, long seed)
    {
        var sample = Sample(points.Length, seed);
        int[] groups = [.. groupings.Select(g => g.Max() + 1)];
        int[][] sizes = [.. groupings.Select((g, k) => Sizes(sample, g, groups[k]))];
        var means = new double[groupings.Length];
        double[][] sums = [.. groups.Select(k => new double[k])];
        foreach (var i in sample)
        {
            Array.ForEach(sums, s => Array.Clear(s));
            foreach (var j in sample)
            {
                var (dx, dy) = (points[i].X - points[j].X, points[i].Y - points[j].Y);
                var distance = Math.Sqrt((dx * dx) + (dy * dy));
                for (var g = 0; g < groupings.Length; g++)
                {
                    sums[g][groupings[g][j]] += distance;
                }
            }

            for (var g = 0; g < groupings.Length; g++)
            {
                means[g] += One(sums[g], sizes[g], groupings[g][i]) / sample.Length;
            }
        }

        return means;
    }

    private static double One(double[] sums, int[] sizes, int own)
    {
        var others = Enumerable.Range(0, sums.Length).Where(g => g != own && sizes[g] > 0).Select(g => sums[g] / sizes[g]).DefaultIfEmpty(double.NaN).Min();
        var inside = sizes[own] > 1 ? sums[own] / (sizes[own] - 1) : double.NaN;
        var most = Math.Max(inside, others);
        return most > 0 ? (others - inside) / most : 0;
    }

    private static int[] Sizes(int[] sample, int[] grouping, int groups)
    {
        var sizes = new int[groups];
        Array.ForEach(sample, i => sizes[grouping[i]]++);
        return sizes;
    }

    private static int[] Sample(int points, long seed)
    {
        int[] all = [.. Enumerable.Range(0, points)];
        if (points > MaxPoints)
        {
            SeededRandom.For(seed, "silhouette").Shuffle(all);
        }

        return all[..Math.Min(points, MaxPoints)];
    }
}
