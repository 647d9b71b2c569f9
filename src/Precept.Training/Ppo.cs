// Proximal policy optimization (Schulman et al. 2017, arXiv:1707.06347) as InstructGPT uses it (Ouyang et al. 2022, arXiv:2203.02155,
// equation 2): the policy answers, answers are scored, a value model says what was to be expected, and what did better is raised while
// a penalty on every token holds the policy near the reference.
//
// Departures: an answer that did not end within the limit loses a fixed reward, or length would be free; the minibatches of a round
// keep their composition through its epochs, and old log-probabilities and values come from the same forward passes as the new ones, so
// that the ratio of the first update is exactly 1; advantages are whitened over the round, not over the minibatch.
using System.ComponentModel.DataAnnotations;
using Precept.Prompts;
using Precept.Spec;
using Precept.Training.Losses;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using Precept.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>How the divergence from the reference is estimated, token by token; see <see cref="KlPenalty"/>.</summary>
public enum KlEstimator
{
    /// <summary>The difference of log-probabilities.</summary>
    K1,

    /// <summary>Schulman's estimator of low variance, never negative.</summary>
    K3,
}

/// <summary>Settings of PPO.</summary>
public sealed record PpoOptions
{
    /// <summary>Rounds of sampling and updating. Default 20.</summary>
    [Range(1, 1_000_000)]
    public int Iterations { get; init; } = 20;

    /// <summary>Prompts a round. Default 256.</summary>
    [Range(1, 65_536)]
    public int PromptsPerIteration { get; init; } = 256;

    /// <summary>Answers a prompt. Default 1.</summary>
    [Range(1, 256)]
    public int Answers { get; init; } = 1;

