using System.Text.Json.Nodes;
using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>The figures of a campaign as JSON. Numbers have six decimals at most; what is not defined is null.</summary>
internal static class QualityJson
{
    /// <summary>How far people agree, person by person, and how strong the models are.</summary>
    public static JsonObject Of(AgreementFigures figures, IReadOnlyList<AnnotatorFigures> annotators, DawidSkeneFigures quality, ModelFigures models) => new()
    {
        ["people"] = figures.People,
        ["whole"] = Slice(figures.Whole),
        ["fleissKappa"] = AgreementJson.ToJson(figures.Fleiss),
        ["kendallW"] = Mean(figures.W),
        ["tauB"] = Mean(figures.TauB),
        ["decidedOnAlpha"] = AgreementJson.ToJson(figures.DecidedOn),
        ["longest"] = Verdicts(figures.Longest),
        ["sections"] = Parts(figures.Sections),
        ["languages"] = Parts(figures.Languages),
        ["annotators"] = new JsonArray([.. annotators.Select(a => (JsonNode)Person(a, quality))]),
        ["pairs"] = new JsonArray([.. figures.Pairs.Select(p => (JsonNode)Named(Verdicts(p.Verdicts), ("a", p.First.Handle), ("b", p.Second.Handle)))]),
        ["models"] = new JsonArray([.. models.Models.Select(m => (JsonNode)new JsonObject
        {
            ["model"] = m.Model,
            ["won"] = ScorecardJson.ToJson(m.Won),
            ["bradleyTerry"] = AgreementJson.ToJson(m.BradleyTerry),
            ["plackettLuce"] = AgreementJson.ToJson(m.PlackettLuce),
        })]),
    };

    private static JsonObject Slice(AgreementSlice slice)
    {
        var json = Verdicts(slice.Verdicts);
        json.Insert(0, "tasks", slice.Tasks);
        json.Insert(1, "labels", slice.Labels);
        json["alpha"] = AgreementJson.ToJson(slice.Alpha);
        json["rankAlpha"] = AgreementJson.ToJson(slice.RankAlpha);
        return json;
    }

    private static JsonObject Verdicts(VerdictAgreement verdicts) => new()
    {
        ["withTies"] = ScorecardJson.ToJson(verdicts.WithTies),
        ["withoutTies"] = ScorecardJson.ToJson(verdicts.WithoutTies),
        ["kappa"] = AgreementJson.ToJson(verdicts.Kappa),
    };

    private static JsonArray Parts(IReadOnlyList<AgreementPart> parts) => [.. parts.Select(p => (JsonNode)Named(Slice(p.Figures), ("id", p.Id)))];

    private static JsonObject Person(AnnotatorFigures figures, DawidSkeneFigures quality)
    {
        var json = Named(Verdicts(figures.WithOthers), ("annotator", figures.Who.Handle));
        json["labels"] = figures.Labels;
        json["gold"] = ScorecardJson.ToJson(figures.Gold);
        json["qualification"] = ScorecardJson.ToJson(figures.Qualification);
        json["repeats"] = ScorecardJson.ToJson(figures.Repeats);
        json["medianSeconds"] = ScorecardJson.Number(figures.Times.Median / 1000);
        json["tooFast"] = ScorecardJson.ToJson(figures.Times.TooFast);
        json["firstShown"] = ScorecardJson.ToJson(figures.First.Share);
        json["dawidSkene"] = quality.Verdicts.FirstOrDefault(v => v.Who == figures.Who) is { } own
            ? Named(AgreementJson.ToJson(own.Accuracy), ("score", ScorecardJson.Number(own.Score)))
            : null;
        json["warnings"] = new JsonArray([.. figures.Warnings.Select(w => (JsonNode)char.ToLowerInvariant(w.Kind.ToString()[0]).ToString() + w.Kind.ToString()[1..])]);
        return json;
    }

    private static JsonObject Mean(Rate mean) => new()
    {
        ["value"] = ScorecardJson.Number(mean.Value),
        ["low"] = ScorecardJson.Number(mean.Low),
        ["high"] = ScorecardJson.Number(mean.High),
        ["n"] = mean.N,
    };

    private static JsonObject Named(JsonObject json, params (string Name, JsonNode? Value)[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            json.Insert(i, names[i].Name, names[i].Value);
        }

        return json;
    }
}
