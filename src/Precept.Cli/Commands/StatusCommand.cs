using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Prompts;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept status</c>: what a workspace holds, and what a changed spec has made stale.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var status = new CommandWithExamples(
            "status",
            "Show what the workspace holds, which stages ran, and what the spec as it is now has made stale.",
            "precept status",
            "precept status --spec specs/starter --json") { spec };
        return status.Runs(run => RunAsync(run, SpecInUse.Read(run.Value(spec)!)));
    }

    private static async Task<int> RunAsync(Invocation run, SpecInUse spec)
    {
        await LabelsOfPeople.PullAsync(run);
        using var workspace = run.OpenExistingWorkspace();
        var report = await workspace.StatusAsync(spec.Document, spec.SectionHashes, run.CancellationToken);
        var stages = await workspace.StagesAsync(run.CancellationToken);
        var prompts = (await workspace.PromptsAsync(cancellationToken: run.CancellationToken)).CountBy(p => p.Split).ToDictionary();
        var responses = (await workspace.DrawsAsync(run.CancellationToken)).Sum(d => d.Responses);
        var models = await workspace.ModelsAsync(run.CancellationToken);
        var datasets = await workspace.DatasetsAsync(run.CancellationToken);
        if (run.Screen.IsJson)
        {
            var json = JsonNode.Parse(report.ToJson())!.AsObject();
            json.Insert(0, "workspace", workspace.Folder);
            json["prompts"] = new JsonObject(Splits.All.Select(s => KeyValuePair.Create<string, JsonNode?>(Splits.Name(s), prompts.GetValueOrDefault(s))));
            json["responses"] = responses;
            json["datasets"] = new JsonArray([.. datasets.Select(d => (JsonNode)new JsonObject
            {
                ["name"] = d.Name, ["id"] = d.Id, ["kind"] = d.Kind.ToString().ToLowerInvariant(), ["count"] = d.Count,
            })]);
            json["models"] = new JsonArray([.. models.Select(m => (JsonNode)new JsonObject
            {
                ["name"] = m.Name, ["id"] = m.Id, ["kind"] = m.Kind, ["folder"] = m.Folder,
            })]);
            json["stages"] = new JsonArray([.. stages.Select(s => (JsonNode)new JsonObject
            {
                ["kind"] = s.Stage.Kind,
                ["id"] = s.Stage.Id,
                ["status"] = s.Status.ToString().ToLowerInvariant(),
                ["output"] = s.OutputHash,
                ["started_at"] = s.StartedAt.ToString("O"),
                ["done_at"] = s.DoneAt?.ToString("O"),
            })]);
            run.Screen.Json(json);
            return ExitCode.Done;
        }

        run.Screen.Line($"workspace {workspace.Folder}");
        run.Screen.Line($"spec      {report.SpecVersion} {report.SpecHash}");
        run.Screen.Line($"prompts   {string.Join(", ", Splits.All.Select(s => $"{prompts.GetValueOrDefault(s):#,0} {Splits.Name(s)}"))}");
        run.Screen.Line($"responses {responses:#,0}");
        run.Screen.Line();
        foreach (var table in report.Tables)
        {
            run.Screen.Table(table.Title, table.Columns, table.Rows);
        }

        run.Screen.Table("Datasets", ["name", "id", "kind", "items"], [.. datasets.Select(d => (IReadOnlyList<string>)[d.Name, d.Id, d.Kind.ToString().ToLowerInvariant(), $"{d.Count:#,0}"])]);
        run.Screen.Table("Models", ["name", "id", "kind", "folder"], [.. models.Select(m => (IReadOnlyList<string>)[m.Name, m.Id, m.Kind, m.Folder])]);
        run.Screen.Table("Stages", ["stage", "id", "status", "took"], [.. stages.Select(Row)]);
        run.Screen.Line(report.IsCurrent ? "nothing is stale" : "some of it is stale: run the same commands again to redo exactly that");
        return ExitCode.Done;
    }

    private static IReadOnlyList<string> Row(StageState stage) =>
    [
        stage.Stage.Kind,
        stage.Stage.Id,
        stage.Status.ToString().ToLowerInvariant(),
        stage.DoneAt is { } done ? Progress.Duration(done - stage.StartedAt) : "–",
    ];
}
