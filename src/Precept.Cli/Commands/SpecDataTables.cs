using Precept.Cli.Terminal;
using Precept.Feedback.SpecData;

namespace Precept.Cli.Commands;

/// <summary>What <c>precept spec train-data</c> shows: a line for each section, and what fell short.</summary>
internal static class SpecDataTables
{
    private const int MostShort = 15;

    private static readonly (string Head, string Meaning, Func<CellTally[], string> Cell)[] Columns =
    [
        ("asked", "prompts that the writer was asked for", c => $"{c.Sum(t => t.Asked):#,0}"),
        ("made", "conversations that could be read", c => $"{c.Sum(t => t.Made):#,0}"),
        ("unfit", "malformed, in another language, or quoting the spec", c => Rejected(c, RejectionReason.Malformed, RejectionReason.WrongLanguage, RejectionReason.QuotesSpec)),
        ("dup", "the same or nearly the same as another", c => Rejected(c, RejectionReason.Duplicate, RejectionReason.NearDuplicate)),
        ("eval", "too close to what is measured on", c => Rejected(c, RejectionReason.Contaminated)),
        ("judge", "no answer that the judge passed", c => Rejected(c, RejectionReason.NoAnswer, RejectionReason.NotJudged, RejectionReason.FailedJudge)),
        ("kept", "prompts kept, of those wanted", c => $"{c.Sum(t => t.Kept):#,0}/{c.Sum(t => t.Cell.Wanted):#,0}"),
    ];

    /// <summary>Shows a run.</summary>
    public static void Show(Screen screen, SpecDataResult result)
    {
        var sections = result.Cells.GroupBy(c => c.Cell.Section.Id).Select(g => (Id: g.Key, Cells: g.ToArray())).ToList();
        screen.Table("", ["section", .. Columns.Select(c => c.Head)], [.. sections.Select(s => Row(s.Id, s.Cells)), .. sections.Count > 1 ? [Row("all", [.. result.Cells])] : Array.Empty<string[]>()]);
        foreach (var column in Columns)
        {
            screen.Line($"{column.Head}: {column.Meaning}");
        }

        screen.Line();
        var missing = sections.Where(s => s.Cells.Any(c => c.Missing > 0)).ToList();
        screen.Table("Fell short", ["section", "missing", "of the kinds", "mostly because"], [.. missing.Take(MostShort).Select(s => Short(s.Id, s.Cells))]);
        if (missing.Count > MostShort)
        {
            screen.Line($"and {missing.Count - MostShort:#,0} more sections; {SpecDataFiles.Manifest} has all of them");
        }

        if (result.Rejected.Any(r => r.Detail == SpecDataRun.NoCheckApplies))
        {
            screen.Line("No check applies to some prompts: checks judge few that a model wrote. Give --judge a model.");
        }
    }

    private static string[] Row(string section, CellTally[] cells) => [section, .. Columns.Select(c => c.Cell(cells))];

    private static string Rejected(CellTally[] cells, params RejectionReason[] reasons) => $"{SpecDataResult.Count(cells, reasons):#,0}";

    private static string[] Short(string section, CellTally[] cells)
    {
        var kinds = cells.Where(c => c.Missing > 0).GroupBy(c => c.Cell.Kind).Select(g => $"{g.Key.Name()} {g.Sum(c => c.Missing):#,0}");
        var causes = cells.Where(c => c.Missing > 0).SelectMany(c => c.Rejected).GroupBy(r => r.Key, r => r.Value).OrderByDescending(g => g.Sum()).ThenBy(g => g.Key);
        return [section, $"{cells.Sum(c => c.Missing):#,0}", string.Join(", ", kinds), string.Join(", ", causes.Take(2).Select(c => $"{Words(c.Key)} {c.Sum():#,0}"))];
    }

    private static string Words(RejectionReason reason) => string.Concat(reason.Name().Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
