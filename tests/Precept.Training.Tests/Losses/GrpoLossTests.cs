using CsCheck;
using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

public class GrpoLossTests
{
    [Fact]
    public void GroupAdvantages_of_1_0_0_1_use_the_sample_standard_deviation()
    {
        using var scope = NewDisposeScope();
        // mean 1/2; squares 4 * 1/4 = 1, by G - 1 = 3: std = 1 / sqrt(3) = 0.577350; 0.5 / 0.577450 = 0.865875.
        var a = 0.5 / (1 / Math.Sqrt(3) + 1e-4);
        a.ShouldBe(0.865875, 1e-6);
        GrpoLoss.GroupAdvantages(Vector(1, 0, 0, 1), 4).ShouldHold(1e-12, a, -a, -a, a);
        GrpoLoss.GroupAdvantages(Vector(1, 0, 0, 1), 4, scale: false).ShouldHold(1e-12, 0.5, -0.5, -0.5, 0.5);
    }

    [Fact]
    public void GroupAdvantages_of_equal_rewards_are_zero()
    {
        using var scope = NewDisposeScope();
        GrpoLoss.GroupAdvantages(Vector(3, 3, 0, 1), 2).narrow(0, 0, 2).ShouldHold(0, 0, 0);
    }

    [Fact]
    public void GroupAdvantages_sum_to_zero_and_do_not_see_other_groups()
    {
        Gen.Double[-5, 5].Array[8].Sample(
            r =>
            {
                using var scope = NewDisposeScope();
                var both = Read(GrpoLoss.GroupAdvantages(Vector(r), 4));
                both[..4].Sum().ShouldBe(0, 1e-9);
                GrpoLoss.GroupAdvantages(Vector(r[4..]), 4).ShouldHold(1e-12, both[4..]);
            },
            iter: 30,
            threads: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void GroupAdvantages_of_a_lone_or_uneven_group_are_refused(long size)
    {
        using var scope = NewDisposeScope();
        Should.Throw<ArgumentException>(() => GrpoLoss.GroupAdvantages(Vector(1, 0, 0, 1), size));
    }

    [Fact]
    public void LeaveOneOutAdvantages_compare_with_the_siblings_mean()
    {
        using var scope = NewDisposeScope();
        GrpoLoss.LeaveOneOutAdvantages(Vector(1, 0, 0, 1), 4).ShouldHold(1e-12, 2.0 / 3, -2.0 / 3, -2.0 / 3, 2.0 / 3);
    }

    // Two responses of 1 and 3 tokens with token losses 4 and 1, 2, 3; greatest length 5.
    [Theory]
    [InlineData(GrpoAggregation.Grpo, 2, (4 + 2) / 2.0)]
    [InlineData(GrpoAggregation.Dapo, 4, 10 / 4.0)]
    [InlineData(GrpoAggregation.DrGrpo, 10, 10 / 10.0)]
    public void Aggregate_weighs_long_responses_as_each_variant_says(GrpoAggregation aggregation, double divisor, double expected)
    {
        using var scope = NewDisposeScope();
        Scalar(GrpoLoss.Aggregate(Vector(4, 1, 2, 3), Index(0, 1, 1, 1), 2, aggregation, divisor)).ShouldBe(expected, 1e-12);
        var parts = GrpoLoss.Aggregate(Vector(4), Index(0), 1, aggregation, divisor)
            + GrpoLoss.Aggregate(Vector(1, 2, 3), Index(0, 0, 0), 1, aggregation, divisor);
        Scalar(parts).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void PerToken_of_the_first_step_is_minus_the_advantage_with_the_policy_gradient()
    {
        using var scope = NewDisposeScope();
        var logps = Trained(-1, -2, -3);
        var (loss, clipped) = GrpoLoss.PerToken(logps - logps.detach(), Vector(0.5, -2), Index(0, 1, 1));
        loss.ShouldHold(1e-12, -0.5, 2, 2);
        clipped.ShouldHold(0, 0, 0, 0);
        loss.sum().backward();
        logps.grad!.ShouldHold(1e-12, -0.5, 2, 2);
    }

    [Fact]
    public void PerToken_with_a_higher_upper_clip_keeps_learning_up_to_it()
    {
        using var scope = NewDisposeScope();
        // Ratios 1.25 and 1.5, A = 1, clip 0.2 below and 0.28 above: only the second is clipped.
        var (loss, clipped) = GrpoLoss.PerToken(Vector(1.25, 1.5).log(), Vector(1), Index(0, 0), low: 0.2, high: 0.28);
        loss.ShouldHold(1e-12, -1.25, -1.28);
        clipped.ShouldHold(0, 0, 1);
    }

    [Fact]
    public void PerToken_with_beta_adds_the_KL_term()
    {
        using var scope = NewDisposeScope();
        var (loss, _) = GrpoLoss.PerToken(Vector(0, 0), Vector(1), Index(0, 0), k3: Vector(3, 5), beta: 0.1);
        loss.ShouldHold(1e-12, -0.7, -0.5);
        Should.Throw<ArgumentException>(() => GrpoLoss.PerToken(Vector(0), Vector(1), Index(0), beta: 0.1));
    }

    [Fact]
    public void SequenceLogRatio_gives_every_token_its_responses_mean()
    {
        using var scope = NewDisposeScope();
        GrpoLoss.SequenceLogRatio(Vector(1, 5, 3), Index(0, 1, 0), 2).ShouldHold(1e-12, 2, 5, 2);
    }
}
