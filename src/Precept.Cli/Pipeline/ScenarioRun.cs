using Precept.Cli.Models;
using Precept.Cli.Recipes;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Training;

namespace Precept.Cli.Pipeline;

/// <summary>The main job: scenarios, fine-tuning, sampling, judging (by checks, where the recipe names no other judge), preference training, evaluation.</summary>
public sealed class ScenarioRun(PipelineContext context, Recipe recipe, TrainStages training)
{
    /// <summary>Runs the stages that the recipe names and puts the report together.</summary>
    public async Task<ReportData> RunAsync(ModelReference start, CancellationToken cancellationToken)
    {
        var sets = await PromptStage.RunAsync(context, recipe.Prompts, cancellationToken);
        var trainPrompts = Prompts(sets.Train);
        var models = new Dictionary<string, ModelReference> { ["base"] = start with { Name = "base" } };
        var sft = start;
        if (recipe.Sft is { } sftOptions)
        {
            models["sft"] = sft = await training.SftAsync(start, sets.Train, sets.Hash, sftOptions, cancellationToken);
        }

        if (recipe.Sample is { } sample)
        {
            var sampler = new Sampler { Temperature = sample.Temperature, TopP = sample.TopP, MaxTokens = sample.MaxTokens, Seed = recipe.Seed };
            var responses = await SampleStage.RunAsync(context, "sample", sft, trainPrompts, sampler, sample.Count, cancellationToken);
            var judgments = await JudgeAsync(trainPrompts, responses, cancellationToken);
            await TrainOnJudgmentsAsync(models, sft, sets, responses, judgments, cancellationToken);
        }

        if (recipe.Grpo is { } grpo)
        {
            var reward = grpo.Reward == "model" ? HeldOutEvaluation.Required(models, "reward", "grpo") : null;
            models["grpo"] = await training.GrpoAsync(HeldOutEvaluation.Required(models, grpo.From, "grpo"), reward, trainPrompts, Hash(trainPrompts), grpo, cancellationToken);
        }

        return await new HeldOutEvaluation(context, recipe).RunAsync(models, sets, cancellationToken);
    }

    private async Task<IReadOnlyList<Judgment>> JudgeAsync(IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, CancellationToken cancellationToken)
    {
        if (recipe.Judge is not { } settings)
        {
            return await DataStage.JudgeAsync(context, prompts, responses, cancellationToken);
        }

        await using var models = new ModelSession(recipe.Limits ?? new ModelLimits(), context.Workspace);
        var factory = new JudgeFactory(context.Judge, context.SectionHashes, models, models.OpenRewardModelAsync);
        var judge = await factory.OpenAsync(settings with { Seed = context.Seed }, cancellationToken);
        var compared = await CompareStage.RunAsync(context, models, judge, prompts, responses, cancellationToken);
        return [.. compared.Judgments.Where(j => j.Outcome == Outcome.Judged)];
    }

    private async Task TrainOnJudgmentsAsync(
        Dictionary<string, ModelReference> models, ModelReference sft, PromptSets sets, IReadOnlyList<Response> responses,
        IReadOnlyList<Judgment> judgments, CancellationToken cancellationToken)
    {
        var prompts = Prompts(sets.Train);
        var settings = recipe.Data ?? new DataSettings();
        if (recipe.Dpo is { } dpo)
        {
            var data = await DataStage.FromJudgmentsAsync(context, "dpo", prompts, responses, judgments, settings.PairsPerPrompt, cancellationToken);
            models["dpo"] = await training.DpoAsync(sft, data.Preferences, data.Id, dpo, settings.MaxTokens, cancellationToken);
        }

        if (recipe.Reward is { } reward)
        {
            var rankings = ContentHash.Of(judgments.Select(j => j.Id));
            models["reward"] = await training.RewardAsync(
                sft, limit => Ranked(limit, prompts, responses, judgments), rankings, reward, settings.MaxTokens, cancellationToken);
        }

        if (recipe.Ppo is { } ppo)
        {
            models["ppo"] = await training.PpoAsync(
                HeldOutEvaluation.Required(models, ppo.From, "ppo"), HeldOutEvaluation.Required(models, "reward", "ppo"), prompts, Hash(prompts), sets.Train, sets.Hash, ppo, cancellationToken);
        }
    }

    /// <summary>All answers of each prompt with their ranks, as the reward model eats them.</summary>
    private static IReadOnlyList<RankedReplies> Ranked(
        SequenceLimit limit, IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, IReadOnlyList<Judgment> judgments)
    {
        var promptOf = prompts.ToDictionary(p => p.Id);
        var responseOf = responses.ToDictionary(r => r.Id);
        return
        [
            .. judgments.Select(j =>
            {
                var prompt = limit.Tokenizer.Prompt(promptOf[j.PromptId].Messages);
                return new RankedReplies([.. j.ResponseIds.Select(id => TokenSequence.Of(prompt, [.. responseOf[id].TokenIds]))], j.Ranks)
                {
                    P = j is { P: { } p, Ranks: [var first, var second] } && first != second ? [first < second ? p : 1 - p] : [],
                };
            }),
        ];
    }

    private static IReadOnlyList<Prompt> Prompts(IReadOnlyList<Demonstration> demonstrations) => [.. demonstrations.Select(d => d.Prompt)];

    private static string Hash(IReadOnlyList<Prompt> prompts) => ContentHash.Of(prompts.Select(p => p.Id));
}
