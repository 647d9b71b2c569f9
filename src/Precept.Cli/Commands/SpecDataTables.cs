using Precept.Cli.Terminal;
using Precept.Feedback.SpecData;

namespace Precept.Cli.Commands;

/// <summary>What <c>precept spec train-data</c> shows: a line for each section, and what fell short.</summary>
internal static class SpecDataTables
{
    private static readonly (string Head, string Meaning, Func<CellTally[], int> Of)[] Columns =
    [
        ("asked", "prompts that the writer was asked for", c => c.Sum(t => t.Asked)),
        ("made", "conversations that could be read", c => c.Sum(t => t.Made)),
        ("unfit", "malformed, in another language, or quoting the spec", c => SpecDataResult.Count(c, RejectionReason.Malformed, RejectionReason.WrongLanguage, RejectionReason.QuotesSpec)),
        ("dup", "the same or nearly the same as another", c => SpecDataResult.Count(c, RejectionReason.Duplicate, RejectionReason.NearDuplicate)),
        ("eval", "too close to what is measured on", c => SpecDataResult.Count(c, RejectionReason.Contaminated)),
        ("judge", "no answer that the judge passed", c => SpecDataResult.Count(c, RejectionReason.NoAnswer, RejectionReason.NotJudged, RejectionReason.FailedJudge)),
        ("kept", "prompts kept", c => c.Sum(t => t.Kept)),
        ("want", "prompts wanted", c => c.Sum(t => t.Cell.Wanted)),
    ];

    /// <summary>Shows a run.</summary>
    public static void Show(Screen screen, SpecDataResult result)
    {
        var sections = result.Cells.GroupBy(c => c.Cell.Section.Id).Select(g => (Id: g.Key, Cells: g.ToArray())).ToList();
        screen.Table("", ["section", .. Columns.Select(c => c.Head)], [.. sections.Select(s => Row(s.Id, s.Cells)), .. sections.Count > 1 ? [Row("all", [.. result.Cells])] : Array.Empty<string[]>()]);
        foreach (var half in Columns.Chunk(2))
        {
            screen.Line(string.Join("; ", half.Select(c => $"{c.Head}: {c.Meaning}")));
        }

        screen.Line();
        var missing = result.Cells.Where(c => c.Missing > 0).ToList();
        screen.Table(
            "Fell short",
            ["section", "kind", "", "missing", "mostly because"],
            [.. missing.Select(c => (IReadOnlyList<string>)[c.Cell.Section.Id, c.Cell.Kind.Name(), c.Cell.Language, $"{c.Missing:#,0} of {c.Cell.Wanted:#,0}", Cause(c)])]);
        if (SpecDataResult.Count(result.Cells, RejectionReason.NotJudged) is > 0 and var open)
        {
            screen.Line($"{open:#,0} were not judged: checks judge few prompts that a model wrote; give --judge a model");
        }
    }

    private static string[] Row(string section, CellTally[] cells) => [section, .. Columns.Select(c => $"{c.Of(cells):#,0}")];

    private static string Cause(CellTally cell) =>
        cell.Rejected.OrderByDescending(r => r.Value).ThenBy(r => r.Key).Select(r => $"{Words(r.Key)} ({r.Value:#,0})").FirstOrDefault() ?? "";

    private static string Words(RejectionReason reason) => string.Concat(reason.Name().Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
