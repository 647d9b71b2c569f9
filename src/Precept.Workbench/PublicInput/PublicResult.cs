using Precept.Evaluation;

namespace Precept.Workbench.PublicInput;

/// <summary>A statement with all its votes.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Text">Its text.</param>
/// <param name="Votes">The votes, those of straight-liners included.</param>
public sealed record StatementResult(int Number, string Text, VoteCount Votes)
{
    /// <summary>The share that agrees, passes counted as votes, with its Wilson interval.</summary>
    public Rate Agree => Statistics.Wilson(Votes.Agrees, Votes.Seen);
}

/// <summary>A statement that sets a group apart.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Agrees">Whether the group agrees with it, or disagrees.</param>
/// <param name="Votes">How many of the group think so.</param>
/// <param name="Seen">Of how many that voted.</param>
/// <param name="OtherVotes">How many in the other groups think so, without those too small to be shown.</param>
/// <param name="OtherSeen">Of how many; 0 where there is no such group.</param>
public sealed record TypicalStatement(StatementResult Statement, bool Agrees, int Votes, int Seen, int OtherVotes, int OtherSeen);

/// <summary>A group of like opinion.</summary>
/// <param name="Number">From 1, the largest first.</param>
/// <param name="Size">How many participants.</param>
/// <param name="Typical">What sets it apart; nothing of a group so small that it would tell how somebody voted.</param>
public sealed record GroupResult(int Number, int Size, IReadOnlyList<TypicalStatement> Typical);

/// <summary>A statement with what each group thinks of it.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Consensus">Group-informed consensus of the groups that are large enough to be shown: with a small one in the product, its share could be reckoned from the others'.</param>
/// <param name="Least">The least share of such a group that agrees, (A + 1) / (S + 2).</param>
/// <param name="Most">The greatest one.</param>
public sealed record GroupedStatement(StatementResult Statement, double Consensus, double Least, double Most)
{
    /// <summary>How far the groups lie apart.</summary>
    public double Spread => Most - Least;
}

/// <summary>What a consultation came to.</summary>
/// <param name="Participants">How many voted.</param>
/// <param name="Votes">How many votes they cast.</param>
/// <param name="Statements">The accepted statements, those with most agreement first.</param>
/// <param name="StraightLiners">How many are set apart.</param>
/// <param name="Placed">How many voted on enough statements to be placed.</param>
/// <param name="Places">Where they stand; empty below <see cref="FewestForGroups"/>.</param>
/// <param name="Groups">The groups; empty below it.</param>
/// <param name="ByConsensus">The statements by group-informed consensus, the greatest first; empty below it, and where fewer than two groups are large enough to be shown.</param>
public sealed record PublicResult(
    int Participants,
    int Votes,
    IReadOnlyList<StatementResult> Statements,
    int StraightLiners,
    int Placed,
    IReadOnlyList<OpinionPlace> Places,
    IReadOnlyList<GroupResult> Groups,
    IReadOnlyList<GroupedStatement> ByConsensus)
{
    /// <summary>Participants below which no groups are shown.</summary>
    public const int FewestForGroups = 20;

    /// <summary>Members below which a group's statements are not shown.</summary>
    public const int FewestOfGroup = 3;

    /// <summary>Votes, all the same, from which a participant is set apart.</summary>
    public static int VotesOfStraightLiner { get; } = new StraightLineSettings().MinVotes;

    /// <summary>Statements on which the groups lie farthest apart.</summary>
    public IReadOnlyList<GroupedStatement> Divisive => [.. ByConsensus.Where(s => s.Spread >= 0.25).OrderByDescending(s => s.Spread).Take(5)];

    /// <summary>Reckons it.</summary>
    /// <param name="statements">The accepted statements.</param>
    /// <param name="votes">The votes on them, by the statements' numbers.</param>
    public static PublicResult Of(IReadOnlyList<(int Number, string Text)> statements, IReadOnlyList<CastVote> votes)
    {
        var table = VoteTable.Of(votes);
        int[] everyone = [.. Enumerable.Range(0, table.Participants.Count)];
        var column = table.Statements.Index().ToDictionary(s => s.Item, s => s.Index);
        var results = statements.ToDictionary(
            s => $"{s.Number}", s => new StatementResult(s.Number, s.Text, column.TryGetValue($"{s.Number}", out var at) ? table.Count(at, everyone) : default));
        var apart = ApartOf(table);
        var map = OpinionGroups.Of(table, apart);
        IReadOnlyList<StatementResult> ordered = [.. results.Values.OrderByDescending(r => r.Votes.Seen == 0 ? -1 : r.Agree.Low).ThenBy(r => r.Number)];
        return map.Places.Count < FewestForGroups
            ? new(everyone.Length, ordered.Sum(r => r.Votes.Seen), ordered, apart.Count, map.Places.Count, [], [], [])
            : new(everyone.Length, ordered.Sum(r => r.Votes.Seen), ordered, apart.Count, map.Places.Count, map.Places, GroupsOf(table, map, results), ByConsensusOf(table, map, results));
    }

    private static HashSet<int> ApartOf(VoteTable table) => [.. Evaluation.StraightLiners.Find(table).Select(s => s.Participant)];

    private static List<GroupResult> GroupsOf(VoteTable table, OpinionMap map, Dictionary<string, StatementResult> results)
    {
        var (typical, shown) = (RepresentativeStatements.Of(table, map), ShownGroups(map));
        return [.. Enumerable.Range(0, map.Groups).Select(g =>
        {
            var members = map.Members(g);
            int[] others = [.. shown.Where(other => other != g).SelectMany(map.Members)];
            return new GroupResult(g + 1, members.Count, !shown.Contains(g) ? [] : [.. typical[g].Where(t => t.IsSignificant).Select(t =>
            {
                var rest = table.Count(t.Statement, others);
                var agrees = t.Stance == Stance.Agree;
                return new TypicalStatement(results[table.Statements[t.Statement]], agrees, t.Votes, t.Seen, agrees ? rest.Agrees : rest.Disagrees, rest.Seen);
            })]);
        })];
    }

    private static List<GroupedStatement> ByConsensusOf(VoteTable table, OpinionMap map, Dictionary<string, StatementResult> results)
    {
        var shown = ShownGroups(map);
        return shown.Count < 2 ? [] :
        [
            .. GroupConsensus.Of(table, map).Select(s =>
            {
                (int Agrees, int Seen)[] counts = [.. shown.Select(g => (s.Counts[g].Agrees, s.Counts[g].Seen))];
                double[] shares = [.. counts.Select(c => (c.Agrees + 1.0) / (c.Seen + 2.0))];
                return new GroupedStatement(results[table.Statements[s.Statement]], GroupConsensus.Of(counts), shares.Min(), shares.Max());
            }).OrderByDescending(s => s.Consensus).ThenBy(s => s.Statement.Number),
        ];
    }

    private static List<int> ShownGroups(OpinionMap map) => [.. Enumerable.Range(0, map.Groups).Where(g => map.Members(g).Count >= FewestOfGroup)];
}
