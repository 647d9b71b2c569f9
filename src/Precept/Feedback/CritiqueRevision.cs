// Critique and revision (Bai et al. 2022, "Constitutional AI", arXiv:2212.08073, section 3): a first answer, then rounds of critique under a principle and
// revision.
//
// Departures: a revision goes on only if a judge prefers it to what it revises, otherwise the round is recorded as failed and the next one starts from the better
// text (the paper takes every revision); principles are drawn by seed and without repetition until all had their turn; conversation, reply and principle are
// delimited as data. docs/algorithms/constitutional-ai.md says why.
using System.Globalization;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Feedback;

/// <summary>Answers prompts, and lets a writer criticise and revise the answers, round by round.</summary>
/// <remarks>Safe for calls from several threads, as far as client and judge are. What goes wrong with one round is its <see cref="RevisionOutcome"/>, not an exception.</remarks>
/// <param name="address">The writer's address.</param>
/// <param name="writer">The writer; not owned.</param>
/// <param name="judge">Compares each revision with what it revises.</param>
/// <param name="principles">Draws the principles.</param>
/// <param name="shots">Few-shots for critique and revision.</param>
/// <param name="settings">Rounds, sampling, seed.</param>
public sealed class CritiqueRevision(ModelAddress address, IChatClient writer, IJudge judge, PrincipleDraw principles, FewShots shots, WriterSettings settings)
{
    private const int MaxReason = 500;
    private readonly WriterCalls _calls = new(writer, settings);

    /// <summary>The writer's address with its settings, in canonical form: its name in revisions.</summary>
    public string Writer { get; } = $"{address.Text} {settings.Canonical} shots={shots.Hash}";

    /// <summary>The name that responses of a round carry as their model: 0 for first answers.</summary>
    public string ModelOf(int round) => string.Create(CultureInfo.InvariantCulture, $"{address.Text} round {round}");

    /// <summary>Runs all rounds of a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="initial">The first answer where there is one already; null asks for it.</param>
    /// <param name="earlier">Rounds of earlier runs by id, which are not asked for again unless they ended in a timeout; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EndpointException">An endpoint cannot be used.</exception>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public async Task<PromptRevisions> RunAsync(
        Prompt prompt, Response? initial = null, IReadOnlyDictionary<string, Revision>? earlier = null, CancellationToken cancellationToken = default)
    {
        if (initial is null)
        {
            var answer = await _calls.AskAsync(ChatMessages.Of(prompt.Messages), prompt.Id, "answer", 0, cancellationToken).ConfigureAwait(false);
            if (answer.Value is not { } text)
            {
                return new PromptRevisions(prompt, null, []) { Reason = $"{Word(answer.Outcome)}: {answer.Text}" };
            }

            initial = new Response(prompt.Id, ModelOf(0), settings.Sampler, 0, text) { Finished = answer.Finished };
        }

        var (best, rounds, judgments, known) = (initial, new List<Revision>(), new List<Judgment>(), 0);
        for (var round = 1; round <= settings.Rounds && principles.For(prompt, round) is { } principle; round++)
        {
            var revision = new Revision(prompt.Id, Writer, round, principle.Principle, best, judge.Configuration) { SectionHashes = principle.Hashes };
            if (earlier?.GetValueOrDefault(revision.Id) is { Outcome: not RevisionOutcome.Timeout } done)
            {
                known++;
                revision = done;
            }
            else
            {
                (revision, var judgment) = await RoundAsync(prompt, revision, principle, cancellationToken).ConfigureAwait(false);
                judgments.AddRange(judgment is null ? [] : [judgment]);
            }

            rounds.Add(revision);
            best = revision.Outcome == RevisionOutcome.Kept ? revision.Revised! : best;
        }

        return new PromptRevisions(prompt, initial, rounds) { Judgments = judgments, Known = known };
    }

    private async Task<(Revision Revision, Judgment? Judgment)> RoundAsync(Prompt prompt, Revision revision, DrawnPrinciple principle, CancellationToken cancellationToken)
    {
        var reply = revision.Initial.Text;
        var critique = await _calls.AskAsync(WriterPrompt.Critique(shots, prompt, reply, principle), prompt.Id, "critique", revision.Round, cancellationToken).ConfigureAwait(false);
        if (critique.Value is not { } found)
        {
            return (Failed(revision, critique, "critique"), null);
        }

        revision = revision with { Critique = found };
        var revised = await _calls.AskAsync(WriterPrompt.Revision(shots, prompt, reply, found, principle), prompt.Id, "revision", revision.Round, cancellationToken).ConfigureAwait(false);
        if (revised.Value is not { } text)
        {
            return (Failed(revision, revised, "revision"), null);
        }

        if (!revised.Finished)
        {
            return (revision with { Outcome = RevisionOutcome.Invalid, Reason = $"revision: not at its end after {settings.MaxTokens:#,0} tokens" }, null);
        }

        if (text == reply)
        {
            return (revision with { Outcome = RevisionOutcome.Unchanged, Reason = "revision: the same text" }, null);
        }

        var response = new Response(prompt.Id, ModelOf(revision.Round), settings.Sampler, 0, text);
        // A judge that is asked once must not find the revision always in the same place.
        var isFirst = SeededRandom.For(settings.Seed, "shown first", revision.Initial.Id, response.Id).NextInt(2) == 0;
        var judgment = await judge.JudgeAsync(prompt, isFirst ? [response, revision.Initial] : [revision.Initial, response], cancellationToken).ConfigureAwait(false);
        return (revision with { Revised = response, Outcome = OutcomeOf(judgment, isFirst ? 0 : 1), Reason = Cut(judgment.Reason.Length > 0 ? $"judge: {judgment.Reason}" : "") }, judgment);
    }

    private static Revision Failed(Revision revision, ModelAnswer<string> answer, string what) => revision with
    {
        Outcome = answer.Outcome switch
        {
            CallOutcome.Refused => RevisionOutcome.Refused,
            CallOutcome.Timeout => RevisionOutcome.Timeout,
            CallOutcome.Filtered => RevisionOutcome.Filtered,
            _ => RevisionOutcome.Invalid,
        },
        Reason = Cut($"{what}: {answer.Text}"),
    };

    private static RevisionOutcome OutcomeOf(Judgment judgment, int revised) => judgment.Outcome switch
    {
        Outcome.Judged => judgment.Ranks[revised].CompareTo(judgment.Ranks[1 - revised]) switch { < 0 => RevisionOutcome.Kept, 0 => RevisionOutcome.Tie, _ => RevisionOutcome.Worse },
        Outcome.Refused => RevisionOutcome.Refused,
        Outcome.Timeout => RevisionOutcome.Timeout,
        Outcome.Filtered => RevisionOutcome.Filtered,
        _ => RevisionOutcome.Invalid,
    };

    private static string Word(CallOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Cut(string text) => text.Length <= MaxReason ? text : text[..MaxReason] + "…";
}
