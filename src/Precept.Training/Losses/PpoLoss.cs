// Proximal policy optimization on responses (Schulman et al. 2017, arXiv:1707.06347, equation 7; Ouyang et al. 2022, InstructGPT,
// arXiv:2203.02155, equation 2). All means are over the response tokens of the whole accumulated batch.
//
// Departures: the value loss is clipped as well, 0.5 * max of the two squared errors, which the paper's equation 9 does not have but
// its authors' code does.
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>The losses of policy and value in PPO.</summary>
public static class PpoLoss
{
    /// <summary>The reward of each token: <c>-coefficient * kl_t</c>, plus the response's score at its last token.</summary>
    /// <param name="kl">float32 [B, T], see <see cref="KlPenalty"/>; what stands at padding is not read.</param>
    /// <param name="scores">float32 [B], score of each response.</param>
    /// <param name="mask">[B, T], 1 for a token of the response, 0 for padding at the right.</param>
    /// <param name="coefficient">Weight of the KL penalty, 0 or more.</param>
    /// <returns>float32 [B, T], detached, 0 at padding. A response without tokens gets no score.</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static Tensor TokenRewards(Tensor kl, Tensor scores, Tensor mask, double coefficient)
    {
        SameShape.Require((nameof(kl), kl), (nameof(mask), mask));
        SameShape.Require((nameof(scores), scores), ("first column of kl", kl.select(1, 0)));
        using var _ = no_grad();
        var present = mask.to_type(ScalarType.Bool);
        var last = present.to_type(ScalarType.Int64).sum(1, keepdim: true) - 1; // [B, 1]; -1 matches no column
        var atLast = arange(kl.shape[1], dtype: ScalarType.Int64, device: kl.device).unsqueeze(0).eq(last).to_type(kl.dtype);
        return -coefficient * kl.masked_fill(present.logical_not(), 0) + scores.unsqueeze(1) * atLast;
    }

    /// <summary>The clipped policy loss, <c>mean of max(-A ratio, -A clip(ratio, 1 - clip, 1 + clip))</c>.</summary>
    /// <param name="logps">Log-probabilities of the drawn tokens under the policy now, any shape (collects gradients).</param>
    /// <param name="oldLogps">Under the policy that drew them, same shape.</param>
    /// <param name="advantages">Same shape.</param>
    /// <param name="mask">Same shape, 1 for a token that counts; null for all. Values masked out must be finite.</param>
    /// <param name="tokens">Tokens that count in the whole accumulated batch.</param>
    /// <param name="clip">Default 0.2.</param>
    /// <returns>The loss, a scalar, and the clip fraction: the share of tokens at which the clipped branch is the larger (their
    /// gradient is 0), a detached scalar. Both add up over micro-batches.</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokens"/> is not positive.</exception>
    public static (Tensor Loss, Tensor ClipFraction) Policy(
        Tensor logps, Tensor oldLogps, Tensor advantages, Tensor? mask, double tokens, double clip = 0.2)
    {
        SameShape.Require((nameof(logps), logps), (nameof(oldLogps), oldLogps), (nameof(advantages), advantages), (nameof(mask), mask));
        SameShape.RequirePositive(tokens, nameof(tokens));
        var (perToken, clipped) = Clipped(logps - oldLogps, advantages, clip, clip);
        return (Sum(perToken, mask) / tokens, Sum(clipped, mask) / tokens);
    }

    /// <summary>Each token's clipped policy loss.</summary>
    /// <param name="logRatio">log(policy / old policy), any shape.</param>
    /// <param name="advantages">Same shape.</param>
    /// <param name="low">How far below 1 the ratio counts.</param>
    /// <param name="high">How far above 1.</param>
    /// <returns>Both of the same shape: the loss, and 1 where the clipped branch is the larger (detached).</returns>
    internal static (Tensor Loss, Tensor IsClipped) Clipped(Tensor logRatio, Tensor advantages, double low, double high)
    {
        var ratio = logRatio.exp();
        var plain = -advantages * ratio;
        var clipped = -advantages * ratio.clamp(1 - low, 1 + high);
        return (maximum(plain, clipped), clipped.detach().gt(plain.detach()).to_type(plain.dtype));
    }

    /// <summary>The clipped value loss,
    /// <c>coefficient * 0.5 * mean of max((V - R)^2, (clip(V, V_old - clip, V_old + clip) - R)^2)</c>.</summary>
    /// <param name="values">V now, any shape (collects gradients).</param>
    /// <param name="oldValues">V when the response was drawn, same shape.</param>
    /// <param name="returns">Targets R, same shape, see <see cref="GeneralizedAdvantage"/>.</param>
    /// <param name="mask">Same shape, 1 for a token that counts; null for all. Values masked out must be finite.</param>
    /// <param name="tokens">Tokens that count in the whole accumulated batch.</param>
    /// <param name="clip">Default 0.2 (reward units).</param>
    /// <param name="coefficient">Default 0.1.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokens"/> is not positive.</exception>
    public static Tensor Value(
        Tensor values, Tensor oldValues, Tensor returns, Tensor? mask, double tokens, double clip = 0.2, double coefficient = 0.1)
    {
        SameShape.Require((nameof(values), values), (nameof(oldValues), oldValues), (nameof(returns), returns), (nameof(mask), mask));
        SameShape.RequirePositive(tokens, nameof(tokens));
        var near = oldValues + (values - oldValues).clamp(-clip, clip);
        var error = maximum((values - returns).square(), (near - returns).square());
        return coefficient * 0.5 * Sum(error, mask) / tokens;
    }

    private static Tensor Sum(Tensor x, Tensor? mask) => mask is null ? x.sum() : (x * mask.to_type(x.dtype)).sum();
}
