// The reward model of InstructGPT (Ouyang et al. 2022, arXiv:2203.02155, equation 1): a score read off the last token, trained so that
// better replies of a prompt score higher. All pairs of one prompt stay in one batch element: K replies are scored, not K(K-1).
//
// Departures: the score is read off the end-of-turn token; a small centring term keeps scores around zero (Eisenstein et al. 2023); a pair may
// carry the probability that it stands the right way round (Bai et al. 2022, Constitutional AI), 1 for a hard label.
using System.ComponentModel.DataAnnotations;
using Precept.Training.Losses;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>Settings of reward model training.</summary>
public sealed record RewardModelOptions
{
    /// <summary>Passes over the prompts. Default 1 (InstructGPT: more overfits).</summary>
    [Range(0.01, 1000)]
    public double Epochs { get; init; } = 1;

    /// <summary>Prompts a step. Default 16.</summary>
    [Range(1, 4096)]
    public int BatchSize { get; init; } = 16;

    /// <summary>Weight of the centring term (r_w + r_l)^2. Default 0.01.</summary>
    [Range(0, 10)]
    public double Centring { get; init; } = 0.01;

    /// <summary>How weights are updated.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Seed of the order of the data.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>The replies to one prompt with their ranks.</summary>
/// <param name="Replies">Prompt and reply each, as tokens.</param>
/// <param name="Ranks">A rank for each, 0 best; equal ranks give no pair.</param>
public sealed record RankedReplies(IReadOnlyList<TokenSequence> Replies, IReadOnlyList<int> Ranks)
{
    /// <summary>
    /// For each pair of different rank, in the order of <see cref="RankedPairs"/>, the probability [0, 1] that the higher one is the better; empty for 1.
    /// </summary>
    public IReadOnlyList<double> P { get; init; } = [];

    /// <summary>A pair with its probability.</summary>
    public static RankedReplies Of(PairSequences pair) => new([pair.Chosen, pair.Rejected], [0, 1]) { P = pair.P < 1 ? [pair.P] : [] };
}

/// <summary>Reward model training and scoring.</summary>
public static class RewardModel
{
    /// <summary>Trains the model in place.</summary>
    /// <param name="model">A model with a score head.</param>
    /// <param name="data">Ranked replies; prompts without a pair are left out.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Where to save and report.</param>
    /// <param name="cancellationToken">Stops after the step at hand, with its state saved.</param>
    /// <returns>The learning curve: <c>loss</c>, <c>accuracy</c> (share of pairs in the right order), <c>gradNorm</c>.</returns>
    /// <exception cref="ArgumentException">A prompt has probabilities, but not one for each of its pairs.</exception>
    public static IReadOnlyList<StepReport> Train(
        TrainableModel model, IReadOnlyList<RankedReplies> data, RewardModelOptions options, RunOptions run, CancellationToken cancellationToken = default)
    {
        var usable = data.Where(d => d.Ranks.Distinct().Count() > 1).ToArray();
        var batches = Batching.Epochs([.. usable.Select(d => d.Replies.Max(r => r.Tokens.Length))], options.BatchSize, options.Seed, options.Epochs);
        using var optimizer = new Optimizer(model, options.Optimizer);
        var state = new RunState(run, ("reward", model, optimizer));
        for (var step = state.Resume(); step < batches.Count; step++)
        {
            state.StopIfCancelled(step, cancellationToken);
            var (loss, accuracy) = Backward(model, [.. batches[step].Select(i => usable[i])], options);
            var norm = optimizer.Update(options.Optimizer.RateAt(step, batches.Count));
            state.Finish(
                new StepReport(step, batches.Count, new Dictionary<string, double> { ["loss"] = loss, ["accuracy"] = accuracy, ["gradNorm"] = norm }));
        }

        return state.Curve;
    }

    /// <summary>Scores replies.</summary>
    /// <param name="model">A trained reward model.</param>
    /// <param name="sequences">Prompt and reply each.</param>
    /// <param name="batchSize">Sequences a forward pass.</param>
    public static float[] Score(Transformer model, IReadOnlyList<TokenSequence> sequences, int batchSize = 64)
    {
        var scores = new float[sequences.Count];
        using var _ = no_grad();
        foreach (var chunk in Enumerable.Range(0, sequences.Count).OrderBy(i => sequences[i].Tokens.Length).Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            var values = TokenBatch.Of([.. chunk.Select(i => sequences[i])], model.Config).Scores(model).data<float>().ToArray();
            foreach (var (index, value) in chunk.Zip(values))
            {
                scores[index] = value;
            }
        }

        return scores;
    }

    private static (double Loss, double Accuracy) Backward(TrainableModel model, IReadOnlyList<RankedReplies> prompts, RewardModelOptions options)
    {
        using var scope = NewDisposeScope();
        var batch = TokenBatch.Of([.. prompts.SelectMany(p => p.Replies)], model.Compute.Config);
        var scores = batch.Scores(model.Compute);
        var pairs = RankedPairs.Of([.. prompts.Select(p => p.Ranks)]);
        var (winner, loser) = (tensor(pairs.Winner), tensor(pairs.Loser));
        var loss = RewardLoss.Of(scores, winner, loser, tensor(pairs.Prompt), tensor(pairs.PairCounts), prompts.Count, Probabilities(prompts, pairs), centring: options.Centring);
        loss.backward();
        model.CollectGradient();
        var value = loss.item<float>();
        return float.IsFinite(value)
            ? (value, scores.index_select(0, winner).gt(scores.index_select(0, loser)).to_type(ScalarType.Float32).mean().item<float>())
            : throw new NonFiniteException($"the reward model's loss is {value}");
    }

    /// <summary>One probability a pair, or null where all are 1.</summary>
    private static Tensor? Probabilities(IReadOnlyList<RankedReplies> prompts, RankedPairs pairs)
    {
        for (var i = 0; i < prompts.Count; i++)
        {
            if (prompts[i].P.Count is > 0 and var given && given != pairs.PairCounts[i])
            {
                throw new ArgumentException($"a prompt has {pairs.PairCounts[i]} pairs of different rank, but {given} probabilities", nameof(prompts));
            }
        }

        return prompts.All(p => p.P.Count == 0)
            ? null
            : tensor([.. prompts.SelectMany((p, i) => p.P.Count > 0 ? p.P.Select(v => (float)v) : Enumerable.Repeat(1f, (int)pairs.PairCounts[i]))]);
    }
}
