using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>What a participant thinks of a statement.</summary>
public enum Stance
{
    /// <summary>Against it.</summary>
    Disagree = -1,

    /// <summary>Seen, and passed over.</summary>
    Pass = 0,

    /// <summary>For it.</summary>
    Agree = 1,
}

/// <summary>A participant's vote on a statement.</summary>
/// <param name="Participant">Who; any name, such as a number.</param>
/// <param name="Statement">On what.</param>
/// <param name="Stance">What they think.</param>
/// <param name="At">When; of several votes on a statement the last one counts.</param>
public readonly record struct CastVote(string Participant, string Statement, Stance Stance, DateTimeOffset At);

/// <summary>Votes as a table of participants and statements, with gaps.</summary>
public sealed class VoteTable
{
    /// <summary>The most statements that are taken: the work of the opinion groups grows with their square.</summary>
    public const int MaxStatements = 2000;

    /// <summary>The most cells that are taken.</summary>
    public const int MaxCells = 100_000_000;

    private const sbyte Missing = sbyte.MinValue;
    private readonly sbyte[] _cells;

    private VoteTable(IReadOnlyList<string> participants, IReadOnlyList<string> statements, sbyte[] cells) =>
        (Participants, Statements, _cells) = (participants, statements, cells);

    /// <summary>The participants.</summary>
    public IReadOnlyList<string> Participants { get; }

    /// <summary>The statements.</summary>
    public IReadOnlyList<string> Statements { get; }

    /// <summary>A participant's stance on a statement; null where they did not vote.</summary>
    public Stance? this[int participant, int statement] => _cells[(participant * Statements.Count) + statement] is var cell && cell == Missing ? null : (Stance)cell;

    /// <summary>A table of single votes; participants and statements in the order in which they first occur.</summary>
    /// <param name="votes">The votes, in any order; of several by one participant on one statement the last by time counts, of the same time the last given.</param>
    /// <exception cref="InputException">There are too many statements, or cells.</exception>
    public static VoteTable Of(IEnumerable<CastVote> votes)
    {
        var (participants, statements) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        var last = new Dictionary<(int Participant, int Statement), CastVote>();
        foreach (var vote in votes)
        {
            var cell = (Number(participants, vote.Participant), Number(statements, vote.Statement));
            if (!last.TryGetValue(cell, out var earlier) || vote.At >= earlier.At)
            {
                last[cell] = vote;
            }
        }

        Check(participants.Count, statements.Count);
        var cells = new sbyte[participants.Count * statements.Count];
        Array.Fill(cells, Missing);
        foreach (var ((participant, statement), vote) in last)
        {
            cells[(participant * statements.Count) + statement] = (sbyte)vote.Stance;
        }

        return new VoteTable([.. participants.Keys], [.. statements.Keys], cells);
    }

    /// <summary>A table of stances, null for no vote; participants and statements are named by their numbers, from 0.</summary>
    /// <param name="stances">[participant][statement].</param>
    /// <exception cref="ArgumentException">Participants have different numbers of statements.</exception>
    public static VoteTable OfStances(IReadOnlyList<IReadOnlyList<Stance?>> stances)
    {
        var statements = stances.Count == 0 ? 0 : stances[0].Count;
        if (stances.Any(row => row.Count != statements))
        {
            throw new ArgumentException($"a participant has not {statements} statements, as the first has", nameof(stances));
        }

        Check(stances.Count, statements);
        return new VoteTable(
            [.. Enumerable.Range(0, stances.Count).Select(p => $"{p}")],
            [.. Enumerable.Range(0, statements).Select(s => $"{s}")],
            [.. stances.SelectMany(row => row.Select(stance => stance is { } voted ? (sbyte)voted : Missing))]);
    }

    /// <summary>The numbers of the statements that a participant voted on, with the votes.</summary>
    public IEnumerable<(int Statement, Stance Stance)> VotesOf(int participant)
    {
        for (var s = 0; s < Statements.Count; s++)
        {
            if (this[participant, s] is { } stance)
            {
                yield return (s, stance);
            }
        }
    }

    /// <summary>How some participants voted on a statement.</summary>
    public VoteCount Count(int statement, IEnumerable<int> participants)
    {
        var (agrees, disagrees, passes) = (0, 0, 0);
        foreach (var participant in participants)
        {
            switch (this[participant, statement])
            {
                case Stance.Agree: agrees++; break;
                case Stance.Disagree: disagrees++; break;
                case Stance.Pass: passes++; break;
                default: break;
            }
        }

        return new VoteCount(agrees, disagrees, passes);
    }

    private static int Number(Dictionary<string, int> numbers, string name)
    {
        if (!numbers.TryGetValue(name, out var number))
        {
            numbers[name] = number = numbers.Count;
        }

        return number;
    }

    private static void Check(int participants, int statements)
    {
        if (statements > MaxStatements || (long)participants * statements > MaxCells)
        {
            throw new InputException($"{participants} participants and {statements} statements; at most {MaxStatements} statements and {MaxCells} cells are taken");
        }
    }
}

/// <summary>How participants voted on a statement.</summary>
/// <param name="Agrees">For it.</param>
/// <param name="Disagrees">Against it.</param>
/// <param name="Passes">Seen, and passed over.</param>
public readonly record struct VoteCount(int Agrees, int Disagrees, int Passes)
{
    /// <summary>All votes, passes included: how many saw it.</summary>
    public int Seen => Agrees + Disagrees + Passes;
}
