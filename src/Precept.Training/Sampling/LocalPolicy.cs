using System.Runtime.CompilerServices;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training.Models;
using Precept.Training.Tokenizers;
using TorchSharp;

namespace Precept.Training.Sampling;

/// <summary>A model of our own that answers prompts in batches.</summary>
/// <remarks>
/// An answer's random stream depends on seed, prompt and index only. Which prompts share a batch depends on the list of prompts alone: a
/// stage that was interrupted and goes on at a multiple of <see cref="BlockSize"/> gets the same bytes.
/// </remarks>
public sealed class LocalPolicy : IPolicy, IDisposable
{
    /// <summary>Prompts that are sorted and batched together.</summary>
    public const int BlockSize = 256;

    private readonly Transformer _model;
    private readonly bool _ownsModel;
    private readonly ChatTokenizer _tokenizer;
    private readonly int _rowsPerBatch;

    /// <summary>A policy over a model; does not take ownership of it.</summary>
    /// <param name="id">The model's id in responses and lineage: the checkpoint's content hash.</param>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="rowsPerBatch">Answers generated at a time, at least 1.</param>
    public LocalPolicy(string id, Transformer model, ChatTokenizer tokenizer, int rowsPerBatch = 96)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerBatch, 1);
        (Id, _tokenizer, _rowsPerBatch) = (id, tokenizer, rowsPerBatch);
        (_model, _ownsModel) = InFloat32(model);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">A prompt leaves no room for an answer.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Response>> SampleAsync(
        IReadOnlyList<Prompt> prompts, Sampler sampler, int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        foreach (var block in prompts.Chunk(BlockSize))
        {
            var answers = await Task.Run(() => Answer(block, sampler, count, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var ofPrompt in answers.Chunk(count))
            {
                yield return ofPrompt;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsModel)
        {
            _model.Dispose();
        }
    }

    /// <summary>
    /// The model itself or a float32 copy. Decoding has a new shape every few tokens, and oneDNN compiles a bfloat16 kernel for each, which
    /// costs more than the kernel saves.
    /// </summary>
    internal static (Transformer Model, bool IsCopy) InFloat32(Transformer model)
    {
        if (model.Dtype == torch.ScalarType.Float32)
        {
            return (model, false);
        }

        return (model.Clone(torch.ScalarType.Float32), true);
    }

    /// <summary>The stream of one answer.</summary>
    internal static SeededRandom Stream(long seed, string promptId, int index) =>
        SeededRandom.For(seed, "answer", promptId, index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The K answers of each prompt, next to each other, in prompt order.</summary>
    private Response[] Answer(Prompt[] prompts, Sampler sampler, int count, CancellationToken cancellationToken)
    {
        var tokens = prompts.Select(Tokens).ToArray();
        var rows = Enumerable.Range(0, prompts.Length).OrderBy(i => tokens[i].Length)
            .SelectMany(prompt => Enumerable.Range(0, count).Select(index => (prompt, index)));
        var responses = new Response[prompts.Length * count];
        foreach (var batch in rows.Chunk(_rowsPerBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var requests = batch.Select(r => new GenerationRequest(tokens[r.prompt], Stream(sampler.Seed, prompts[r.prompt].Id, r.index))).ToArray();
            var answers = Generation.Run(_model, requests, sampler.MaxTokens, sampler.Temperature, sampler.TopP, cancellationToken: cancellationToken);
            foreach (var ((prompt, index), answer) in batch.Zip(answers))
            {
                responses[prompt * count + index] = new Response(prompts[prompt].Id, Id, sampler, index, _tokenizer.ReplyText(answer.Tokens))
                {
                    TokenIds = answer.Tokens,
                    LogProbs = answer.LogProbs,
                    Finished = answer.Finished,
                };
            }
        }

        NativeMemory.Trim();
        return responses;
    }

    private int[] Tokens(Prompt prompt)
    {
        var tokens = _tokenizer.Prompt(prompt.Messages);
        return tokens.Length < _model.Config.MaxPositions
            ? tokens
            : throw new InputException(
                $"Prompt {prompt.Id} ({(prompt.Source.Length > 0 ? prompt.Source : "no source")}) has {tokens.Length} tokens; " +
                $"the model takes {_model.Config.MaxPositions} with the answer. Shorten or drop the prompt.");
    }
}
