using Precept.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Optimizers;

public sealed class OptimizerTests
{
    [Theory]
    [InlineData(0, 0.05)] // 2 warm-up steps of 10 * 0.2: half the peak, then the peak
    [InlineData(1, 0.1)]
    [InlineData(2, 0.1)] // then 1 - (step - 2) / 8 * 0.5
    [InlineData(6, 0.075)]
    [InlineData(9, 0.05625)]
    public void RateAt_rises_and_falls_linearly(int step, double expected) =>
        new OptimizerOptions { LearningRate = 0.1, Warmup = 0.2, FinalRate = 0.5 }.RateAt(step, 10).ShouldBe(expected, 1e-12);

    [Fact]
    public void Update_first_step_of_AdamW_moves_every_weight_by_the_rate_against_its_gradient()
    {
        // Bias-corrected, the first mean is g and the first square g^2: the step is rate * g / (|g| + 1e-8).
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);
        using var optimizer = new Optimizer(model, new OptimizerOptions { MaxGradNorm = 1e6 });
        var before = model.Weights();
        var gradient = SetGradient(model);

        optimizer.Update(0.01);

        var after = model.Weights();
        for (var i = 0; i < before.Length; i++)
        {
            after[i].ShouldBe(before[i] - 0.01f * Math.Sign(gradient[i]), 1e-5f);
        }
    }

    [Fact]
    public void Update_second_step_of_AdamW_is_the_formulas()
    {
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);
        using var optimizer = new Optimizer(model, new OptimizerOptions { MaxGradNorm = 1e6, WeightDecay = 0.1 });
        using (no_grad())
        {
            model.Master.fill_(1);
            model.Gradient.fill_(2);
            optimizer.Update(0.01);
            model.Gradient.fill_(-1);
            optimizer.Update(0.01);
        }

        // m = 0.9 * 0.2 - 0.1 = 0.08, corrected by 1 - 0.81; v = 0.95 * 0.2 + 0.05 = 0.24, corrected by 1 - 0.9025.
        var second = 0.01 * (0.08 / 0.19) / Math.Sqrt(0.24 / 0.0975);
        var undecayed = 1 - 0.01 - second;
        var decayed = (1 * (1 - 0.001) - 0.01) * (1 - 0.001) - second;
        var norm = model.Slices.Single(s => s.Name == "norm");
        var embed = model.Slices.Single(s => s.Name == "embed");
        model.Weights()[(int)norm.Start].ShouldBe((float)undecayed, 1e-6f); // vectors do not decay
        model.Weights()[(int)embed.Start].ShouldBe((float)decayed, 1e-6f);
    }

    [Fact]
    public void Update_clips_the_gradient_and_returns_its_norm_before()
    {
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);
        using var optimizer = new Optimizer(model, new OptimizerOptions { MaxGradNorm = 1 });
        using (no_grad())
        {
            model.Gradient.narrow(0, 0, 2).copy_(tensor(new[] { 3f, 4f }));
        }

        optimizer.Update(0.01).ShouldBe(5);

        // What the running mean keeps is a tenth of the clipped gradient (0.6, 0.8).
        optimizer.Mean.narrow(0, 0, 2).data<float>().ToArray().ShouldBe([0.06f, 0.08f], 1e-6);
        model.Gradient.abs().sum().item<float>().ShouldBe(0);
    }

    [Fact]
    public void Update_with_Muon_moves_block_matrices_by_an_orthogonal_step_and_the_rest_by_AdamW()
    {
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);
        using var optimizer = new Optimizer(model, new OptimizerOptions { Muon = true, MaxGradNorm = 1e6 });
        var before = model.Weights();
        var gradient = SetGradient(model);

        optimizer.Update(0.01);

        var after = model.Weights();
        foreach (var slice in model.Slices)
        {
            var (from, to) = ((int)slice.Start, (int)(slice.Start + slice.Count));
            var step = Enumerable.Range(from, to - from).Select(i => (before[i] - after[i]) / 0.01f).ToArray();
            if (!slice.IsBlockMatrix)
            {
                step.Zip(gradient[from..to], (s, g) => Math.Abs(s - Math.Sign(g))).Max().ShouldBeLessThan(1e-3f);
                continue;
            }

            using var scope = NewDisposeScope();
            var scale = 0.2f * MathF.Sqrt(Math.Max(slice.Shape[0], slice.Shape[1]));
            ShouldBeNearlyOrthogonal((tensor(step) / scale).view(slice.Shape));
        }
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(64, 16)]
    [InlineData(16, 64)]
    [InlineData(96, 32)]
    public void Orthogonalise_brings_the_singular_values_near_one(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3, CPU);
        var matrices = randn([3, rows, columns], generator: generator) * tensor(new[] { 1e-3f, 1, 1e3f }).view(3, 1, 1);

        var result = Optimizer.Orthogonalise(matrices);

        result.shape.ShouldBe([3, rows, columns]);
        for (var i = 0; i < 3; i++)
        {
            ShouldBeNearlyOrthogonal(result[i]);
        }
    }

    [Fact]
    public void Update_of_a_gradient_that_is_not_finite_stops_before_the_weights_change()
    {
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);
        using var optimizer = new Optimizer(model, new OptimizerOptions());
        var before = model.Weights();
        using (no_grad())
        {
            model.Gradient.narrow(0, 5, 1).fill_(float.PositiveInfinity);
        }

        Should.Throw<NonFiniteException>(() => optimizer.Update(0.1));

        model.Weights().ShouldBe(before);
    }

    private static void ShouldBeNearlyOrthogonal(Tensor matrix)
    {
        var values = linalg.svdvals(matrix).data<float>().ToArray();
        values.Min().ShouldBeGreaterThan(0.3f); // five steps leave the smallest values of a square matrix below the others
        values.Max().ShouldBeLessThan(1.3f);
        values.Count(v => v is > 0.6f and < 1.3f).ShouldBeGreaterThan(values.Length * 8 / 10);
    }

    private static float[] SetGradient(TrainableModel model)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator(5, CPU);
        var gradient = randn([model.Gradient.shape[0]], generator: generator);
        model.Gradient.copy_(gradient);
        return gradient.data<float>().ToArray();
    }
}
