using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

public class PpoLossTests
{
    // Clip 0.2. A good token that is already 1.5 times as likely, and a bad one already half as likely, are left alone (no gradient);
    // in the other direction nothing is clipped.
    [Theory]
    [InlineData(1.5, 2, -1.2 * 2, true)]
    [InlineData(0.5, 2, -0.5 * 2, false)]
    [InlineData(1.1, 2, -1.1 * 2, false)]
    [InlineData(1.5, -2, 1.5 * 2, false)]
    [InlineData(0.5, -2, 0.8 * 2, true)]
    [InlineData(0.9, -2, 0.9 * 2, false)]
    public void Policy_on_each_side_of_the_clip_has_the_expected_loss_and_gradient(double ratio, double advantage, double expected, bool clipped)
    {
        using var scope = NewDisposeScope();
        var logps = Trained(-2 + Math.Log(ratio));
        var (loss, fraction) = PpoLoss.Policy(logps, Vector(-2), Vector(advantage), null, 1);
        loss.backward();
        Scalar(loss).ShouldBe(expected, 1e-12);
        Scalar(fraction).ShouldBe(clipped ? 1 : 0);
        logps.grad!.ShouldHold(1e-12, clipped ? 0 : -advantage * ratio); // d(-A ratio)/d lp = -A ratio
    }

    [Fact]
    public void Policy_averages_over_the_tokens_that_count()
    {
        using var scope = NewDisposeScope();
        // Unclipped -3, clipped -1.2, masked out; of a batch of four tokens.
        var old = Vector(-1, -1, -1);
        var logps = old + Vector(0, Math.Log(2), 0);
        var (loss, fraction) = PpoLoss.Policy(logps, old, Vector(3, 1, 100), Vector(1, 1, 0), tokens: 4);
        Scalar(loss).ShouldBe(-4.2 / 4, 1e-12);
        Scalar(fraction).ShouldBe(1.0 / 4, 1e-12);
    }

    [Theory]
    [InlineData(1.0, 0.9, 1.5, 0.25)] // near: V itself: (1 - 1.5)^2
    [InlineData(1.4, 1.0, 1.5, 0.09)] // V came too far towards R: clip to 1.2, (1.2 - 1.5)^2 > 0.1^2
    [InlineData(0.5, 1.0, 1.5, 1.0)] // V went away from R: its own error (0.5 - 1.5)^2 > (0.8 - 1.5)^2
    public void Value_takes_the_larger_error(double value, double old, double target, double error)
    {
        using var scope = NewDisposeScope();
        Scalar(PpoLoss.Value(Vector(value), Vector(old), Vector(target), null, 1)).ShouldBe(0.1 * 0.5 * error, 1e-12);
    }

    [Fact]
    public void Value_that_moved_far_enough_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        var values = Trained(1.4, 0.5);
        PpoLoss.Value(values, Vector(1, 1), Vector(1.5, 1.5), null, 2).backward();
        values.grad!.ShouldHold(1e-12, 0, 0.1 * (0.5 - 1.5) / 2);
    }

    [Fact]
    public void TokenRewards_put_the_score_on_each_responses_last_token()
    {
        using var scope = NewDisposeScope();
        var kl = Table(new[,] { { 1.0, 2, 4 }, { 1, double.NaN, 5 }, { 3, 3, 3 } });
        var mask = Table(new[,] { { 1.0, 1, 1 }, { 1, 0, 0 }, { 0, 0, 0 } });
        PpoLoss.TokenRewards(kl, Vector(10, 20, 30), mask, 0.5)
            .ShouldHold(1e-12, -0.5, -1, 8, 19.5, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void Kl_estimators_follow_their_equations()
    {
        using var scope = NewDisposeScope();
        // The policy is half and twice as sure as the reference: d = log 2, -log 2.
        var (lp, reference) = (Vector(-3, -3, -3), Vector(-3 + Math.Log(2), -3 - Math.Log(2), -3));
        KlPenalty.K1(lp, reference).ShouldHold(1e-12, -Math.Log(2), Math.Log(2), 0);
        KlPenalty.K3(lp, reference).ShouldHold(1e-12, 1 - Math.Log(2), -0.5 + Math.Log(2), 0);
    }

    [Fact]
    public void Kl_estimators_have_the_true_divergence_as_their_mean()
    {
        using var scope = NewDisposeScope();
        double[] p = [0.5, 0.3, 0.2], q = [0.2, 0.2, 0.6];
        var (lp, lq) = (Vector(p).log(), Vector(q).log());
        var kl = p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum();
        Scalar((Vector(p) * KlPenalty.K1(lp, lq)).sum()).ShouldBe(kl, 1e-12);
        Scalar((Vector(p) * KlPenalty.K3(lp, lq)).sum()).ShouldBe(kl, 1e-12);
    }

    [Theory]
    [InlineData(6, 0.05)] // on target
    [InlineData(6.6, 0.05 * (1 + 0.1 * 0.0256))]
    [InlineData(60, 0.05 * (1 + 0.2 * 0.0256))] // clipped
    [InlineData(0, 0.05 * (1 - 0.2 * 0.0256))]
    public void Adapt_moves_the_coefficient_against_the_error(double kl, double expected) =>
        KlPenalty.Adapt(0.05, kl, target: 6, samples: 256, horizon: 10_000).ShouldBe(expected, 1e-12);
}
