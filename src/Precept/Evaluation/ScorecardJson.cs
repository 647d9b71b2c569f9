using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Precept.Evaluation;

/// <summary>A scorecard as the model's entry in a report's JSON: the same scorecard gives the same bytes.</summary>
/// <remarks>Numbers have six decimals at most; a rate over no cases has null for value and bounds, and n 0.</remarks>
public static class ScorecardJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n", WriteIndented = true };

    /// <summary>The entry as a text, two blanks per level, <c>\n</c> at line ends.</summary>
    public static string Serialize(Scorecard scorecard) => ToJson(scorecard).ToJsonString(Options);

    /// <summary>The entry, to be put into a larger document.</summary>
    public static JsonObject ToJson(Scorecard scorecard) => new()
    {
        ["name"] = scorecard.Name,
        ["decoding"] = scorecard.Decoding,
        ["adherence"] = Rate(scorecard.Adherence),
        ["jailbreakResistance"] = Rate(scorecard.JailbreakResistance),
        ["overRefusal"] = Rate(scorecard.OverRefusal),
        ["wellFormed"] = Rate(scorecard.WellFormed),
        ["meanLength"] = Rate(scorecard.MeanLength, "value"),
        ["klFromReference"] = scorecard.KlFromReference is { } kl ? Rate(kl, "value") : null,
        ["sections"] = Named(scorecard.Sections),
        ["authorities"] = Named(scorecard.Authorities),
        ["families"] = Named(scorecard.Families),
    };

    /// <summary>A share: <c>rate</c>, <c>low</c>, <c>high</c>, <c>n</c>.</summary>
    public static JsonObject ToJson(Rate rate) => Rate(rate);

    private static JsonArray Named(IEnumerable<NamedRate> rates)
    {
        var array = new JsonArray();
        foreach (var (id, rate) in rates)
        {
            var entry = Rate(rate);
            entry.Insert(0, "id", id);
            array.Add((JsonNode)entry);
        }

        return array;
    }

    private static JsonObject Rate(Rate rate, string name = "rate") => new()
    {
        [name] = Number(rate.Value),
        ["low"] = Number(rate.Low),
        ["high"] = Number(rate.High),
        ["n"] = rate.N,
    };

    // Adding 0 makes a rounded -0 a plain 0.
    internal static JsonValue? Number(double value) => double.IsNaN(value) ? null : JsonValue.Create(Math.Round(value, 6, MidpointRounding.AwayFromZero) + 0.0);
}
