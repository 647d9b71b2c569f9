using Precept.Spec;

namespace Precept.Judging;

/// <summary>How a judgment ended. Anything but <see cref="Judged"/> is data, never a vote.</summary>
public enum Outcome
{
    /// <summary>The judge ranked the responses.</summary>
    Judged,

    /// <summary>The judge declined.</summary>
    Refused,

    /// <summary>The judge's output could not be read.</summary>
    Invalid,

    /// <summary>The judge did not answer in time.</summary>
    Timeout,
}

/// <summary>A judge's ranking of the responses to one prompt.</summary>
/// <param name="PromptId">The prompt.</param>
/// <param name="ResponseIds">The responses, in the order in which they were shown.</param>
/// <param name="Ranks">A rank for each response, 0 best; equal ranks are ties. Empty unless the outcome is <see cref="Outcome.Judged"/>.</param>
/// <param name="Broken">For each response, the ids of the sections it breaks, higher authority first.</param>
/// <param name="Judge">The judge's configuration, in canonical form (<c>checks</c>, <c>openai:…</c>, <c>human:…</c>).</param>
/// <param name="SectionHashes">The sections it was judged under: id to content hash. A changed hash makes the judgment stale.</param>
public sealed record Judgment(
    string PromptId,
    IReadOnlyList<string> ResponseIds,
    IReadOnlyList<int> Ranks,
    IReadOnlyList<IReadOnlyList<string>> Broken,
    string Judge,
    IReadOnlyDictionary<string, string> SectionHashes)
{
    private Derived<string> _id;

    /// <summary>How the judgment ended.</summary>
    public Outcome Outcome { get; init; } = Outcome.Judged;

    /// <summary>The judge's reason, or empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Content hash of prompt, responses, judge configuration and section hashes.</summary>
    public string Id => _id.Of(this, static j => ContentHash.Of(
        [j.PromptId, j.Judge, .. j.ResponseIds, .. j.SectionHashes.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => new[] { s.Key, s.Value })]));
}
