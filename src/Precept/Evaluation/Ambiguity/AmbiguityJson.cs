using System.Text.Json.Nodes;
using Precept.Judging;

namespace Precept.Evaluation;

/// <summary>Ambiguous sections as JSON. Numbers have six decimals at most; what is not known is null.</summary>
public static class AmbiguityJson
{
    /// <summary>The whole report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cases">How many conflicting cases of each section are written out.</param>
    public static JsonObject ToJson(AmbiguityReport report, int cases) => new()
    {
        ["spec"] = report.SpecVersion,
        ["hash"] = report.SpecHash,
        ["file"] = report.File,
        ["repeats"] = report.Repeats,
        ["standingOut"] = report.StandingOut,
        ["conclusion"] = report.Conclusion,
        ["judges"] = new JsonArray([.. report.Judges.Select(Judge)]),
        ["noVote"] = new JsonObject(Enum.GetValues<Outcome>().Where(o => o != Outcome.Judged).Select(o =>
            KeyValuePair.Create(o.ToString().ToLowerInvariant(), (JsonNode?)report.NoVote.GetValueOrDefault(o)))),
        ["leftOut"] = report.LeftOut,
        ["sentencesBy"] = report.SentencesByModels ? "models" : "reasons",
        ["requests"] = report.Usage?.Requests,
        ["cached"] = report.Usage?.Cached,
        ["tokens"] = report.Usage?.Tokens,
        ["cost"] = report.Usage?.Cost,
        ["sections"] = new JsonArray([.. report.Sections.Select(s => (JsonNode)Section(s, cases))]),
    };

    private static JsonNode Judge(JudgeManner judge) => new JsonObject
    {
        ["judge"] = judge.Judge,
        ["votes"] = judge.Votes,
        ["breaks"] = ScorecardJson.ToJson(judge.Breaks),
        ["instability"] = ScorecardJson.Number(judge.Instability),
        ["againstOthers"] = ScorecardJson.ToJson(judge.AgainstOthers),
    };

    private static JsonObject Section(AmbiguousSection section, int cases)
    {
        var figures = section.Figures;
        return new JsonObject
        {
            ["id"] = figures.SectionId,
            ["title"] = section.Section.Title,
            ["line"] = section.Section.Line,
            ["cases"] = figures.Cases.Count,
            ["conflicts"] = figures.InConflict.Count(),
            ["conflict"] = ScorecardJson.ToJson(figures.Conflicts),
            ["entropy"] = ScorecardJson.Number(figures.Entropy),
            ["entropyBetween"] = ScorecardJson.Number(figures.EntropyBetween),
            ["entropyWithin"] = ScorecardJson.Number(figures.EntropyWithin),
            ["instability"] = ScorecardJson.Number(figures.Instability),
            ["p"] = ScorecardJson.Number(figures.P),
            ["standsOut"] = figures.StandsOut,
            ["sentences"] = new JsonArray([.. section.Sentences.Select(Sentence)]),
            ["conflictingCases"] = new JsonArray([.. figures.InConflict.Take(cases).Select(Case)]),
        };
    }

    private static JsonNode Sentence(SentenceAtFault fault) => new JsonObject
    {
        ["number"] = fault.Sentence.Number,
        ["line"] = fault.Sentence.Line,
        ["text"] = fault.Sentence.Text,
        ["named"] = fault.Named,
        ["of"] = fault.Of,
        ["readings"] = new JsonArray([.. fault.Readings.Select(r => (JsonNode)new JsonObject { ["judge"] = r.Judge, ["first"] = r.First, ["second"] = r.Second })]),
    };

    private static JsonNode Case(CaseReadings one) => new JsonObject
    {
        ["place"] = one.Case.Place,
        ["messages"] = new JsonArray([.. one.Case.Prompt.Messages.Select(m => (JsonNode)new JsonObject { ["role"] = m.RoleName, ["content"] = m.Content })]),
        ["responses"] = new JsonArray([.. one.Case.Responses.Select(r => (JsonNode)r.Text)]),
        ["readings"] = new JsonArray([.. one.Readings.Select(r => (JsonNode)new JsonObject
        {
            ["judge"] = r.Judge,
            ["says"] = SentenceQuestion.Words(r.Answer),
            ["times"] = r.Times,
            ["instability"] = ScorecardJson.Number(r.Instability),
            ["reason"] = r.Reason,
        })]),
    };
}
