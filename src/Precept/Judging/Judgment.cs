using System.Globalization;
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

    /// <summary>A content filter stood between the judge and the responses.</summary>
    Filtered,

    /// <summary>A person declares that the responses cannot be compared. No model or check says so.</summary>
    Incomparable,
}

/// <summary>How much better the best responses are than the next ones, in a person's words; from the least to the most.</summary>
public enum PreferenceStrength
{
    /// <summary>The person is not sure of it.</summary>
    Unsure,

    /// <summary>Slightly better.</summary>
    Slightly,

    /// <summary>Better.</summary>
    Better,

    /// <summary>Significantly better.</summary>
    Significantly,
}

/// <summary>A section that a response breaks, as a judge saw it.</summary>
/// <param name="Response">Which of the judgment's responses, from 0.</param>
/// <param name="SectionId">The section.</param>
/// <param name="Words">The response's words that break it, exactly as they stand there; empty where the judge quoted none that do.</param>
/// <param name="Reason">Why, in the judge's words; may be empty.</param>
public sealed record Breach(int Response, string SectionId, string Words, string Reason);

/// <summary>What one member of a panel, or one principle of an ensemble, said.</summary>
/// <param name="Judge">The member's configuration, in canonical form.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Ranks">Its ranks, as in <see cref="Judgment.Ranks"/>.</param>
/// <param name="P">Its <see cref="Judgment.P"/>.</param>
public sealed record Vote(string Judge, Outcome Outcome, IReadOnlyList<int> Ranks, double? P);

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
    private Derived<string> _verdict;

    /// <summary>How the judgment ended.</summary>
    public Outcome Outcome { get; init; } = Outcome.Judged;

    /// <summary>The judge's reason, or empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Of two responses: the probability that the first is the better one, (0, 1), both orders averaged. Null where the judge gives none.</summary>
    public double? P { get; init; }

    /// <summary>A rating from 1 to 7 for each response; empty unless the judge rates.</summary>
    public IReadOnlyList<int> Ratings { get; init; } = [];

    /// <summary>The breaches behind <see cref="Broken"/> with the words that make them, where the judge names them.</summary>
    public IReadOnlyList<Breach> Breaches { get; init; } = [];

    /// <summary>Whether the judge said the same when the responses were shown in the other order; null where it was asked once.</summary>
    public bool? OrdersAgree { get; init; }

    /// <summary>Where the orders disagree: whether it was the response shown first that won both times (true), or the one shown last (false); else null.</summary>
    public bool? FavoursFirst { get; init; }

    /// <summary>Who decided, where a judge is made of several: a member's configuration, <c>checks</c>, <c>majority</c>; else empty.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>The votes behind it, where a judge is made of several.</summary>
    public IReadOnlyList<Vote> Votes { get; init; } = [];

    /// <summary>Sections that apply but found no room in the judge's prompt.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>
    /// How much better the best responses are than the next ones, as a person says; null where it was not asked. An answer that the person wrote is none of those compared.
    /// </summary>
    public PreferenceStrength? Strength { get; init; }

    /// <summary>The section that the judge decided on, or empty.</summary>
    public string DecidedOn { get; init; } = "";

    /// <summary>Whether none of the responses would do, even the best; an answer that the person wrote is not meant.</summary>
    public bool AllUnacceptable { get; init; }

    /// <summary>For each response, the ids of the flags that a person set on it (<c>hallucination</c>); empty where flags were not asked for.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Flags { get; init; } = [];

    /// <summary>
    /// Content hash of all that preferences are made from: outcome, ranks, probability, broken sections, the section decided on, strength, whether any response would do.
    /// People revise their labels; the id stays the same then, and this does not.
    /// </summary>
    public string Verdict => _verdict.Of(this, static j => ContentHash.Of(
    [
        j.Outcome.ToString(), string.Join(',', j.Ranks), j.P?.ToString("R", CultureInfo.InvariantCulture) ?? "", j.DecidedOn, j.Strength?.ToString() ?? "",
        j.AllUnacceptable ? "unacceptable" : "", .. j.Broken.Select(b => string.Join(' ', b)),
    ]));

    /// <summary>Content hash of prompt, responses, judge configuration and section hashes.</summary>
    public string Id => _id.Of(this, static j => ContentHash.Of(
        [j.PromptId, j.Judge, .. j.ResponseIds, .. j.SectionHashes.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => new[] { s.Key, s.Value })]));
}
