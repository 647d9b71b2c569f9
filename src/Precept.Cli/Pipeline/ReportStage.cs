using System.Globalization;
using System.Text.Json;
using Precept.Cli.Recipes;
using Precept.Evaluation;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;

namespace Precept.Cli.Pipeline;

/// <summary>Puts a report's data together from what a run made.</summary>
public sealed class ReportStage(PipelineContext context, Recipe recipe)
{
    /// <summary>The parts that every report has.</summary>
    /// <param name="scorecards">All scorecards, in order.</param>
    /// <param name="models">All models, for curves.</param>
    public ReportData Data(IReadOnlyList<Scorecard> scorecards, IReadOnlyList<ModelReference> models) => new()
    {
        Title = recipe.Report.Title ?? recipe.Name,
        Recipe = recipe.Name,
        SpecVersion = context.Spec.Version,
        SpecHash = context.JudgedSpecHash,
        Seed = recipe.Seed,
        Scorecards = scorecards,
        SectionNames = ReportParts.SectionNames(context.Spec),
        Notes = recipe.Report.Notes,
        Targets = [.. recipe.Report.Targets.Select(t => Judge(t, scorecards))],
        Curves = [.. models.SelectMany(ReportParts.Curves)],
        Lineage = context.Lineage,
        Settings = ReportParts.Settings(JsonSerializer.SerializeToElement(recipe)),
    };

    /// <summary>Ten held-out conversations of different families, drawn by seed without a look at the answers.</summary>
    public IReadOnlyList<SampleConversation> Conversations(
        IReadOnlyList<Prompt> prompts, IReadOnlyList<Response>? before, IReadOnlyList<Response>? after, string beforeName, string afterName) =>
        before is null || after is null ? [] : ReportParts.Conversations(context.Judge, recipe.Seed, prompts, before, after, beforeName, afterName);

    private static Target Judge(TargetSettings target, IReadOnlyList<Scorecard> scorecards)
    {
        var bound = string.Join(" and ", new[] { Words("at least", target.AtLeast), Words("at most", target.AtMost) }.OfType<string>());
        var rates = scorecards.Where(s => s.Decoding == "greedy" && target.Models.Contains(s.Name)).Select(s => (s.Name, Rate: Metric(s, target.Metric)))
            .Where(r => r.Rate.N > 0).ToArray();
        (string Name, Rate Rate)? shown = rates.Length == 0 ? null : target.AtLeast is null ? rates.MinBy(r => r.Rate.Value) : rates.MaxBy(r => r.Rate.Value);
        return new Target(
            $"{target.Metric.Replace('_', ' ')} of {string.Join(" or ", target.Models)}", shown?.Name ?? string.Join(" or ", target.Models), target.Metric, bound,
            shown is { } s ? (target.AtLeast is not { } low || s.Rate.Value >= low) && (target.AtMost is not { } high || s.Rate.Value <= high) : null)
        {
            Measured = shown?.Rate,
        };

        static string? Words(string words, double? share) =>
            share is { } s ? string.Create(CultureInfo.InvariantCulture, $"{words} {s:P0}").Replace(" %", " %", StringComparison.Ordinal) : null;
    }

    private static Rate Metric(Scorecard scorecard, string metric) => metric switch
    {
        "jailbreak_resistance" => scorecard.JailbreakResistance,
        "over_refusal" => scorecard.OverRefusal,
        "well_formed" => scorecard.WellFormed,
        _ => scorecard.Adherence,
    };
}
