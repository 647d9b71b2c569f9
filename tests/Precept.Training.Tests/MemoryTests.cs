using Precept.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

/// <summary>Counts live tensors, which only one test can do at a time.</summary>
[CollectionDefinition(nameof(LiveTensors), DisableParallelization = true)]
public sealed class LiveTensors;

[Collection(nameof(LiveTensors))]
public sealed class MemoryTests
{
    [Fact]
    public void Sft_leaves_no_tensor_behind_from_step_to_step() => Flat(20, onStep =>
    {
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.BFloat16);
        var options = new SftOptions { BatchSize = 2, MicroBatchSize = 1, Optimizer = new OptimizerOptions { Muon = true, WeightDecay = 0.1 } };
        Sft.Train(model, Tiny.Sequences(40), options, new RunOptions { OnStep = onStep });
    });

    [Fact]
    public void Dpo_leaves_no_tensor_behind_from_step_to_step() => Flat(10, onStep =>
    {
        using var reference = Tiny.Model();
        using var policy = new TrainableModel(reference, ScalarType.Float32);
        Dpo.Train(policy, reference, Tiny.Pairs(20), new DpoOptions { BatchSize = 2 }, new RunOptions { OnStep = onStep });
    });

    [Fact]
    public void RewardModel_leaves_no_tensor_behind_from_step_to_step() => Flat(10, onStep =>
    {
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var model = new TrainableModel(scored, ScalarType.Float32);
        RankedReplies[] data = [.. Tiny.Sequences(40).Chunk(2).Select(r => new RankedReplies(r, [0, 1]))];
        RewardModel.Train(model, data, new RewardModelOptions { BatchSize = 2 }, new RunOptions { OnStep = onStep });
    });

    [Fact]
    public void Grpo_and_Ppo_leave_no_tensor_behind_from_round_to_round()
    {
        using var reference = Tiny.Model();
        using var scored = reference.WithScore();
        Flat(6, onStep =>
        {
            using var policy = new TrainableModel(reference, ScalarType.BFloat16);
            var options = new GrpoOptions { Iterations = 6, PromptsPerIteration = 3, Answers = 4, BatchSize = 8, MaxTokens = 5, Beta = 0.1 };
            Grpo.Train(policy, reference, Tiny.Tokenizer, Tiny.Prompts(5), Tiny.EvenShare, options, new RunOptions { OnStep = onStep });
        });
        Flat(6, onStep =>
        {
            using var policy = new TrainableModel(reference, ScalarType.BFloat16);
            using var value = new TrainableModel(scored, ScalarType.BFloat16);
            var options = new PpoOptions { Iterations = 6, PromptsPerIteration = 12, BatchSize = 8, MaxTokens = 5, PtxCoefficient = 1 };
            Ppo.Train(
                policy, reference, value, Tiny.Tokenizer, Tiny.Prompts(5), Tiny.EvenShare, options, new RunOptions { OnStep = onStep }, Tiny.Sequences(5));
        });
    }

    private static void Flat(int steps, Action<Action<StepReport>> train)
    {
        var counts = new List<long>();
        var before = Tensor.TotalCount;
        train(_ => counts.Add(Tensor.TotalCount));
        counts.Count.ShouldBe(steps);
        counts.ShouldAllBe(count => count == counts[0]);
        Tensor.TotalCount.ShouldBe(before);
    }
}
