using Precept.Cli.Terminal;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Cli.Pipeline;

/// <summary>Preferences as a frozen dataset.</summary>
/// <param name="Preferences">The pairs, in training order.</param>
/// <param name="Id">The dataset's content hash.</param>
public sealed record DataSet(IReadOnlyList<Preference> Preferences, string Id);

/// <summary>Responses to judgments, and judgments to preferences.</summary>
public static class DataStage
{
    /// <summary>Ranks the K answers of each prompt by the spec's checks.</summary>
    public static async Task<IReadOnlyList<Judgment>> JudgeAsync(
        PipelineContext context, IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, CancellationToken cancellationToken)
    {
        context.Progress.Begin("judge");
        var answers = responses.ToLookup(r => r.PromptId);
        Judgment[] judgments = [.. prompts.Select(p => context.Judge.Judge(p, [.. answers[p.Id]]))];
        await context.Workspace.AddJudgmentsAsync(judgments, cancellationToken);
        var decided = judgments.Count(j => j.Ranks.Distinct().Count() > 1);
        context.Progress.End($"{judgments.Length:N0} rankings by checks, {decided:N0} with a difference", skipped: false);
        return judgments;
    }

    /// <summary>Makes pairs of judgments and freezes them.</summary>
    public static async Task<DataSet> FromJudgmentsAsync(
        PipelineContext context, string name, IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, IReadOnlyList<Judgment> judgments,
        int pairsPerPrompt, CancellationToken cancellationToken)
    {
        var built = PairBuilder.FromJudgments(
            prompts, responses, judgments, new PairOptions { MaxPairsPerPrompt = pairsPerPrompt > 0 ? pairsPerPrompt : null, Seed = context.Seed });
        var counts = new Dictionary<string, int>
        {
            ["ties"] = built.Ties,
            ["identicalTexts"] = built.IdenticalTexts,
            ["overLimit"] = built.OverLimit,
        };
        return await FreezeAsync(context, name, built.Pairs, string.Join(' ', judgments.Select(j => j.Judge).Distinct()), counts, $"{built.Ties:N0} ties gave none", cancellationToken);
    }

    /// <summary>Freezes pairs as a dataset with its lineage.</summary>
    public static async Task<DataSet> FreezeAsync(
        PipelineContext context, string name, IReadOnlyList<Preference> pairs, string judge, IReadOnlyDictionary<string, int> counts, string remark,
        CancellationToken cancellationToken)
    {
        context.Progress.Begin("data");
        var dataset = new Dataset(pairs, new DatasetLineage(context.JudgedSpecHash, judge) { Counts = counts });
        var id = await context.Workspace.FreezeDatasetAsync(name, dataset, context.SectionHashes, cancellationToken: cancellationToken);
        context.Progress.End($"{Count.Of(pairs.Count, "pair")}; {remark}", skipped: false);
        return new DataSet(dataset.Preferences, id);
    }
}
