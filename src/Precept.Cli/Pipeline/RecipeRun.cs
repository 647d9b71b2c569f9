using System.Diagnostics;
using Precept.Cli.Recipes;
using Precept.Evaluation;
using Precept.Reports;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Pipeline;

/// <summary>What a run made.</summary>
/// <param name="Seconds">How long it took, skipped stages included.</param>
/// <param name="PeakMemoryMb">The process's largest resident size, MiB.</param>
/// <param name="Report">The report's path.</param>
/// <param name="Scorecards">The scorecards, in the report's order.</param>
public sealed record RunResult(double Seconds, double PeakMemoryMb, string Report, IReadOnlyList<Scorecard> Scorecards);

/// <summary>Runs a recipe from its first stage to its report.</summary>
public static class RecipeRun
{
    /// <summary>Runs the stages that the recipe names; skips what the workspace has, resumes what was cut.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="workspace">Where everything is kept.</param>
    /// <param name="progress">Where stages report.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on from there.</param>
    public static async Task<RunResult> RunAsync(Recipe recipe, WorkspaceFolder workspace, IPipelineProgress progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var context = await PipelineContext.OpenAsync(workspace, recipe.Spec, recipe.Seed, progress, cancellationToken);
        var training = TrainStages.Of(context, recipe);
        IReadOnlyList<string> scenarios = recipe.Prompts.Scenarios.Count > 0 ? recipe.Prompts.Scenarios : [recipe.Spec];
        var start = recipe switch
        {
            { BaseModel: { } options } => await training.BaseAsync(options, scenarios, cancellationToken),
            { Base: { } folder } => await ModelStore.FindAsync(workspace, folder, cancellationToken),
            _ => throw new InputException($"recipe '{recipe.Name}' names no start: give 'base' (a checkpoint folder) or 'base_model' (settings to train one)"),
        };
        var data = recipe switch
        {
            { Data.From: "spec" or "hh" } => await new PairRun(context, recipe, training).RunAsync(start, cancellationToken),
            { Cai: not null } => await new CaiRun(context, recipe, training).RunAsync(start, cancellationToken),
            _ => await new ScenarioRun(context, recipe, training).RunAsync(start, cancellationToken),
        };
        progress.Begin("report");
        var report = await WriteAsync(workspace, recipe, data, cancellationToken);
        progress.End(report, skipped: false);
        return new RunResult(watch.Elapsed.TotalSeconds, Memory.PeakMb(), report, data.Scorecards);
    }

    private static async Task<string> WriteAsync(WorkspaceFolder workspace, Recipe recipe, ReportData data, CancellationToken cancellationToken)
    {
        var name = string.Concat(recipe.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        var path = Path.Combine(workspace.ReportsFolder, name + ".html");
        await AtomicFile.WriteTextAsync(path, ReportPage.Render(data), cancellationToken);
        await AtomicFile.WriteTextAsync(
            Path.ChangeExtension(path, ".scorecards.json"),
            $"[\n{string.Join(",\n", data.Scorecards.Select(ScorecardJson.Serialize))}\n]\n",
            cancellationToken);
        return path;
    }
}
