using Microsoft.Extensions.AI;
using Precept.Cli.Models;
using Precept.Cli.Recipes;
using Precept.Endpoints;
using Precept.Feedback;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Pipeline;

/// <summary>Demonstrations as a frozen dataset.</summary>
/// <param name="Demonstrations">The demonstrations, in training order.</param>
/// <param name="Id">The dataset's id.</param>
internal sealed record DemonstrationSet(IReadOnlyList<Demonstration> Demonstrations, string Id);

/// <summary>The stages that language models have a part in: critique and revision to demonstrations, comparisons to preferences.</summary>
/// <remarks>
/// Everything that comes is in the workspace soon after it came, and nothing that is there is asked for again: neither by a run that goes on after a stop, nor by one with other settings
/// of a later stage.
/// </remarks>
/// <param name="context">The run.</param>
/// <param name="settings">Settings of the writer.</param>
/// <param name="models">The models of the run. In a dry run nothing is kept.</param>
internal sealed class CaiStages(PipelineContext context, CaiSettings settings, ModelSession models)
{
    /// <summary>The name of the dataset of demonstrations.</summary>
    public const string FineTuning = "cai-sft";

    /// <summary>The name of the dataset of preferences.</summary>
    public const string Preferences = "cai-preferences";

    /// <summary>First answers, criticised and revised round by round.</summary>
    public async Task<IReadOnlyList<PromptRevisions>> ReviseAsync(
        ModelAddress address, IChatClient writer, IJudge judge, Constitutional by, IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken)
    {
        context.Progress.Begin("revise");
        var writing = new CritiqueRevision(address, writer, judge, by.Principles, by.Shots, settings.ForWriter(context.Seed));
        var earlier = (await context.Workspace.RevisionsAsync(writing.Writer, judge.Configuration, cancellationToken)).ToDictionary(r => r.Id);
        var answered = (await context.Workspace.ResponsesAsync(writing.ModelOf(0), settings.ForWriter(context.Seed).Sampler.Canonical, [.. prompts.Select(p => p.Id)], cancellationToken))
            .GroupBy(r => r.PromptId).ToDictionary(g => g.Key, g => g.First());
        if (prompts.Count(p => answered.ContainsKey(p.Id)) is > 0 and var known)
        {
            context.Progress.Resume(known, "prompts");
        }

        int done = 0, rounds = 0, kept = 0;
        var revisions = await PromptRun.RunAsync(
            prompts, models.Concurrency, (prompt, token) => writing.RunAsync(prompt, answered.GetValueOrDefault(prompt.Id), earlier, token), KeepAsync,
            r =>
            {
                var (ofRounds, ofKept) = (Interlocked.Add(ref rounds, r.Rounds.Count), Interlocked.Add(ref kept, r.Rounds.Count(x => x.Outcome == RevisionOutcome.Kept)));
                context.Progress.Advance(Interlocked.Increment(ref done), prompts.Count, $"{ofKept:N0} of {ofRounds:N0} kept  {models.State}");
            },
            cancellationToken);
        context.Progress.End($"{kept:N0} of {rounds:N0} revisions kept, {prompts.Count:N0} prompts", skipped: false);
        return revisions;
    }

    /// <summary>Freezes what the writer ended with as demonstrations: revised texts, and where the settings say so first answers that nothing was better than.</summary>
    public async Task<DemonstrationSet> FreezeAsync(ModelAddress address, IJudge judge, IReadOnlyList<PromptRevisions> revisions, CancellationToken cancellationToken)
    {
        Demonstration[] demonstrations =
        [
            .. revisions.Where(r => r.IsRevised || (settings.KeepUnrevised && r.Initial is { Finished: true } && r.Rounds.Any(x => x.IsJudged)))
                .Select(r => new Demonstration(r.Prompt, [new GradedReply(new Message(Role.Assistant, r.Final!.Text), Verdict.Good, 0)])),
        ];
        var ids = await context.Workspace.AddDemonstrationsAsync(demonstrations, cancellationToken);
        var tally = RevisionTally.Of(revisions);
        var lineage = new DatasetLineage(context.JudgedSpecHash, judge.Configuration)
        {
            Models = [address.Text],
            Counts = new Dictionary<string, int> { ["prompts"] = revisions.Count, ["revised"] = tally.Revised, ["without_answer"] = tally.WithoutAnswer },
        };
        return new DemonstrationSet(
            demonstrations, await context.Workspace.FreezeDatasetAsync(new FrozenDataset(FineTuning, DatasetKind.Demonstrations, ids, lineage), cancellationToken));
    }

    /// <summary>Two answers of a model to each prompt.</summary>
    public async Task<IReadOnlyList<Response>> SampleAsync(ModelAddress address, IChatClient model, IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken)
    {
        context.Progress.Begin("sample");
        var draw = new AnswerDraw(address, model, settings.ForWriter(context.Seed));
        var known = (await context.Workspace.ResponsesAsync(address.Text, draw.Sampler.Canonical, [.. prompts.Select(p => p.Id)], cancellationToken)).ToLookup(r => r.PromptId);
        if (known.Count > 0)
        {
            context.Progress.Resume(known.Count, "prompts");
        }

        var done = 0;
        var answers = await PromptRun.RunAsync(
            prompts, models.Concurrency, (prompt, token) => draw.RunAsync(prompt, 2, [.. known[prompt.Id]], token),
            some => models.IsDryRun ? Task.CompletedTask : context.Workspace.AddResponsesAsync(some.SelectMany(r => r), CancellationToken.None),
            _ => context.Progress.Advance(Interlocked.Increment(ref done), prompts.Count, models.State), cancellationToken);
        Response[] responses = [.. answers.SelectMany(a => a)];
        context.Progress.End($"{responses.Length:N0} answers of {address.Text} to {prompts.Count:N0} prompts", skipped: false);
        return responses;
    }

    /// <summary>Makes preferences of comparisons, each with its probability, and freezes them.</summary>
    public async Task<DataSet> FreezeAsync(
        IJudge judge, string model, IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, IReadOnlyList<Judgment> judgments, CancellationToken cancellationToken)
    {
        context.Progress.Begin("data");
        var built = PairBuilder.FromJudgments(prompts, responses, judgments, new PairOptions { Seed = context.Seed });
        var lineage = new DatasetLineage(context.JudgedSpecHash, judge.Configuration)
        {
            Models = [model],
            Counts = new Dictionary<string, int> { ["not_judged"] = built.NotJudged, ["ties"] = built.Ties, ["contradicted"] = built.Contradicted },
        };
        var dataset = new Dataset(built.Pairs, lineage);
        var id = await context.Workspace.FreezeDatasetAsync(Preferences, dataset, context.SectionHashes, cancellationToken: cancellationToken);
        context.Progress.End($"{built.Pairs.Count:N0} pairs; {built.Ties:N0} ties gave none", skipped: false);
        return new DataSet(dataset.Preferences, id);
    }

    private async Task KeepAsync(IReadOnlyList<PromptRevisions> revisions)
    {
        if (models.IsDryRun)
        {
            return;
        }

        await context.Workspace.AddResponsesAsync(revisions.Select(r => r.Initial).OfType<Response>());
        await context.Workspace.AddRevisionsAsync(revisions.SelectMany(r => r.Rounds));
        await context.Workspace.AddJudgmentsAsync(revisions.SelectMany(r => r.Judgments));
    }
}
