// Direct preference optimization (Rafailov et al. 2023, arXiv:2305.18290, equation 7).
// Departures: a probability p per pair instead of a hard label (the paper's conservative variant has one smoothing for all; with
// p = 1 it is equation 7 exactly), a weight per pair, and optionally Llama 3's NLL regulariser (Dubey et al. 2024,
// arXiv:2407.21783, section 4.1.4). Log-probabilities are sums over the response's trained tokens, not means.
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>What one micro-batch of pairs gives.</summary>
/// <param name="Loss">Scalar: its share of the accumulated batch's loss; call <c>backward</c> on it.</param>
/// <param name="PerPair">[P], detached: each pair's loss before weighting.</param>
/// <param name="ChosenReward">[P], detached: beta * Dc, the reward that the policy implies for the chosen response.</param>
/// <param name="RejectedReward">[P], detached: beta * Dr.</param>
/// <param name="Accuracy">[P], detached: 1 where the chosen reward is the higher, 0.5 where they are equal, else 0.</param>
public readonly record struct DpoOutcome(Tensor Loss, Tensor PerPair, Tensor ChosenReward, Tensor RejectedReward, Tensor Accuracy);

/// <summary>The loss of direct preference optimization.</summary>
public static class DpoLoss
{
    /// <summary>The sigmoid loss with soft labels, its implied rewards and its accuracy.</summary>
    /// <param name="policyChosen">[P], log-probability of the chosen response under the policy (collects gradients).</param>
    /// <param name="policyRejected">[P], of the rejected response.</param>
    /// <param name="referenceChosen">[P], of the chosen response under the frozen reference.</param>
    /// <param name="referenceRejected">[P], of the rejected response.</param>
    /// <param name="p">[P], probability in [0, 1] that the chosen response is the better one; null for 1.</param>
    /// <param name="weight">[P], positive weights; null for 1.</param>
    /// <param name="beta">Strength of the tie to the reference, positive; 0.1 is usual.</param>
    /// <param name="totalWeight">Sum of the weights (without weights: number of pairs) of the whole accumulated batch.</param>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="totalWeight"/> or <paramref name="beta"/> is not positive.</exception>
    public static DpoOutcome Of(
        Tensor policyChosen, Tensor policyRejected, Tensor referenceChosen, Tensor referenceRejected,
        Tensor? p, Tensor? weight, double beta, double totalWeight)
    {
        SameShape.Require(
            (nameof(policyChosen), policyChosen), (nameof(policyRejected), policyRejected), (nameof(referenceChosen), referenceChosen),
            (nameof(referenceRejected), referenceRejected), (nameof(p), p), (nameof(weight), weight));
        SameShape.RequirePositive(totalWeight, nameof(totalWeight));
        SameShape.RequirePositive(beta, nameof(beta));
        var dc = policyChosen - referenceChosen; // Dc = lp_policy(c) - lp_ref(c)
        var dr = policyRejected - referenceRejected; // Dr
        var perPair = Sigmoid(dc - dr, p, beta);
        var loss = (weight is null ? perPair : perPair * weight).sum() / totalWeight; // sum w_i l_i / sum w_i
        var (chosen, rejected) = (dc.detach() * beta, dr.detach() * beta);
        var accuracy = (chosen - rejected).sign() * 0.5 + 0.5;
        return new DpoOutcome(loss, perPair.detach(), chosen, rejected, accuracy);
    }

    /// <summary>Equation 7 with soft labels: <c>-p log s(beta D) - (1 - p) log s(-beta D)</c>.</summary>
    /// <param name="difference">[P], D = Dc - Dr.</param>
    /// <param name="p">[P], probability that the chosen response is the better one; null for 1.</param>
    /// <param name="beta">Positive.</param>
    /// <returns>[P].</returns>
    public static Tensor Sigmoid(Tensor difference, Tensor? p, double beta)
    {
        var x = difference * beta;
        return p is null
            ? -nn.functional.logsigmoid(x)
            : -p * nn.functional.logsigmoid(x) - (1 - p) * nn.functional.logsigmoid(-x);
    }

    /// <summary>Adds Llama 3's regulariser: <c>loss + coefficient * (-(1 / tokens) * sum lp_policy(c))</c>, which keeps the chosen
    /// responses likely (the sigmoid alone may lower both).</summary>
    /// <param name="loss">Scalar.</param>
    /// <param name="policyChosen">[P], log-probability of the chosen responses under the policy.</param>
    /// <param name="tokens">Trained tokens of the chosen responses of the whole accumulated batch.</param>
    /// <param name="coefficient">0.2 in Llama 3; 0 adds nothing.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokens"/> is not positive.</exception>
    public static Tensor WithChosenNll(Tensor loss, Tensor policyChosen, double tokens, double coefficient) =>
        coefficient == 0 ? loss : loss + coefficient * CrossEntropy.Of(policyChosen, tokens);
}
