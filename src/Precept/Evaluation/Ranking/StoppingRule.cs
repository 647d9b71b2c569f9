namespace Precept.Evaluation;

/// <summary>What must be sure before labels on a task are enough.</summary>
public enum StopWhen
{
    /// <summary>That one answer is at least as good as each of the others.</summary>
    BestIsSure,

    /// <summary>The whole order: each answer against the next one.</summary>
    OrderIsSure,
}

/// <summary>When labels on a task are enough.</summary>
/// <param name="Minimum">Labels that every task gets, at least 1.</param>
/// <param name="Maximum">Labels that no task gets more of, at least the minimum.</param>
/// <param name="Threshold">The posterior probability that counts as sure, from 0.5 to below 1.</param>
/// <param name="When">What must be sure.</param>
public sealed record StoppingSettings(int Minimum = 3, int Maximum = 10, double Threshold = 0.95, StopWhen When = StopWhen.BestIsSure)
{
    /// <summary>Checks the bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not kept.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Minimum, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Maximum, Minimum);
        if (Threshold is not (>= 0.5 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Threshold), Threshold, "a threshold is at least 0.5 and below 1");
        }
    }
}

/// <summary>Why labels on a task are enough, or are not.</summary>
public enum StopReason
{
    /// <summary>Fewer labels than the minimum.</summary>
    BelowMinimum,

    /// <summary>The posterior is not sure.</summary>
    Unsure,

    /// <summary>The posterior is sure.</summary>
    Sure,

    /// <summary>As many labels as the maximum, and the posterior is not sure.</summary>
    AtMaximum,
}

/// <summary>What the labels so far say of two answers.</summary>
/// <param name="Upper">The answer that the consensus puts above.</param>
/// <param name="Lower">The other one.</param>
/// <param name="Wins">Labels that put the upper one above.</param>
/// <param name="Losses">Labels that put the lower one above.</param>
/// <param name="Ties">Labels that put them level.</param>
/// <param name="Better">The posterior probability that of people who see a difference most prefer the upper one.</param>
/// <param name="Level">The posterior probability that most people see no difference.</param>
public readonly record struct SettledPair(int Upper, int Lower, int Wins, int Losses, int Ties, double Better, double Level)
{
    /// <summary>How sure it is that the upper one is better, or that the two are level: the greater of the two probabilities.</summary>
    public double Sureness => Math.Max(Better, Level);
}

/// <summary>Whether a task's labels are enough.</summary>
/// <param name="Stop">True where no more are to be collected.</param>
/// <param name="Reason">Why.</param>
/// <param name="Order">The answers as the consensus has them, best first: by labels won less labels lost over all pairs, then by number.</param>
/// <param name="Pairs">The pairs that must be sure.</param>
/// <param name="Labels">How many labels there are.</param>
public sealed record StoppingDecision(bool Stop, StopReason Reason, IReadOnlyList<int> Order, IReadOnlyList<SettledPair> Pairs, int Labels)
{
    /// <summary>How sure the least sure pair is; 1 where there is one answer only.</summary>
    public double Sureness => Pairs.Count == 0 ? 1 : Pairs.Min(p => p.Sureness);
}

/// <summary>Collect labels on a task until the posterior is sure, between a minimum and a maximum.</summary>
/// <remarks>
/// For two answers the shares of people who prefer the one, the other, and neither have a Dirichlet(1, 1, 1) prior. Then the share of the one among those who see a difference is
/// Beta(1 + wins, 1 + losses), and the share who see none is Beta(1 + ties, 2 + wins + losses). The equations are in docs/algorithms/ranking.md.
/// </remarks>
public static class StoppingRule
{
    /// <summary>Decides on one task.</summary>
    /// <param name="answers">How many answers it has, at least 1.</param>
    /// <param name="rankings">One ranking of all of them by each annotator so far: a rank for each answer, the smallest best, equal ranks for ties.</param>
    /// <param name="settings">When to stop.</param>
    /// <exception cref="ArgumentException">A ranking does not have one rank for each answer, or a bound of the settings is not kept.</exception>
    public static StoppingDecision Decide(int answers, IReadOnlyList<IReadOnlyList<int>> rankings, StoppingSettings settings)
    {
        settings.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(answers, 1);
        if (rankings.FirstOrDefault(r => r.Count != answers) is { } wrong)
        {
            throw new ArgumentException($"a ranking has {wrong.Count} ranks, and the task {answers} answers", nameof(rankings));
        }

        var net = new int[answers];
        foreach (var ranks in rankings)
        {
            for (var a = 0; a < answers; a++)
            {
                net[a] += ranks.Sum(rank => Math.Sign(rank.CompareTo(ranks[a])));
            }
        }

        int[] order = [.. Enumerable.Range(0, answers).OrderByDescending(a => net[a])];
        SettledPair[] pairs = [.. Enumerable.Range(1, answers - 1).Select(at => Pair(rankings, settings.When == StopWhen.BestIsSure ? order[0] : order[at - 1], order[at]))];
        var reason = rankings.Count < settings.Minimum ? StopReason.BelowMinimum
            : pairs.All(p => p.Sureness >= settings.Threshold) ? StopReason.Sure
            : rankings.Count >= settings.Maximum ? StopReason.AtMaximum
            : StopReason.Unsure;
        return new StoppingDecision(reason is StopReason.Sure or StopReason.AtMaximum, reason, order, pairs, rankings.Count);
    }

    /// <summary>P(x > 1/2) for x ~ Beta(a, b) with whole a and b: that of at most a - 1 heads among a + b - 1 throws of a fair coin.</summary>
    /// <param name="a">At least 1.</param>
    /// <param name="b">At least 1.</param>
    public static double BetaAboveHalf(int a, int b)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(a, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(b, 1);
        var n = a + b - 1;
        // Up to 1,000 throws the terms are exact fractions; beyond, 0.5 to the power of n leaves the range, and logarithms do.
        var (term, log, tail) = (Math.ScaleB(1, -n), n * Math.Log(0.5), 0.0);
        for (var heads = 0; heads < a; heads++)
        {
            tail += n <= 1000 ? term : Math.Exp(log);
            term = term * (n - heads) / (heads + 1);
            log += Math.Log((double)(n - heads) / (heads + 1));
        }

        return Math.Min(1, tail);
    }

    private static SettledPair Pair(IReadOnlyList<IReadOnlyList<int>> rankings, int upper, int lower)
    {
        var wins = rankings.Count(r => r[upper] < r[lower]);
        var losses = rankings.Count(r => r[upper] > r[lower]);
        var ties = rankings.Count - wins - losses;
        return new SettledPair(upper, lower, wins, losses, ties, BetaAboveHalf(1 + wins, 1 + losses), BetaAboveHalf(1 + ties, 2 + wins + losses));
    }
}
