using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Evaluation;
using Precept.Reports;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept report</c>: one page with the newest scorecards of the workspace.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var to = new Option<string>("--out") { Description = "The page's file [default: reports/report.html in the workspace].", HelpName = "FILE" };
        var report = new CommandWithExamples(
            "report",
            "Write a page that puts the newest scorecards side by side.",
            "precept report",
            "precept report --out report.html --json")
        {
            Notes = "Scorecards come from 'precept evaluate' and 'precept run'. Only those over the same prompts as the newest one, under the spec as it is now, "
                + "can stand side by side; of several for one model and decoding the newest is shown. 'precept run' writes a fuller report of its own.",
        };
        report.Add(spec);
        report.Add(to);
        return report.Runs(run => RunAsync(run, SpecInUse.Read(run.Value(spec)!), run.Value(to)));
    }

    private static async Task<int> RunAsync(Invocation run, SpecInUse spec, string? to)
    {
        using var workspace = run.OpenExistingWorkspace();
        var current = (await workspace.ScorecardsAsync(cancellationToken: run.CancellationToken)).Where(s => s.SpecHash == spec.JudgedHash).ToArray();
        if (current.Length == 0)
        {
            throw new InputException("the workspace has no scorecard under the spec as it is now; 'precept evaluate MODEL' makes one");
        }

        Scorecard[] shown = [.. current.Where(s => s.PromptsHash == current[^1].PromptsHash).Reverse().DistinctBy(s => (s.Name, s.Decoding)).Reverse()];
        var path = to ?? Path.Combine(workspace.ReportsFolder, "report.html");
        var stages = await workspace.StagesAsync(run.CancellationToken);
        await AtomicFile.WriteTextAsync(path, ReportPage.Render(Data(run, spec, shown, stages)), run.CancellationToken);
        run.Screen.Json(new JsonObject
        {
            ["report"] = Path.GetFullPath(path),
            ["models"] = new JsonArray([.. shown.Select(s => (JsonNode)ScorecardJson.ToJson(s))]),
        });
        ScorecardTables.Write(run.Screen, shown);
        run.Screen.Line($"report: {path}");
        return ExitCode.Done;
    }

    private static ReportData Data(Invocation run, SpecInUse spec, IReadOnlyList<Scorecard> scorecards, IReadOnlyList<StageState> stages) => new()
    {
        Title = "Scorecards",
        Recipe = "none: the newest scorecards of a workspace",
        SpecVersion = spec.Document.Version,
        SpecHash = spec.JudgedHash,
        Seed = run.Seed,
        Scorecards = scorecards,
        SectionNames = spec.Document.Sections.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => new SectionName(s.Title, s.Authority)),
        Lineage =
        [
            .. stages.Where(s => s.IsDone).Select(s => new LineageRow(
                s.Stage.Kind, "", s.OutputHash ?? "", s.DoneAt is { } done && done >= s.StartedAt ? (done - s.StartedAt).TotalSeconds : null)),
        ],
    };
}
