using System.Globalization;
using System.Text.Json.Nodes;
using Precept.Cli.Pipeline;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Evaluation;
using Precept.Feedback;

namespace Precept.Cli.Commands;

/// <summary>What <c>precept cai</c> made, for people and as JSON.</summary>
internal sealed record CaiResult(
    string Writer, string Answers, string Judge, RevisionTally Revisions, ComparisonTally Comparisons, PromptHalves Halves, int LeftOut, DemonstrationSet Demonstrations, DataSet Preferences,
    IReadOnlyList<string> Files)
{
    private const int WidestName = 24;

    /// <summary>Shows it.</summary>
    public void Write(Screen screen)
    {
        screen.Table("Critique and revision", ["round", "revisions", "kept (95 %)", "failed"], Rows(Revisions.ByRound));
        screen.Table("By principle", ["principle", "revisions", "kept (95 %)", "failed"], Rows(Revisions.ByPrinciple));
        screen.Line($"{Revisions.Prompts:#,0} prompts answered and revised, {Revisions.WithoutAnswer:#,0} without an answer, {Revisions.WithoutPrinciple:#,0} without a principle");
        screen.Line($"{Comparisons.Judged:#,0} comparisons of two answers, {Comparisons.Ties:#,0} ties, {Comparisons.NotJudged:#,0} without a verdict{Failures()}");
        if (Comparisons.Same + Comparisons.Unanswered > 0)
        {
            screen.Line($"not compared: {Comparisons.Same:#,0} prompts whose two answers are the same, {Comparisons.Unanswered:#,0} with fewer than two");
        }

        if (Comparisons.PositionBias.N > 0)
        {
            screen.Line($"orders disagree: {Rates.Text(Comparisons.PositionBias)}");
        }

        screen.Line($"dataset '{CaiStages.FineTuning}' {Demonstrations.Id}: {Count.Of(Demonstrations.Demonstrations.Count, "demonstration")}");
        screen.Line($"dataset '{CaiStages.Preferences}' {Preferences.Id}: {Count.Of(Preferences.Preferences.Count, "preference")}, p {MeanP()}");
        if (LeftOut > 0)
        {
            screen.Line($"{LeftOut:#,0} prompts left out: something is measured on them");
        }

        foreach (var file in Files)
        {
            screen.Line(file);
        }
    }

    /// <summary>The JSON of docs/formats/json-output.md.</summary>
    public JsonObject ToJson(ModelUsage usage, TimeSpan elapsed) => new()
    {
        ["writer"] = Writer,
        ["answers"] = Answers,
        ["judge"] = Judge,
        ["prompts"] = new JsonObject
        {
            ["fineTuning"] = Halves.FineTuning.Count,
            ["preferences"] = Halves.Preferences.Count,
            ["leftOut"] = LeftOut,
            ["withoutAnswer"] = Revisions.WithoutAnswer,
            ["withoutPrinciple"] = Revisions.WithoutPrinciple,
        },
        ["rounds"] = new JsonArray([.. Revisions.ByRound.Select(c => (JsonNode)OfCount("round", int.Parse(c.Name, CultureInfo.InvariantCulture), c))]),
        ["principles"] = new JsonArray([.. Revisions.ByPrinciple.Select(c => (JsonNode)OfCount("principle", c.Name, c))]),
        ["known"] = Revisions.Known,
        ["comparisons"] = new JsonObject
        {
            ["judged"] = Comparisons.Judged,
            ["ties"] = Comparisons.Ties,
            ["withP"] = Comparisons.WithP,
            ["same"] = Comparisons.Same,
            ["unanswered"] = Comparisons.Unanswered,
            ["refused"] = Comparisons.Outcomes.GetValueOrDefault(Precept.Judging.Outcome.Refused),
            ["invalid"] = Comparisons.Outcomes.GetValueOrDefault(Precept.Judging.Outcome.Invalid),
            ["timeout"] = Comparisons.Outcomes.GetValueOrDefault(Precept.Judging.Outcome.Timeout),
            ["filtered"] = Comparisons.Outcomes.GetValueOrDefault(Precept.Judging.Outcome.Filtered),
            ["positionBias"] = OfRate(Comparisons.PositionBias),
        },
        ["sft"] = new JsonObject { ["name"] = CaiStages.FineTuning, ["id"] = Demonstrations.Id, ["demonstrations"] = Demonstrations.Demonstrations.Count },
        ["preferences"] = new JsonObject
        {
            ["name"] = CaiStages.Preferences,
            ["id"] = Preferences.Id,
            ["preferences"] = Preferences.Preferences.Count,
            ["meanP"] = Preferences.Preferences.Count == 0 ? null : Math.Round(Preferences.Preferences.Average(p => p.P), 4),
        },
        ["files"] = new JsonArray([.. Files.Select(f => (JsonNode)f)]),
        ["requests"] = usage.Requests,
        ["cached"] = usage.Cached,
        ["tokens"] = usage.Tokens,
        ["cost"] = usage.Cost,
        ["seconds"] = Math.Round(elapsed.TotalSeconds, 1),
    };

    private static JsonObject OfCount(string key, JsonNode name, RevisionCount count)
    {
        var outcomes = Enum.GetValues<RevisionOutcome>().Select(o => KeyValuePair.Create<string, JsonNode?>(o.ToString().ToLowerInvariant(), count.Of(o)));
        return new JsonObject { [key] = name, ["n"] = count.Total, ["kept"] = OfRate(Statistics.Wilson(count.Kept, count.Total)), ["outcomes"] = new JsonObject(outcomes) };
    }

    // A share of nothing is no number.
    private static JsonObject? OfRate(Rate rate) => rate.N == 0 ? null : new JsonObject { ["rate"] = rate.Value, ["low"] = rate.Low, ["high"] = rate.High, ["n"] = rate.N };

    private static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<RevisionCount> counts) =>
    [
        .. counts.Select(c => (IReadOnlyList<string>)
        [
            c.Name.Length <= WidestName ? c.Name : c.Name[..(WidestName - 1)] + "…",
            $"{c.Total:#,0}",
            Rates.Text(Statistics.Wilson(c.Kept, c.Total)),
            string.Join(", ", CaiTables.Failures.Where(o => c.Of(o) > 0).Select(o => $"{c.Of(o):#,0} {o.ToString().ToLowerInvariant()}")),
        ]),
    ];

    private string Failures() => Comparisons.NotJudged == 0 ? "" : $" ({string.Join(", ", Comparisons.Outcomes.Select(o => $"{o.Value:#,0} {o.Key.ToString().ToLowerInvariant()}"))})";

    private string MeanP() => Preferences.Preferences.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{Preferences.Preferences.Average(p => p.P):0.00} on average");
}
