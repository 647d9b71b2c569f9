using Precept.Cli.Recipes;
using Precept.Cli.Terminal;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using Precept.Training.Tokenizers;
using static TorchSharp.torch;

namespace Precept.Cli.Pipeline;

/// <summary>The training stages: each loads what it starts from, trains, and stores a checkpoint.</summary>
/// <remarks>Models pass between stages as checkpoints only, so that a run that was cut continues from the same bits as one that was not.</remarks>
/// <param name="context">The run.</param>
/// <param name="compute">The element type that is computed in: <c>bf16</c> or <c>fp32</c>.</param>
public sealed class TrainStages(PipelineContext context, string compute)
{
    private readonly ScalarType _compute = ComputeType.Of(compute);

    /// <summary>The stages in the element type that the recipe asks for, or in float32 with a warning where this processor has no bfloat16.</summary>
    public static TrainStages Of(PipelineContext context, Recipe recipe)
    {
        var compute = ComputeType.Available(recipe.Compute);
        if (compute != recipe.Compute)
        {
            Errors.Warn("this processor has no bfloat16 instructions (AVX512-BF16): computing in float32, about twice as long");
        }

        return new TrainStages(context, compute);
    }

    /// <summary>A base model from nothing.</summary>
    public Task<ModelReference> BaseAsync(BaseModelOptions options, IReadOnlyList<string> scenarios, CancellationToken cancellationToken) => ModelStore.TrainAsync(
        context, "base", "base", [ScenarioSet.Read(scenarios).Hash, compute], options, m => m,
        (run, folder) =>
        {
            var (model, tokenizer, curve, tokens) = BaseModel.Train(scenarios, options, _compute, run, cancellationToken);
            using (model)
            {
                Checkpoint.Save(folder, model, tokenizer, ScalarType.BFloat16, Lineage(("tokens", $"{tokens}"), ("scenarios", ScenarioSet.Read(scenarios).Hash)));
            }

            return curve;
        },
        cancellationToken);

    /// <summary>Supervised fine-tuning on one reply a prompt, good or bad with equal chance.</summary>
    public Task<ModelReference> SftAsync(ModelReference start, IReadOnlyList<Demonstration> demonstrations, string dataHash, SftOptions options, CancellationToken cancellationToken) =>
        SftAsync(start, Replies(demonstrations), dataHash, options, cancellationToken);

    /// <summary>Supervised fine-tuning on given replies; <paramref name="datasetId"/> is the dataset that they are from, where they are from one.</summary>
    public Task<ModelReference> SftAsync(
        ModelReference start, IReadOnlyList<(IReadOnlyList<Message> Prompt, string Reply)> replies, string dataHash, SftOptions options,
        CancellationToken cancellationToken, string? datasetId = null) => ModelStore.TrainAsync(
        context, "sft", "sft", [start.Id, dataHash, compute], options, m => m with { BaseId = start.Id, DatasetId = datasetId },
        (run, folder) => Train(start, folder, (model, loaded) =>
            Sft.Train(model, Sequences(loaded, replies), options with { Seed = context.Seed }, run, cancellationToken)),
        cancellationToken);

    /// <summary>Direct preference optimization from <paramref name="start"/>, which is the reference as well.</summary>
    public Task<ModelReference> DpoAsync(
        ModelReference start, IReadOnlyList<Preference> preferences, string datasetId, DpoOptions options, int maxTokens, CancellationToken cancellationToken) =>
        ModelStore.TrainAsync(
            context, "dpo", "dpo", [start.Id, datasetId, compute, $"{maxTokens}"], options, m => m with { BaseId = start.Id, DatasetId = datasetId },
            (run, folder) => Train(start, folder, (model, loaded) =>
            {
                var limit = new SequenceLimit(loaded.Tokenizer, maxTokens > 0 ? maxTokens : loaded.Model.Config.MaxPositions);
                using var reference = loaded.Model.Clone(_compute);
                return Dpo.Train(model, reference, limit.Pairs(preferences), options with { Seed = context.Seed }, run, cancellationToken);
            }),
            cancellationToken);

    /// <summary>A reward model from ranked answers.</summary>
    public Task<ModelReference> RewardAsync(
        ModelReference start, Func<SequenceLimit, IReadOnlyList<RankedReplies>> data, string dataHash, RewardModelOptions options, int maxTokens,
        CancellationToken cancellationToken) => ModelStore.TrainAsync(
        context, "reward", "reward", [start.Id, dataHash, compute, $"{maxTokens}"], options, m => m with { BaseId = start.Id },
        (run, folder) =>
        {
            using var loaded = start.Load();
            using var scoring = loaded.Model.WithScore();
            using var model = new TrainableModel(scoring, _compute);
            var limit = new SequenceLimit(loaded.Tokenizer, maxTokens > 0 ? maxTokens : loaded.Model.Config.MaxPositions);
            var curve = RewardModel.Train(model, data(limit), options with { Seed = context.Seed }, run, cancellationToken);
            Save(model, loaded.Tokenizer, folder, start);
            return curve;
        },
        cancellationToken);

