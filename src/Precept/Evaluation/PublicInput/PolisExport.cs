using System.Globalization;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Which way round the votes of a file are.</summary>
public enum PolisSign
{
    /// <summary>-1 is agree, +1 disagree: Polis' own database, and the <c>votes.csv</c> that it exports.</summary>
    MinusOneIsAgree,

    /// <summary>+1 is agree, -1 disagree: what one expects, and what files that went through other programs may have.</summary>
    PlusOneIsAgree,
}

/// <summary>Polis' file of votes: <c>timestamp,datetime,comment-id,voter-id,vote</c>, one vote a line.</summary>
/// <remarks>
/// The trap is the sign: in Polis' exports -1 is <em>agree</em>. Read the other way round everything looks as it should and says the opposite. So the sign is always named, and
/// <see cref="SignOf"/> finds it from the counts in <c>comments.csv</c>, where there is one.
/// </remarks>
public static class PolisExport
{
    /// <summary>The most votes that are read.</summary>
    public const int MaxVotes = 20_000_000;

    /// <summary>Timestamps from here on are milliseconds; as seconds it would be the year 5138.</summary>
    private const long Milliseconds = 100_000_000_000;

    /// <summary>Reads votes. Columns are found by their names, in any order; <c>datetime</c> is not read, and <c>timestamp</c> may be missing.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="sign">Which way round its votes are.</param>
    /// <returns>All votes, as they stand; of several by one voter on one statement <see cref="VoteTable"/> takes the last.</returns>
    /// <exception cref="InputException">The file is not such a file, with the line.</exception>
    public static IReadOnlyList<CastVote> Read(TextReader reader, string file, PolisSign sign)
    {
        var (columns, votes) = (default(Columns?), new List<CastVote>());
        foreach (var (line, fields) in CsvRecords.Read(reader, file))
        {
            if (columns is not { } at)
            {
                columns = new Columns(Column(fields, "timestamp"), Needed(fields, "comment-id", file, line), Needed(fields, "voter-id", file, line), Needed(fields, "vote", file, line), fields.Count);
                continue;
            }

            Fits(fields, at.Count, file, line);
            if (votes.Count == MaxVotes)
            {
                throw new InputException(file, line, $"more than {MaxVotes} votes");
            }

            votes.Add(new CastVote(Name(fields[at.Voter], file, line), Name(fields[at.Comment], file, line), Read(fields[at.Vote], sign, file, line), Time(at.Time < 0 ? "0" : fields[at.Time], file, line)));
        }

        return columns is null ? throw new InputException(file, 1, "the file is empty; expected a heading with comment-id, voter-id and vote") : votes;
    }

    /// <summary>Writes votes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="votes">The votes.</param>
    /// <param name="sign">Which way round: for Polis' tools <see cref="PolisSign.MinusOneIsAgree"/>.</param>
    public static void Write(TextWriter writer, IEnumerable<CastVote> votes, PolisSign sign)
    {
        writer.Write("timestamp,datetime,comment-id,voter-id,vote\n");
        foreach (var vote in votes)
        {
            var number = sign == PolisSign.MinusOneIsAgree ? -(int)vote.Stance : (int)vote.Stance;
            writer.Write($"{vote.At.ToUnixTimeSeconds()},{vote.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{CsvRecords.Field(vote.Statement)},{CsvRecords.Field(vote.Participant)},{number}\n");
        }
    }

    /// <summary>Finds which way round the votes of a file are: the way in which they add up to the agrees and disagrees of Polis' file of comments.</summary>
    /// <param name="asWritten">The votes, read as <see cref="PolisSign.PlusOneIsAgree"/>.</param>
    /// <param name="comments">The text of <c>comments.csv</c>: <c>comment-id</c>, <c>agrees</c>, <c>disagrees</c> and any other columns.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <returns>The sign; null where the counts fit both ways equally well.</returns>
    /// <exception cref="InputException">The file of comments is not such a file.</exception>
    public static PolisSign? SignOf(IEnumerable<CastVote> asWritten, TextReader comments, string file)
    {
        var table = VoteTable.Of(asWritten);
        int[] everyone = [.. Enumerable.Range(0, table.Participants.Count)];
        var counts = Enumerable.Range(0, table.Statements.Count).ToDictionary(s => table.Statements[s], s => table.Count(s, everyone));
        var (heading, asIs, turned) = (default((int Comment, int Agrees, int Disagrees, int Count)?), 0L, 0L);
        foreach (var (line, fields) in CsvRecords.Read(comments, file))
        {
            if (heading is not { } at)
            {
                heading = (Needed(fields, "comment-id", file, line), Needed(fields, "agrees", file, line), Needed(fields, "disagrees", file, line), fields.Count);
                continue;
            }

            Fits(fields, at.Count, file, line);
            var (agrees, disagrees) = (Count(fields[at.Agrees], file, line), Count(fields[at.Disagrees], file, line));
            if (counts.TryGetValue(fields[at.Comment].Trim(), out var counted))
            {
                asIs += Math.Abs(counted.Agrees - agrees) + Math.Abs(counted.Disagrees - disagrees);
                turned += Math.Abs(counted.Disagrees - agrees) + Math.Abs(counted.Agrees - disagrees);
            }
        }

        return asIs == turned ? null : asIs < turned ? PolisSign.PlusOneIsAgree : PolisSign.MinusOneIsAgree;
    }

    private static Stance Read(string text, PolisSign sign, string file, int line) => text.Trim() switch
    {
        "0" => Stance.Pass,
        "1" => sign == PolisSign.PlusOneIsAgree ? Stance.Agree : Stance.Disagree,
        "-1" => sign == PolisSign.PlusOneIsAgree ? Stance.Disagree : Stance.Agree,
        var other => throw new InputException(file, line, $"vote '{Short(other)}'; expected 1, 0 or -1"),
    };

    private static DateTimeOffset Time(string text, string file, int line) =>
        long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var time) && time < 1000 * Milliseconds
            ? time < Milliseconds ? DateTimeOffset.FromUnixTimeSeconds(time) : DateTimeOffset.FromUnixTimeMilliseconds(time)
            : throw new InputException(file, line, $"timestamp '{Short(text)}'; expected seconds or milliseconds since 1970");

    private static int Count(string text, string file, int line) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new InputException(file, line, $"'{Short(text)}' is no count of votes");

    private static string Name(string text, string file, int line) => text.Trim() is { Length: > 0 and <= 200 } name
        ? name
        : throw new InputException(file, line, "a comment-id or voter-id is empty or longer than 200 characters");

    private static void Fits(IReadOnlyList<string> fields, int count, string file, int line)
    {
        if (fields.Count != count)
        {
            throw new InputException(file, line, $"{fields.Count} fields; the heading has {count}");
        }
    }

    private static int Needed(IReadOnlyList<string> heading, string name, string file, int line) =>
        Column(heading, name) is >= 0 and var at ? at : throw new InputException(file, line, $"no column '{name}' in the heading '{Short(string.Join(',', heading))}'");

    private static int Column(IReadOnlyList<string> heading, string name) =>
        heading.Index().Where(h => h.Item.Trim().TrimStart('\uFEFF') == name).Select(h => h.Index).DefaultIfEmpty(-1).First();

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    private sealed record Columns(int Time, int Comment, int Voter, int Vote, int Count);
}
