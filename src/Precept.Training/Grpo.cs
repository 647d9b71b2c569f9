// Group-relative policy optimization (Shao et al. 2024, arXiv:2402.03300): K answers a prompt, an answer's advantage is how much better
// it scored than its siblings. No value model; with beta 0 no reference either.
//
// Departures: groups whose answers all score alike carry no gradient and are left out of the update (their share is reported);
// old log-probabilities come from the training forward pass, not from the sampler, so that the ratio of the first update is exactly 1.
using System.ComponentModel.DataAnnotations;
using Precept.Prompts;
using Precept.Training.Losses;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using Precept.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>Settings of GRPO.</summary>
public sealed record GrpoOptions
{
    /// <summary>Rounds of sampling and updating. Default 20.</summary>
    [Range(1, 1_000_000)]
    public int Iterations { get; init; } = 20;

    /// <summary>Prompts a round. Default 64.</summary>
    [Range(1, 65_536)]
    public int PromptsPerIteration { get; init; } = 64;

    /// <summary>K, answers a prompt. Default 8.</summary>
    [Range(2, 256)]
    public int Answers { get; init; } = 8;

    /// <summary>Answers an update. Default 128.</summary>
    [Range(2, 65_536)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Passes over the answers of a round. Default 1.</summary>
    [Range(1, 64)]
    public int Epochs { get; init; } = 1;

    /// <summary>Sampling temperature. Default 1.</summary>
    [Range(0.01, 2)]
    public double Temperature { get; init; } = 1;

    /// <summary>Most tokens of an answer. Default 64.</summary>
    [Range(1, 4096)]
    public int MaxTokens { get; init; } = 64;

    /// <summary>Clip of the ratio. Default 0.2.</summary>
    [Range(0.01, 1)]
    public double Clip { get; init; } = 0.2;

    /// <summary>Weight of the k3 divergence from the reference. Default 0: no reference.</summary>
    [Range(0, 10)]
    public double Beta { get; init; }

    /// <summary>How token losses become one number. Default: all tokens alike (DAPO).</summary>
    public GrpoAggregation Aggregation { get; init; } = GrpoAggregation.Dapo;

    /// <summary>How weights are updated; the rate's schedule runs over all rounds.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Seed of prompts and answers.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>Group-relative policy optimization.</summary>
public static class Grpo
{
    /// <summary>Trains the policy in place.</summary>
    /// <param name="policy">The policy; its master weights are changed.</param>
    /// <param name="reference">The frozen start; may be null when beta is 0.</param>
    /// <param name="tokenizer">Turns prompts into tokens.</param>
    /// <param name="prompts">Training prompts.</param>
    /// <param name="reward">Scores answers.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Where to save and report.</param>
    /// <param name="cancellationToken">Stops after the round at hand, with its state saved.</param>
    /// <returns>
    /// The learning curve, a point a round: <c>reward</c>, <c>rewardStd</c> (mean within groups), <c>flatGroups</c> (share of groups
    /// without a difference), <c>length</c> (tokens), <c>finished</c> (share), <c>kl</c> (k3, nats a token, when beta is positive),
    /// <c>entropy</c> (nats a token), <c>clipped</c> (share of tokens), <c>gradNorm</c>; the last four are means over the updates.
    /// </returns>
    public static IReadOnlyList<StepReport> Train(
        TrainableModel policy, Transformer? reference, ChatTokenizer tokenizer, IReadOnlyList<Prompt> prompts, RewardFunction reward,
        GrpoOptions options, RunOptions run, CancellationToken cancellationToken = default)
    {
        using var optimizer = new Optimizer(policy, options.Optimizer);
        var state = new RunState(run, ("policy", policy, optimizer));
        for (var round = state.Resume(); round < options.Iterations; round++)
        {
            state.StopIfCancelled(round, cancellationToken);
            var chosen = Rollouts.PromptsOf(prompts, options.PromptsPerIteration, round, options.Seed);
            var rollouts = Rollouts.Draw(
                policy, tokenizer, chosen, options.Answers, options.Temperature, options.MaxTokens, options.Seed, round, reward);
            var advantages = Advantages(rollouts.Rewards, options);
            var useful = Enumerable.Range(0, advantages.Length).Where(i => advantages[i] != 0).ToArray();
            var metrics = new Metrics();
            var batches = Minibatches(useful, rollouts, options, round);
            var old = batches.Select(b => LogProbs(policy.Compute, [.. b.Select(i => rollouts.Sequences[i])])).ToArray();
            for (var epoch = 0; epoch < options.Epochs; epoch++)
            {
                foreach (var (batch, oldLogps) in batches.Zip(old))
                {
                    Update(policy, reference, optimizer, [.. batch.Select(i => rollouts.Sequences[i])], oldLogps, [.. batch.Select(i => advantages[i])],
                        options, round, metrics);
                }
            }

            state.Finish(
                new StepReport(round, options.Iterations, new Dictionary<string, double>
                {
                    ["reward"] = rollouts.Rewards.Average(),
                    ["rewardStd"] = rollouts.Rewards.Chunk(options.Answers).Average(Deviation),
                    ["flatGroups"] = 1 - (double)useful.Length / advantages.Length,
                    ["length"] = rollouts.Sequences.Average(s => s.ScoredCount),
                    ["finished"] = rollouts.Finished.Average(f => f ? 1.0 : 0.0),
                    ["kl"] = metrics.Mean(metrics.Kl),
                    ["entropy"] = metrics.Mean(metrics.Entropy),
                    ["clipped"] = metrics.Mean(metrics.Clipped),
                    ["gradNorm"] = metrics.Mean(metrics.GradNorm),
                }));
        }

        return state.Curve;
    }

    private static float[] Advantages(float[] rewards, GrpoOptions options)
    {
        using var scope = NewDisposeScope();
        var scale = options.Aggregation != GrpoAggregation.DrGrpo; // Dr. GRPO: dividing by the deviation favours prompts that are nearly always solved
        return GrpoLoss.GroupAdvantages(tensor(rewards), options.Answers, scale).data<float>().ToArray();
    }

    /// <summary>Sample standard deviation of a group's rewards.</summary>
    private static double Deviation(float[] rewards)
    {
        var mean = rewards.Average(r => (double)r);
        return Math.Sqrt(rewards.Sum(r => (r - mean) * (r - mean)) / (rewards.Length - 1));
    }

    private static IReadOnlyList<int[]> Minibatches(int[] useful, Rollouts rollouts, GrpoOptions options, int round) => Batching.GroupedEpoch(
        [.. useful.GroupBy(i => i / options.Answers).Select(g => g.ToArray())], [.. rollouts.Sequences.Select(s => s.Tokens.Length)],
        options.BatchSize, options.Seed, round);

    private static float[] LogProbs(Transformer policy, IReadOnlyList<TokenSequence> sequences)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return TokenBatch.Of(sequences, policy.Config).LogProbs(policy).data<float>().ToArray();
    }

    private static void Update(
        TrainableModel policy, Transformer? reference, Optimizer optimizer, IReadOnlyList<TokenSequence> sequences, float[] oldLogps, float[] advantages,
        GrpoOptions options, int round, Metrics metrics)
    {
        using (NewDisposeScope())
        {
            var batch = TokenBatch.Of(sequences, policy.Compute.Config);
            var logits = batch.Logits(policy.Compute);
            var logps = TokenLogProbs.Of(logits, batch.Targets);
            var k3 = K3(batch, logps, reference, options);
            var (perToken, clipped) = GrpoLoss.PerToken(
                logps - tensor(oldLogps), tensor(advantages), batch.Sequences, options.Clip, options.Clip, k3, options.Beta);
            var divisor = options.Aggregation switch
            {
                GrpoAggregation.Grpo => sequences.Count,
                GrpoAggregation.Dapo => batch.ScoredCount,
                _ => (double)sequences.Count * options.MaxTokens,
            };
            var loss = GrpoLoss.Aggregate(perToken, batch.Sequences, batch.SequenceCount, options.Aggregation, divisor);
            loss.backward();
            policy.CollectGradient();
            metrics.Add(logits, clipped, k3);
        }

        metrics.GradNorm += optimizer.Update(options.Optimizer.RateAt(round, options.Iterations));
    }

    private static Tensor? K3(TokenBatch batch, Tensor logps, Transformer? reference, GrpoOptions options)
    {
        if (reference is null || options.Beta == 0)
        {
            return null;
        }

        Tensor referenceLogps;
        using (no_grad())
        {
            referenceLogps = batch.LogProbs(reference);
        }

        return KlPenalty.K3(logps, referenceLogps);
    }

    /// <summary>Sums over the updates of a round.</summary>
    private sealed class Metrics
    {
        private int _updates;

        public double Kl { get; private set; }

        public double Entropy { get; private set; }

        public double Clipped { get; private set; }

        public double GradNorm { get; set; }

        public double Mean(double sum) => _updates == 0 ? 0 : sum / _updates;

        public void Add(Tensor logits, Tensor clipped, Tensor? k3)
        {
            using var _ = no_grad();
            _updates++;
            Entropy += TokenLogProbs.Entropy(logits.detach()).mean().item<float>();
            Clipped += clipped.mean().item<float>();
            Kl += k3 is null ? 0 : k3.detach().mean().item<float>();
        }
    }
}
