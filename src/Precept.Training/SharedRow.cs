// Sequences that have their prompt in common as one row: the prompt once, then the replies one after the other. Attention lets a reply see
// the prompt and itself, and rotary positions start again after the prompt, so that every number is what it would be in a row of its own
// (up to rounding). Known from training on preference pairs as prefix sharing (Wang & Hegde 2024, arXiv:2410.20305).
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>A prompt and replies to it in one row.</summary>
internal sealed class SharedRow
{
    /// <summary>
    /// A row takes more replies up to this length: attention grows with its square, and a row much longer than the others pads them all.
    /// </summary>
    private const int LongestShared = 256;

    private readonly List<(int Sequence, int Start)> _replies = [];

    private SharedRow(int promptLength) => PromptLength = Length = promptLength;

    /// <summary>The number of tokens before the first reply.</summary>
    public int PromptLength { get; }

    /// <summary>The number of tokens in all.</summary>
    public int Length { get; private set; }

    /// <summary>The sequences in this row, and where each one's first token after the prompt stands.</summary>
    public IReadOnlyList<(int Sequence, int Start)> Replies => _replies;

    /// <summary>Puts sequences with the same prompt into one row while it is short enough.</summary>
    public static IReadOnlyList<SharedRow> Pack(IReadOnlyList<TokenSequence> sequences)
    {
        var rows = new List<SharedRow>();
        var open = new Dictionary<int[], SharedRow>(SameTokens.Comparer);
        for (var i = 0; i < sequences.Count; i++)
        {
            var (tokens, scored) = sequences[i];
            var firstScored = Array.IndexOf(scored, true);
            var prompt = tokens[..(firstScored < 0 ? tokens.Length : firstScored)];
            if (!open.TryGetValue(prompt, out var row) || row.Length + tokens.Length - prompt.Length > LongestShared)
            {
                rows.Add(open[prompt] = row = new SharedRow(prompt.Length));
            }

            row._replies.Add((i, row.Length));
            row.Length += tokens.Length - prompt.Length;
        }

        return rows;
    }

    /// <summary>Rotary positions, int64 [B, T], and the attention mask, float32 [B, 1, T, T]: 0 where a token may look, -inf where not.</summary>
    public static (Tensor Positions, Tensor Mask) Attention(IReadOnlyList<SharedRow> rows, IReadOnlyList<TokenSequence> sequences, int length)
    {
        using var scope = NewDisposeScope();
        var positions = new long[rows.Count * length];
        var parts = new long[rows.Count * length]; // 0: prompt or padding; 1, 2, …: the replies
        foreach (var (r, row) in rows.Index())
        {
            for (var t = 0; t < row.PromptLength; t++)
            {
                positions[r * length + t] = t;
            }

            foreach (var (part, (sequence, start)) in row.Replies.Index())
            {
                for (var t = 0; t < sequences[sequence].Tokens.Length - row.PromptLength; t++)
                {
                    positions[r * length + start + t] = row.PromptLength + t;
                    parts[r * length + start + t] = part + 1;
                }
            }
        }

        var part1 = tensor(parts).view(rows.Count, 1, 1, length);
        var earlier = ones([length, length], ScalarType.Bool).tril();
        var visible = (part1.eq(0) | part1.eq(part1.transpose(2, 3))) & earlier; // what stands at the right, padding too, is never looked at
        var mask = zeros([rows.Count, 1, length, length]).masked_fill(visible.logical_not(), float.NegativeInfinity);
        return (tensor(positions).view(rows.Count, length).MoveToOuterDisposeScope(), mask.MoveToOuterDisposeScope());
    }

    private sealed class SameTokens : IEqualityComparer<int[]>
    {
        public static SameTokens Comparer { get; } = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] tokens)
        {
            var hash = new HashCode();
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tokens.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