    /// <summary>Answers an update. Default 64.</summary>
    [Range(1, 65_536)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Passes over the answers of a round. Default 2.</summary>
    [Range(1, 64)]
    public int Epochs { get; init; } = 2;

    /// <summary>Sampling temperature. Default 1; the ratio is of probabilities at temperature 1 whatever is set here.</summary>
    [Range(0.01, 2)]
    public double Temperature { get; init; } = 1;

    /// <summary>Most tokens of an answer. Default 64.</summary>
    [Range(1, 4096)]
    public int MaxTokens { get; init; } = 64;

    /// <summary>Clip of the ratio. Default 0.2.</summary>
    [Range(0.01, 1)]
    public double Clip { get; init; } = 0.2;

    /// <summary>Clip of the value's change, reward units. Default 0.2.</summary>
    [Range(0.01, 1000)]
    public double ValueClip { get; init; } = 0.2;

    /// <summary>Weight of the value loss. Default 0.1.</summary>
    [Range(0.0001, 100)]
    public double ValueCoefficient { get; init; } = 0.1;

    /// <summary>Reward taken for each nat of divergence from the reference. Default 0.05.</summary>
    [Range(0, 10)]
    public double KlCoefficient { get; init; } = 0.05;

    /// <summary>How the divergence is estimated. Default k1: its sum over an answer is InstructGPT's log-ratio.</summary>
    public KlEstimator KlEstimator { get; init; } = KlEstimator.K1;

    /// <summary>Discount. Default 1.</summary>
    [Range(0, 1)]
    public double Gamma { get; init; } = 1;

    /// <summary>Trade of bias for variance in the advantages. Default 0.95.</summary>
    [Range(0, 1)]
    public double Lambda { get; init; } = 0.95;

    /// <summary>Whether token rewards are scaled to variance 1 over the round (their mean stays). Default false.</summary>
    public bool WhitenRewards { get; init; }

    /// <summary>Added to the reward of an answer that did not end within <see cref="MaxTokens"/>. Default -1.</summary>
    [Range(-1000, 0)]
    public double UnfinishedReward { get; init; } = -1;

    /// <summary>Weight of the language-model loss on the given text (PPO-ptx). Default 0.</summary>
    [Range(0, 1000)]
    public double PtxCoefficient { get; init; }

    /// <summary>How the policy's weights are updated; the rate's schedule runs over all rounds.</summary>
    public OptimizerOptions Optimizer { get; init; } = new() { LearningRate = 1e-4 };

    /// <summary>How the value model's weights are updated.</summary>
    public OptimizerOptions ValueOptimizer { get; init; } = new() { LearningRate = 3e-4 };

    /// <summary>Seed of prompts, answers and minibatches.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>Proximal policy optimization.</summary>
public static class Ppo
{
    /// <summary>Trains policy and value model in place.</summary>
    /// <param name="policy">The policy; its master weights are changed.</param>
    /// <param name="reference">The frozen start, of the policy's compute type.</param>
    /// <param name="value">The value model, with a score head; starts from the reward model's weights.</param>
    /// <param name="tokenizer">Turns prompts into tokens.</param>
    /// <param name="prompts">Training prompts.</param>
    /// <param name="reward">Scores answers.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Where to save and report.</param>
    /// <param name="ptx">Text for PPO-ptx; needed where its coefficient is not 0.</param>
    /// <param name="cancellationToken">Stops after the round at hand, with its state saved.</param>
    /// <returns>
    /// The learning curve, a point a round: <c>reward</c> (as the reward function gave it), <c>kl</c> (nats an answer, the chosen
    /// estimator), <c>entropy</c> (nats a token), <c>clipped</c> (share of tokens), <c>valueLoss</c>, <c>explainedVariance</c> (of the
    /// returns by the values before the update; 1 is perfect), <c>length</c> (tokens), <c>finished</c> (share), <c>gradNorm</c> (policy).
    /// </returns>
    /// <exception cref="ArgumentException">The value model has no score head, or the ptx text is missing.</exception>
    /// <exception cref="NonFiniteException">A loss or gradient is not finite.</exception>
    public static IReadOnlyList<StepReport> Train(
        TrainableModel policy, Transformer reference, TrainableModel value, ChatTokenizer tokenizer, IReadOnlyList<Prompt> prompts,
        RewardFunction reward, PpoOptions options, RunOptions run, IReadOnlyList<TokenSequence>? ptx = null,
        CancellationToken cancellationToken = default)
    {
        if (!value.Compute.Config.HasScore)
        {
            throw new ArgumentException("The value model has no score head: start it from a reward model.", nameof(value));
        }

        if (options.PtxCoefficient > 0 && ptx is not { Count: > 0 })
        {
            throw new ArgumentException($"The ptx coefficient is {options.PtxCoefficient}, but there is no text for it.", nameof(ptx));
        }

        using var policyOptimizer = new Optimizer(policy, options.Optimizer);
        using var valueOptimizer = new Optimizer(value, options.ValueOptimizer);
        var state = new RunState(run, ("policy", policy, policyOptimizer), ("value", value, valueOptimizer));
        for (var round = state.Resume(); round < options.Iterations; round++)
        {
            state.StopIfCancelled(round, cancellationToken);
            var chosen = Rollouts.PromptsOf(prompts, options.PromptsPerIteration, round, options.Seed);
            var rollouts = Rollouts.Draw(
                policy, tokenizer, chosen, options.Answers, options.Temperature, options.MaxTokens, options.Seed, round, reward);
            var batches = Batching.GroupedEpoch(
                [.. Enumerable.Range(0, rollouts.Sequences.Count).Chunk(options.Answers)], [.. rollouts.Sequences.Select(s => s.Tokens.Length)],
                options.BatchSize, options.Seed, round);
            var before = batches.Select(b => Forward(policy.Compute, reference, value.Compute, [.. b.Select(i => rollouts.Sequences[i])])).ToArray();
            var (targets, metrics) = Targets(rollouts, batches, before, options);
            var updates = 0;
            for (var epoch = 0; epoch < options.Epochs; epoch++)
            {
                foreach (var (batch, target) in batches.Zip(targets))
                {
                    var text = options.PtxCoefficient > 0 ? PtxBatch(ptx!, options, round, updates) : [];
                    var sequences = batch.Select(i => rollouts.Sequences[i]).ToArray();
                    metrics["gradNorm"] += UpdatePolicy(policy, policyOptimizer, sequences, target, text, options, round, metrics);
                    metrics["valueLoss"] += UpdateValue(value, valueOptimizer, sequences, target, options, round);
                    updates++;
                }
            }

            foreach (var summed in new[] { "entropy", "clipped", "valueLoss", "gradNorm" })
            {
                metrics[summed] /= updates;
            }

            state.Finish(new StepReport(round, options.Iterations, metrics));
        }

        return state.Curve;
    }

    /// <summary>What the models said about a minibatch's tokens before the round's updates, [N] each.</summary>
    private sealed record Before(float[] LogProbs, float[] ReferenceLogProbs, float[] Values);

    /// <summary>What a minibatch is updated towards, [N] each.</summary>
    private sealed record Target(float[] OldLogProbs, float[] OldValues, float[] Advantages, float[] Returns);

    private static Before Forward(Transformer policy, Transformer reference, Transformer value, IReadOnlyList<TokenSequence> sequences)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var batch = TokenBatch.Of(sequences, policy.Config);
        return new Before(
            Read(batch.LogProbs(policy)), Read(batch.LogProbs(reference)), Read(value.Score(batch.Hidden(value))));
    }

    /// <summary>Token rewards, advantages and returns of the whole round, cut into its minibatches; and what the round measured so far.</summary>
    private static (Target[] Targets, Dictionary<string, double> Metrics) Targets(
        Rollouts rollouts, IReadOnlyList<int[]> batches, IReadOnlyList<Before> before, PpoOptions options)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var order = batches.SelectMany(b => b).ToArray(); // the minibatches' tokens, one after the other
        var grid = TokenGrid.Of([.. order.Select(i => rollouts.Sequences[i].ScoredCount)]);
        var mask = grid.Mask();
        var oldLogProbs = grid.Padded(tensor(before.SelectMany(b => b.LogProbs).ToArray()));
        var referenceLogProbs = grid.Padded(tensor(before.SelectMany(b => b.ReferenceLogProbs).ToArray()));
        var values = grid.Padded(tensor(before.SelectMany(b => b.Values).ToArray()));

        var kl = options.KlEstimator == KlEstimator.K1
            ? KlPenalty.K1(oldLogProbs, referenceLogProbs)
            : KlPenalty.K3(oldLogProbs, referenceLogProbs);
        var scores = tensor(order.Select(i => rollouts.Rewards[i] + (rollouts.Finished[i] ? 0f : (float)options.UnfinishedReward)).ToArray());
        var rewards = PpoLoss.TokenRewards(kl, scores, mask, options.KlCoefficient);
        if (options.WhitenRewards)
        {
            rewards = GeneralizedAdvantage.Whiten(rewards, mask, shiftMean: false);
        }

        var (advantages, returns) = GeneralizedAdvantage.Of(rewards, values, mask, options.Gamma, options.Lambda);
        var flatReturns = Read(grid.Flat(returns));
        var flatAdvantages = Read(grid.Flat(GeneralizedAdvantage.Whiten(advantages, mask)));
        var targets = new Target[batches.Count];
        var start = 0;
        for (var b = 0; b < targets.Length; b++)
        {
            var end = start + before[b].Values.Length;
            targets[b] = new Target(before[b].LogProbs, before[b].Values, flatAdvantages[start..end], flatReturns[start..end]);
            start = end;
        }

        return (targets, new Dictionary<string, double>
        {
            ["reward"] = rollouts.Rewards.Average(),
            ["kl"] = kl.sum().item<float>() / order.Length,
            ["entropy"] = 0,
            ["clipped"] = 0,
            ["valueLoss"] = 0,
            ["explainedVariance"] = ExplainedVariance([.. targets.SelectMany(t => t.OldValues)], flatReturns),
            ["length"] = rollouts.Sequences.Average(s => s.ScoredCount),
            ["finished"] = rollouts.Finished.Average(f => f ? 1.0 : 0.0),
            ["gradNorm"] = 0,
        });
    }

