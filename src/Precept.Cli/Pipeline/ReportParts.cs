using System.Text.Json;
using Precept.Judging;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Cli.Pipeline;

/// <summary>The parts of a report that are put together in the same way whatever filled the workspace.</summary>
internal static class ReportParts
{
    private const int SampleCount = 10;

    /// <summary>Metrics that are shown as curves, with their axis labels.</summary>
    private static readonly (string Metric, string Label)[] CurveMetrics =
    [
        ("loss", "nats"), ("accuracy", "share of pairs"), ("margin", "beta x D"), ("reward", "mean reward"), ("kl", "nats"), ("entropy", "nats per token"),
    ];

    /// <summary>The sections' titles and authorities by id.</summary>
    public static IReadOnlyDictionary<string, SectionName> SectionNames(SpecDocument spec) =>
        spec.Sections.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => new SectionName(s.Title, s.Authority));

    /// <summary>The learning curves of a model; those that never leave 0 and single points are left out.</summary>
    public static IEnumerable<Curve> Curves(ModelReference model) =>
        from metric in CurveMetrics
        let points = model.Curve.Where(s => s.Metrics.ContainsKey(metric.Metric)).Select(s => new CurvePoint(s.Step, s.Metrics[metric.Metric])).ToArray()
        where points.Length > 1 && points.Any(p => p.Value != 0)
        select new Curve(metric.Metric, model.Name, metric.Label, points);

    /// <summary>Ten conversations of different families, drawn by seed without a look at the answers.</summary>
    /// <param name="judge">Finds the sections that an answer breaks.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="before">The earlier model's answers, one a prompt, in order.</param>
    /// <param name="after">The later model's answers, one a prompt, in order.</param>
    /// <param name="beforeName">The earlier model's name.</param>
    /// <param name="afterName">The later model's name.</param>
    public static IReadOnlyList<SampleConversation> Conversations(
        CheckJudge judge, long seed, IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> before, IReadOnlyList<Response> after, string beforeName, string afterName)
    {
        var order = Enumerable.Range(0, prompts.Count).ToArray();
        SeededRandom.For(seed, "report samples").Shuffle(order);
        return
        [
            .. order.DistinctBy(i => prompts[i].Family.Length > 0 ? prompts[i].Family : prompts[i].Id).Take(SampleCount).Select(i => new SampleConversation(
                prompts[i].Messages,
                prompts[i].Sections,
                new SampleReply(beforeName, before[i].Text, judge.Broken(prompts[i], before[i].Text)),
                new SampleReply(afterName, after[i].Text, judge.Broken(prompts[i], after[i].Text)))),
        ];
    }

    /// <summary>Settings in JSON as a list of names with values; what is not set is left out.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="prefix">What stands before each name; empty for nothing.</param>
    public static IReadOnlyList<Setting> Settings(JsonElement settings, string prefix = "") => [.. Flatten(settings, prefix).Where(s => s.Value.Length > 0)];

    private static IEnumerable<Setting> Flatten(JsonElement element, string prefix) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Flatten(p.Value, prefix.Length == 0 ? p.Name : $"{prefix}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Flatten(item, $"{prefix}[{i}]")),
        JsonValueKind.Null => [],
        _ => [new Setting(prefix, element.ToString())],
    };
}
