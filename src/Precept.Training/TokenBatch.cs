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
/// Only those positions go through the output layer, so no [B, T, V] tensor is ever made. Rows are padded at the right: causal
/// attention never looks there, so padding changes no number.
/// </remarks>
public sealed class TokenBatch
{
    /// <summary>
    /// Lengths are rounded up to a multiple of this: oneDNN compiles a kernel for every new shape, and a new shape every step costs more
    /// than the step itself.
    /// </summary>
    private const int LengthStep = 16;

    private TokenBatch(Tensor tokens, Tensor positions, Tensor targets, Tensor rows, Tensor last, int rowCount)
    {
        (Tokens, Positions, Targets, Rows, Last, RowCount) = (tokens, positions, targets, rows, last, rowCount);
    }

    /// <summary>int64 [B, T].</summary>
    public Tensor Tokens { get; }

    /// <summary>int64 [N]: positions in the flattened [B * T] whose next token is scored, row by row.</summary>
    public Tensor Positions { get; }

    /// <summary>int64 [N]: the scored tokens.</summary>
    public Tensor Targets { get; }

    /// <summary>int64 [N]: the row of each scored token.</summary>
    public Tensor Rows { get; }

    /// <summary>int64 [B]: position of each row's last token in the flattened [B * T].</summary>
    public Tensor Last { get; }

    /// <summary>B.</summary>
    public int RowCount { get; }

    /// <summary>N.</summary>
    public long ScoredCount => Targets.shape[0];

    /// <summary>Pads and indexes the sequences.</summary>
    /// <param name="sequences">At least one; none longer than the model takes.</param>
    /// <param name="config">The model's shape: its padding id and its longest sequence.</param>
    public static TokenBatch Of(IReadOnlyList<TokenSequence> sequences, TransformerConfig config)
    {
        var longest = sequences.Max(s => s.Tokens.Length);
        var rounded = (longest + LengthStep - 1) / LengthStep * LengthStep;
        return Of(sequences, config.PadId, Math.Max(longest, Math.Min(rounded, config.MaxPositions)));
    }

    private static TokenBatch Of(IReadOnlyList<TokenSequence> sequences, int padId, int length)
    {
        var tokens = new long[sequences.Count * length];
        Array.Fill(tokens, padId);
        List<long> positions = [], targets = [], rows = [], last = [];
        for (var row = 0; row < sequences.Count; row++)
        {
            var (ids, scored) = sequences[row];
            last.Add(row * length + ids.Length - 1);
            for (var t = 0; t < ids.Length; t++)
            {
                tokens[row * length + t] = ids[t];
                if (t > 0 && scored[t])
                {
                    positions.Add(row * length + t - 1);
                    targets.Add(ids[t]);
                    rows.Add(row);
                }
            }
        }

        return new TokenBatch(
            tensor(tokens).view(sequences.Count, length), tensor(positions.ToArray()), tensor(targets.ToArray()), tensor(rows.ToArray()),
            tensor(last.ToArray()), sequences.Count);
    }

    /// <summary>Hidden states at the scored positions.</summary>
    /// <param name="model">The model.</param>
    /// <returns>[N, d].</returns>
    public Tensor Hidden(Transformer model)
    {
        var hidden = model.Hidden(Tokens);
        return hidden.reshape(-1, hidden.shape[2]).index_select(0, Positions);
    }

    /// <summary>One number a row, read off its last token by the model's score head (a reward model's score).</summary>
    /// <param name="model">A model with a score head.</param>
    /// <returns>float32 [B].</returns>
    public Tensor Scores(Transformer model)
    {
        var hidden = model.Hidden(Tokens);
        return model.Score(hidden.reshape(-1, hidden.shape[2]).index_select(0, Last));
    }

    /// <summary>Log-probability of each scored token, nats, at temperature 1.</summary>
    /// <param name="model">The model.</param>
    /// <returns>float32 [N].</returns>
    public Tensor LogProbs(Transformer model) => TokenLogProbs.Of(Logits(model), Targets);

    /// <summary>Sums a value over each row's scored tokens.</summary>
    /// <param name="values">[N].</param>
    /// <returns>[B].</returns>
    public Tensor SumByRow(Tensor values) => TokenLogProbs.SumBySequence(values, Rows, RowCount);

    /// <summary>Scores over the vocabulary at the scored positions.</summary>
    /// <param name="model">The model.</param>
    /// <returns>float32 [N, V].</returns>
    public Tensor Logits(Transformer model) => model.Logits(Hidden(model));
}