    private static double UpdatePolicy(
        TrainableModel policy, Optimizer optimizer, IReadOnlyList<TokenSequence> sequences, Target target, IReadOnlyList<TokenSequence> text,
        PpoOptions options, int round, Dictionary<string, double> metrics)
    {
        using (NewDisposeScope())
        {
            var batch = TokenBatch.Of(sequences, policy.Compute.Config);
            var logits = batch.Logits(policy.Compute);
            var (loss, clipped) = PpoLoss.Policy(
                TokenLogProbs.Of(logits, batch.Targets), tensor(target.OldLogProbs), tensor(target.Advantages), null, batch.ScoredCount, options.Clip);
            if (text.Count > 0)
            {
                var textBatch = TokenBatch.Of(text, policy.Compute.Config);
                loss = loss + options.PtxCoefficient * CrossEntropy.Of(textBatch.Logits(policy.Compute), textBatch.Targets, textBatch.ScoredCount);
            }

            loss.backward();
            policy.CollectGradient();
            RequireFinite(loss, "policy");
            using var _ = no_grad();
            metrics["entropy"] += TokenLogProbs.Entropy(logits).mean().item<float>();
            metrics["clipped"] += clipped.item<float>();
        }

        return optimizer.Update(options.Optimizer.RateAt(round, options.Iterations));
    }

    private static double UpdateValue(
        TrainableModel value, Optimizer optimizer, IReadOnlyList<TokenSequence> sequences, Target target, PpoOptions options, int round)
    {
        using var scope = NewDisposeScope();
        var batch = TokenBatch.Of(sequences, value.Compute.Config);
        var values = value.Compute.Score(batch.Hidden(value.Compute));
        var loss = PpoLoss.Value(
            values, tensor(target.OldValues), tensor(target.Returns), null, batch.ScoredCount, options.ValueClip, options.ValueCoefficient);
        loss.backward();
        value.CollectGradient();
        var number = RequireFinite(loss, "value");
        optimizer.Update(options.ValueOptimizer.RateAt(round, options.Iterations));
        return number;
    }

    private static TokenSequence[] PtxBatch(IReadOnlyList<TokenSequence> ptx, PpoOptions options, int round, int update)
    {
        var random = SeededRandom.For(options.Seed, "ptx", round.ToString(), update.ToString());
        return [.. Enumerable.Range(0, options.BatchSize).Select(_ => ptx[random.NextInt(ptx.Count)])];
    }

    /// <summary>1 - Var(R - V) / Var(R); 0 where all returns are the same.</summary>
    private static double ExplainedVariance(float[] values, float[] returns)
    {
        var variance = Variance(returns);
        return variance == 0 ? 0 : 1 - Variance([.. returns.Zip(values, (r, v) => r - v)]) / variance;

        static double Variance(float[] numbers)
        {
            var mean = numbers.Average(n => (double)n);
            return numbers.Average(n => (n - mean) * (n - mean));
        }
    }

    private static double RequireFinite(Tensor loss, string which)
    {
        var value = loss.item<float>();
        return float.IsFinite(value) ? value : throw new NonFiniteException($"the {which} loss is {value}");
    }

    private static float[] Read(Tensor t) => t.data<float>().ToArray();
}
