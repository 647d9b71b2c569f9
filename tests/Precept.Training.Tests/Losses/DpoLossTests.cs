using CsCheck;
using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

public class DpoLossTests
{
    private static DpoOutcome Published(double beta = 0.1) => DpoLoss.Of(
        Vector(-0.5, -10, -1), Vector(-0.1, -30, -21), Vector(-0.5, -10.1, -0.1), Vector(-0.1, -20.1, -0.1),
        p: null, weight: null, beta, totalWeight: 3);

    [Fact]
    public void Of_the_published_vector_gives_its_losses_rewards_and_accuracies()
    {
        using var scope = NewDisposeScope();
        // Dc = 0, 0.1, -0.9; Dr = 0, -9.9, -20.9; D = 0, 10, 20; beta D = 0, 1, 2; losses log(1 + exp(-beta D)).
        var outcome = Published();
        outcome.PerPair.ShouldHold(1e-6, 0.693147, 0.313262, 0.126928);
        outcome.PerPair.ShouldHold(1e-12, Math.Log(2), Math.Log(1 + Math.Exp(-1)), Math.Log(1 + Math.Exp(-2)));
        Scalar(outcome.Loss).ShouldBe((0.693147 + 0.313262 + 0.126928) / 3, 1e-6);
        outcome.ChosenReward.ShouldHold(1e-12, 0, 0.01, -0.09);
        outcome.RejectedReward.ShouldHold(1e-12, 0, -0.99, -2.09);
        outcome.Accuracy.ShouldHold(0, 0.5, 1, 1);
    }

    [Fact]
    public void Of_a_policy_equal_to_the_reference_is_log_2_with_zero_rewards_exactly()
    {
        using var scope = NewDisposeScope();
        var (c, r) = (tensor(new[] { -12.375f, -0.1f, -812.5f }), tensor(new[] { -3f, -77.7f, -0.3f }));
        var outcome = DpoLoss.Of(c, r, c.clone(), r.clone(), tensor(new[] { 1f, 0.7f, 0.5f }), null, 0.1, 3);
        Scalar(outcome.Loss).ShouldBe(0.693147, 1e-6);
        outcome.ChosenReward.ShouldHold(0, 0, 0, 0);
        outcome.RejectedReward.ShouldHold(0, 0, 0, 0);
        outcome.Accuracy.ShouldHold(0, 0.5, 0.5, 0.5);
    }

    [Fact]
    public void Of_lower_chosen_reward_has_accuracy_zero()
    {
        using var scope = NewDisposeScope();
        DpoLoss.Of(Vector(-5), Vector(-4), Vector(-4), Vector(-4), null, null, 0.1, 1).Accuracy.ShouldHold(0, 0);
    }

    [Fact]
    public void Gradient_of_hard_labels_is_minus_beta_sigmoid_of_minus_beta_D()
    {
        Gen.Select(Gen.Double[-50, 0].Array[4], Gen.Double[0.01, 1]).Sample(
            (lp, beta) =>
            {
                using var scope = NewDisposeScope();
                var (chosen, rejected) = (Trained(lp[0]), Trained(lp[1]));
                DpoLoss.Of(chosen, rejected, Vector(lp[2]), Vector(lp[3]), null, null, beta, 1).Loss.backward();
                var d = lp[0] - lp[2] - (lp[1] - lp[3]);
                var expected = -beta * Sigmoid(-beta * d);
                chosen.grad!.ShouldHold(1e-12, expected);
                rejected.grad!.ShouldHold(1e-12, -expected);
            },
            iter: 50,
            threads: 1);
    }

    [Fact]
    public void Gradient_of_soft_labels_is_beta_times_sigmoid_minus_p()
    {
        using var scope = NewDisposeScope();
        // d/dD [-p log s(x) - (1 - p) log s(-x)] = beta (s(x) - p), x = beta D: zero where the policy's own probability is p.
        double[] d = [0, 3, -2, Math.Log(0.8 / 0.2) / 0.5], p = [0.9, 0.6, 1, 0.8];
        var difference = Trained(d);
        DpoLoss.Sigmoid(difference, Vector(p), 0.5).sum().backward();
        difference.grad!.ShouldHold(1e-12, [.. d.Zip(p, (x, q) => 0.5 * (Sigmoid(0.5 * x) - q))]);
        Read(difference.grad!)[3].ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Gradient_of_an_even_label_at_the_reference_is_zero()
    {
        using var scope = NewDisposeScope();
        var chosen = Trained(-3.3);
        DpoLoss.Of(chosen, Vector(-8), Vector(-3.3), Vector(-8), Vector(0.5), null, 0.1, 1).Loss.backward();
        chosen.grad!.ShouldHold(0, 0);
    }

    [Fact]
    public void Soft_label_of_one_equals_no_label()
    {
        using var scope = NewDisposeScope();
        var d = Vector(-30, -1, 0, 2, 40);
        DpoLoss.Sigmoid(d, ones_like(d), 0.3).ShouldHold(0, Read(DpoLoss.Sigmoid(d, null, 0.3)));
    }

    [Fact]
    public void Weights_count_a_pair_as_often_as_they_say()
    {
        using var scope = NewDisposeScope();
        Tensor policy = Vector(-1, -4), other = Vector(-2, -3), reference = Vector(-2, -2);
        var weighted = DpoLoss.Of(policy, other, reference, reference, null, Vector(3, 1), 0.5, 4);
        var pick = Index(0, 0, 0, 1);
        var repeated = DpoLoss.Of(
            policy.index_select(0, pick), other.index_select(0, pick), reference.index_select(0, pick), reference.index_select(0, pick), null, null, 0.5, 4);
        Scalar(weighted.Loss).ShouldBe(Scalar(repeated.Loss), 1e-12);
    }

    [Fact]
    public void WithChosenNll_adds_the_token_mean_times_the_coefficient()
    {
        using var scope = NewDisposeScope();
        // 0.5 + 0.2 * (6 + 4) / 20 = 0.6
        Scalar(DpoLoss.WithChosenNll(Vector(0.5).sum(), Vector(-6, -4), tokens: 20, coefficient: 0.2)).ShouldBe(0.6, 1e-12);
    }

    [Fact]
    public void Of_a_column_against_a_row_is_refused_instead_of_broadcast()
    {
        using var scope = NewDisposeScope();
        var row = Vector(-1, -2);
        Should.Throw<ArgumentException>(() => DpoLoss.Of(row, row, row.unsqueeze(1), row, null, null, 0.1, 2))
            .Message.ShouldContain("referenceChosen has shape [2, 1], policyChosen has [2]");
    }
}
