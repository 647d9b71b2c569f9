// Supervised fine-tuning: next-token cross-entropy on the trained tokens (the assistant's, its end-of-turn token included).
// The divisor is the number of trained tokens of the whole accumulated batch, not of the micro-batch: dividing per micro-batch
// would weigh a token by the company it keeps, and 1 x 8 would no longer equal 8 x 1.
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>The loss of supervised fine-tuning.</summary>
public static class CrossEntropy
{
    /// <summary><c>-(1 / tokens) * sum_n log p(target_n)</c>. The sum of the micro-batches' values (and gradients) is the batch's.</summary>
    /// <param name="logits">float32 [N, V], the rows of trained tokens only.</param>
    /// <param name="targets">int64 [N].</param>
    /// <param name="tokens">Trained tokens of the whole accumulated batch, at least N.</param>
    /// <returns>float32 scalar (nats).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokens"/> is not positive.</exception>
    public static Tensor Of(Tensor logits, Tensor targets, double tokens)
    {
        SameShape.RequirePositive(tokens, nameof(tokens));
        return nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.Sum) / tokens;
    }

    /// <summary>The same from log-probabilities that are already there.</summary>
    /// <param name="logps">float32 [N].</param>
    /// <param name="tokens">Trained tokens of the whole accumulated batch, at least N.</param>
    /// <returns>float32 scalar (nats).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokens"/> is not positive.</exception>
    public static Tensor Of(Tensor logps, double tokens)
    {
        SameShape.RequirePositive(tokens, nameof(tokens));
        return -logps.sum() / tokens;
    }
}
