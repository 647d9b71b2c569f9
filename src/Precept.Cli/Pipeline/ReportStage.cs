using System.Globalization;
using System.Text.Json;
using Precept.Cli.Recipes;
using Precept.Evaluation;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Cli.Pipeline;

/// <summary>Puts a report's data together from what a run made.</summary>
public sealed class ReportStage(PipelineContext context, Recipe recipe)
{
    private const int SampleCount = 10;

    /// <summary>Metrics that are shown as curves, with their axis labels.</summary>
    private static readonly (string Metric, string Label)[] CurveMetrics =
    [
        ("loss", "nats"), ("accuracy", "share of pairs"), ("margin", "beta x D"), ("reward", "mean reward"), ("kl", "nats"), ("entropy", "nats per token"),
    ];

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
        SectionNames = context.Spec.Sections.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => new SectionName(s.Title, s.Authority)),
        Notes = recipe.Report.Notes,
        Targets = [.. recipe.Report.Targets.Select(t => Judge(t, scorecards))],
        Curves = [.. models.SelectMany(Curves)],
        Lineage = context.Lineage,
        Settings = [.. Flatten(JsonSerializer.SerializeToElement(recipe), "").Where(s => s.Value.Length > 0)],
    };

    /// <summary>Ten held-out conversations of different families, drawn by seed without a look at the answers.</summary>
    public IReadOnlyList<SampleConversation> Conversations(
        IReadOnlyList<Prompt> prompts, IReadOnlyList<Response>? before, IReadOnlyList<Response>? after, string beforeName, string afterName)
    {
        if (before is null || after is null)
        {
            return [];
        }

        var order = Enumerable.Range(0, prompts.Count).ToArray();
        SeededRandom.For(recipe.Seed, "report samples").Shuffle(order);
        return
        [
            .. order.DistinctBy(i => prompts[i].Family.Length > 0 ? prompts[i].Family : prompts[i].Id).Take(SampleCount).Select(i => new SampleConversation(
                prompts[i].Messages,
                prompts[i].Sections,
                new SampleReply(beforeName, before[i].Text, context.Judge.Broken(prompts[i], before[i].Text)),
                new SampleReply(afterName, after[i].Text, context.Judge.Broken(prompts[i], after[i].Text)))),
        ];
    }

    private static IEnumerable<Curve> Curves(ModelReference model) =>
        from metric in CurveMetrics
        let points = model.Curve.Where(s => s.Metrics.ContainsKey(metric.Metric)).Select(s => new CurvePoint(s.Step, s.Metrics[metric.Metric])).ToArray()
        where points.Length > 1 && points.Any(p => p.Value != 0)
        select new Curve(metric.Metric, model.Name, metric.Label, points);

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

    private static IEnumerable<Setting> Flatten(JsonElement element, string prefix) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Flatten(p.Value, prefix.Length == 0 ? p.Name : $"{prefix}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Flatten(item, $"{prefix}[{i}]")),
        JsonValueKind.Null => [],
        _ => [new Setting(prefix, element.ToString())],
    };
}
