using Precept.Cli.Models;
using Precept.Cli.Recipes;
using Precept.Endpoints;
using Precept.Feedback;
using Precept.Judging;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Training;

namespace Precept.Cli.Pipeline;

/// <summary>
/// Constitutional AI: a writer answers, criticises and revises one half of the train prompts, the start is fine-tuned on what a judge preferred, the fine-tuned model answers the other half
/// twice, a judge compares, and the comparisons train by DPO, a reward model and PPO. Measured by the spec's checks on held-out prompts.
/// </summary>
internal sealed class CaiRun(PipelineContext context, Recipe recipe, TrainStages training)
{
    private const int Answers = 2;

    /// <summary>Runs the stages that the recipe names and puts the report together.</summary>
    public async Task<ReportData> RunAsync(ModelReference start, CancellationToken cancellationToken)
    {
        var address = ModelAddress.Parse(recipe.Writer ?? throw new InputException($"recipe '{recipe.Name}' has 'cai', but names no writer; give 'writer: ADDRESS', or --set writer=ADDRESS"));
        var settings = recipe.Cai!;
        var by = Constitutional.Of(context, settings);
        var sets = await PromptStage.RunAsync(context, recipe.Prompts, cancellationToken);
        var prompts = TrainablePrompts.Of(Prompts(sets.Train), context.Spec, Prompts([.. sets.Validation, .. sets.HeldOut]));
        var halves = PromptHalves.Of(prompts.Prompts, context.Seed);
        if (halves.FineTuning.Count == 0 || halves.Preferences.Count == 0)
        {
            throw new InputException($"'cai' needs train prompts of at least two families, one for fine-tuning and one for preferences; there are {prompts.Prompts.Count:N0} prompts");
        }

        await using var models = new ModelSession(recipe.Limits ?? new ModelLimits(), context.Workspace);
        var judge = await new JudgeFactory(context.Judge, context.SectionHashes, models, models.OpenRewardModelAsync)
            .OpenAsync((recipe.Judge ?? new JudgeSettings()) with { Seed = context.Seed }, cancellationToken);
        var writer = await models.OpenAsync(address, cancellationToken);
        var stages = new CaiStages(context, settings, models);
        var revisions = await stages.ReviseAsync(address, writer, judge, by, halves.FineTuning, cancellationToken);
        var demonstrations = await stages.FreezeAsync(address, judge, revisions, cancellationToken);

        var trained = new Dictionary<string, ModelReference> { ["base"] = start with { Name = "base" } };
        var sft = start;
        if (recipe.Sft is { } sftOptions)
        {
            trained["sft"] = sft = await training.SftAsync(start, Replies(demonstrations), demonstrations.Id, sftOptions, cancellationToken);
        }

        var compared = new Comparisons([], ComparisonTally.Of([], [], []));
        if (recipe.Sample is { } sample)
        {
            var sampler = new Sampler { Temperature = sample.Temperature, TopP = sample.TopP, MaxTokens = sample.MaxTokens, Seed = recipe.Seed };
            var responses = await SampleStage.RunAsync(context, "sample", sft, halves.Preferences, sampler, Answers, cancellationToken);
            compared = await CompareStage.RunAsync(context, models, judge, halves.Preferences, responses, cancellationToken);
            var data = await stages.FreezeAsync(judge, sft.Id, halves.Preferences, responses, compared.Judgments, cancellationToken);
            await TrainAsync(trained, sft, data, halves.Preferences, demonstrations, cancellationToken);
        }

        var report = await new HeldOutEvaluation(context, recipe).RunAsync(trained, sets, cancellationToken);
        return report with { Tables = [.. report.Tables, .. CaiTables.Of(RevisionTally.Of(revisions), compared.Tally, halves, prompts.LeftOut)] };
    }

    private async Task TrainAsync(
        Dictionary<string, ModelReference> trained, ModelReference sft, DataSet data, IReadOnlyList<Prompt> prompts, DemonstrationSet demonstrations, CancellationToken cancellationToken)
    {
        var maxTokens = recipe.Data?.MaxTokens ?? 0;
        if (recipe.Dpo is { } dpo)
        {
            trained["dpo"] = await training.DpoAsync(sft, data.Preferences, data.Id, dpo, maxTokens, cancellationToken);
        }

        if (recipe.Reward is { } reward)
        {
            trained["reward"] = await training.RewardAsync(sft, limit => [.. limit.Pairs(data.Preferences).Select(RankedReplies.Of)], data.Id, reward, maxTokens, cancellationToken);
        }

        var hash = ContentHash.Of(prompts.Select(p => p.Id));
        if (recipe.Ppo is { } ppo)
        {
            trained["ppo"] = await training.PpoAsync(
                HeldOutEvaluation.Required(trained, ppo.From, "ppo"), HeldOutEvaluation.Required(trained, "reward", "ppo"), prompts, hash, demonstrations.Demonstrations,
                demonstrations.Id, ppo, cancellationToken);
        }

        if (recipe.Grpo is { } grpo)
        {
            var scorer = grpo.Reward == "model" ? HeldOutEvaluation.Required(trained, "reward", "grpo") : null;
            trained["grpo"] = await training.GrpoAsync(HeldOutEvaluation.Required(trained, grpo.From, "grpo"), scorer, prompts, hash, grpo, cancellationToken);
        }
    }

    private static IReadOnlyList<(IReadOnlyList<Message> Prompt, string Reply)> Replies(DemonstrationSet set) => set.Demonstrations.Count > 0
        ? [.. set.Demonstrations.Select(d => (d.Prompt.Messages, d.Replies[0].Message.Content))]
        : throw new InputException("no revision was kept, so there is nothing to fine-tune on; 'precept cai' shows why, by round and reason");

    private static IReadOnlyList<Prompt> Prompts(IReadOnlyList<Demonstration> demonstrations) => [.. demonstrations.Select(d => d.Prompt)];
}