    /// <summary>PPO against the reward model. With a ptx coefficient its text are the replies that fine-tuning takes of the same demonstrations.</summary>
    /// <exception cref="InputException">There is a ptx coefficient, but no demonstration.</exception>
    public Task<ModelReference> PpoAsync(
        ModelReference start, ModelReference reward, IReadOnlyList<Prompt> prompts, string promptsHash, IReadOnlyList<Demonstration> demonstrations, string dataHash,
        PpoSettings settings, CancellationToken cancellationToken)
    {
        var hasText = settings.Options.PtxCoefficient > 0;
        if (hasText && demonstrations.Count == 0)
        {
            throw new InputException("ppo.options.ptx_coefficient is not 0, but no train prompt has graded replies to take text from; set it to 0, or build prompts from scenarios");
        }

        var replies = hasText ? Replies(demonstrations) : [];
        return ModelStore.TrainAsync(
            context, "ppo", "ppo", [start.Id, reward.Id, promptsHash, compute, .. hasText ? [dataHash] : Array.Empty<string>()], settings,
            m => m with { BaseId = start.Id, RewardModelId = reward.Id },
            (run, folder) => Train(start, folder, (model, loaded) =>
            {
                using var scorer = reward.Load();
                using var value = new TrainableModel(scorer.Model, _compute);
                using var reference = loaded.Model.Clone(_compute);
                return Ppo.Train(
                    model, reference, value, loaded.Tokenizer, prompts, Rewards.Model(scorer.Model), settings.Options with { Seed = context.Seed }, run,
                    Sequences(loaded, replies), cancellationToken);
            }),
            cancellationToken);
    }

    /// <summary>GRPO against the checks or the reward model.</summary>
    public Task<ModelReference> GrpoAsync(
        ModelReference start, ModelReference? reward, IReadOnlyList<Prompt> prompts, string promptsHash, GrpoSettings settings, CancellationToken cancellationToken) =>
        ModelStore.TrainAsync(
            context, "grpo", "grpo", [start.Id, reward?.Id ?? context.JudgedSpecHash, promptsHash, compute], settings,
            m => m with { BaseId = start.Id, RewardModelId = reward?.Id, SectionHashes = reward is null ? context.SectionHashes : m.SectionHashes },
            (run, folder) => Train(start, folder, (model, loaded) =>
            {
                using var scorer = reward?.Load();
                using var reference = settings.Options.Beta > 0 ? loaded.Model.Clone(_compute) : null;
                var score = scorer is null ? Rewards.Checks(context.Judge) : Rewards.Model(scorer.Model);
                return Grpo.Train(model, reference, loaded.Tokenizer, prompts, score, settings.Options with { Seed = context.Seed }, run, cancellationToken);
            }),
            cancellationToken);

    /// <summary>One reply a prompt, good or bad with equal chance; the same for the same seed.</summary>
    private (IReadOnlyList<Message> Prompt, string Reply)[] Replies(IReadOnlyList<Demonstration> demonstrations)
    {
        var random = SeededRandom.For(context.Seed, "sft replies");
        return [.. demonstrations.Select(d => (d.Prompt.Messages, Demonstrations.HalfGoodHalfBad(d, random)))];
    }

    private static TokenSequence[] Sequences(LoadedCheckpoint loaded, IReadOnlyList<(IReadOnlyList<Message> Prompt, string Reply)> replies)
    {
        var limit = new SequenceLimit(loaded.Tokenizer, loaded.Model.Config.MaxPositions);
        return [.. replies.Select(r => limit.Fit(r.Prompt, r.Reply)).OfType<TokenSequence>()];
    }

    private IReadOnlyList<StepReport> Train(ModelReference start, string folder, Func<TrainableModel, LoadedCheckpoint, IReadOnlyList<StepReport>> train)
    {
        using var loaded = start.Load();
        using var model = new TrainableModel(loaded.Model, _compute);
        var curve = train(model, loaded);
        Save(model, loaded.Tokenizer, folder, start);
        return curve;
    }

    private void Save(TrainableModel model, ChatTokenizer tokenizer, string folder, ModelReference start)
    {
        using var snapshot = model.Snapshot();
        Checkpoint.Save(folder, snapshot, tokenizer, ScalarType.Float32, Lineage(("base", start.Id)));
    }

    private Dictionary<string, string> Lineage(params (string Key, string Value)[] more) =>
        new Dictionary<string, string> { ["spec"] = context.Spec.Hash, ["seed"] = $"{context.Seed}", ["compute"] = compute }
            .Concat(more.Select(m => KeyValuePair.Create(m.Key, m.Value))).ToDictionary();
}
