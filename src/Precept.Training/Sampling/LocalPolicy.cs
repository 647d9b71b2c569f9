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
public sealed class LocalPolicy : IPolicy
{
    /// <summary>Prompts that are sorted and batched together.</summary>
    public const int BlockSize = 256;

    private readonly Transformer _model;
    private readonly ChatTokenizer _tokenizer;
    private readonly int _rowsPerBatch;

    /// <summary>A policy over a model; does not take ownership of it.</summary>
    /// <param name="id">The model's id in responses and lineage: the checkpoint's content hash.</param>
    /// <param name="model">The model; its element type is what is computed in.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="rowsPerBatch">Answers generated at a time, at least 1.</param>
    public LocalPolicy(string id, Transformer model, ChatTokenizer tokenizer, int rowsPerBatch = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerBatch, 1);
        (Id, _model, _tokenizer, _rowsPerBatch) = (id, model, tokenizer, rowsPerBatch);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">A prompt leaves no room for an answer.</exception>
    public IAsyncEnumerable<IReadOnlyList<Response>> SampleAsync(
        IReadOnlyList<Prompt> prompts, Sampler sampler, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return SampleAsync(prompts, [.. Enumerable.Range(0, count).Select(index => (sampler, index))], cancellationToken);
    }

    /// <summary>Answers each prompt once with each draw; the prompt is read once for all of them.</summary>
    /// <param name="prompts">What to answer.</param>
    /// <param name="draws">Sampler and index of each answer; the largest limit of tokens holds for all.</param>
    /// <param name="cancellationToken">Stops after the batch at hand.</param>
    /// <returns>For each prompt in order, its answers in the order of the draws.</returns>
    public async IAsyncEnumerable<IReadOnlyList<Response>> SampleAsync(
        IReadOnlyList<Prompt> prompts, IReadOnlyList<(Sampler Sampler, int Index)> draws, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var block in prompts.Chunk(BlockSize))
        {
            var answers = await Task.Run(() => Answer(block, draws, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var ofPrompt in answers.Chunk(draws.Count))
            {
                yield return ofPrompt;
            }
        }
    }

    /// <summary>The stream of one answer.</summary>
    internal static SeededRandom Stream(long seed, string promptId, int index) =>
        SeededRandom.For(seed, "answer", promptId, index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The answers of each prompt, next to each other, in prompt order.</summary>
    private Response[] Answer(Prompt[] prompts, IReadOnlyList<(Sampler Sampler, int Index)> draws, CancellationToken cancellationToken)
    {
        var tokens = prompts.Select(Tokens).ToArray();
        var maxTokens = draws.Max(d => d.Sampler.MaxTokens);
        var rows = Enumerable.Range(0, prompts.Length).OrderBy(i => tokens[i].Length)
            .SelectMany(prompt => Enumerable.Range(0, draws.Count).Select(draw => (prompt, draw)));
        var responses = new Response[prompts.Length * draws.Count];
        foreach (var batch in rows.Chunk(Math.Max(1, _rowsPerBatch / draws.Count) * draws.Count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var requests = batch.Select(r => Request(tokens[r.prompt], prompts[r.prompt].Id, draws[r.draw])).ToArray();
            var answers = Generation.Run(_model, requests, maxTokens, temperature: 1, topP: 1, cancellationToken: cancellationToken);
            foreach (var ((prompt, draw), answer) in batch.Zip(answers))
            {
                responses[prompt * draws.Count + draw] =
                    new Response(prompts[prompt].Id, Id, draws[draw].Sampler, draws[draw].Index, _tokenizer.ReplyText(answer.Tokens))
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

    private static GenerationRequest Request(int[] prompt, string promptId, (Sampler Sampler, int Index) draw) =>
        new(prompt, Stream(draw.Sampler.Seed, promptId, draw.Index)) { Temperature = draw.Sampler.Temperature, TopP = draw.Sampler.TopP };

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
