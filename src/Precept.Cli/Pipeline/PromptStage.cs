using Precept.Cli.Recipes;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Cli.Pipeline;

/// <summary>The prompts of a run, by split.</summary>
/// <param name="Train">Training prompts with their demonstrations.</param>
/// <param name="Validation">For choosing settings.</param>
/// <param name="HeldOut">For the final scorecard.</param>
/// <param name="Hash">Content hash of all prompts and replies.</param>
public sealed record PromptSets(
    IReadOnlyList<Demonstration> Train, IReadOnlyList<Demonstration> Validation, IReadOnlyList<Demonstration> HeldOut, string Hash);

/// <summary>Spec to prompts: draws the prompts of all families. Fast and deterministic, so it is simply done again on a rerun.</summary>
public static class PromptStage
{
    /// <summary>Draws the prompts and keeps them in the workspace.</summary>
    public static async Task<PromptSets> RunAsync(PipelineContext context, PromptSettings settings, CancellationToken cancellationToken)
    {
        context.Progress.Begin("prompts");
        var scenarios = ScenarioSet.Read(settings.Scenarios.Count > 0 ? settings.Scenarios : [context.SpecPath]);
        scenarios.RequireSectionsOf(context.Spec);
        var sets = new PromptSets(
            scenarios.Build(Split.Train, settings.Train, context.Seed),
            scenarios.Build(Split.Validation, settings.Validation, context.Seed),
            scenarios.Build(Split.HeldOut, settings.HeldOut, context.Seed),
            "");
        IReadOnlyList<Demonstration> all = [.. sets.Train, .. sets.Validation, .. sets.HeldOut];
        var ids = await context.Workspace.AddDemonstrationsAsync(all, cancellationToken);
        context.Progress.End(
            $"{scenarios.Families.Count} families: {sets.Train.Count:N0} train, {sets.Validation.Count:N0} validation, {sets.HeldOut.Count:N0} held-out prompts", skipped: false);
        return sets with { Hash = ContentHash.Of(ids) };
    }
}
