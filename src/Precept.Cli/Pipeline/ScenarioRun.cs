using Precept.Cli.Recipes;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Training;

namespace Precept.Cli.Pipeline;

/// <summary>The main job: scenarios, fine-tuning, sampling, judging by checks, preference training, evaluation.</summary>
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
            var judgments = await DataStage.JudgeAsync(context, trainPrompts, responses, cancellationToken);
            await TrainOnJudgmentsAsync(models, sft, sets, responses, judgments, cancellationToken);
        }

        if (recipe.Grpo is { } grpo)
        {
            var reward = grpo.Reward == "model" ? Required(models, "reward", "grpo") : null;
            models["grpo"] = await training.GrpoAsync(Required(models, grpo.From, "grpo"), reward, trainPrompts, Hash(trainPrompts), grpo, cancellationToken);
        }

        return await EvaluateAsync(models, sets, cancellationToken);
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
                Required(models, ppo.From, "ppo"), Required(models, "reward", "ppo"), prompts, Hash(prompts), sets.Train, sets.Hash, ppo, cancellationToken);
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
                return new RankedReplies([.. j.ResponseIds.Select(id => TokenSequence.Of(prompt, [.. responseOf[id].TokenIds]))], j.Ranks);
            }),
        ];
    }

    private async Task<ReportData> EvaluateAsync(Dictionary<string, ModelReference> models, PromptSets sets, CancellationToken cancellationToken)
    {
        var settings = recipe.Evaluate ?? new EvaluateSettings();
        var reference = models.GetValueOrDefault("sft");
        var names = settings.Models.Count > 0 ? settings.Models : [.. models.Keys.Where(n => n is not ("reward" or "base"))];
        var chosen = await ChooseAsync(models, names, sets, settings, cancellationToken);
        var evaluated = new List<(ModelReference Model, Evaluated Result)>();
        foreach (var name in InOrder(names, chosen))
        {
            var model = Required(models, name, "evaluate");
            var against = reference is not null && reference.Id != model.Id ? reference : null;
            var results = await EvaluateStage.RunAsync(
                context, model, Prompts(sets.HeldOut), settings.Decodings, settings.MaxTokens, against, cancellationToken);
            evaluated.AddRange(results.Select(r => (model, r)));
        }

        var report = new ReportStage(context, recipe);
        return report.Data([.. evaluated.Select(e => e.Result.Scorecard)], [.. models.Values]) with
        {
            Featured = chosen,
            Baseline = models.ContainsKey("sft") ? "sft" : null,
            Conversations = report.Conversations(
                Prompts(sets.HeldOut), evaluated.Find(e => e.Model.Name == "sft").Result?.Responses, evaluated.Find(e => e.Model.Name == chosen).Result?.Responses, "sft", chosen),
        };
    }

    /// <summary>The model that is shown first: the best on the validation prompts, so that the held-out ones choose nothing.</summary>
    private async Task<string> ChooseAsync(
        Dictionary<string, ModelReference> models, IReadOnlyList<string> names, PromptSets sets, EvaluateSettings settings, CancellationToken cancellationToken)
    {
        if (sets.Validation.Count == 0 || names.Count == 1)
        {
            return names[^1];
        }

        var scores = new List<(string Name, double Rate)>();
        foreach (var name in names)
        {
            var result = await EvaluateStage.RunAsync(
                context, Required(models, name, "evaluate"), Prompts(sets.Validation), ["greedy"], settings.MaxTokens, null, cancellationToken);
            scores.Add((name, result[0].Scorecard.Adherence.Value));
        }

        return scores.MaxBy(s => s.Rate).Name;
    }

    /// <summary>The recipe's order, with the better of PPO and GRPO first of the two.</summary>
    private static IEnumerable<string> InOrder(IReadOnlyList<string> names, string chosen) =>
        chosen == "grpo" && names.Contains("ppo") ? names.OrderBy(n => n is "grpo" ? 1 : n is "ppo" ? 2 : 0) : names;

    private static ModelReference Required(Dictionary<string, ModelReference> models, string name, string stage) =>
        models.GetValueOrDefault(name) ?? throw new InputException($"stage '{stage}' needs the model '{name}', which the recipe does not make before it (it has: {string.Join(", ", models.Keys)})");

    private static IReadOnlyList<Prompt> Prompts(IReadOnlyList<Demonstration> demonstrations) => [.. demonstrations.Select(d => d.Prompt)];

    private static string Hash(IReadOnlyList<Prompt> prompts) => ContentHash.Of(prompts.Select(p => p.Id));
}
