// The relatives of DPO that need no more than its four log-probabilities. Each is a function of Dc = lp_policy(c) - lp_ref(c) and
// Dr = lp_policy(r) - lp_ref(r), both [P], and gives a loss per pair [P]; weigh and average it as DpoLoss.Of does.
// s is the logistic function.
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Precept.Training.Losses;

/// <summary>Losses on pairs of responses that differ from DPO's in shape only.</summary>
public static class DpoFamily
{
    /// <summary>SLiC's hinge (Zhao et al. 2023, arXiv:2305.10425): <c>max(0, 1 - beta D)</c>.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive; 1 / beta is the margin in nats.</param>
    /// <returns>[P].</returns>
    public static Tensor Hinge(Tensor dc, Tensor dr, double beta) => F.relu(1 - beta * Difference(dc, dr));

    /// <summary>IPO (Azar et al. 2023, arXiv:2310.12036, equation 17): <c>(Dc / len_c - Dr / len_r - 1 / (2 beta))^2</c>. Departure:
    /// the paper has no lengths; dividing by them is its authors' later advice.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="lengthChosen">[P], trained tokens of the chosen response, at least 1.</param>
    /// <param name="lengthRejected">[P], of the rejected response.</param>
    /// <param name="beta">Positive (the paper's tau).</param>
    /// <returns>[P].</returns>
    public static Tensor Ipo(Tensor dc, Tensor dr, Tensor lengthChosen, Tensor lengthRejected, double beta) =>
        (PerTokenDifference(dc, dr, lengthChosen, lengthRejected) - 1 / (2 * beta)).square();

    /// <summary>DPO on mean instead of summed log-probabilities: <c>-log s(beta (Dc / len_c - Dr / len_r))</c>.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="lengthChosen">[P], trained tokens of the chosen response, at least 1.</param>
    /// <param name="lengthRejected">[P], of the rejected response.</param>
    /// <param name="beta">Positive; larger than for sums (2 and more).</param>
    /// <returns>[P].</returns>
    public static Tensor SigmoidNorm(Tensor dc, Tensor dr, Tensor lengthChosen, Tensor lengthRejected, double beta) =>
        -F.logsigmoid(beta * PerTokenDifference(dc, dr, lengthChosen, lengthRejected));

    /// <summary>Robust DPO (Chowdhury et al. 2024, arXiv:2403.00409):
    /// <c>[-(1 - e) log s(beta D) + e log s(-beta D)] / (1 - 2e)</c>, unbiased where labels are flipped with probability e.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <param name="flipped">e, in [0, 0.5).</param>
    /// <returns>[P]; may be negative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">e is outside [0, 0.5).</exception>
    public static Tensor Robust(Tensor dc, Tensor dr, double beta, double flipped)
    {
        RequireRate(flipped, zeroAllowed: true, nameof(flipped));
        var x = beta * Difference(dc, dr);
        return (-(1 - flipped) * F.logsigmoid(x) + flipped * F.logsigmoid(-x)) / (1 - 2 * flipped);
    }

    /// <summary>EXO on pairs (Ji et al. 2024, arXiv:2402.00856, equation 16): the reverse KL from the policy's preference to the
    /// smoothed label, <c>s(beta D) [log s(beta D) - log(1 - e)] + s(-beta D) [log s(-beta D) - log e]</c>.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <param name="smoothing">e, in (0, 0.5); 1e-3 is usual.</param>
    /// <returns>[P], 0 or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">e is outside (0, 0.5).</exception>
    public static Tensor ExoPair(Tensor dc, Tensor dr, double beta, double smoothing)
    {
        RequireRate(smoothing, zeroAllowed: false, nameof(smoothing));
        var x = beta * Difference(dc, dr);
        return sigmoid(x) * (F.logsigmoid(x) - Math.Log(1 - smoothing)) + sigmoid(-x) * (F.logsigmoid(-x) - Math.Log(smoothing));
    }

    /// <summary>NCA on pairs (Chen et al. 2024, arXiv:2402.05369):
    /// <c>-log s(beta Dc) - 0.5 log s(-beta Dc) - 0.5 log s(-beta Dr)</c>.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <returns>[P].</returns>
    public static Tensor NcaPair(Tensor dc, Tensor dr, double beta)
    {
        SameShape.Require((nameof(dc), dc), (nameof(dr), dr));
        var (c, r) = (beta * dc, beta * dr);
        return -F.logsigmoid(c) - 0.5 * F.logsigmoid(-c) - 0.5 * F.logsigmoid(-r);
    }

