// Group-relative policy optimization (Shao et al. 2024, DeepSeekMath, arXiv:2402.03300, equations 3 and 4): several responses per
// prompt, the advantage is how much better than its siblings a response scored; no value model. Tokens come flat, [N], with the
// index of their response.
//
// Departures: the KL term is off by default (beta 0: then no reference is needed), and three ways of averaging: the paper's, DAPO's
// (Yu et al. 2025, arXiv:2503.14476, equation 8) and Dr. GRPO's (Liu et al. 2025, arXiv:2503.20783). The ratio of a whole response
// (GSPO, Zheng et al. 2025, arXiv:2507.18071) and leave-one-out advantages (RLOO, Ahmadian et al. 2024, arXiv:2402.14740) are here too.
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>How token losses become one number.</summary>
public enum GrpoAggregation
{
    /// <summary>Mean over responses of the mean over their tokens; the divisor is the number of responses.</summary>
    Grpo,

    /// <summary>Mean over all tokens; the divisor is the number of tokens.</summary>
    Dapo,

    /// <summary>Sum over tokens by a constant; the divisor is responses times the greatest length allowed. Goes with advantages
    /// that are not scaled.</summary>
    DrGrpo,
}

/// <summary>The loss of group-relative policy optimization.</summary>
public static class GrpoLoss
{
    /// <summary>Advantages within groups: <c>(r - mean) / (std + 1e-4)</c>, with the sample standard deviation (divisor G - 1).</summary>
    /// <param name="rewards">float32 [B], the responses of each prompt next to each other.</param>
    /// <param name="groupSize">Responses per prompt G, at least 2; divides B.</param>
    /// <param name="scale">False leaves out the division (Dr. GRPO).</param>
    /// <returns>float32 [B], detached; all 0 in a group of equal rewards.</returns>
    /// <exception cref="ArgumentException">The group size is below 2 or does not divide B.</exception>
    public static Tensor GroupAdvantages(Tensor rewards, long groupSize, bool scale = true)
    {
        using var _ = no_grad();
        var groups = Groups(rewards, groupSize);
        var centred = groups - groups.mean([1], keepdim: true);
        if (scale)
        {
            var std = (centred.square().sum(1, keepdim: true) / (groupSize - 1)).sqrt();
            centred = centred / (std + 1e-4);
        }

        return centred.reshape(-1);
    }

    /// <summary>RLOO: the reward minus the mean of the other responses of the group.</summary>
    /// <param name="rewards">float32 [B], the responses of each prompt next to each other.</param>
    /// <param name="groupSize">Responses per prompt, at least 2; divides B.</param>
    /// <returns>float32 [B], detached.</returns>
    /// <exception cref="ArgumentException">The group size is below 2 or does not divide B.</exception>
    public static Tensor LeaveOneOutAdvantages(Tensor rewards, long groupSize)
    {
        using var _ = no_grad();
        var groups = Groups(rewards, groupSize);
        var others = (groups.sum(1, keepdim: true) - groups) / (groupSize - 1);
        return (groups - others).reshape(-1);
    }

    /// <summary>GSPO's ratio: every token gets the mean log-ratio of its response.</summary>
    /// <param name="logRatio">float32 [N], log(policy / old policy) of each token.</param>
    /// <param name="sequence">int64 [N], the index of each token's response.</param>
    /// <param name="count">The number of responses.</param>
    /// <returns>float32 [N].</returns>
    public static Tensor SequenceLogRatio(Tensor logRatio, Tensor sequence, long count) =>
        TokenLogProbs.MeanBySequence(logRatio, sequence, count).index_select(0, sequence);

    /// <summary>Each token's loss: <c>-min(ratio A, clip(ratio, 1 - low, 1 + high) A) + beta * k3</c>.</summary>
    /// <param name="logRatio">float32 [N], log(policy / old policy) of each token, or <see cref="SequenceLogRatio"/>.</param>
    /// <param name="advantages">float32 [B], by response.</param>
    /// <param name="sequence">int64 [N], the index of each token's response in [0, B).</param>
    /// <param name="low">How far below 1 the ratio counts; default 0.2.</param>
    /// <param name="high">How far above 1; default 0.2 (DAPO 0.28).</param>
    /// <param name="k3">float32 [N], <see cref="KlPenalty.K3"/> towards the reference; needed where <paramref name="beta"/> is not 0.</param>
    /// <param name="beta">Weight of the KL term; default 0.</param>
    /// <returns>Both float32 [N]: the loss, and 1 where the clipped branch decides (detached).</returns>
    /// <exception cref="ArgumentException">Shapes differ, or beta is given without k3.</exception>
    public static (Tensor Loss, Tensor IsClipped) PerToken(
        Tensor logRatio, Tensor advantages, Tensor sequence, double low = 0.2, double high = 0.2, Tensor? k3 = null, double beta = 0)
    {
        SameShape.Require((nameof(logRatio), logRatio), (nameof(sequence), sequence), (nameof(k3), k3));
        if (beta != 0 && k3 is null)
        {
            throw new ArgumentException($"beta is {beta}, but k3 is missing: give the KL term of a reference, or beta 0.", nameof(k3));
        }

        // -min(a, b) = max(-a, -b)
        var (loss, clipped) = PpoLoss.Clipped(logRatio, advantages.index_select(0, sequence), low, high);
        return (beta == 0 ? loss : loss + beta * k3!, clipped);
    }

    /// <summary>One number from the tokens' losses; it adds up over micro-batches that hold whole responses.</summary>
    /// <param name="perToken">float32 [N].</param>
    /// <param name="sequence">int64 [N], the index of each token's response.</param>
    /// <param name="count">Responses in this micro-batch.</param>
    /// <param name="aggregation">How.</param>
    /// <param name="divisor">Of the whole accumulated batch, see <see cref="GrpoAggregation"/>: responses, tokens, or responses times greatest length.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="divisor"/> is not positive.</exception>
    public static Tensor Aggregate(Tensor perToken, Tensor sequence, long count, GrpoAggregation aggregation, double divisor)
    {
        SameShape.RequirePositive(divisor, nameof(divisor));
        var total = aggregation == GrpoAggregation.Grpo
            ? TokenLogProbs.MeanBySequence(perToken, sequence, count).sum()
            : perToken.sum();
        return total / divisor;
    }

    private static Tensor Groups(Tensor rewards, long groupSize)
    {
        if (groupSize < 2 || rewards.numel() % groupSize != 0)
        {
            throw new ArgumentException(
                $"{rewards.numel()} rewards do not make groups of {groupSize}: a group has at least 2 responses and all have the same number.", nameof(groupSize));
        }

        return rewards.reshape(-1, groupSize);
    }
}
