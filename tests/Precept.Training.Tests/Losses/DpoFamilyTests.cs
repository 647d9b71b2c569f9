using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

/// <summary>Each loss at points where its value is known in closed form: s(log 3) = 3/4, s(0) = 1/2.</summary>
public class DpoFamilyTests
{
    private static readonly double Log3 = Math.Log(3);

    [Fact]
    public void Hinge_of_the_published_vector_is_1_0_0()
    {
        using var scope = NewDisposeScope();
        DpoFamily.Hinge(Vector(0, 0.1, -0.9), Vector(0, -9.9, -20.9), 0.1).ShouldHold(1e-12, 1, 0, 0);
    }

    [Fact]
    public void Ipo_is_the_squared_distance_of_the_per_token_margin_from_its_target()
    {
        using var scope = NewDisposeScope();
        // 8/4 - (-6)/2 = 5 = 1 / (2 * 0.1): at the target; 0 - 0: 25.
        DpoFamily.Ipo(Vector(8, 0), Vector(-6, 0), Vector(4, 4), Vector(2, 2), 0.1).ShouldHold(1e-12, 0, 25);
    }

    [Fact]
    public void SigmoidNorm_divides_by_lengths()
    {
        using var scope = NewDisposeScope();
        // 2 * (2 log 3 / 4 - 0 / 7) = log 3
        DpoFamily.SigmoidNorm(Vector(2 * Log3), Vector(0), Vector(4), Vector(7), 2).ShouldHold(1e-12, -Math.Log(0.75));
    }

    [Fact]
    public void Robust_is_unbiased_under_flipped_labels()
    {
        using var scope = NewDisposeScope();
        var (dc, dr) = (Vector(2, -1, 0.3), Vector(-1, 1, 0));
        const double e = 0.2, beta = 0.7;
        var expectation = (1 - e) * DpoFamily.Robust(dc, dr, beta, e) + e * DpoFamily.Robust(dr, dc, beta, e);
        expectation.ShouldHold(1e-12, Read(DpoLoss.Sigmoid(dc - dr, null, beta)));
    }

    [Fact]
    public void ExoPair_is_zero_where_the_policy_prefers_as_surely_as_the_label()
    {
        using var scope = NewDisposeScope();
        // e = 1/4: log(1 - e)'s odds are log 3. At D = 0: 1/2 log(1/2 / (3/4)) + 1/2 log(1/2 / (1/4)) = 1/2 log(4/3).
        DpoFamily.ExoPair(Vector(Log3, 0), Vector(0, 0), 1, 0.25).ShouldHold(1e-12, 0, 0.5 * Math.Log(4.0 / 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void ExoPair_without_smoothing_is_refused(double e)
    {
        using var scope = NewDisposeScope();
        Should.Throw<ArgumentOutOfRangeException>(() => DpoFamily.ExoPair(Vector(1), Vector(0), 1, e));
    }

    [Fact]
    public void NcaPair_matches_its_closed_form()
    {
        using var scope = NewDisposeScope();
        // s = 3/4 for c, 1/4 for r: -log 3/4 - 1/2 log 1/4 - 1/2 log 3/4; at 0: 2 log 2.
        DpoFamily.NcaPair(Vector(Log3, 0), Vector(-Log3, 0), 1).ShouldHold(1e-12, -1.5 * Math.Log(0.75) + Math.Log(2), 2 * Math.Log(2));
    }

    [Fact]
    public void BcoPair_shift_moves_both_rewards()
    {
        using var scope = NewDisposeScope();
        DpoFamily.BcoPair(Vector(Log3 + 5), Vector(5 - Log3), 1, shift: 5).ShouldHold(1e-12, -2 * Math.Log(0.75));
        DpoFamily.BcoPair(Vector(0), Vector(0), 1).ShouldHold(1e-12, 2 * Math.Log(2));
    }

    [Fact]
    public void SppoHard_is_zero_at_plus_and_minus_half_over_beta()
    {
        using var scope = NewDisposeScope();
        DpoFamily.SppoHard(Vector(5, 0), Vector(-5, 0), 0.1).ShouldHold(1e-12, 0, 50);
    }

    [Fact]
    public void Apo_losses_match_their_closed_forms()
    {
        using var scope = NewDisposeScope();
        // zero: 1 - 3/4 + 1/4; down: 3/4 + 1 - s(2 log 3) = 3/4 + 1 - 9/10
        DpoFamily.ApoZero(Vector(Log3, 0), Vector(-Log3, 0), 1).ShouldHold(1e-12, 0.5, 1);
        DpoFamily.ApoDown(Vector(Log3, 0), Vector(-Log3, 0), 1).ShouldHold(1e-12, 0.85, 1);
    }

    [Fact]
    public void DiscoPop_blends_logistic_and_exponential()
    {
        using var scope = NewDisposeScope();
        // tau 1, beta D = log 3: m = 3/4: 1/4 (-log 3/4) + 3/4 * 1/3; at 0: (log 2 + 1) / 2
        DpoFamily.DiscoPop(Vector(Log3, 0), Vector(0, 0), 1, tau: 1).ShouldHold(1e-12, -0.25 * Math.Log(0.75) + 0.25, (Math.Log(2) + 1) / 2);
    }

    [Fact]
    public void DiscoPop_of_a_hopeless_pair_is_finite()
    {
        using var scope = NewDisposeScope();
        // m = s(-20 * 2000) = 0, and m exp(2000) = exp(-38000) = 0: the logistic part alone, 2000.
        DpoFamily.DiscoPop(Vector(-2000), Vector(0), 1).ShouldHold(1e-9, 2000);
    }
}
