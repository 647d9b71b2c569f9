// Supervised fine-tuning: cross-entropy on the tokens of the assistant's replies only, end-of-turn included.
//
// Loss of a step = sum over all scored tokens of the whole batch / their number, however many micro-batches it is cut into
// (a mean of micro-batch means would weigh short replies more). The base model is trained by the same loop from random weights.
using System.ComponentModel.DataAnnotations;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>Settings of supervised fine-tuning.</summary>
public sealed record SftOptions
{
    /// <summary>Passes over the data. Default 1.</summary>
    [Range(0.01, 1000)]
    public double Epochs { get; init; } = 1;

    /// <summary>Conversations a step. Default 32.</summary>
    [Range(1, 4096)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Conversations a forward pass; the gradient of a step is added up over them. Default: the whole batch.</summary>
    [Range(1, 4096)]
    public int MicroBatchSize { get; init; } = 4096;

    /// <summary>How weights are updated.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Seed of the order of the data.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>Supervised fine-tuning.</summary>
public static class Sft
{
    /// <summary>Trains the model in place.</summary>
    /// <param name="model">The model; its master weights are changed.</param>
    /// <param name="data">Conversations with the replies marked.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Where to save and report.</param>
    /// <param name="cancellationToken">Stops after the step at hand, with its state saved.</param>
    /// <returns>The learning curve: <c>loss</c> (nats per token), <c>gradNorm</c>, <c>rate</c>.</returns>
    public static IReadOnlyList<StepReport> Train(
        TrainableModel model, IReadOnlyList<TokenSequence> data, SftOptions options, RunOptions run, CancellationToken cancellationToken = default)
    {
        var lengths = data.Select(s => s.Tokens.Length).ToArray();
        var batches = Batching.Epochs(lengths, options.BatchSize, options.Seed, options.Epochs);
        var steps = options.Optimizer.StepsOf(batches.Count);
        using var optimizer = new Optimizer(model, options.Optimizer);
        var state = new RunState(run, ("model", model, optimizer));
        for (var step = state.Resume(); step < steps; step++)
        {
            state.StopIfCancelled(step, cancellationToken);
            var batch = batches[step];
            var scored = batch.Sum(i => data[i].ScoredCount);
            var loss = 0.0;
            foreach (var micro in batch.Chunk(options.MicroBatchSize))
            {
                loss += Backward(model, [.. micro.Select(i => data[i])], scored);
            }

            var rate = options.Optimizer.RateAt(step, batches.Count);
            var norm = optimizer.Update(rate);
            state.Finish(
                new StepReport(step, steps, new Dictionary<string, double> { ["loss"] = loss, ["gradNorm"] = norm, ["rate"] = rate }));
        }

        return state.Curve;
    }

    /// <summary>Adds a micro-batch's share of the step's gradient to the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">The micro-batch.</param>
    /// <param name="scoredTokens">The number of scored tokens of the whole batch.</param>
    /// <returns>The micro-batch's share of the step's loss.</returns>
    public static double Backward(TrainableModel model, IReadOnlyList<TokenSequence> sequences, long scoredTokens)
    {
        using var scope = NewDisposeScope();
        var batch = TokenBatch.Of(sequences, model.Compute.Config);
        var loss = nn.functional.cross_entropy(batch.Logits(model.Compute), batch.Targets, reduction: nn.Reduction.Sum) / scoredTokens;
        loss.backward();
        model.CollectGradient();
        var value = loss.item<float>();
        return float.IsFinite(value) ? value : throw new NonFiniteException($"the loss is {value}");
    }
}
