// Batched generation with a key/value cache. Prompts of a batch are padded at the left, so that all rows end at the same place; padding
// is masked; prompts are read a few at a time, which is faster than all at once and takes less memory. Every row draws from its own random stream, derived from seed, prompt and index: an answer does not depend on its neighbours'
// draws. Finished rows leave the batch.
using System.Runtime.InteropServices;
using Precept.Spec;
using Precept.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Sampling;

/// <summary>One row to generate: a prompt and the random stream for its answer.</summary>
/// <param name="Prompt">The prompt's tokens, generation prompt included.</param>
/// <param name="Random">The row's stream; unused when greedy.</param>
public sealed record GenerationRequest(int[] Prompt, SeededRandom Random)
{
    /// <summary>Temperature of this row, where it is not the batch's.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus of this row, where it is not the batch's.</summary>
    public double? TopP { get; init; }
}

/// <summary>A generated answer.</summary>
/// <param name="Tokens">The tokens, the end-of-turn included where it was reached.</param>
/// <param name="LogProbs">Each token's log-probability under the model at temperature 1, nats.</param>
/// <param name="Finished">Whether the model ended its turn.</param>
public sealed record GeneratedTokens(int[] Tokens, float[] LogProbs, bool Finished);

/// <summary>Generates answers to a batch of prompts.</summary>
public static class Generation
{
    /// <summary>Prompts that are read at a time: enough to fill the processor, few enough for their intermediate values to stay near it.</summary>
    private const int PromptsAtATime = 32;

    /// <summary>
    /// Lengths of prompts and numbers of rows are rounded up to multiples of these where it can be done: oneDNN compiles a bfloat16 kernel
    /// for every new shape, and a new shape every few tokens would cost more than the tokens.
    /// </summary>
    private const int LengthStep = 16, RowStep = 32;

    /// <summary>Generates one answer a request.</summary>
    /// <param name="model">The model.</param>
    /// <param name="requests">At least one.</param>
    /// <param name="maxTokens">Most tokens of an answer; fewer where the model's longest sequence is reached.</param>
    /// <param name="temperature">0 is greedy.</param>
    /// <param name="topP">Nucleus, (0, 1].</param>
    /// <param name="onTokens">Called with (request, token) as tokens are drawn, for streaming; may be null.</param>
    /// <param name="cancellationToken">Stops before the next token.</param>
    /// <exception cref="InputException">A prompt leaves no room for an answer.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing is returned.</exception>
    public static IReadOnlyList<GeneratedTokens> Run(
        Transformer model, IReadOnlyList<GenerationRequest> requests, int maxTokens, double temperature, double topP,
        Action<int, int>? onTokens = null, CancellationToken cancellationToken = default)
    {
        var answers = new GeneratedTokens[requests.Count];

        // Rows of a batch end at the same place. Prompts so long that the model's length cuts their answers go in batches of their own
        // (each length one), or they would cut their neighbours' answers as well.
        var batches = Enumerable.Range(0, requests.Count)
            .GroupBy(i => Math.Min(maxTokens, model.Config.MaxPositions - requests[i].Prompt.Length));
        foreach (var batch in batches)
        {
            var indices = batch.ToArray();
            if (batch.Key <= 0)
            {
                throw new InputException(
                    $"A prompt has {requests[indices[0]].Prompt.Length} tokens; the model takes {model.Config.MaxPositions} with the answer. Shorten the prompt.");
            }

            var generated = RunBatch(
                model, [.. indices.Select(i => requests[i])], batch.Key, temperature, topP,
                onTokens is null ? null : (row, token) => onTokens(indices[row], token), cancellationToken);
            foreach (var (index, answer) in indices.Zip(generated))
            {
                answers[index] = answer;
            }
        }

        return answers;
    }

