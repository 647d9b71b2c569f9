using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>Has a prompt answered with the sections in view, and its answers judged.</summary>
/// <param name="models">Who writes and judges.</param>
/// <param name="screen">Which answers may be learnt from.</param>
/// <param name="options">How many answers, and what passes.</param>
internal sealed class JudgedAnswers(SpecDataModels models, PromptScreen screen, SpecDataOptions options)
{
    private readonly AnswerWriter _writer = new(models.Client, options.KeepReasoning);

    /// <summary>The prompt with its answers, or why it is not kept: one of the two.</summary>
    public async Task<(KeptPrompt? Kept, Rejection? Rejection)> OfAsync(PromptBrief brief, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var prompt = brief.Prompt(messages, models.Name);
        var answers = await Task.WhenAll(Enumerable.Range(0, options.Answers).Select(i => _writer.WriteAsync(brief, messages, i, cancellationToken)));
        var faults = answers.Select(a => a.Value is { } value ? screen.Fault(value.Text) : $"{a.Outcome.ToString().ToLowerInvariant()}: {a.Text}").ToArray();
        var usable = answers.Index().Where(a => faults[a.Index] is null).DistinctBy(a => a.Item.Value!.Text).ToArray();
        if (usable.Length == 0)
        {
            return (null, new Rejection(brief, RejectionReason.NoAnswer, faults[0]!));
        }

        Response[] responses = [.. usable.Select(a => ResponseOf(prompt, a.Index, a.Item.Value!.Text))];
        var judgment = await JudgedAsync(brief, prompt, responses, cancellationToken);
        if (judgment.Outcome != Outcome.Judged)
        {
            return (null, new Rejection(brief, RejectionReason.NotJudged, judgment.Reason.Length > 0 ? judgment.Reason : judgment.Outcome.ToString().ToLowerInvariant()));
        }

        var verdict = AnswerVerdict.Of(judgment, [.. responses.Select(r => models.Checks.Broken(prompt, r.Text))], brief.Conflict?.Yields, options.MinRating);
        if (verdict.Best is not { } best)
        {
            return (null, new Rejection(brief, RejectionReason.FailedJudge, Why(judgment, verdict)));
        }

        return (new KeptPrompt(brief, prompt, responses, judgment, best, verdict.Failing)
        {
            Broken = verdict.Broken,
            Reasoning = [.. usable.Select(a => a.Item.Value!.Reasoning)],
        }, null);
    }

    /// <summary>Makes the calls for a prompt, with stand-ins for the answers that a dry run does not get.</summary>
    public async Task PlanAsync(PromptBrief brief, IReadOnlyList<Message> messages, string standIn, CancellationToken cancellationToken)
    {
        var prompt = brief.Prompt(messages, models.Name);
        await Task.WhenAll(Enumerable.Range(0, options.Answers).Select(i => _writer.WriteAsync(brief, messages, i, cancellationToken)));
        await JudgedAsync(brief, prompt, [.. Enumerable.Range(0, options.Answers).Select(i => ResponseOf(prompt, i, $"{i} {standIn}"))], cancellationToken);
    }

    // With sections in view it is not the model that anybody else samples, and has a name of its own.
    private Response ResponseOf(Prompt prompt, int number, string text) => new(
        prompt.Id, models.Name + " with sections", new Sampler { Temperature = AnswerWriter.Temperature, MaxTokens = AnswerWriter.MostTokens, Seed = options.Seed }, number, text);

    // The judge sees all sections in view, the yielding one too: a judgment is stale when either changes.
    private async Task<Judgment> JudgedAsync(PromptBrief brief, Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken)
    {
        var inView = prompt with { Sections = [.. brief.InView.Select(s => s.Id)] };
        var judgment = await models.Judge.JudgeAsync(inView, responses, cancellationToken);
        return judgment switch
        {
            _ when models.Judge is CheckJudge checks && checks.MeasuredSectionsOf(inView).Count == 0 => judgment with { Outcome = Outcome.Invalid, Reason = SpecDataRun.NoCheckApplies },
            { Outcome: Outcome.Judged, LeftOut: [var left, ..] } => judgment with { Outcome = Outcome.Invalid, Reason = $"the section {left} found no room in the judge's prompt; raise --section-tokens" },
            _ => judgment,
        };
    }

    private static string Why(Judgment judgment, AnswerVerdict verdict) => verdict.Broken.Any(b => b.Count > 0)
        ? string.Join(", ", verdict.Broken.SelectMany(b => b).Distinct())
        : $"ratings {string.Join(", ", judgment.Ratings)}";
}
