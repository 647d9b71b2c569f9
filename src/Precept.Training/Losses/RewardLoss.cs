// The reward model's loss (Ouyang et al. 2022, InstructGPT, arXiv:2203.02155, equation 1): K ranked responses of one prompt,
// -log s(r_w - r_l) averaged over the prompt's pairs, prompts averaged. Each response is scored once: a prompt costs K scores, read off one
// row where it is short enough.
//
// Departures: tied responses give no pair, so the divisor is the number of pairs with different ranks instead of C(K, 2) (equal
// where nothing is tied); options for margin, soft labels (Bai et al. 2022, Constitutional AI, arXiv:2212.08073) and centring
// (Eisenstein et al. 2023, arXiv:2312.09244).
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>The loss of a reward model.</summary>
public static class RewardLoss
{
    /// <summary>The loss of a batch of prompts with any number of responses each.</summary>
    /// <param name="scores">float32 [N], the rewards of all responses of all prompts (collects gradients).</param>
    /// <param name="winner">int64 [M], for each pair the index in <paramref name="scores"/> of the better response.</param>
    /// <param name="loser">int64 [M], of the worse one.</param>
    /// <param name="prompt">int64 [M], the pair's prompt, an index in <paramref name="pairCounts"/>.</param>
    /// <param name="pairCounts">[Q], pairs of each prompt; a prompt with 0 pairs adds 0 to the loss but counts as a prompt.</param>
    /// <param name="prompts">Prompts of the whole accumulated batch, at least Q.</param>
    /// <param name="p">[M], probability that the winner is the better one; null for 1.</param>
    /// <param name="margin">[M], by how much the winner should lead (reward units); null for 0.</param>
    /// <param name="centring">Coefficient of <c>(r_w + r_l)^2</c>, which keeps rewards around 0; 0 (default) for none, 0.01 is usual.</param>
    /// <returns>Scalar (nats).</returns>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="prompts"/> is not positive.</exception>
    public static Tensor Of(
        Tensor scores, Tensor winner, Tensor loser, Tensor prompt, Tensor pairCounts, double prompts,
        Tensor? p = null, Tensor? margin = null, double centring = 0)
    {
        SameShape.Require((nameof(winner), winner), (nameof(loser), loser), (nameof(prompt), prompt), (nameof(p), p), (nameof(margin), margin));
        SameShape.RequirePositive(prompts, nameof(prompts));
        var better = scores.index_select(0, winner);
        var worse = scores.index_select(0, loser);
        var perPair = PerPair(better, worse, p, margin);
        if (centring != 0)
        {
            perPair = perPair + centring * (better + worse).square();
        }

        // Every pair of a prompt weighs 1 / (its prompt's pairs).
        var share = pairCounts.to_type(scores.dtype).clamp_min(1).reciprocal().index_select(0, prompt);
        return (perPair * share).sum() / prompts;
    }

    /// <summary><c>-p log s(r_w - r_l - margin) - (1 - p) log s(r_l - r_w + margin)</c>.</summary>
    /// <param name="better">[M], scores of the winners.</param>
    /// <param name="worse">[M], scores of the losers.</param>
    /// <param name="p">[M], probability that the winner is the better one; null for 1.</param>
    /// <param name="margin">[M]; null for 0.</param>
    /// <returns>[M].</returns>
    public static Tensor PerPair(Tensor better, Tensor worse, Tensor? p = null, Tensor? margin = null)
    {
        var lead = margin is null ? better - worse : better - worse - margin;
        return DpoLoss.Sigmoid(lead, p, beta: 1);
    }
}
