using Precept.Training.Losses;
using Precept.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>A conversation as tokens, with the tokens that are trained or scored marked.</summary>
/// <param name="Tokens">The token ids.</param>
/// <param name="Scored">For each token, whether it belongs to a reply of the model (its end-of-turn included). The first is never scored.</param>
public sealed record TokenSequence(int[] Tokens, bool[] Scored)
{
    /// <summary>A prompt and one reply: all of the reply's tokens are scored.</summary>
    public static TokenSequence Of(ReadOnlySpan<int> prompt, ReadOnlySpan<int> reply)
    {
        var scored = new bool[prompt.Length + reply.Length];
        scored.AsSpan(prompt.Length).Fill(true);
        return new TokenSequence([.. prompt, .. reply], scored);
    }

    /// <summary>The number of scored tokens.</summary>
    public int ScoredCount => Scored.Count(s => s);
}

/// <summary>Several sequences as one padded batch, with the positions whose next token is scored.</summary>
/// <remarks>
/// <para>Only those positions go through the output layer, so no [B, T, V] tensor is ever made. Rows are padded at the right: causal
/// attention never looks there, so padding changes no number.</para>
/// <para>Sequences with the same prompt share a row, which reads the prompt once (<see cref="SharedRow"/>): a pair costs little more than
/// one sequence, K ranked answers less than two.</para>
/// </remarks>
public sealed class TokenBatch
{
    /// <summary>
    /// Lengths are rounded up to a multiple of this: oneDNN compiles a kernel for every new shape, and a new shape every step costs more
    /// than the step itself.
    /// </summary>
    private const int LengthStep = 16;

    private readonly Tensor _tokens;
    private readonly (Tensor Positions, Tensor Mask)? _shared;
    private readonly Tensor _places;
    private readonly Tensor _last;

    private TokenBatch(Tensor tokens, (Tensor, Tensor)? shared, Tensor places, Tensor targets, Tensor sequences, Tensor last)
    {
        (_tokens, _shared, _places, Targets, Sequences, _last) = (tokens, shared, places, targets, sequences, last);
    }

    /// <summary>int64 [N]: the scored tokens, sequence by sequence.</summary>
    public Tensor Targets { get; }

    /// <summary>int64 [N]: the sequence of each scored token.</summary>
    public Tensor Sequences { get; }

    /// <summary>The number of sequences.</summary>
    public long SequenceCount => _last.shape[0];

    /// <summary>N.</summary>
    public long ScoredCount => Targets.shape[0];

    /// <summary>Rows and columns of the padded batch.</summary>
    public (long Rows, long Columns) Shape => (_tokens.shape[0], _tokens.shape[1]);

    /// <summary>Packs, pads and indexes the sequences.</summary>
    /// <param name="sequences">At least one; none longer than the model takes.</param>
    /// <param name="config">The model's shape: its padding id and its longest sequence.</param>
    public static TokenBatch Of(IReadOnlyList<TokenSequence> sequences, TransformerConfig config)
    {
        var rows = SharedRow.Pack(sequences);
        var longest = rows.Max(r => r.Length);
        var rounded = (longest + LengthStep - 1) / LengthStep * LengthStep;
        return Of(sequences, rows, config.PadId, Math.Max(longest, Math.Min(rounded, config.MaxPositions)));
    }

    private static TokenBatch Of(IReadOnlyList<TokenSequence> sequences, IReadOnlyList<SharedRow> rows, int padId, int length)
    {
        var tokens = new long[rows.Count * length];
        Array.Fill(tokens, padId);
        var places = new long[sequences.Count][]; // of each sequence's tokens in the flattened batch
        foreach (var (r, row) in rows.Index())
        {
            foreach (var (sequence, start) in row.Replies)
            {
                var ids = sequences[sequence].Tokens;
                places[sequence] = [.. Enumerable.Range(0, ids.Length).Select(t => (long)r * length + (t < row.PromptLength ? t : start + t - row.PromptLength))];
                foreach (var (place, id) in places[sequence].Zip(ids))
                {
                    tokens[place] = id;
                }
            }
        }

        List<long> before = [], targets = [], owners = [];
        foreach (var (s, sequence) in sequences.Index())
        {
            for (var t = 1; t < sequence.Tokens.Length; t++)
            {
                if (sequence.Scored[t])
                {
                    before.Add(places[s][t - 1]);
                    targets.Add(sequence.Tokens[t]);
                    owners.Add(s);
                }
            }
        }

        return new TokenBatch(
            tensor(tokens).view(rows.Count, length), rows.Any(r => r.Replies.Count > 1) ? SharedRow.Attention(rows, sequences, length) : null,
            tensor(before.ToArray()), tensor(targets.ToArray()), tensor(owners.ToArray()), tensor(places.Select(p => p[^1]).ToArray()));
    }

    /// <summary>Hidden states at the scored positions.</summary>
    /// <param name="model">The model.</param>
    /// <returns>[N, d].</returns>
    public Tensor Hidden(Transformer model) => At(model, _places);

    /// <summary>One number a sequence, read off its last token by the model's score head (a reward model's score).</summary>
    /// <param name="model">A model with a score head.</param>
    /// <returns>float32, one a sequence.</returns>
    public Tensor Scores(Transformer model) => model.Score(At(model, _last));

    /// <summary>Log-probability of each scored token, nats, at temperature 1.</summary>
    /// <param name="model">The model.</param>
    /// <returns>float32 [N].</returns>
    public Tensor LogProbs(Transformer model) => TokenLogProbs.Of(Logits(model), Targets);

    /// <summary>Sums a value over each sequence's scored tokens.</summary>
    /// <param name="values">[N].</param>
    /// <returns>One a sequence.</returns>
    public Tensor SumBySequence(Tensor values) => TokenLogProbs.SumBySequence(values, Sequences, SequenceCount);

    /// <summary>Scores over the vocabulary at the scored positions.</summary>
    /// <param name="model">The model.</param>
    /// <returns>float32 [N, V].</returns>
    public Tensor Logits(Transformer model) => model.Logits(Hidden(model));

    private Tensor At(Transformer model, Tensor places)
    {
        var hidden = _shared is var (positions, mask) ? model.Hidden(_tokens, positions, mask) : model.Hidden(_tokens);
        return hidden.reshape(-1, hidden.shape[2]).index_select(0, places);
    }
}
