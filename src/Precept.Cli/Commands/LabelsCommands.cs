using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Spec;
using Precept.Workbench;
using Precept.Workbench.Labeling;

namespace Precept.Cli.Commands;

/// <summary><c>precept labels</c>: what people said in the workbench: put into the workspace, verified, exported.</summary>
internal static class LabelsCommands
{
    public static Command Create() => new("labels", "Bring people's labels into the workspace; verify and export what happened to them.") { Pull(), Verify(), Export() };

    private static CommandWithExamples Pull()
    {
        var database = ServeCommand.Database();
        var pull = new CommandWithExamples(
            "pull",
            "Put all labels and adjudications of a workbench into the workspace, as judgments.",
            "precept labels pull",
            "precept labels pull --database postgres://precept@db.internal/precept --json")
        {
            Notes = "A workbench that serves the workspace does this by itself within a second, and 'precept data build' before it builds. It is for workspaces that no server of the team has open.",
        };
        pull.Add(database);
        return pull.Runs(run => Work.PullAsync(run, ServeCommand.DatabaseOf(run.Value(database))));
    }

    private static CommandWithExamples Verify()
    {
        var file = new Argument<string?>("FILE") { Description = "A file that 'precept labels export' wrote [default: the workbench's database].", Arity = ArgumentArity.ZeroOrOne };
        var database = ServeCommand.Database();
        var verify = new CommandWithExamples(
            "verify",
            "Verify that no event was changed, put in or taken out, and that every label is what its last event says.",
            "precept labels verify",
            "precept labels verify labels.jsonl --json")
        {
            Notes = "Exit code 1 where something does not fit. A chain that was cut at its end together with its head shows no gap: hold the last hash against an earlier export.",
        };
        verify.Add(file);
        verify.Add(database);
        return verify.Runs(run => Work.VerifyAsync(run, run.Optional(file), ServeCommand.DatabaseOf(run.Value(database))));
    }

    private static CommandWithExamples Export()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write, one JSON object a line." };
        var database = ServeCommand.Database();
        var export = new CommandWithExamples(
            "export",
            "Write all events of a workbench to a file, each with the hash of the one before.",
            "precept labels export labels.jsonl",
            "precept labels export labels.jsonl --json");
        export.Add(file);
        export.Add(database);
        return export.Runs(run => Work.ExportAsync(run, run.Value(file), ServeCommand.DatabaseOf(run.Value(database))));
    }

    // A class of its own, so that other commands load nothing of the web.
    private static class Work
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> PullAsync(Invocation run, string? database)
        {
            var changes = await LabelTransfer.RunAsync(OptionsOf(run, database), cancellationToken: run.CancellationToken);
            run.Screen.Json(new JsonObject { ["added"] = changes.Added, ["revised"] = changes.Revised, ["withdrawn"] = changes.Withdrawn });
            run.Screen.Line($"{Count.Of(changes.Added, "label")} added, {changes.Revised:#,0} revised, {changes.Withdrawn:#,0} withdrawn");
            return ExitCode.Done;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> VerifyAsync(Invocation run, string? file, string? database)
        {
            var report = file is null ? await OfDatabaseAsync(run, database) : await OfFileAsync(file, run.CancellationToken);
            run.Screen.Json(new JsonObject
            {
                ["whole"] = report.IsWhole,
                ["campaigns"] = report.Campaigns,
                ["events"] = report.Events,
                ["labels"] = report.Labels,
                ["findings"] = new JsonArray([.. report.Findings.Select(f => (JsonNode)new JsonObject { ["campaign"] = f.Campaign, ["number"] = f.Number, ["code"] = f.Code, ["text"] = f.Text })]),
            });
            foreach (var finding in report.Findings)
            {
                run.Screen.Line($"campaign {finding.Campaign}: {finding.Text}");
            }

            var labels = file is null ? $", {report.Labels:#,0} labels and adjudications" : "";
            run.Screen.Line($"{Count.Of(report.Campaigns, "campaign")}, {Count.Of(report.Events, "event")}{labels}: {(report.IsWhole ? "whole" : report.Findings.Count == 1 ? "1 thing does not fit" : $"{report.Findings.Count:#,0} things do not fit")}");
            return report.IsWhole ? ExitCode.Done : ExitCode.Failed;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> ExportAsync(Invocation run, string file, string? database)
        {
            using var workbench = LabelTransfer.Open(OptionsOf(run, database));
            long events;
            await using (var to = new FileStream(file, FileMode.Create))
            {
                events = await EventExport.WriteAsync(workbench, to, cancellationToken: run.CancellationToken);
            }

            run.Screen.Json(new JsonObject { ["file"] = Path.GetFullPath(file), ["events"] = events });
            run.Screen.Line($"{Count.Of(events, "event")} in {file}");
            return ExitCode.Done;
        }

        private static async Task<ChainReport> OfDatabaseAsync(Invocation run, string? database)
        {
            using var workbench = LabelTransfer.Open(OptionsOf(run, database));
            return await ChainVerification.RunAsync(workbench, cancellationToken: run.CancellationToken);
        }

        private static async Task<ChainReport> OfFileAsync(string file, CancellationToken cancellationToken)
        {
            if (!File.Exists(file))
            {
                throw new InputException(file, 0, "is not there; 'precept labels export FILE' writes one");
            }

            await using var from = File.OpenRead(file);
            return await EventExport.VerifyAsync(from, cancellationToken);
        }

        private static WorkbenchOptions OptionsOf(Invocation run, string? database) => new() { Workspace = run.WorkspacePath, Database = database };
    }
}
