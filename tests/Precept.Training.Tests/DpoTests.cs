using Precept.Training.Optimizers;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

public sealed class DpoTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 4096)]
    [InlineData(ScalarType.Float32, 2)]
    [InlineData(ScalarType.BFloat16, 4096)]
    [InlineData(ScalarType.BFloat16, 2)]
    public void Train_starts_at_ln_2(ScalarType compute, int microBatch)
    {
        using var start = Tiny.Model();
        using var reference = start.Clone(compute);
        using var policy = new TrainableModel(start, compute);

        var curve = Dpo.Train(policy, reference, Tiny.Pairs(8), new DpoOptions { BatchSize = 8, MicroBatchSize = microBatch }, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[0].Metrics["loss"].ShouldBe(Math.Log(2), 1e-6);
        curve[0].Metrics["margin"].ShouldBe(0);
    }

    [Fact]
    public void Train_from_weights_that_are_not_the_references_stops_with_an_error()
    {
        using var start = Tiny.Model(seed: 1);
        using var reference = Tiny.Model(seed: 2);
        using var policy = new TrainableModel(start, ScalarType.Float32);
        var before = policy.Weights();

        var error = Should.Throw<InvalidOperationException>(() => Dpo.Train(policy, reference, Tiny.Pairs(4), new DpoOptions(), new RunOptions(), cancellationToken: Tiny.Cancel));

        error.Message.ShouldContain("not its reference");
        policy.Weights().ShouldBe(before);
    }

    [Fact]
    public void Train_raises_the_margin_of_the_chosen_replies()
    {
        using var reference = Tiny.Model();
        using var policy = new TrainableModel(reference, ScalarType.Float32);
        PairSequences[] pairs = [.. Tiny.Pairs(8).Select(p => p with { P = 1 })];

        var curve = Dpo.Train(policy, reference, pairs, new DpoOptions { BatchSize = 8, Epochs = 15, Optimizer = Tiny.Constant(1e-3) }, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[^1].Metrics["margin"].ShouldBeGreaterThan(0.5);
        curve[^1].Metrics["accuracy"].ShouldBe(1);
        curve[^1].Metrics["loss"].ShouldBeLessThan(curve[0].Metrics["loss"]);
        curve[^1].Metrics["nll"].ShouldBeLessThan(curve[0].Metrics["nll"]);
    }

    // The derivative of a pair's loss by x = beta D is s(x) - p: zero at the start where p = 1/2, and at the end where x = ln(p / (1 - p)).
    [Fact]
    public void Train_on_an_even_label_changes_no_weight()
    {
        using var reference = Tiny.Model();
        using var policy = new TrainableModel(reference, ScalarType.Float32);
        var before = policy.Weights();
        PairSequences[] pairs = [.. Tiny.Pairs(4).Select(p => p with { P = 0.5 })];

        var curve = Dpo.Train(policy, reference, pairs, new DpoOptions { NllCoefficient = 0, Epochs = 3 }, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve.ShouldAllBe(s => s.Metrics["gradNorm"] == 0);
        policy.Weights().ShouldBe(before);
    }

    [Fact]
    public void Train_on_a_soft_label_ends_with_the_margin_at_its_log_odds()
    {
        using var reference = Tiny.Model();
        using var policy = new TrainableModel(reference, ScalarType.Float32);
        PairSequences[] pairs = [Tiny.Pairs(1)[0] with { P = 0.7, Weight = 1 }];

        var curve = Dpo.Train(
            policy, reference, pairs, new DpoOptions { Beta = 0.5, NllCoefficient = 0, Epochs = 300, Optimizer = Tiny.Constant(3e-4) }, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[^1].Metrics["margin"].ShouldBe(Math.Log(0.7 / 0.3), 0.02);
    }
}
