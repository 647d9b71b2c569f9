using Precept.Spec;
using Precept.Training.Models;
using Precept.Training.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Sampling;

public sealed class GenerationTests
{
    private static readonly int[] Short = [1, 4, 40, 41, 7, 5];
    private static readonly int[] Long = [1, 4, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 7, 5];

    [Fact]
    public void Run_greedy_with_the_cache_equals_the_likeliest_token_of_a_whole_forward_pass_each_time()
    {
        using var model = Peaked();
        var expected = new List<int>();
        var logProbs = new List<float>();
        while (expected.Count < 20 && (expected.Count == 0 || expected[^1] != model.Config.EosId))
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var hidden = model.Hidden(tensor(Long.Concat(expected).Select(t => (long)t).ToArray()).unsqueeze(0));
            var row = nn.functional.log_softmax(model.Logits(hidden[0, ^1].unsqueeze(0)), -1)[0];
            expected.Add((int)row.argmax().item<long>());
            logProbs.Add(row[expected[^1]].item<float>());
        }

        var answer = Generation.Run(model, [Request(Long, 1)], 20, 0, 1, cancellationToken: Tiny.Cancel)[0];

        answer.Tokens.ShouldBe(expected);
        answer.LogProbs.Zip(logProbs, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f);
    }

    [Fact]
    public void Run_of_a_prompt_does_not_depend_on_its_neighbours_nor_on_the_padding_they_cause()
    {
        using var model = Peaked();
        var alone = Generation.Run(model, [Request(Short, 3)], 16, 1, 0.9, cancellationToken: Tiny.Cancel)[0];

        var together = Generation.Run(model, [Request(Long, 1), Request(Short, 3), Request(Long, 2), Request(Short, 4)], 16, 1, 0.9, cancellationToken: Tiny.Cancel);

        together[1].Tokens.ShouldBe(alone.Tokens);
        together[1].LogProbs.Zip(alone.LogProbs, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f);
        together[3].Tokens.ShouldNotBe(alone.Tokens);
    }

    [Fact]
    public void Run_log_probabilities_are_those_of_the_training_forward_pass()
    {
        using var model = Peaked();
        var answers = Generation.Run(model, [.. Enumerable.Range(0, 6).Select(i => Request(i % 2 == 0 ? Short : Long, i))], 12, 0.7, 1, cancellationToken: Tiny.Cancel);
        var sequences = answers.Select((a, i) => TokenSequence.Of(i % 2 == 0 ? Short : Long, a.Tokens)).ToArray();

        var sums = SequenceLogProbs.Of(model, sequences, batchSize: 4);

        for (var i = 0; i < answers.Count; i++)
        {
            sums[i].ShouldBe(answers[i].LogProbs.Sum(), 1e-3);
        }
    }

    [Fact]
    public void Run_cuts_an_answer_at_its_own_room_not_at_its_neighbours()
    {
        using var model = WithoutEnd(Peaked());
        int[] nearlyFull = [1, .. Enumerable.Repeat(50, model.Config.MaxPositions - 4)];

        var answers = Generation.Run(model, [Request(nearlyFull, 1), Request(Short, 2)], 20, 1, 1, cancellationToken: Tiny.Cancel);

        answers[0].Tokens.Length.ShouldBe(3);
        answers[1].Tokens.Length.ShouldBe(20);
        answers.ShouldAllBe(a => !a.Finished);
    }

    [Fact]
    public void Run_of_a_prompt_that_leaves_no_room_says_so()
    {
        using var model = Tiny.Model();
        var full = Enumerable.Repeat(50, model.Config.MaxPositions).ToArray();

        Should.Throw<InputException>(() => Generation.Run(model, [Request(full, 1)], 20, 1, 1, cancellationToken: Tiny.Cancel)).Message.ShouldContain("96");
    }

    [Fact]
    public void Run_stops_between_tokens_when_cancelled()
    {
        using var model = WithoutEnd(Peaked());
        using var cancel = new CancellationTokenSource();
        var drawn = 0;

        Should.Throw<OperationCanceledException>(() => Generation.Run(
            model, [Request(Short, 1)], 20, 1, 1, (_, _) => { if (++drawn == 3) { cancel.Cancel(); } }, cancel.Token));

        drawn.ShouldBe(3);
    }

    [Fact]
    public void Forward_of_a_padded_row_equals_the_row_alone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Peaked();
        var sequences = Tiny.Sequences(6);
        var together = TokenBatch.Of(sequences, model.Config);

        var logps = together.LogProbs(model).data<float>().ToArray();

        var alone = sequences.SelectMany(s => TokenBatch.Of([s], model.Config).LogProbs(model).data<float>().ToArray()).ToArray();
        logps.Length.ShouldBe(sequences.Sum(s => s.ScoredCount));
        logps.Zip(alone, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void TokenBatch_of_a_sequence_as_long_as_the_model_takes_is_not_padded_beyond()
    {
        using var scope = NewDisposeScope();
        var config = Tiny.Config with { MaxPositions = 41 };
        var sequence = TokenSequence.Of(new int[40], [9]);

        TokenBatch.Of([sequence], config).Shape.ShouldBe((1, 41));
        TokenBatch.Of([Tiny.Sequences(1)[0]], config).Shape.Columns.ShouldBeOneOf(16, 32);
    }

    private static GenerationRequest Request(int[] prompt, long seed) => new(prompt, SeededRandom.For(seed, "test"));

    /// <summary>A model with embeddings so large that its distributions are far from even, and so its choices from rounding.</summary>
    private static Transformer Peaked()
    {
        var model = Tiny.Model(seed: 4);
        using var _ = no_grad();
        model.Weights["embed"].mul_(20);
        return model;
    }

    private static Transformer WithoutEnd(Transformer model)
    {
        using var _ = no_grad();
        model.Weights["embed"].select(0, model.Config.EosId).zero_();
        return model;
    }
}
