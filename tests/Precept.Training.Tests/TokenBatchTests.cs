using Precept.Training.Models;
using Precept.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

public sealed class TokenBatchTests
{
    private static readonly int[] Prompt = [1, 4, 60, 61, 62, 63, 7, 5];

    private static readonly TokenSequence[] SamePrompt =
    [
        TokenSequence.Of(Prompt, [20, 21, 22, 7]), TokenSequence.Of(Prompt, [30, 7]), TokenSequence.Of(Prompt, [40, 41, 42, 43, 44, 7]),
    ];

    [Fact]
    public void Of_sequences_with_one_prompt_is_one_row_and_other_prompts_have_theirs()
    {
        using var scope = NewDisposeScope();

        TokenBatch.Of(SamePrompt, Tiny.Config).Shape.ShouldBe((1, 32)); // 8 + 4 + 2 + 6 tokens, rounded up to 16s
        TokenBatch.Of([.. SamePrompt, TokenSequence.Of([1, 4, 60, 61, 62, 64, 7, 5], [20, 7])], Tiny.Config).Shape.Rows.ShouldBe(2);
    }

    [Fact]
    public void Of_replies_beyond_256_tokens_begins_another_row()
    {
        using var scope = NewDisposeScope();
        var reply = Enumerable.Repeat(50, 79).Append(7).ToArray();

        // 8 + 3 * 80 = 248 tokens fit, a fourth reply does not.
        TokenBatch.Of([.. Enumerable.Repeat(TokenSequence.Of(Prompt, reply), 4)], Tiny.Config with { MaxPositions = 512 }).Shape.ShouldBe((2, 256));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.BFloat16, 0.05)]
    public void LogProbs_of_sequences_that_share_a_row_are_those_of_each_alone(ScalarType dtype, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var start = Tiny.Model();
        using var model = start.Clone(dtype);
        TokenSequence[] all = [SamePrompt[0], .. Tiny.Sequences(3), SamePrompt[1], SamePrompt[2]];
        var batch = TokenBatch.Of(all, model.Config);

        var together = batch.LogProbs(model).data<float>().ToArray();

        var alone = all.SelectMany(s => TokenBatch.Of([s], model.Config).LogProbs(model).data<float>().ToArray()).ToArray();
        together.Zip(alone, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan((float)tolerance);
        batch.Targets.data<long>().ToArray().ShouldBe(all.SelectMany(s => s.Tokens.Where((_, t) => s.Scored[t])).Select(t => (long)t));
        batch.SumBySequence(ones(batch.ScoredCount)).data<float>().ToArray().ShouldBe(all.Select(s => (float)s.ScoredCount));
    }

    [Fact]
    public void Scores_of_sequences_that_share_a_row_are_those_of_each_alone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var start = Tiny.Model();
        using var model = start.WithScore();
        model.Weights["score"].normal_();

        var together = TokenBatch.Of(SamePrompt, model.Config).Scores(model).data<float>().ToArray();

        var alone = SamePrompt.Select(s => TokenBatch.Of([s], model.Config).Scores(model).item<float>()).ToArray();
        together.Zip(alone, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void Gradient_of_sequences_that_share_a_row_is_the_sum_of_their_gradients()
    {
        using var start = Tiny.Model();

        var together = Gradient(start, [SamePrompt]);
        var alone = Gradient(start, [.. SamePrompt.Select(s => new[] { s })]);

        together.Zip(alone, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
        alone.Max(Math.Abs).ShouldBeGreaterThan(0.1f);
    }

    private static float[] Gradient(Transformer start, IReadOnlyList<TokenSequence[]> batches)
    {
        using var scope = NewDisposeScope();
        using var model = new TrainableModel(start, ScalarType.Float32);
        foreach (var batch in batches)
        {
            TokenBatch.Of(batch, start.Config).LogProbs(model.Compute).sum().backward();
            model.CollectGradient();
        }

        return model.Gradient.data<float>().ToArray();
    }
}
