namespace Precept.Evaluation;

/// <summary>What the groups think of a statement.</summary>
/// <param name="Statement">The statement's number in the table.</param>
/// <param name="Counts">The votes of each group.</param>
/// <param name="Agree">Group-informed consensus for it.</param>
/// <param name="Disagree">Group-informed consensus against it.</param>
public sealed record StatementConsensus(int Statement, IReadOnlyList<VoteCount> Counts, double Agree, double Disagree);

/// <summary>Group-informed consensus (Polis): the product over groups of (A + 1) / (S + 2), with A the group's agreements and S all its votes, passes included.</summary>
/// <remarks>A statement is high only where every group is for it, however small the group. A group without votes counts as one half. The more groups, the smaller the product, so compare statements of one map only.</remarks>
public static class GroupConsensus
{
    /// <summary>The consensus of groups.</summary>
    /// <param name="groups">For each group how many agree, and how many saw the statement; passes count as seen.</param>
    /// <returns>0 to 1, both excluded; 1 without groups.</returns>
    public static double Of(IEnumerable<(int Agrees, int Seen)> groups)
    {
        var product = 1.0;
        foreach (var (agrees, seen) in groups)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(agrees);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(agrees, seen);
            product *= (agrees + 1.0) / (seen + 2.0);
        }

        return product;
    }

    /// <summary>The consensus on each statement, the greatest for it first.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="map">The groups.</param>
    public static IReadOnlyList<StatementConsensus> Of(VoteTable votes, OpinionMap map)
    {
        IReadOnlyList<int>[] members = [.. Enumerable.Range(0, map.Groups).Select(map.Members)];
        return [.. Enumerable.Range(0, votes.Statements.Count).Select(Statement).OrderByDescending(s => s.Agree)];

        StatementConsensus Statement(int statement)
        {
            VoteCount[] counts = [.. members.Select(m => votes.Count(statement, m))];
            return new StatementConsensus(statement, counts, Of(counts.Select(c => (c.Agrees, c.Seen))), Of(counts.Select(c => (c.Disagrees, c.Seen))));
        }
    }
}
