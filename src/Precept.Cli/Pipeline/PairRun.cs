using Precept.Cli.Recipes;
using Precept.Evaluation;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Training;
using Precept.Training.Models;

namespace Precept.Cli.Pipeline;

/// <summary>Training on pairs that someone else graded: a spec's own comparisons, or human preferences. Measured by held-out pair accuracy.</summary>
public sealed class PairRun(PipelineContext context, Recipe recipe, TrainStages training)
{
    private readonly DataSettings _settings = recipe.Data!;

    /// <summary>Runs the stages that the recipe names and puts the report together.</summary>
    public async Task<ReportData> RunAsync(ModelReference start, CancellationToken cancellationToken)
    {
        var (pairs, counts, remark) = Read();
        var heldOut = pairs.Where(IsHeldOut).ToArray();
        var train = await DataStage.FreezeAsync(context, "train", [.. pairs.Where(p => !IsHeldOut(p))], _settings.From, counts, remark, cancellationToken);
        await DataStage.FreezeAsync(context, "held-out", heldOut, _settings.From, new Dictionary<string, int>(), "kept from training", cancellationToken);

        var models = new List<ModelReference> { start };
        var sft = start;
        if (recipe.Sft is { } sftOptions)
        {
            var replies = train.Preferences.DistinctBy(p => (p.PromptId, p.Chosen)).Select(p => (p.Messages, p.Chosen)).ToArray();
            models.Add(sft = await training.SftAsync(start, replies, train.Id, sftOptions, cancellationToken));
        }

        ModelReference? dpo = null, reward = null;
        if (recipe.Dpo is { } dpoOptions)
        {
            models.Add(dpo = await training.DpoAsync(sft, train.Preferences, train.Id, dpoOptions, _settings.MaxTokens, cancellationToken));
        }

        if (recipe.Reward is { } rewardOptions)
        {
            reward = await training.RewardAsync(sft, limit => Ranked(limit, train.Preferences), train.Id, rewardOptions, _settings.MaxTokens, cancellationToken);
        }

        var accuracy = Accuracy(heldOut, sft, dpo, reward);
        return await ReportAsync(models, dpo ?? sft, sft, reward, accuracy, counts, heldOut.Length, cancellationToken);
    }

    private (IReadOnlyList<Preference> Pairs, IReadOnlyDictionary<string, int> Counts, string Remark) Read()
    {
        if (_settings.From == "spec")
        {
            var read = PairBuilder.FromSpec(context.Spec);
            return (read.Pairs, new Dictionary<string, int> { ["total"] = read.TotalPairs, ["elided"] = read.LeftOutElided },
                $"of {read.TotalPairs:N0} ordered pairs in the spec {read.LeftOutElided:N0} are left out because a reply is elided");
        }

        var hh = AnthropicHh.Read(_settings.File ?? throw new InputException("data.from is hh, but data.file names no file"));
        var unusable = hh.Total - hh.Preferences.Count;
        return (hh.Preferences, new Dictionary<string, int> { ["total"] = hh.Total, ["unusable"] = unusable }, $"{unusable:N0} of {hh.Total:N0} pairs are unusable");
    }

    /// <summary>By the hash of the family (the spec's example) or the prompt: both sides of a comparison, and all its pairs, stay together.</summary>
    private bool IsHeldOut(Preference pair) =>
        SeededRandom.For(0, "held-out pairs", pair.Family.Length > 0 ? pair.Family : pair.PromptId).NextDouble() < _settings.HeldOut;

    private static IReadOnlyList<RankedReplies> Ranked(SequenceLimit limit, IReadOnlyList<Preference> pairs) =>
        [.. limit.Pairs(pairs).Select(RankedReplies.Of)];