    private static IReadOnlyList<GeneratedTokens> RunBatch(
        Transformer model, IReadOnlyList<GenerationRequest> requests, int room, double temperature, double topP, Action<int, int>? onTokens,
        CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var config = model.Config;
        var tokens = requests.Select(_ => new List<int>()).ToArray();
        var logProbs = requests.Select(_ => new List<float>()).ToArray();
        var active = Enumerable.Range(0, requests.Count).ToArray();
        int[][] prompts = [.. requests.Select(r => r.Prompt).Distinct().OrderBy(p => p.Length)]; // by reference: the K answers of a prompt share its reading
        var longest = Math.Min(Rounded(prompts[^1].Length, LengthStep), config.MaxPositions - room);
        using var cache = new KeyValueCache(config, prompts.Length, longest + room);
        var padding = Padding(prompts, longest, longest + room);
        var last = Read(model, prompts, cache, padding, longest);
        var place = prompts.Select((p, i) => (p, i)).ToDictionary(x => x.p, x => (long)x.i);
        long[] promptOf = [.. requests.Select(r => place[r.Prompt])];
        if (!promptOf.SequenceEqual(Enumerable.Range(0, prompts.Length).Select(i => (long)i)))
        {
            var rows = tensor(promptOf);
            cache.Select(rows);
            padding = padding.index_select(0, rows);
            last = last.index_select(0, rows);
        }

        var ended = new bool[requests.Count];
        for (var t = 0; t < room; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var distribution = MemoryMarshal.Cast<byte, float>(nn.functional.log_softmax(model.Logits(last), -1).bytes); // read in place
            var next = new long[active.Length];
            for (var i = 0; i < active.Length; i++)
            {
                var request = active[i];
                next[i] = config.PadId;
                if (ended[request])
                {
                    continue;
                }

                var row = distribution.Slice(i * config.VocabSize, config.VocabSize);
                var token = TokenSampler.Draw(
                    row, requests[request].Temperature ?? temperature, requests[request].TopP ?? topP, requests[request].Random);
                tokens[request].Add(token);
                logProbs[request].Add(row[token]);
                next[i] = token;
                ended[request] = token == config.EosId;
                onTokens?.Invoke(request, token);
            }

            var going = Enumerable.Range(0, active.Length).Where(i => !ended[active[i]]).ToArray();
            if (going.Length == 0 || t == room - 1)
            {
                break;
            }

            // Taking rows out copies the whole cache, so it waits until a good part of them has ended.
            if (Rounded(going.Length, RowStep) <= 0.7 * active.Length)
            {
                int[] kept = [.. going, .. Enumerable.Range(0, active.Length).Except(going).Take(Rounded(going.Length, RowStep) - going.Length)];
                var rows = tensor(kept.Select(i => (long)i).ToArray());
                cache.Select(rows);
                padding = padding.index_select(0, rows).MoveToOuterDisposeScope();
                active = [.. kept.Select(i => active[i])];
                next = [.. kept.Select(i => next[i])];
            }

            var mask = padding.narrow(1, 0, cache.Length + 1).view(active.Length, 1, 1, -1);
            last = model.Hidden(tensor(next).view(-1, 1), cache, mask).select(1, 0).MoveToOuterDisposeScope();
        }

        return [.. requests.Select((_, i) => new GeneratedTokens(
            [.. tokens[i]], [.. logProbs[i]], tokens[i].Count > 0 && tokens[i][^1] == config.EosId))];
    }

    /// <summary>Fills the cache with the prompts, each ending at position <paramref name="longest"/>.</summary>
    /// <returns>[prompts, d]: the hidden state of each prompt's last token.</returns>
    private static Tensor Read(Transformer model, int[][] prompts, KeyValueCache cache, Tensor padding, int longest)
    {
        var last = new List<Tensor>();
        for (var first = 0; first < prompts.Length; first += PromptsAtATime)
        {
            using var scope = NewDisposeScope();
            int[][] some = [.. prompts.Skip(first).Take(PromptsAtATime)];
            var length = Math.Min(longest, Rounded(some.Max(p => p.Length), LengthStep));
            using var rows = cache.Rows(first, some.Length, longest - length);
            var mask = PrefillMask(padding.narrow(0, first, some.Length).narrow(1, longest - length, length), length);
            last.Add(model.Hidden(LeftPadded(some, length, model.Config.PadId), rows, mask).select(1, length - 1).contiguous().MoveToOuterDisposeScope());
        }

        cache.Advance(longest);
        return cat(last);
    }

    private static int Rounded(int number, int step) => (number + step - 1) / step * step;

    private static Tensor LeftPadded(int[][] prompts, int length, int padId)
    {
        var ids = new long[prompts.Length * length];
        Array.Fill(ids, padId);
        for (var i = 0; i < prompts.Length; i++)
        {
            var prompt = prompts[i];
            for (var t = 0; t < prompt.Length; t++)
            {
                ids[(i + 1) * length - prompt.Length + t] = prompt[t];
            }
        }

        return tensor(ids).view(prompts.Length, length);
    }

    /// <summary>[B, capacity]: -inf at a row's padding, 0 elsewhere.</summary>
    private static Tensor Padding(int[][] prompts, int longest, int capacity)
    {
        var mask = new float[prompts.Length * capacity];
        for (var i = 0; i < prompts.Length; i++)
        {
            mask.AsSpan(i * capacity, longest - prompts[i].Length).Fill(float.NegativeInfinity);
        }

        return tensor(mask).view(prompts.Length, capacity);
    }

    /// <summary>[B, 1, T, T]: causal, without the padding; a padding position may look at itself, or softmax would have nothing to look at.</summary>
    private static Tensor PrefillMask(Tensor padding, int length)
    {
        var causal = full([length, length], float.NegativeInfinity).triu_(1);
        var hidden = padding.reshape(-1, 1, 1, length) + causal;
        return hidden.masked_fill(eye(length, dtype: ScalarType.Bool), 0);
    }
}
