using System.Text.Json;
using System.Text.Json.Serialization;

namespace Precept.Spec;

/// <summary>A spec in numbers.</summary>
/// <param name="Version">The release.</param>
/// <param name="Hash">The spec's content hash.</param>
/// <param name="Sections">Number of sections.</param>
/// <param name="Authority">Number of sections per authority.</param>
/// <param name="Examples">Number of examples in sections.</param>
/// <param name="Comparisons">Number of comparisons in those examples.</param>
/// <param name="Verdicts">Number of graded replies per verdict.</param>
/// <param name="CrossReferences">Number of anchor references in prose, titles and commentary; each occurrence counts.</param>
/// <param name="Footnotes">Number of footnote tags; each occurrence counts.</param>
/// <param name="Commentary">Number of commentary blocks.</param>
/// <param name="EvaluationPrompts">Number of conversations in the evaluation files.</param>
public sealed record SpecSummary(
    string Version,
    string Hash,
    int Sections,
    AuthorityCounts Authority,
    int Examples,
    int Comparisons,
    VerdictCounts Verdicts,
    int CrossReferences,
    int Footnotes,
    int Commentary,
    int EvaluationPrompts)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Counts a spec.</summary>
    public static SpecSummary Of(SpecDocument document)
    {
        var sections = document.Sections.CountBy(s => s.Authority).ToDictionary();
        var comparisons = document.Examples.SelectMany(e => e.Comparisons).ToList();
        var verdicts = comparisons.SelectMany(c => c.Replies).CountBy(r => r.Verdict).ToDictionary();
        return new SpecSummary(
            document.Version,
            document.Hash,
            document.Sections.Count,
            new AuthorityCounts(
                sections.GetValueOrDefault(Spec.Authority.Root),
                sections.GetValueOrDefault(Spec.Authority.System),
                sections.GetValueOrDefault(Spec.Authority.Developer),
                sections.GetValueOrDefault(Spec.Authority.User),
                sections.GetValueOrDefault(Spec.Authority.Guideline),
                sections.GetValueOrDefault(Spec.Authority.None)),
            document.Examples.Count(),
            comparisons.Count,
            new VerdictCounts(verdicts.GetValueOrDefault(Verdict.Good), verdicts.GetValueOrDefault(Verdict.Ok), verdicts.GetValueOrDefault(Verdict.Bad)),
            document.CrossReferences.Count,
            document.Footnotes.Count,
            document.CommentaryBlocks.Count,
            document.EvaluationFiles.Sum(f => f.Examples.Count));
    }

    /// <summary>The summary as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>Numbers of sections by authority.</summary>
public sealed record AuthorityCounts(int Root, int System, int Developer, int User, int Guideline, int None);

/// <summary>Numbers of graded replies by verdict.</summary>
public sealed record VerdictCounts(
    [property: JsonPropertyName("GOOD")] int Good,
    [property: JsonPropertyName("OK")] int Ok,
    [property: JsonPropertyName("BAD")] int Bad);
