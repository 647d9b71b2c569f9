// How far the policy is from the reference, token by token, from samples of the policy (Schulman 2020, "Approximating KL
// Divergence", http://joschu.net/blog/kl-approx.html), and the coefficient that holds it near a target (Ziegler et al. 2019,
// arXiv:1909.08593, section 2.2).
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>KL penalties towards a reference model.</summary>
public static class KlPenalty
{
    /// <summary>The estimator k1, <c>lp - lp_ref</c>: unbiased, of either sign.</summary>
    /// <param name="logps">Log-probabilities under the policy, any shape.</param>
    /// <param name="reference">Under the reference, same shape.</param>
    /// <returns>The same shape (nats).</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static Tensor K1(Tensor logps, Tensor reference)
    {
        SameShape.Require((nameof(logps), logps), (nameof(reference), reference));
        return logps - reference;
    }

    /// <summary>The estimator k3, <c>exp(d) - 1 - d</c> with <c>d = lp_ref - lp</c>: unbiased, never negative.</summary>
    /// <param name="logps">Log-probabilities under the policy, any shape.</param>
    /// <param name="reference">Under the reference, same shape.</param>
    /// <returns>The same shape (nats).</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static Tensor K3(Tensor logps, Tensor reference)
    {
        SameShape.Require((nameof(logps), logps), (nameof(reference), reference));
        var d = reference - logps;
        return d.expm1() - d;
    }

    /// <summary>The next coefficient of an adaptive controller:
    /// <c>coefficient * (1 + clip(kl / target - 1, -0.2, 0.2) * samples / horizon)</c>.</summary>
    /// <param name="coefficient">The present coefficient, positive.</param>
    /// <param name="kl">Mean KL of the last batch, summed over a response's tokens (nats).</param>
    /// <param name="target">The KL wanted, positive (nats).</param>
    /// <param name="samples">Responses in the last batch.</param>
    /// <param name="horizon">Responses over which the coefficient may move by 20 %, positive (10,000 in its authors' code; the paper has a fixed gain of 0.1 per batch).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> or <paramref name="horizon"/> is not positive.</exception>
    public static double Adapt(double coefficient, double kl, double target, long samples, double horizon)
    {
        SameShape.RequirePositive(target, nameof(target));
        SameShape.RequirePositive(horizon, nameof(horizon));
        return coefficient * (1 + Math.Clamp(kl / target - 1, -0.2, 0.2) * samples / horizon);
    }
}
