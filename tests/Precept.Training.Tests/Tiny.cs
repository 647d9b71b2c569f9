using Precept.Prompts;
using Precept.Spec;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using Precept.Training.Tests.Tokenizers;
using Precept.Training.Tokenizers;

namespace Precept.Training.Tests;

/// <summary>Models and data small enough that a step takes milliseconds.</summary>
internal static class Tiny
{
    public static ChatTokenizer Tokenizer { get; } = TestTokenizer.Create(300);

    public static TransformerConfig Config { get; } = new()
    {
        VocabSize = Tokenizer.VocabSize,
        HiddenSize = 32,
        IntermediateSize = 48,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        MaxPositions = 96,
        BosId = Tokenizer.BosId,
        EosId = Tokenizer.EndId,
        PadId = Tokenizer.PadId,
    };

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Transformer Model(long seed = 1) => Transformer.Create(Config, seed);

    public static TokenSequence Sequence(string prompt, string reply) =>
        TokenSequence.Of(Tokenizer.Prompt([new Message(Role.User, prompt)]), Tokenizer.Reply(reply));

    /// <summary>Random prompts and replies of different lengths.</summary>
    public static TokenSequence[] Sequences(int count, long seed = 1)
    {
        var random = SeededRandom.For(seed, "tiny");
        return [.. Enumerable.Range(0, count).Select(_ => TokenSequence.Of(Draw(3, 20), Draw(2, 12)))];

        int[] Draw(int shortest, int longest) =>
            [.. Enumerable.Range(0, shortest + random.NextInt(longest - shortest)).Select(_ => 8 + random.NextInt(Tokenizer.VocabSize - 8))];
    }

    public static PairSequences[] Pairs(int count)
    {
        var replies = Sequences(2 * count);
        return [.. Enumerable.Range(0, count).Select(i => new PairSequences(replies[2 * i], replies[2 * i + 1], P: i % 2 == 0 ? 1 : 0.8, Weight: 1 + i % 3))];
    }

    public static Prompt[] Prompts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Prompt([new Message(Role.User, new string((char)('a' + i % 26), 1 + i % 7))], []))];

    /// <summary>The share of an answer's tokens whose id is even: 1/2 by chance, 1 once learned.</summary>
    public static float[] EvenShare(
        IReadOnlyList<Prompt> prompts, IReadOnlyList<TokenSequence> sequences, IReadOnlyList<string> texts, IReadOnlyList<bool> finished) =>
        [.. sequences.Select(s => (float)s.Tokens[^s.ScoredCount..].Average(t => t % 2 == 0 ? 1.0 : 0.0))];

    public static OptimizerOptions Constant(double rate) => new() { LearningRate = rate, Warmup = 0, FinalRate = 1 };

    public static float[] Weights(this TrainableModel model) => model.Master.data<float>().ToArray();

    public static void ShouldBeCurve(this IReadOnlyList<StepReport> actual, IReadOnlyList<StepReport> expected)
    {
        actual.Select(s => s.Step).ShouldBe(expected.Select(s => s.Step));
        actual.Select(s => string.Join(' ', s.Metrics)).ShouldBe(expected.Select(s => string.Join(' ', s.Metrics)));
    }
}
