using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Pipeline;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Reports;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept report</c>: one page about what the workspace holds.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var to = new Option<string>("--out") { Description = "The page's file [default: reports/report.html in the workspace].", HelpName = "FILE" };
        var report = new CommandWithExamples(
            "report",
            "Write a page about what the workspace holds: scorecards, curves, conversations.",
            "precept report",
            "precept report --out report.html --json")
        {
            Notes = "Scorecards come from 'precept evaluate' and 'precept run'. Only those over the same prompts as the newest one, under the spec as it is now, "
                + "can stand side by side; of several for one model and decoding the newest is shown. The best model beside 'sft' stands at the top, by the "
                + "validation prompts where all were evaluated on them. Conversations are held-out prompts that both have answered greedily. "
                + "Targets, notes and measures of a recipe are only in the report of 'precept run'.",
        };
        report.Add(spec);
        report.Add(to);
        return report.Runs(run => RunAsync(run, SpecInUse.Read(run.Value(spec)!), run.Value(to)));
    }

    private static async Task<int> RunAsync(Invocation run, SpecInUse spec, string? to)
    {
        using var workspace = run.OpenExistingWorkspace();
        var path = to ?? Path.Combine(workspace.ReportsFolder, "report.html");
        var data = await new WorkspaceReport(workspace, new CheckJudge(spec.Document, spec.Checks), spec.JudgedHash, run.Seed).DataAsync(run.CancellationToken);
        await AtomicFile.WriteTextAsync(path, ReportPage.Render(data), run.CancellationToken);
        run.Screen.Json(new JsonObject
        {
            ["report"] = Path.GetFullPath(path),
            ["models"] = new JsonArray([.. data.Scorecards.Select(s => (JsonNode)ScorecardJson.ToJson(s))]),
            ["featured"] = data.Featured,
            ["baseline"] = data.Baseline,
            ["curves"] = data.Curves.Count,
            ["conversations"] = data.Conversations.Count,
        });
        ScorecardTables.Write(run.Screen, data.Scorecards);
        run.Screen.Line($"report: {path}");
        return ExitCode.Done;
    }
}