    /// <summary>Share of held-out pairs that each scorer puts in the right order, beside "the longer reply wins".</summary>
    private List<(string Scorer, Rate Rate, string Remark)> Accuracy(IReadOnlyList<Preference> heldOut, ModelReference sft, ModelReference? dpo, ModelReference? reward)
    {
        context.Progress.Begin("pair accuracy");
        using var start = sft.Load();
        var limit = new SequenceLimit(start.Tokenizer, _settings.MaxTokens > 0 ? _settings.MaxTokens : start.Model.Config.MaxPositions);
        var fitting = heldOut.Select(p => (Preference: p, Pair: limit.Pair(p))).Where(p => p.Pair is not null).Select(p => (p.Preference, Pair: p.Pair!)).ToArray();
        TokenSequence[] sequences = [.. fitting.Select(p => p.Pair.Chosen), .. fitting.Select(p => p.Pair.Rejected)];
        var before = SequenceLogProbs.Of(start.Model, sequences);
        var results = new List<(string, Rate, string)>
        {
            ("the longer reply wins", Order([.. fitting.Select(p => (double)p.Preference.Chosen.Length)], [.. fitting.Select(p => (double)p.Preference.Rejected.Length)]), "baseline"),
            ($"{sft.Name}: log-probability", Halves(before), "sum over the reply's tokens"),
            ($"{sft.Name}: mean log-probability", Halves([.. before.Zip(sequences, (l, s) => l / s.ScoredCount)]), "per token"),
        };
        if (dpo is not null)
        {
            using var policy = dpo.Load();
            var after = SequenceLogProbs.Of(policy.Model, sequences);
            results.Add(("dpo: implied reward", Halves([.. after.Zip(before, (a, b) => a - b)]), "log-probability gained over the reference"));
        }

        if (reward is not null)
        {
            using var scorer = reward.Load();
            results.Add(("reward model", Halves([.. RewardModel.Score(scorer.Model, sequences).Select(s => (double)s)]), "score"));
        }

        context.Progress.End($"{fitting.Length:N0} held-out pairs, {limit.LeftOut:N0} too long, {limit.Shortened:N0} with a shortened prompt", skipped: false);
        return results;

        static Rate Halves(double[] values) => Order(values[..(values.Length / 2)], values[(values.Length / 2)..]);

        // A tie is not the right order.
        static Rate Order(double[] chosen, double[] rejected) => Statistics.Share(chosen.Zip(rejected, (c, r) => c > r));
    }

    private async Task<ReportData> ReportAsync(
        IReadOnlyList<ModelReference> models, ModelReference after, ModelReference before, ModelReference? reward,
        List<(string Scorer, Rate Rate, string Remark)> accuracy, IReadOnlyDictionary<string, int> counts, int heldOut, CancellationToken cancellationToken)
    {
        var evaluation = EvaluationPrompts.From(context.Spec);
        var settings = recipe.Evaluate ?? new EvaluateSettings { Decodings = ["greedy"] };
        var scorecards = new List<Scorecard>();
        var answers = new Dictionary<string, IReadOnlyList<Response>>();
        var limit = models[0].Load();
        Prompt[] prompts;
        using (limit)
        {
            prompts = [.. evaluation.Prompts.Where(p => limit.Tokenizer.Prompt(p.Messages).Length + settings.MaxTokens <= limit.Model.Config.MaxPositions)];
        }

        await context.Workspace.AddPromptsAsync(prompts, cancellationToken);
        foreach (var model in models.DistinctBy(m => m.Id))
        {
            foreach (var result in await EvaluateStage.RunAsync(context, model, prompts, settings.Decodings, settings.MaxTokens, null, cancellationToken))
            {
                scorecards.Add(result.Scorecard);
                answers.TryAdd(model.Name, result.Responses);
            }
        }

        var report = new ReportStage(context, recipe);
        return report.Data(scorecards, reward is null ? models : [.. models, reward]) with
        {
            Conversations = report.Conversations(prompts, answers.GetValueOrDefault(before.Name), answers.GetValueOrDefault(after.Name), before.Name, after.Name),
            Tables =
            [
                new ExtraTable(
                    "Held-out pair accuracy", ["scorer", "accuracy", "95 % interval", "pairs", "by"],
                    [.. accuracy.Select(a => (IReadOnlyList<string>)[a.Scorer, $"{a.Rate.Value:P1}", $"{a.Rate.Low:P1} – {a.Rate.High:P1}", $"{a.Rate.N}", a.Remark])]),
                new ExtraTable(
                    "Data", ["what", "count"],
                    [
                        .. counts.Select(c => (IReadOnlyList<string>)[c.Key, $"{c.Value:N0}"]), ["held-out pairs", $"{heldOut:N0}"],
                        ["evaluation prompts", $"{evaluation.Prompts.Count:N0}"], ["evaluation prompts that fit the model", $"{prompts.Length:N0}"],
                    ]),
            ],
        };
    }
}
