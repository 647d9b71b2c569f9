using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Evaluation;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec coverage</c>: what each section has, and what was done under it; the least covered first.</summary>
internal static class SpecCoverageCommand
{
    /// <summary>The columns, with the words that their heads stand for.</summary>
    private static readonly (string Head, string Meaning, Func<SectionCoverage, string> Cell)[] OfSpec =
    [
        ("ex", "examples", s => Number(s.Examples)),
        ("cmp", "comparisons in them", s => Number(s.Comparisons)),
        ("eval", "evaluation prompts", s => Number(s.EvaluationPrompts)),
        ("chk", "checks", s => Number(s.Checks)),
    ];

    private static readonly (string Head, string Meaning, Func<SectionCoverage, string> Cell)[] OfWork =
    [
        ("hum", "judgments by people", s => Number(s.Work?.ByHumans)),
        ("mod", "by models", s => Number(s.Work?.ByModels)),
        ("pref", "preferences", s => Number(s.Work?.Preferences)),
        ("score", "last, %", s => s.Work?.Scorecard is { } score ? Rates.Percent(score.Rate.Value) : "–"),
    ];

    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var coverage = new CommandWithExamples(
            "coverage",
            "Show for each section how many examples, prompts, checks, judgments and preferences it has, the least covered first.",
            "precept spec coverage",
            "precept spec coverage --spec specs/starter --json")
        {
            Notes = "Without a workspace only what the spec itself has is shown. Judgments, preferences and scorecards count where they were made under the section as it is now.",
        };
        coverage.Add(spec);
        return coverage.Runs(run => RunAsync(run, SpecInUse.Read(run.Value(spec)!)));
    }

    private static async Task<int> RunAsync(Invocation run, SpecInUse spec)
    {
        var work = run.HasWorkspace ? await WorkAsync(run, spec) : null;
        var coverage = SpecCoverage.Of(spec.Document, spec.Checks, work);
        run.Screen.Json(ToJson(coverage, run.HasWorkspace ? run.WorkspacePath : null));
        Show(run.Screen, coverage, run.HasWorkspace ? [.. OfSpec, .. OfWork] : OfSpec);
        if (!run.HasWorkspace)
        {
            run.Screen.Line("No workspace (--workspace DIR): judgments and preferences are not counted.");
        }

        return ExitCode.Done;
    }

    // A method of its own: without a workspace no database is loaded.
    private static async Task<IReadOnlyDictionary<string, SectionWork>> WorkAsync(Invocation run, SpecInUse spec)
    {
        using var workspace = run.OpenExistingWorkspace();
        return await workspace.WorkBySectionAsync(spec.Document, spec.SectionHashes, run.CancellationToken);
    }

    private static void Show(Screen screen, SpecCoverage coverage, (string Head, string Meaning, Func<SectionCoverage, string> Cell)[] columns)
    {
        var rows = coverage.Sections.Select(s => (Section: s, Cells: columns.Select(c => c.Cell(s)).ToArray())).ToList();
        var widths = columns.Select((c, i) => rows.Select(r => r.Cells[i].Length).Append(c.Head.Length).Max() + 2).ToArray();
        var room = Math.Min(Ansi.Width - widths.Sum(), rows.Select(r => r.Section.Id.Length).Append("section".Length).Max());

        screen.Line($"{coverage.SpecVersion}  {coverage.SpecHash}");
        screen.Line();
        screen.Line(Row("section", columns.Select(c => c.Head)));
        foreach (var (section, cells) in rows.Where(r => r.Section.Authority != Authority.None))
        {
            screen.Line(Row(section.Id, cells));
        }

        if (rows.Exists(r => r.Section.Authority == Authority.None))
        {
            screen.Line();
            screen.Line("without authority: explain, and bind nobody");
            foreach (var (section, cells) in rows.Where(r => r.Section.Authority == Authority.None))
            {
                screen.Line(Row(section.Id, cells));
            }
        }

        screen.Line();
        foreach (var half in columns.Chunk(4))
        {
            screen.Line(string.Join(", ", half.Select(c => $"{c.Head}: {c.Meaning}")));
        }

        string Row(string id, IEnumerable<string> cells) =>
            (id.Length > room ? string.Concat(id.AsSpan(0, room - 1), "…") : id.PadRight(room)) + string.Concat(cells.Zip(widths, (cell, width) => cell.PadLeft(width)));
    }

    private static JsonObject ToJson(SpecCoverage coverage, string? workspace) => new()
    {
        ["spec"] = coverage.SpecVersion,
        ["hash"] = coverage.SpecHash,
        ["workspace"] = workspace,
        ["sections"] = new JsonArray([.. coverage.Sections.Select(Section)]),
    };

    private static JsonObject Section(SectionCoverage section) => new()
    {
        ["id"] = section.Id,
        ["title"] = section.Title,
        ["authority"] = section.Authority.Name(),
        ["gaps"] = section.Gaps,
        ["examples"] = section.Examples,
        ["comparisons"] = section.Comparisons,
        ["evaluationPrompts"] = section.EvaluationPrompts,
        ["checks"] = section.Checks,
        ["judgments"] = section.Work is { } work
            ? new JsonObject { ["human"] = work.ByHumans, ["model"] = work.ByModels, ["checks"] = work.ByChecks }
            : null,
        ["preferences"] = section.Work?.Preferences,
        ["scorecard"] = section.Work?.Scorecard is { } score ? Score(score) : null,
    };

    private static JsonObject Score(SectionScore score)
    {
        var json = ScorecardJson.ToJson(score.Rate);
        json.Insert(0, "name", score.Name);
        json.Insert(1, "decoding", score.Decoding);
        return json;
    }

    private static string Number(int? count) => count is { } n ? $"{n:#,0}" : "–";
}
