// Generalized advantage estimation (Schulman et al. 2015, arXiv:1506.02438, equation 16) over responses of different
// lengths, and whitening over the tokens that are there.
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>Advantages and value targets of a batch of responses.</summary>
public static class GeneralizedAdvantage
{
    /// <summary>Advantages and returns; the episode ends with the response's last token, so the value after it is 0.</summary>
    /// <param name="rewards">float32 [B, T], reward of each token.</param>
    /// <param name="values">float32 [B, T], V of the state in which each token was drawn. Gradients are not followed.</param>
    /// <param name="mask">[B, T], 1 for a token of the response, 0 for padding at the right; what stands at padding is not read.</param>
    /// <param name="gamma">Discount, [0, 1]; 1 for language models.</param>
    /// <param name="lambda">Trade of bias for variance, [0, 1]; 0.95.</param>
    /// <returns>Two tensors [B, T], 0 at padding: the advantages (not whitened), and the returns <c>A + V</c>.</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static (Tensor Advantages, Tensor Returns) Of(Tensor rewards, Tensor values, Tensor mask, double gamma, double lambda)
    {
        SameShape.Require((nameof(rewards), rewards), (nameof(values), values), (nameof(mask), mask));
        using var _ = no_grad();
        var present = mask.to_type(ScalarType.Bool);
        var r = rewards.masked_fill(present.logical_not(), 0);
        var v = values.masked_fill(present.logical_not(), 0);
        var keep = present.to_type(r.dtype);
        var steps = r.shape[1];
        var columns = new Tensor[steps];
        var nextValue = zeros_like(r.select(1, 0));
        var nextAdvantage = nextValue;
        for (var t = steps - 1; t >= 0; t--)
        {
            var value = v.select(1, t);
            var delta = r.select(1, t) + gamma * nextValue - value; // delta_t = r_t + gamma V(t+1) - V_t
            nextAdvantage = (delta + gamma * lambda * nextAdvantage) * keep.select(1, t); // A_t = delta_t + gamma lambda A(t+1)
            nextValue = value;
            columns[t] = nextAdvantage;
        }

        var advantages = stack(columns, 1);
        return (advantages, advantages + v);
    }

    /// <summary><c>(x - mean) / sqrt(variance + 1e-8)</c> over the masked values, with the sample variance (divisor n - 1); fewer
    /// than two values have variance 0.</summary>
    /// <param name="values">float32, any shape. Gradients are not followed.</param>
    /// <param name="mask">The same shape: 1 where a value counts.</param>
    /// <param name="shiftMean">False keeps the mean (whitening of rewards): it is added back after scaling.</param>
    /// <returns>The same shape, 0 where masked out.</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static Tensor Whiten(Tensor values, Tensor mask, bool shiftMean = true)
    {
        SameShape.Require((nameof(values), values), (nameof(mask), mask));
        using var _ = no_grad();
        var present = mask.to_type(ScalarType.Bool);
        var keep = present.to_type(values.dtype);
        var x = values.masked_fill(present.logical_not(), 0);
        var count = keep.sum();
        var mean = x.sum() / count.clamp_min(1);
        var centred = (x - mean) * keep;
        var variance = centred.square().sum() / (count - 1).clamp_min(1);
        var white = centred * (variance + 1e-8).rsqrt();
        return shiftMean ? white : white + mean * keep;
    }
}
