namespace Precept.Evaluation;

/// <summary>Two items compared once.</summary>
/// <param name="First">The one item, from 0.</param>
/// <param name="Second">The other item.</param>
/// <param name="Verdict">1 where the first is better, -1 where the second is, 0 for a tie.</param>
public readonly record struct Duel(int First, int Second, int Verdict);

/// <summary>Strengths of items from comparisons of two (Bradley and Terry 1952): P(i beats j) = exp t_i / (exp t_i + exp t_j). A tie is half a win for each.</summary>
/// <remarks>
/// Maximum likelihood; it is finite only where each item is above each other one by some chain of wins (Ford 1957). Otherwise the outcome says so, and a prior helps:
/// each item wins and loses so many times against one more, imagined, item, as in Turner, van Etten, Firth and Kosmidis (2020). docs/algorithms/ranking.md has the equations.
/// </remarks>
public static class BradleyTerry
{
    /// <summary>A small prior: half a win and half a loss for each item.</summary>
    public const double SmallPrior = 0.5;

    /// <summary>Strengths from a table of wins.</summary>
    /// <param name="wins">How often the item of the row beat that of the column; a tie is half a win for each. The diagonal is not read.</param>
    /// <param name="prior">Wins and losses of each item against an imagined one; 0 for maximum likelihood.</param>
    /// <exception cref="ArgumentException">The table is not square or too large, or a count is negative or not finite.</exception>
    public static WorthFit Fit(double[,] wins, double prior = 0)
    {
        var n = wins.GetLength(0);
        if (wins.GetLength(1) != n || wins.Cast<double>().Any(w => !double.IsFinite(w) || w < 0))
        {
            throw new ArgumentException($"wins are a square table of finite counts from 0; it has {n} rows and {wins.GetLength(1)} columns", nameof(wins));
        }

        Check(n, prior);
        var likelihood = new ChoiceLikelihood(n, 1);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (i != j && wins[i, j] > 0)
                {
                    likelihood.Choose(0, i, wins[i, j]);
                    likelihood.From(0, [Math.Min(i, j), Math.Max(i, j)], wins[i, j]);
                    likelihood.Above(0, i, j);
                }
            }
        }

        return likelihood.Fit([1], prior);
    }

    /// <summary>Strengths from single comparisons, with bootstrap intervals.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="duels">The comparisons.</param>
    /// <param name="clusterOf">For each comparison its cluster, such as its prompt; null where each is one of its own.</param>
    /// <param name="prior">As in <see cref="Fit"/>.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Resamples of the bootstrap. Those without finite strengths are left out, so give a prior where an item hardly ever loses.</param>
    /// <exception cref="ArgumentException">A comparison names no item, the same one twice or no verdict; or clusters do not fit.</exception>
    public static WorthEstimates Of(
        int items, IReadOnlyList<Duel> duels, IReadOnlyList<int>? clusterOf = null, double prior = 0, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        Check(items, prior);
        var (clusters, of) = ClusterNumbers.Of(duels.Count, clusterOf);
        var likelihood = new ChoiceLikelihood(items, clusters);
        for (var d = 0; d < duels.Count; d++)
        {
            var (first, second, verdict) = duels[d];
            if (first < 0 || second < 0 || first >= items || second >= items || first == second || verdict is < -1 or > 1)
            {
                throw new ArgumentException($"comparison {d}: items {first} and {second} of {items}, verdict {verdict}; expected two of them, and 1, 0 or -1", nameof(duels));
            }

            likelihood.From(of[d], [Math.Min(first, second), Math.Max(first, second)], 1);
            if (verdict >= 0)
            {
                likelihood.Choose(of[d], first, verdict == 0 ? 0.5 : 1);
                likelihood.Above(of[d], first, second);
            }

            if (verdict <= 0)
            {
                likelihood.Choose(of[d], second, verdict == 0 ? 0.5 : 1);
                likelihood.Above(of[d], second, first);
            }
        }

        return likelihood.Estimate(prior, duels.Count, seed, resamples);
    }

    /// <summary>Nats as Elo points: 400 to a factor of 10 in the odds.</summary>
    public static double ToElo(double nats) => nats * 400 / Math.Log(10);

    /// <summary>The probability that an item beats another.</summary>
    /// <param name="first">The log-worth of the one.</param>
    /// <param name="second">The log-worth of the other.</param>
    public static double WinProbability(double first, double second) => 1 / (1 + Math.Exp(second - first));

    internal static void Check(int items, double prior)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, ChoiceLikelihood.MaxItems);
        if (!double.IsFinite(prior) || prior < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(prior), prior, "a prior is a finite number from 0");
        }
    }
}
