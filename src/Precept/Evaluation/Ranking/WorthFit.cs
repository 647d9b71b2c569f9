namespace Precept.Evaluation;

/// <summary>Whether comparisons have a maximum of likelihood, and if not, why.</summary>
public enum WorthOutcome
{
    /// <summary>There are finite worths, and they were found.</summary>
    Estimated,

    /// <summary>There is nothing to compare: fewer than two items.</summary>
    NoItems,

    /// <summary>Some items were never compared with the others, not even through third ones: nothing says how they stand to each other.</summary>
    Unlinked,

    /// <summary>Some items never lost to the others, or never won: the likelihood grows for ever as their worths drift apart.</summary>
    Unbounded,

    /// <summary>There is a maximum, and the search did not reach it.</summary>
    NotConverged,
}

/// <summary>The worths that make the observed choices most likely (Luce 1959): log-worths in nats, whose mean is 0.</summary>
/// <param name="Outcome">Whether there are such worths.</param>
/// <param name="LogWorths">The logarithm of each item's worth; NaN throughout unless the outcome is <see cref="WorthOutcome.Estimated"/>.</param>
/// <param name="Parts">
/// The items in parts within which each is above each other one by some chain of wins (a tie is one both ways): one part where there is a maximum. Of several, those that are never
/// beaten from outside come first.
/// </param>
/// <param name="LogLikelihood">The log-likelihood of the observed choices, nats; without the prior. NaN where there are no worths.</param>
/// <param name="Iterations">Steps of the search.</param>
public sealed record WorthFit(
    WorthOutcome Outcome, IReadOnlyList<double> LogWorths, IReadOnlyList<IReadOnlyList<int>> Parts, double LogLikelihood, int Iterations)
{
    /// <summary>Whether there are worths.</summary>
    public bool IsDefined => Outcome == WorthOutcome.Estimated;

    internal static WorthFit Without(WorthOutcome outcome, int items, IReadOnlyList<IReadOnlyList<int>> parts, int iterations = 0) =>
        new(outcome, [.. Enumerable.Repeat(double.NaN, items)], parts, double.NaN, iterations);
}

/// <summary>Worths with their bootstrap intervals.</summary>
/// <param name="Fit">The fit to everything.</param>
/// <param name="LogWorths">For each item its log-worth with standard error and interval; the number of cases is that of the comparisons.</param>
public sealed record WorthEstimates(WorthFit Fit, IReadOnlyList<Estimate> LogWorths)
{
    /// <summary>An item's worth in Elo points about 0, with its interval.</summary>
    public Estimate Elo(int item)
    {
        var (value, error, low, high, n) = LogWorths[item];
        return new Estimate(BradleyTerry.ToElo(value), BradleyTerry.ToElo(error), BradleyTerry.ToElo(low), BradleyTerry.ToElo(high), n);
    }
}
