using System.Globalization;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Feedback;

/// <summary>What came of one round of critique and revision. Only <see cref="Kept"/> changes the text that goes on.</summary>
public enum RevisionOutcome
{
    /// <summary>The judge prefers the revised text: it goes on.</summary>
    Kept,

    /// <summary>The judge finds neither better.</summary>
    Tie,

    /// <summary>The judge prefers what was revised.</summary>
    Worse,

    /// <summary>The writer gave the same text back.</summary>
    Unchanged,

    /// <summary>The writer or the judge declined.</summary>
    Refused,

    /// <summary>The writer's or the judge's output could not be used.</summary>
    Invalid,

    /// <summary>The writer or the judge did not answer in time.</summary>
    Timeout,

    /// <summary>An endpoint's content filter stood in between.</summary>
    Filtered,
}

/// <summary>One round: a response, a critique of it under a principle, a revised response, and whether a judge prefers that.</summary>
/// <param name="PromptId">The prompt.</param>
/// <param name="Writer">The writer's address with its settings, in canonical form.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Principle">What was asked: the requests for critique and revision, and the section that they are for.</param>
/// <param name="Initial">The response that was criticised: the best text so far.</param>
/// <param name="Judge">The judge's configuration, in canonical form.</param>
public sealed record Revision(string PromptId, string Writer, int Round, Principle Principle, Response Initial, string Judge)
{
    private Derived<string> _id;

    /// <summary>The critique; empty where the writer gave none.</summary>
    public string Critique { get; init; } = "";

    /// <summary>The revised response; null where there is none that could be judged.</summary>
    public Response? Revised { get; init; }

    /// <summary>How the round ended.</summary>
    public RevisionOutcome Outcome { get; init; }

    /// <summary>Why: the judge's words, or what was wrong with a call. May be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The sections that principle and judgment rest on: id to content hash. A changed hash makes the round stale.</summary>
    public IReadOnlyDictionary<string, string> SectionHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a judge compared the two texts.</summary>
    public bool IsJudged => Outcome is RevisionOutcome.Kept or RevisionOutcome.Tie or RevisionOutcome.Worse;

    /// <summary>Content hash of what was asked of whom; what they answered does not change it.</summary>
    public string Id => _id.Of(this, static r => ContentHash.Of(
        [
            r.PromptId, r.Writer, r.Round.ToString(CultureInfo.InvariantCulture), r.Principle.Critique, r.Principle.Revision, r.Principle.Section ?? "", r.Initial.Id, r.Judge,
            .. r.SectionHashes.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => new[] { s.Key, s.Value }),
        ]));
}

/// <summary>All rounds of one prompt.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Initial">The writer's first answer; null where it gave none.</param>
/// <param name="Rounds">The rounds, in order; empty without a first answer.</param>
public sealed record PromptRevisions(Prompt Prompt, Response? Initial, IReadOnlyList<Revision> Rounds)
{
    /// <summary>Why there is no first answer; empty where there is one.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The judgments behind the rounds that were judged now.</summary>
    public IReadOnlyList<Judgment> Judgments { get; init; } = [];

    /// <summary>Rounds that an earlier run had done.</summary>
    public int Known { get; init; }

    /// <summary>The best text: the last revision that was kept, or the first answer.</summary>
    public Response? Final => Rounds.LastOrDefault(r => r.Outcome == RevisionOutcome.Kept)?.Revised ?? Initial;

    /// <summary>Whether any revision was kept.</summary>
    public bool IsRevised => Rounds.Any(r => r.Outcome == RevisionOutcome.Kept);
}
