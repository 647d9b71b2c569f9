using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Points in k groups about their means (Lloyd 1982), from several drawn starts (k-means++, Arthur and Vassilvitskii 2007); the tightest is kept.</summary>
internal static class KMeans
{
    private const int Starts = 10;
    private const int MaxSteps = 100;

    /// <summary>The group of each point, 0 to k - 1.</summary>
    /// <param name="points">The points, of which at least k differ.</param>
    /// <param name="k">How many groups.</param>
    /// <param name="seed">Seed of the starts.</param>
    public static int[] Of((double X, double Y)[] points, int k, long seed)
    {
        var random = SeededRandom.For(seed, "k-means", $"{k}");
        var (best, least) = (new int[points.Length], double.PositiveInfinity);
        for (var start = 0; start < Starts; start++)
        {
            var (groups, spread) = Settle(points, Seeds(points, k, random));
            if (spread < least - 1e-9)
            {
                (best, least) = (groups, spread);
            }
        }

        return best;
    }

    private static (double X, double Y)[] Seeds((double X, double Y)[] points, int k, SeededRandom random)
    {
        List<(double X, double Y)> seeds = [points[random.NextInt(points.Length)]];
        while (seeds.Count < k)
        {
            double[] far = [.. points.Select(p => seeds.Min(s => Squared(p, s)))];
            var at = random.NextDouble() * far.Sum();
            var next = 0;
            while (next < points.Length - 1 && (at -= far[next]) >= 0)
            {
                next++;
            }

            // Rounding may run past the last point that is far from all seeds.
            seeds.Add(far[next] > 0 ? points[next] : points[far.Index().MaxBy(f => f.Item).Index]);
        }

        return [.. seeds];
    }

    private static (int[] Groups, double Spread) Settle((double X, double Y)[] points, (double X, double Y)[] centres)
    {
        var (groups, spread) = (new int[points.Length], 0.0);
        for (var step = 0; step < MaxSteps; step++)
        {
            var changed = step == 0;
            var sums = new (double X, double Y, int N)[centres.Length];
            spread = 0;
            for (var i = 0; i < points.Length; i++)
            {
                var (nearest, least) = (0, double.PositiveInfinity);
                for (var c = 0; c < centres.Length; c++)
                {
                    if (Squared(points[i], centres[c]) is var distance && distance < least)
                    {
                        (nearest, least) = (c, distance);
                    }
                }

                changed |= groups[i] != nearest;
                groups[i] = nearest;
                spread += least;
                sums[nearest] = (sums[nearest].X + points[i].X, sums[nearest].Y + points[i].Y, sums[nearest].N + 1);
            }

            if (!changed)
            {
                break;
            }

            // A centre that lost all its points stays where it is.
            centres = [.. sums.Select((s, c) => s.N == 0 ? centres[c] : (s.X / s.N, s.Y / s.N))];
        }

        return (groups, spread);
    }

    private static double Squared((double X, double Y) a, (double X, double Y) b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));
}
