using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Precept.Cli.Pipeline;
using Precept.Cli.Recipes;
using Precept.Cli.Terminal;
using Precept.Evaluation;

namespace Precept.Cli.Commands;

/// <summary>Runs recipes. Apart from the commands, so that building those loads nothing that trains.</summary>
internal static class RecipeRunner
{
    /// <summary>The quickstart's recipe; from scratch, with the base model of the recipe that trained the shipped one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> QuickstartAsync(Invocation run, bool fromScratch, IReadOnlyList<string>? changes)
    {
        if (!fromScratch)
        {
            return RunAsync(run, RecipeFile.Read("quickstart", changes, run.GivenSeed));
        }

        var ofBase = (changes ?? []).ToLookup(c => c.StartsWith("base_model.", StringComparison.Ordinal));
        var recipe = RecipeFile.Read("quickstart", [.. ofBase[false]], run.GivenSeed);
        return RunAsync(run, recipe with { Base = null, BaseModel = RecipeFile.Read("pocket-base", [.. ofBase[true]]).BaseModel });
    }

    /// <summary>Runs a recipe and shows its scorecards.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<int> RunAsync(Invocation run, Recipe recipe)
    {
        RunResult result;
        using (var workspace = run.OpenWorkspace())
        using (var progress = new StageProgress())
        {
            result = await RecipeRun.RunAsync(recipe, workspace, progress, run.CancellationToken);
        }

        run.Screen.Json(ToJson(result));
        run.Screen.Line();
        ScorecardTables.Write(run.Screen, result.Scorecards);
        run.Screen.Line($"{Progress.Duration(TimeSpan.FromSeconds(result.Seconds))}, at most {result.PeakMemoryMb:#,0} MiB of memory");
        run.Screen.Line($"report: {result.Report}");
        return ExitCode.Done;
    }

    private static JsonObject ToJson(RunResult result) => new()
    {
        ["seconds"] = Math.Round(result.Seconds, 1),
        ["peakMemoryMb"] = result.PeakMemoryMb,
        ["report"] = result.Report,
        ["models"] = new JsonArray([.. result.Scorecards.Select(s => (JsonNode)ScorecardJson.ToJson(s))]),
    };
}