    /// <summary>BCO on pairs (Jung et al. 2024, arXiv:2404.04656): <c>-log s(beta Dc - shift) - log s(-(beta Dr - shift))</c>.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <param name="shift">Running mean of the rewards <c>beta Dc</c> and <c>beta Dr</c> together, kept by the caller; 0 at the start.</param>
    /// <returns>[P].</returns>
    public static Tensor BcoPair(Tensor dc, Tensor dr, double beta, double shift = 0)
    {
        SameShape.Require((nameof(dc), dc), (nameof(dr), dr));
        return -F.logsigmoid(beta * dc - shift) - F.logsigmoid(-(beta * dr - shift));
    }

    /// <summary>SPPO with hard labels (Wu et al. 2024, arXiv:2405.00675): <c>(Dc - 1 / (2 beta))^2 + (Dr + 1 / (2 beta))^2</c>.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <returns>[P].</returns>
    public static Tensor SppoHard(Tensor dc, Tensor dr, double beta)
    {
        SameShape.Require((nameof(dc), dc), (nameof(dr), dr));
        return (dc - 1 / (2 * beta)).square() + (dr + 1 / (2 * beta)).square();
    }

    /// <summary>APO-zero (D'Oosterlinck et al. 2024, arXiv:2408.06266): <c>1 - s(beta Dc) + s(beta Dr)</c>, for chosen responses that are
    /// better than the policy's own.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <returns>[P], between 0 and 2.</returns>
    public static Tensor ApoZero(Tensor dc, Tensor dr, double beta)
    {
        SameShape.Require((nameof(dc), dc), (nameof(dr), dr));
        return 1 - sigmoid(beta * dc) + sigmoid(beta * dr);
    }

    /// <summary>APO-down (same paper): <c>s(beta Dc) + 1 - s(beta D)</c>, for chosen responses that are worse than the policy's own.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <returns>[P], between 0 and 2.</returns>
    public static Tensor ApoDown(Tensor dc, Tensor dr, double beta) => sigmoid(beta * dc) + 1 - sigmoid(beta * Difference(dc, dr));

    /// <summary>DiscoPOP (Lu et al. 2024, arXiv:2406.08414): with <c>m = s(beta D / tau)</c>,
    /// <c>(1 - m) (-log s(beta D)) + m exp(-beta D)</c>.</summary>
    /// <param name="dc">[P].</param>
    /// <param name="dr">[P].</param>
    /// <param name="beta">Positive.</param>
    /// <param name="tau">Width of the blend, positive; default 0.05.</param>
    /// <returns>[P], positive.</returns>
    public static Tensor DiscoPop(Tensor dc, Tensor dr, double beta, double tau = 0.05)
    {
        var x = beta * Difference(dc, dr);
        // m exp(-x) as exp(log m - x): for x far below 0 the factors are 0 and infinity, their product is not.
        var blended = (F.logsigmoid(x / tau) - x).exp();
        return sigmoid(-x / tau) * -F.logsigmoid(x) + blended;
    }

    private static Tensor Difference(Tensor dc, Tensor dr)
    {
        SameShape.Require((nameof(dc), dc), (nameof(dr), dr));
        return dc - dr;
    }

    private static Tensor PerTokenDifference(Tensor dc, Tensor dr, Tensor lengthChosen, Tensor lengthRejected)
    {
        SameShape.Require(
            (nameof(dc), dc), (nameof(dr), dr), (nameof(lengthChosen), lengthChosen), (nameof(lengthRejected), lengthRejected));
        return dc / lengthChosen - dr / lengthRejected;
    }

    private static void RequireRate(double e, bool zeroAllowed, string name)
    {
        if (!(e is >= 0 and < 0.5) || (e == 0 && !zeroAllowed))
        {
            throw new ArgumentOutOfRangeException(name, e, $"{name} is {e}; it must be {(zeroAllowed ? "in [0, 0.5)" : "in (0, 0.5)")}.");
        }
    }
}
