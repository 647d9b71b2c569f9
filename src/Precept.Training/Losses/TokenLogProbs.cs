// What every loss here is made of: the log-probability that a model gave to each token that was actually there.
// All functions are pure; intermediates belong to the caller's dispose scope.
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>Log-probabilities of tokens, their sums by sequence, and the entropy of the predictions.</summary>
public static class TokenLogProbs
{
    /// <summary>log p(target) of every position.</summary>
    /// <param name="logits">float32 [N, V]; row n predicts <c>targets[n]</c> (the caller has shifted them).</param>
    /// <param name="targets">int64 [N], each in [0, V).</param>
    /// <returns>float32 [N], each at most 0 (nats).</returns>
    public static Tensor Of(Tensor logits, Tensor targets) =>
        nn.functional.log_softmax(logits, -1).gather(-1, targets.unsqueeze(-1)).squeeze(-1);

    /// <summary>Sums token values of packed sequences: <c>out[s] = sum of logps[n] where sequence[n] = s</c>.</summary>
    /// <param name="logps">[N].</param>
    /// <param name="sequence">int64 [N], the index of each token's sequence in [0, count).</param>
    /// <param name="count">The number of sequences; one without tokens sums to 0.</param>
    /// <returns>[count], of the type of <paramref name="logps"/>.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor SumBySequence(Tensor logps, Tensor sequence, long count)
    {
        SameShape.Require((nameof(logps), logps), (nameof(sequence), sequence));
        return zeros([count], dtype: logps.dtype, device: logps.device).index_add(0, sequence, logps, 1);
    }

    /// <summary>Mean of token values by sequence; 0 for a sequence without tokens.</summary>
    /// <param name="values">[N].</param>
    /// <param name="sequence">int64 [N], the index of each token's sequence in [0, count).</param>
    /// <param name="count">The number of sequences.</param>
    /// <returns>[count].</returns>
    public static Tensor MeanBySequence(Tensor values, Tensor sequence, long count) =>
        SumBySequence(values, sequence, count) / SumBySequence(ones_like(values), sequence, count).clamp_min(1);

    /// <summary>Entropy of each prediction, <c>-sum_v p_v log p_v</c>.</summary>
    /// <param name="logits">float32 [N, V]; -inf marks tokens that cannot be drawn.</param>
    /// <returns>float32 [N], from 0 to log V (nats).</returns>
    public static Tensor Entropy(Tensor logits)
    {
        // The clamp turns 0 * -inf, which is NaN, into the limit 0.
        var logps = nn.functional.log_softmax(logits, -1);
        return -(logps.exp() * logps.clamp_min(float.MinValue)).sum(-1);
    }
}
