using System.Text.Json.Nodes;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>A self-test's report as JSON: the same report gives the same bytes.</summary>
public static class SelfTestJson
{
    /// <summary>The report.</summary>
    public static JsonObject ToJson(SelfTestReport report) => new()
    {
        ["judge"] = report.Judge,
        ["spec"] = report.Spec.Version,
        ["hash"] = report.Spec.Hash,
        ["heldOut"] = report.HeldOut,
        ["seed"] = report.Seed,
        ["n"] = report.N,
        ["examples"] = report.Examples,
        ["comparisons"] = report.Comparisons,
        ["identicalTexts"] = report.IdenticalTexts,
        ["outcomes"] = Outcomes(report.Outcomes),
        ["accuracy"] = Accuracy(report.Accuracy),
        ["withoutTies"] = ScorecardJson.ToJson(report.WithoutTies),
        ["ties"] = ScorecardJson.ToJson(report.Ties),
        ["worstCase"] = ScorecardJson.ToJson(report.WorstCase),
        ["positionBias"] = RoundedOrNull(report.Position.Disagree.Value),
        ["position"] = Position(report.Position),
        ["lengthBias"] = RoundedOrNull(report.Length.Difference.Value),
        ["length"] = Length(report.Length),
        ["baselines"] = new JsonObject([.. report.Baselines.Select(b => KeyValuePair.Create<string, JsonNode?>(b.Id, RoundedOrNull(b.Rate.Value)))]),
        ["againstBaselines"] = new JsonObject([.. report.Baselines.Select(b => KeyValuePair.Create<string, JsonNode?>(b.Id, Baseline(b)))]),
        ["confusion"] = Confusion(report),
        ["kinds"] = Named(report.Kinds),
        ["authorities"] = Named(report.Authorities),
        ["sections"] = new JsonArray([.. report.Sections.Select(Section)]),
        ["elided"] = Elided(report.Elided),
        ["calibration"] = report.Calibration is { } calibration ? Calibration(calibration) : null,
    };

    /// <summary>A difference of two judges.</summary>
    public static JsonObject ToJson(PairedDifference difference)
    {
        var json = ToJson(difference.Difference);
        json.Add("onlyFirst", difference.OnlyFirst);
        json.Add("onlySecond", difference.OnlySecond);
        json.Add("p", Rounded(difference.P));
        return json;
    }

    private static JsonObject Outcomes(SelfTestOutcomes outcomes) => new()
    {
        ["judged"] = outcomes.Judged,
        ["refused"] = outcomes.Refused,
        ["invalid"] = outcomes.Invalid,
        ["timeout"] = outcomes.Timeout,
        ["filtered"] = outcomes.Filtered,
    };

    private static JsonObject Accuracy(SelfTestAccuracy accuracy)
    {
        var json = ScorecardJson.ToJson(accuracy.Headline);
        json.Add("independent", ScorecardJson.ToJson(accuracy.Independent));
        json.Add("bootstrap", ToJson(accuracy.Bootstrap));
        return json;
    }

    private static JsonObject Position(PositionBias position)
    {
        var json = ScorecardJson.ToJson(position.Disagree);
        json.Add("favoursFirst", position.FavoursFirst);
        json.Add("favoursLast", position.FavoursLast);
        json.Add("betterFirst", ScorecardJson.ToJson(position.BetterFirst));
        json.Add("betterLast", ScorecardJson.ToJson(position.BetterLast));
        return json;
    }

    private static JsonObject Length(LengthBias length)
    {
        var json = ToJson(length.Difference);
        json.Add("betterLonger", ScorecardJson.ToJson(length.BetterLonger));
        json.Add("betterShorter", ScorecardJson.ToJson(length.BetterShorter));
        json.Add("odds", ToJson(length.Odds));
        json.Add("equalLengths", length.EqualLengths);
        return json;
    }

    private static JsonObject Baseline(SelfTestBaseline baseline)
    {
        var json = ScorecardJson.ToJson(baseline.Rate);
        json.Add("judgeMinus", ToJson(baseline.JudgeMinus));
        return json;
    }

    private static JsonObject Confusion(SelfTestReport report) => new()
    {
        ["pairs"] = new JsonArray([.. report.Pairs.Select(p => (JsonNode)new JsonObject
        {
            ["kind"] = p.Kind.Name(),
            ["better"] = p.Better,
            ["tie"] = p.Tie,
            ["worse"] = p.Worse,
            ["failed"] = p.Failed,
        })]),
        ["grades"] = report.Grades is { } grades ? Grades(grades) : null,
    };

    private static JsonObject Grades(GradeConfusion confusion)
    {
        var json = ScorecardJson.ToJson(confusion.Right);
        json.Insert(0, "by", confusion.Source == GradeSource.Rating ? "rating" : "breaches");
        foreach (var spec in Enum.GetValues<Verdict>().Reverse())
        {
            json.Add(spec.Name(), new JsonObject(Enum.GetValues<Verdict>().Reverse().Select(judge =>
                KeyValuePair.Create<string, JsonNode?>(judge.Name(), confusion.Counts[(int)spec][(int)judge]))));
        }

        return json;
    }

    private static JsonNode Section(SelfTestSection section)
    {
        var json = ScorecardJson.ToJson(section.Rate);
        json.Insert(0, "id", section.Id);
        json.Insert(1, "authority", section.Authority.Name());
        json.Add("ties", section.Ties);
        json.Add("failed", section.Failed);
        return json;
    }

    private static JsonObject Elided(SelfTestElided elided) => new()
    {
        ["n"] = elided.N,
        ["accuracy"] = ScorecardJson.ToJson(elided.With),
        ["others"] = ScorecardJson.ToJson(elided.Without),
    };

    private static JsonObject Calibration(Calibration calibration) => new()
    {
        ["brier"] = ToJson(calibration.Brier),
        ["error"] = ToJson(calibration.Error),
        ["bins"] = new JsonArray([.. calibration.Bins.Where(b => b.Observed.N > 0).Select(b =>
        {
            var json = ScorecardJson.ToJson(b.Observed);
            json.Insert(0, "from", b.From);
            json.Insert(1, "to", b.To);
            json.Insert(2, "mean", Rounded(b.Mean));
            return (JsonNode)json;
        })]),
    };

    private static JsonArray Named(IEnumerable<NamedRate> rates) => new([.. rates.Select(r =>
    {
        var json = ScorecardJson.ToJson(r.Rate);
        json.Insert(0, "id", r.Id);
        return (JsonNode)json;
    })]);

    // The bounds of a figure that is no share stand in the same places as those of one.
    private static JsonObject ToJson(Estimate estimate) => ScorecardJson.ToJson(new Rate(estimate.Value, estimate.Low, estimate.High, estimate.N));

    private static JsonValue? RoundedOrNull(double value) => double.IsNaN(value) ? null : JsonValue.Create(Rounded(value));

    private static double Rounded(double value) => Math.Round(value, 6, MidpointRounding.AwayFromZero) + 0.0;
}
