using System.Text.Json.Nodes;
using Precept.Judging;

namespace Precept.Evaluation;

/// <summary>Agreement as JSON. Numbers have six decimals at most; what is not defined is null.</summary>
public static class AgreementJson
{
    /// <summary>The whole report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cases">How many disagreements of each two judges are written out.</param>
    public static JsonObject ToJson(AgreementReport report, int cases) => new()
    {
        ["spec"] = report.SpecVersion,
        ["hash"] = report.SpecHash,
        ["stale"] = report.WithStale,
        ["judges"] = new JsonArray([.. report.Judges.Select(Judge)]),
        ["pairs"] = new JsonArray([.. report.Pairs.Select(p => (JsonNode)Pair(report, p, cases))]),
    };

    /// <summary>An estimate: <c>value</c>, <c>standardError</c>, <c>low</c>, <c>high</c>, <c>n</c>.</summary>
    public static JsonObject ToJson(Estimate estimate) => new()
    {
        ["value"] = ScorecardJson.Number(estimate.Value),
        ["standardError"] = ScorecardJson.Number(estimate.StandardError),
        ["low"] = ScorecardJson.Number(estimate.Low),
        ["high"] = ScorecardJson.Number(estimate.High),
        ["n"] = estimate.N,
    };

    private static JsonNode Judge(JudgeVerdicts judge) => new JsonObject
    {
        ["judge"] = judge.Judge,
        ["judgments"] = judge.Judgments,
        ["pairs"] = judge.Pairs.Count,
        ["ties"] = judge.Pairs.Values.Count(p => p.Verdict == 0),
        ["repeated"] = judge.Repeated,
        ["wavering"] = judge.Wavering,
        ["outcomes"] = new JsonObject(Enum.GetValues<Outcome>().Select(o =>
            KeyValuePair.Create(o.ToString().ToLowerInvariant(), (JsonNode?)judge.Outcomes.GetValueOrDefault(o)))),
    };

    private static JsonObject Pair(AgreementReport report, JudgeAgreement pair, int cases)
    {
        var json = Verdicts(pair.Verdicts);
        json.Insert(0, "a", pair.First);
        json.Insert(1, "b", pair.Second);
        json["linearKappa"] = ToJson(pair.LinearKappa);
        json["ac1"] = ToJson(pair.Ac1);
        json["alpha"] = ToJson(pair.Alpha);
        json["rankAlpha"] = ToJson(pair.RankAlpha);
        json["tauB"] = Mean(pair.TauB);
        json["longest"] = new JsonObject { ["a"] = Longest(pair.LongestAndFirst), ["b"] = Longest(pair.LongestAndSecond) };
        json["sections"] = Sections(pair.Sections);
        json["broken"] = Sections(pair.Broken);
        json["disagreements"] = pair.Disagreements.Count;
        json["cases"] = new JsonArray([.. pair.Disagreements.Take(cases).Select(d => (JsonNode)Case(report, d))]);
        return json;
    }

    private static JsonObject Verdicts(VerdictAgreement verdicts) => new()
    {
        ["prompts"] = verdicts.Prompts,
        ["pairs"] = verdicts.Tally.Pairs,
        ["same"] = verdicts.Tally.Same,
        ["opposite"] = verdicts.Tally.Opposite,
        ["onlyATies"] = verdicts.Tally.OnlyFirstTies,
        ["onlyBTies"] = verdicts.Tally.OnlySecondTies,
        ["bothTie"] = verdicts.Tally.BothTie,
        ["withTies"] = ScorecardJson.ToJson(verdicts.WithTies),
        ["withoutTies"] = ScorecardJson.ToJson(verdicts.WithoutTies),
        ["kappa"] = ToJson(verdicts.Kappa),
    };

    private static JsonObject Longest(VerdictAgreement verdicts) => new()
    {
        ["withTies"] = ScorecardJson.ToJson(verdicts.WithTies),
        ["withoutTies"] = ScorecardJson.ToJson(verdicts.WithoutTies),
        ["kappa"] = ToJson(verdicts.Kappa),
    };

    private static JsonArray Sections(IReadOnlyList<SectionAgreement> sections) => [.. sections.Select(s =>
    {
        var json = Verdicts(s.Verdicts);
        json.Insert(0, "id", s.Id);
        return (JsonNode)json;
    })];

    private static JsonObject Mean(Rate mean)
    {
        var json = ScorecardJson.ToJson(mean);
        var value = json["rate"]?.DeepClone();
        json.Remove("rate");
        json.Insert(0, "value", value);
        return json;
    }

    private static JsonObject Case(AgreementReport report, Disagreement one) => new()
    {
        ["prompt"] = one.Pair.PromptId,
        ["sections"] = new JsonArray([.. report.Prompts[one.Pair.PromptId].Sections.Select(s => (JsonNode)s)]),
        ["messages"] = new JsonArray([.. report.Prompts[one.Pair.PromptId].Messages.Select(m => (JsonNode)new JsonObject { ["role"] = m.RoleName, ["content"] = m.Content })]),
        ["responses"] = new JsonArray(Response(report, one.Pair.First), Response(report, one.Pair.Second)),
        ["a"] = Opinion(one.First),
        ["b"] = Opinion(one.Second),
    };

    private static JsonObject Response(AgreementReport report, string id) => new()
    {
        ["id"] = id,
        ["model"] = report.Responses[id].Model,
        ["text"] = report.Responses[id].Text,
    };

    private static JsonObject Opinion(PairOpinion opinion) => new()
    {
        ["better"] = opinion.Verdict switch { > 0 => 1, < 0 => 2, _ => 0 },
        ["votes"] = opinion.Votes,
        ["unanimous"] = opinion.Unanimous,
        ["reason"] = opinion.Reason,
        ["broken"] = new JsonArray(Ids(opinion.BrokenByFirst), Ids(opinion.BrokenBySecond)),
    };

    private static JsonArray Ids(IReadOnlyList<string> ids) => [.. ids.Select(id => (JsonNode)id)];
}
