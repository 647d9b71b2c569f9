using Precept.Cli.Models;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;

namespace Precept.Cli.Pipeline;

/// <summary>Answers that were compared.</summary>
/// <param name="Judgments">The judgments, in the order of the prompts.</param>
/// <param name="Tally">What they came to.</param>
internal sealed record Comparisons(IReadOnlyList<Judgment> Judgments, ComparisonTally Tally);

/// <summary>Responses to judgments, by any judge.</summary>
internal static class CompareStage
{
    /// <summary>Which of the answers to each prompt is better, and how surely. What this judge judged already under the spec as it is now is taken as it is.</summary>
    public static async Task<Comparisons> RunAsync(
        PipelineContext context, ModelSession models, IJudge judge, IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, CancellationToken cancellationToken)
    {
        context.Progress.Begin("compare");
        var answers = responses.ToLookup(r => r.PromptId);
        JudgeTask[] tasks = [.. prompts.SelectMany(p => JudgeTask.For(judge, p, [.. answers[p.Id]], seed: context.Seed))];
        var current = (await context.Workspace.JudgmentsAsync(judge.Configuration, context.SectionHashes, cancellationToken))
            .Where(j => j.Outcome == Outcome.Judged).GroupBy(JudgeTask.KeyOf).ToDictionary(g => g.Key, g => g.Last());
        JudgeTask[] open = [.. tasks.Where(t => !current.ContainsKey(t.Key))];
        if (tasks.Length > open.Length)
        {
            context.Progress.Resume(tasks.Length - open.Length, "comparisons");
        }

        var (made, done) = (new Dictionary<string, Judgment>(), tasks.Length - open.Length);
        await JudgingRun.RunAsync(
            judge, open, models.Concurrency,
            async some =>
            {
                await (models.IsDryRun ? Task.CompletedTask : context.Workspace.AddJudgmentsAsync(some, CancellationToken.None));
                foreach (var judgment in some)
                {
                    made[JudgeTask.KeyOf(judgment)] = judgment;
                }
            },
            _ => context.Progress.Advance(Interlocked.Increment(ref done), tasks.Length, models.State), cancellationToken);
        Judgment[] judgments = [.. tasks.Select(t => current.GetValueOrDefault(t.Key) ?? made[t.Key])];
        var tally = ComparisonTally.Of(prompts, responses, judgments);
        context.Progress.End($"{tally.Judged:N0} comparisons, {tally.Ties:N0} ties, {tally.NotJudged:N0} without a verdict", skipped: false);
        return new Comparisons(judgments, tally);
    }
}
