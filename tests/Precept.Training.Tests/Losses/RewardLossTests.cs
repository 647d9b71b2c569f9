using CsCheck;
using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

public class RewardLossTests
{
    private static Tensor Loss(Tensor scores, RankedPairs pairs, double prompts, Tensor? p = null, Tensor? margin = null, double centring = 0) =>
        RewardLoss.Of(scores, Index(pairs.Winner), Index(pairs.Loser), Index(pairs.Prompt), Index(pairs.PairCounts), prompts, p, margin, centring);

    [Fact]
    public void RankedPairs_of_ties_and_lone_responses_gives_only_pairs_of_different_rank()
    {
        // Prompt 0: ranks 2, 1, 2 -> responses 1 > 0, 1 > 2. Prompt 1: all tied. Prompt 2: one response. Prompt 3: 6 > 7.
        var pairs = RankedPairs.Of([[2, 1, 2], [1, 1], [1], [1, 5]]);
        pairs.Winner.ShouldBe([1, 1, 6]);
        pairs.Loser.ShouldBe([0, 2, 7]);
        pairs.Prompt.ShouldBe([0, 0, 3]);
        pairs.PairCounts.ShouldBe([2, 0, 0, 1]);
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(9, 36)]
    public void RankedPairs_of_K_distinct_ranks_are_K_choose_2(int k, int expected) =>
        RankedPairs.Of([Enumerable.Range(0, k).ToArray()]).PairCounts.ShouldBe([expected]);

    [Fact]
    public void Of_prompts_of_different_K_averages_within_then_across_prompts()
    {
        using var scope = NewDisposeScope();
        // Prompt 0: scores 2, 1, 0 ranked so; pairs lead by 1, 2, 1. Prompt 1: tied, no pair. Prompt 2: the loser leads by 3.
        var pairs = RankedPairs.Of([[1, 2, 3], [1, 1], [2, 1]]);
        var expected = (-(2 * LogSigmoid(1) + LogSigmoid(2)) / 3 + 0 - LogSigmoid(-3)) / 3;
        Scalar(Loss(Vector(2, 1, 0, 9, 9, 3, 0), pairs, 3)).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Of_a_batch_without_any_pair_is_zero()
    {
        using var scope = NewDisposeScope();
        var scores = Trained(1, 2);
        var loss = Loss(scores, RankedPairs.Of([[1, 1]]), 1);
        loss.backward();
        Scalar(loss).ShouldBe(0);
        scores.grad!.ShouldHold(0, 0, 0);
    }

    [Fact]
    public void Of_equal_scores_is_log_2()
    {
        using var scope = NewDisposeScope();
        Scalar(Loss(zeros([5]), RankedPairs.Of([[3, 1, 2, 4, 5]]), 1)).ShouldBe(Math.Log(2), 1e-6);
    }

    [Fact]
    public void Of_pairs_in_any_order_is_the_same()
    {
        var pairs = RankedPairs.Of([[1, 2, 3, 2], [2, 1], [3, 2, 1]]);
        Gen.Shuffle(Enumerable.Range(0, pairs.Winner.Length).ToArray()).Sample(
            order =>
            {
                using var scope = NewDisposeScope();
                var scores = Vector(0.3, -1, 2, 0.7, 1.5, 0, -0.2, 4, -3);
                var shuffled = new RankedPairs(
                    [.. order.Select(i => pairs.Winner[i])], [.. order.Select(i => pairs.Loser[i])], [.. order.Select(i => pairs.Prompt[i])], pairs.PairCounts);
                Scalar(Loss(scores, shuffled, 3, centring: 0.01)).ShouldBe(Scalar(Loss(scores, pairs, 3, centring: 0.01)), 1e-12);
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void Gradient_pulls_winner_and_loser_apart_by_the_doubted_probability()
    {
        using var scope = NewDisposeScope();
        // One prompt, pairs 0 > 1, 0 > 2, 1 > 2: dL/dr_w = -s(r_l - r_w) / 3 and the opposite for the loser.
        double a = Sigmoid(-1) / 3, b = Sigmoid(-3) / 3, c = Sigmoid(-2) / 3;
        var scores = Trained(3, 2, 0);
        Loss(scores, RankedPairs.Of([[1, 2, 3]]), 1).backward();
        scores.grad!.ShouldHold(1e-12, -a - b, a - c, b + c);
    }

    [Fact]
    public void Margin_soft_label_and_centring_follow_their_equations()
    {
        using var scope = NewDisposeScope();
        var pairs = RankedPairs.Of([[1, 2]]);
        var scores = Vector(2, 0.5);
        Scalar(Loss(scores, pairs, 1, margin: Vector(1))).ShouldBe(-LogSigmoid(0.5), 1e-12);
        Scalar(Loss(scores, pairs, 1, p: Vector(0.7))).ShouldBe(-0.7 * LogSigmoid(1.5) - 0.3 * LogSigmoid(-1.5), 1e-12);
        Scalar(Loss(scores, pairs, 1, centring: 0.01)).ShouldBe(-LogSigmoid(1.5) + 0.01 * 2.5 * 2.5, 1e-12);
    }

    [Fact]
    public void Of_a_soft_label_of_half_at_equal_scores_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        var scores = Trained(1.25, 1.25);
        Loss(scores, RankedPairs.Of([[1, 2]]), 1, p: Vector(0.5)).backward();
        scores.grad!.ShouldHold(0, 0, 0);
    }

    [Fact]
    public void Of_prompts_split_over_micro_batches_adds_up()
    {
        using var scope = NewDisposeScope();
        var whole = Loss(Vector(2, 1, 0, 3, 0), RankedPairs.Of([[1, 2, 3], [2, 1]]), 2);
        var parts = Loss(Vector(2, 1, 0), RankedPairs.Of([[1, 2, 3]]), 2) + Loss(Vector(3, 0), RankedPairs.Of([[2, 1]]), 2);
        Scalar(parts).ShouldBe(Scalar(whole), 1e-12);
    }
}
