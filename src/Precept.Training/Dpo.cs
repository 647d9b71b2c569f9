// Direct preference optimization (Rafailov et al. 2023, arXiv:2305.18290) with soft labels and, as Llama 3 does it, the negative
// log-likelihood of the chosen reply beside it (without it both replies may become less likely, and small models begin to loop).
//
// The reference is a frozen copy of the start, computed in the same batches, so that at step 0 policy and reference agree to the last
// bit: D = 0 and the loss is ln 2. If they do not, something is wrong with the start and the run stops.
using System.ComponentModel.DataAnnotations;
using Precept.Training.Losses;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>Settings of direct preference optimization.</summary>
public sealed record DpoOptions
{
    /// <summary>How strongly the policy is held to the reference. Default 0.1.</summary>
    [Range(1e-4, 10)]
    public double Beta { get; init; } = 0.1;

    /// <summary>Weight of the chosen reply's mean token NLL. Default 0.2 (Llama 3).</summary>
    [Range(0, 100)]
    public double NllCoefficient { get; init; } = 0.2;

    /// <summary>Passes over the pairs. Default 1.</summary>
    [Range(0.01, 1000)]
    public double Epochs { get; init; } = 1;

    /// <summary>Pairs a step. Default 32.</summary>
    [Range(1, 4096)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Pairs a forward pass. Default: the whole batch.</summary>
    [Range(1, 4096)]
    public int MicroBatchSize { get; init; } = 4096;

    /// <summary>How weights are updated.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Seed of the order of the data.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>A pair as tokens.</summary>
/// <param name="Chosen">Prompt and better reply; the reply's tokens are scored.</param>
/// <param name="Rejected">The same prompt and the worse reply.</param>
/// <param name="P">Probability that the chosen one is better, 0 to 1.</param>
/// <param name="Weight">Weight in the loss, positive.</param>
public sealed record PairSequences(TokenSequence Chosen, TokenSequence Rejected, double P = 1, double Weight = 1);

/// <summary>Direct preference optimization.</summary>
public static class Dpo
{
    /// <summary>Trains the policy in place.</summary>
    /// <param name="policy">The policy; its master weights are changed.</param>
    /// <param name="reference">The frozen start, of the policy's compute type.</param>
    /// <param name="pairs">The preferences.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Where to save and report.</param>
    /// <param name="cancellationToken">Stops after the step at hand, with its state saved.</param>
    /// <returns>
    /// The learning curve: <c>loss</c> (without the NLL term), <c>accuracy</c>, <c>margin</c> (beta * D), <c>chosenLogProb</c> and
    /// <c>rejectedLogProb</c> (nats per reply), <c>nll</c> (nats per token of the chosen replies), <c>gradNorm</c>.
    /// </returns>
    public static IReadOnlyList<StepReport> Train(
        TrainableModel policy, Transformer reference, IReadOnlyList<PairSequences> pairs, DpoOptions options, RunOptions run,
        CancellationToken cancellationToken = default)
    {
        var lengths = pairs.Select(p => p.Chosen.Tokens.Length + p.Rejected.Tokens.Length).ToArray();
        var batches = Batching.Epochs(lengths, options.BatchSize, options.Seed, options.Epochs);
        using var optimizer = new Optimizer(policy, options.Optimizer);
        var state = new RunState(run, ("policy", policy, optimizer));
        for (var step = state.Resume(); step < batches.Count; step++)
        {
            state.StopIfCancelled(step, cancellationToken);
            var batch = batches[step].Select(i => pairs[i]).ToArray();
            var totalWeight = batch.Sum(p => p.Weight);
            var chosenTokens = batch.Sum(p => p.Chosen.ScoredCount);
            var sums = new double[6];
            foreach (var micro in batch.Chunk(options.MicroBatchSize))
            {
                var part = Backward(policy, reference, micro, options, totalWeight, chosenTokens);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += part[i];
                }
            }

            if (step == 0)
            {
                RequireEqualStart(sums[0], batch, totalWeight);
            }

            var norm = optimizer.Update(options.Optimizer.RateAt(step, batches.Count));
            var n = batch.Length;
            state.Finish(
                new StepReport(step, batches.Count, new Dictionary<string, double>
                {
                    ["loss"] = sums[0],
                    ["accuracy"] = sums[1] / n,
                    ["margin"] = sums[2] / n,
                    ["chosenLogProb"] = sums[3] / n,
                    ["rejectedLogProb"] = sums[4] / n,
                    ["nll"] = -sums[3] / chosenTokens,
                    ["gradNorm"] = norm,
                }));
        }

        return state.Curve;
    }

    /// <summary>Adds a micro-batch's gradient; returns its share of the loss and the sums of accuracy, margin, chosen and rejected log-probability.</summary>
    private static double[] Backward(
        TrainableModel policy, Transformer reference, IReadOnlyList<PairSequences> pairs, DpoOptions options, double totalWeight, double chosenTokens)
    {
        using var scope = NewDisposeScope();
        var n = pairs.Count;
        var batch = TokenBatch.Of([.. pairs.Select(p => p.Chosen), .. pairs.Select(p => p.Rejected)], policy.Compute.Config);
        var policySums = batch.SumBySequence(batch.LogProbs(policy.Compute));
        Tensor referenceSums;
        using (no_grad())
        {
            referenceSums = batch.SumBySequence(batch.LogProbs(reference));
        }

        var outcome = DpoLoss.Of(
            policySums.narrow(0, 0, n), policySums.narrow(0, n, n), referenceSums.narrow(0, 0, n), referenceSums.narrow(0, n, n),
            tensor(pairs.Select(p => (float)p.P).ToArray()), tensor(pairs.Select(p => (float)p.Weight).ToArray()), options.Beta, totalWeight);
        var loss = DpoLoss.WithChosenNll(outcome.Loss, policySums.narrow(0, 0, n), chosenTokens, options.NllCoefficient);
        loss.backward();
        policy.CollectGradient();
        var value = outcome.Loss.item<float>();
        return float.IsFinite(value)
            ? [value, outcome.Accuracy.sum().item<float>(), (outcome.ChosenReward - outcome.RejectedReward).sum().item<float>(),
               policySums.narrow(0, 0, n).sum().item<float>(), policySums.narrow(0, n, n).sum().item<float>(), 0]
            : throw new NonFiniteException($"the DPO loss is {value}");
    }

    private static void RequireEqualStart(double loss, IReadOnlyList<PairSequences> batch, double totalWeight)
    {
        // -p ln(1/2) - (1-p) ln(1/2) = ln 2 for every p.
        var expected = batch.Sum(p => p.Weight * Math.Log(2)) / totalWeight;
        if (Math.Abs(loss - expected) > 1e-6)
        {
            throw new InvalidOperationException(
                $"At step 0 the policy is not its reference: the DPO loss is {loss:R}, expected ln 2 = {expected:R}. Start the policy from the reference's weights.");
        }
    }
}
