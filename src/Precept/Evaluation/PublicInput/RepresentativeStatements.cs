namespace Precept.Evaluation;

/// <summary>A statement by which a group differs from all others.</summary>
/// <param name="Statement">The statement's number in the table.</param>
/// <param name="Stance">What the group thinks of it: agree or disagree.</param>
/// <param name="Votes">How many of the group think so.</param>
/// <param name="Seen">How many of the group voted, passes included.</param>
/// <param name="Share">(votes + 1) / (seen + 2).</param>
/// <param name="ShareTest">z of the group's share against one half.</param>
/// <param name="Ratio">The group's share over that of all others.</param>
/// <param name="RatioTest">z of the group's share against that of all others.</param>
public readonly record struct RepresentativeStatement(
    int Statement, Stance Stance, int Votes, int Seen, double Share, double ShareTest, double Ratio, double RatioTest)
{
    /// <summary>Whether both tests are significant at 90 %, one-sided.</summary>
    public bool IsSignificant => ShareTest > RepresentativeStatements.Z90 && RatioTest > RepresentativeStatements.Z90;

    internal double Weight => Share * ShareTest * Ratio * RatioTest;
}

/// <summary>The statements that set a group apart, by Polis' two tests.</summary>
/// <remarks>Many statements are tested and nothing corrects for that: read them as a summary of a group, not as findings.</remarks>
public static class RepresentativeStatements
{
    /// <summary>The 90 % quantile of the normal distribution.</summary>
    public const double Z90 = 1.2816;

    /// <summary>Whether two shares differ: z of the two-proportion test with one success and one trial added to each.</summary>
    /// <param name="successes">Of the first.</param>
    /// <param name="trials">Of the first.</param>
    /// <param name="otherSuccesses">Of the second.</param>
    /// <param name="otherTrials">Of the second.</param>
    /// <returns>Above 0 where the first share is the greater one; 0 where both are whole.</returns>
    public static double TwoProportions(int successes, int trials, int otherSuccesses, int otherTrials)
    {
        double x = successes + 1, n = trials + 1, y = otherSuccesses + 1, m = otherTrials + 1;
        var pooled = (x + y) / (n + m);
        return pooled >= 1 ? 0 : ((x / n) - (y / m)) / Math.Sqrt(pooled * (1 - pooled) * ((1 / n) + (1 / m)));
    }

    /// <summary>Whether a share is above one half: z, with one success and one trial added.</summary>
    public static double OneProportion(int successes, int trials) => 2 * Math.Sqrt(trials + 1) * (((successes + 1.0) / (trials + 1.0)) - 0.5);

    /// <summary>The statements of each group.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="map">The groups.</param>
    /// <param name="most">How many statements a group has at most.</param>
    /// <returns>For each group the significant ones, the most telling first; where there are none, the one with the greatest test.</returns>
    public static IReadOnlyList<IReadOnlyList<RepresentativeStatement>> Of(VoteTable votes, OpinionMap map, int most = 5)
    {
        IReadOnlyList<int>[] members = [.. Enumerable.Range(0, map.Groups).Select(map.Members)];
        VoteCount[][] counts = [.. Enumerable.Range(0, votes.Statements.Count).Select(s => members.Select(m => votes.Count(s, m)).ToArray())];
        return [.. Enumerable.Range(0, map.Groups).Select(group => Group(counts, group, most))];
    }

    private static RepresentativeStatement[] Group(VoteCount[][] counts, int group, int most)
    {
        RepresentativeStatement[] all = [.. counts.Index().Where(c => c.Item[group].Seen > 0).Select(c => One(c.Index, c.Item, group))];
        RepresentativeStatement[] significant = [.. all.Where(s => s.IsSignificant).OrderByDescending(s => s.Weight).Take(most)];
        return significant.Length > 0 || all.Length == 0 ? significant : [all.MaxBy(s => s.RatioTest)];
    }

    private static RepresentativeStatement One(int statement, VoteCount[] counts, int group)
    {
        var own = counts[group];
        var rest = counts.Where((_, g) => g != group).Aggregate(default(VoteCount), (a, b) => new(a.Agrees + b.Agrees, a.Disagrees + b.Disagrees, a.Passes + b.Passes));
        var (agree, disagree) = (Test(Stance.Agree, own.Agrees, rest.Agrees), Test(Stance.Disagree, own.Disagrees, rest.Disagrees));
        return agree.RatioTest > disagree.RatioTest ? agree : disagree;

        RepresentativeStatement Test(Stance stance, int votes, int others)
        {
            var share = (votes + 1.0) / (own.Seen + 2.0);
            return new(
                statement, stance, votes, own.Seen, share, OneProportion(votes, own.Seen), share / ((others + 1.0) / (rest.Seen + 2.0)), TwoProportions(votes, own.Seen, others, rest.Seen));
        }
    }
}
