using System.Text.Json.Nodes;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>What was made of a spec, in numbers and hashes (docs/formats/json-output.md).</summary>
/// <param name="Spec">The spec.</param>
/// <param name="SectionHashes">Section id to the hash that judgments carry.</param>
/// <param name="Writer">The writer's address.</param>
/// <param name="Judge">The judge's configuration.</param>
/// <param name="Measured">How many conversations that are measured on were kept out.</param>
/// <param name="Options">What was wanted.</param>
/// <param name="Result">What came of it.</param>
public sealed record SpecDataManifest(
    SpecDocument Spec, IReadOnlyDictionary<string, string> SectionHashes, string Writer, string Judge, int Measured, SpecDataOptions Options, SpecDataResult Result)
{
    /// <summary>The sections that something kept was made under, rivals included: id to hash.</summary>
    public IReadOnlyDictionary<string, string> Used => Result.Kept.SelectMany(k => k.Brief.InView).Select(s => s.Id).Distinct()
        .Order(StringComparer.Ordinal).ToDictionary(id => id, id => SectionHashes[id]);

    /// <summary>The manifest; the same run gives the same text.</summary>
    public JsonObject ToJson() => new()
    {
        ["spec"] = Spec.Version,
        ["hash"] = Spec.Hash,
        ["writer"] = Writer,
        ["judge"] = Judge,
        ["seed"] = Options.Seed,
        ["perSection"] = Options.PerSection,
        ["answers"] = Options.Answers,
        ["attempts"] = Options.Attempts,
        ["minRating"] = Options.MinRating,
        ["languages"] = Texts(Options.Languages),
        ["measured"] = Measured,
        ["total"] = Numbers(Result.Cells),
        ["sections"] = new JsonArray([.. Result.Cells.GroupBy(c => c.Cell.Section.Id).Select(Section)]),
        ["sectionHashes"] = new JsonObject(Used.Select(u => KeyValuePair.Create<string, JsonNode?>(u.Key, u.Value))),
    };

    private static JsonNode Section(IGrouping<string, CellTally> cells)
    {
        var json = Numbers(cells);
        json.Insert(0, "id", cells.Key);
        json["kinds"] = new JsonArray([.. cells.Select(cell =>
        {
            var ofKind = Numbers([cell]);
            ofKind.Insert(0, "kind", cell.Cell.Kind.Name());
            ofKind.Insert(1, "language", cell.Cell.Language);
            return (JsonNode)ofKind;
        })]);
        return json;
    }

    private static JsonObject Numbers(IEnumerable<CellTally> cells)
    {
        var all = cells.ToArray();
        return new JsonObject
        {
            ["wanted"] = all.Sum(c => c.Cell.Wanted),
            ["asked"] = all.Sum(c => c.Asked),
            ["made"] = all.Sum(c => c.Made),
            ["kept"] = all.Sum(c => c.Kept),
            ["pairs"] = all.Sum(c => c.Pairs),
            ["rejected"] = new JsonObject(Enum.GetValues<RejectionReason>().Select(r => (Reason: r, Count: SpecDataResult.Count(all, r))).Where(r => r.Count > 0)
                .Select(r => KeyValuePair.Create<string, JsonNode?>(r.Reason.Name(), r.Count))),
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
