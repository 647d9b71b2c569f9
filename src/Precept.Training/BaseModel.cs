// Trains a small base model from nothing: corpus, tokenizer, random weights, then the loop of supervised fine-tuning.
// What a full-size run does with a web corpus, this does with generated dialogues (BaseCorpus), once, for as long as it takes.
using System.ComponentModel.DataAnnotations;
using Precept.Prompts;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using Precept.Training.Tokenizers;
using TorchSharp;

namespace Precept.Training;

/// <summary>Settings of a base model.</summary>
public sealed record BaseModelOptions
{
    /// <summary>Token ids, special tokens and bytes included. Default 1024.</summary>
    [Range(300, 100_000)]
    public int VocabSize { get; init; } = 1024;

    /// <summary>Width of the residual stream. Default 128.</summary>
    [Range(8, 4096)]
    public int HiddenSize { get; init; } = 128;

    /// <summary>Width inside SwiGLU. Default 384.</summary>
    [Range(8, 16_384)]
    public int IntermediateSize { get; init; } = 384;

    /// <summary>Blocks. Default 5.</summary>
    [Range(1, 128)]
    public int Layers { get; init; } = 5;

    /// <summary>Query heads. Default 4.</summary>
    [Range(1, 128)]
    public int Heads { get; init; } = 4;

    /// <summary>Key/value heads. Default 2.</summary>
    [Range(1, 128)]
    public int KeyValueHeads { get; init; } = 2;

    /// <summary>Longest sequence, tokens. Default 512.</summary>
    [Range(16, 131_072)]
    public int MaxPositions { get; init; } = 512;

    /// <summary>The corpus.</summary>
    public BaseCorpusOptions Corpus { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public SftOptions Training { get; init; } = new();
}

/// <summary>Trains a base model.</summary>
public static class BaseModel
{
    /// <summary>A piece must occur this often in the tokenizer's texts to be merged: rare words stay several tokens.</summary>
    private const int MinimumPieceCount = 100;

    /// <summary>Builds the corpus and the tokenizer and trains the weights.</summary>
    /// <param name="scenarioPaths">Where the scenario families are; only their train part is read.</param>
    /// <param name="options">Settings.</param>
    /// <param name="compute">The element type of the computation.</param>
    /// <param name="run">Where to save and report.</param>
    /// <param name="cancellationToken">Stops after the step at hand.</param>
    /// <returns>The model (float32; the caller disposes it), its tokenizer, the learning curve and the number of tokens read.</returns>
    public static (Transformer Model, ChatTokenizer Tokenizer, IReadOnlyList<StepReport> Curve, long Tokens) Train(
        IReadOnlyList<string> scenarioPaths, BaseModelOptions options, torch.ScalarType compute, RunOptions run,
        CancellationToken cancellationToken = default)
    {
        var tokenizer = TrainTokenizer(scenarioPaths, options);
        var sequences = BaseCorpus.Sequences(scenarioPaths, tokenizer, options.Corpus);
        var config = new TransformerConfig
        {
            VocabSize = tokenizer.VocabSize,
            HiddenSize = options.HiddenSize,
            IntermediateSize = options.IntermediateSize,
            Layers = options.Layers,
            Heads = options.Heads,
            KeyValueHeads = options.KeyValueHeads,
            MaxPositions = options.MaxPositions,
            BosId = tokenizer.BosId,
            EosId = tokenizer.EndId,
            PadId = tokenizer.PadId,
        }.Validated("base model");
        using var start = Transformer.Create(config, options.Training.Seed);
        using var model = new TrainableModel(start, compute);
        var curve = Sft.Train(model, sequences, options.Training, run, cancellationToken);
        var batches = Batching.Epochs([.. sequences.Select(s => s.Tokens.Length)], options.Training.BatchSize, options.Training.Seed, options.Training.Epochs);
        return (model.Snapshot(), tokenizer, curve, batches.Take(curve.Count).Sum(b => b.Sum(i => (long)sequences[i].Tokens.Length)));
    }

    /// <summary>
    /// A tokenizer of the corpus's first round. The values that are to be copied get no merges of their own: a word that is one token in
    /// training and several in the test could not be copied.
    /// </summary>
    public static ChatTokenizer TrainTokenizer(IReadOnlyList<string> scenarioPaths, BaseModelOptions options)
    {
        var dialogues = BaseCorpus.Dialogues(scenarioPaths, options.Corpus, round: 0);
        var texts = dialogues.SelectMany(d => d.Prompt.Messages.Concat(d.Replies.Select(r => r.Message))).Select(m => (" " + m.Content, 1.0));
        return ChatTokenizer.Create(BpeTrainer.Train(texts, new BpeTrainerOptions
        {
            VocabSize = options.VocabSize,
            MinimumCount = MinimumPieceCount,
            Excluded = BaseCorpus.CopiedWords(scenarioPaths, options.Corpus),
        }));
    }
}
