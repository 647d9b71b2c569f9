using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation.Agreement;

public sealed class RankCorrelationTests
{
    private static readonly Gen<(double X, double Y)[]> Lists = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], (x, y) => ((double)x, (double)y)).Array[0, 12];

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 2, 1, 3, 4 }, 0.666667)]
    [InlineData(new double[] { 1, 1, 3, 4 }, new double[] { 1, 2, 3, 4 }, 0.912871)]
    [InlineData(new double[] { 12, 2, 1, 12, 2 }, new double[] { 1, 4, 7, 1, 0 }, -0.471405)]
    public void TauB_of_published_lists(double[] x, double[] y, double tau) => KendallTau.B(x, y).Value.ShouldBe(tau, 5e-7);

    [Fact]
    public void TauB_error_by_hand()
    {
        // (1,2,3,4) and (2,1,3,4): concordance of the items 1, 1, 3, 3; each list tells 12 ordered pairs apart.
        // sum (24 d + 16)^2 = 2 * 40^2 + 2 * 88^2 = 18688; less 64 * 4/9 * 576 = 16384; over 12^4 it is 1/9.
        KendallTau.B([1, 2, 3, 4], [2, 1, 3, 4]).StandardError.ShouldBe(1 / 3.0, 1e-12);
    }

    [Fact]
    public void TauB_is_symmetric_odd_under_reversal_and_bounded() =>
        Lists.Sample(items =>
        {
            double[] x = [.. items.Select(i => i.X)], y = [.. items.Select(i => i.Y)], reversed = [.. y.Select(v => -v)];
            var (tau, mirrored, negative) = (KendallTau.B(x, y), KendallTau.B(y, x), KendallTau.B(x, reversed));
            return !tau.IsDefined
                ? !mirrored.IsDefined && !negative.IsDefined
                : tau.Value is >= -1 - 1e-12 and <= 1 + 1e-12 && Math.Abs(tau.Value - mirrored.Value) < 1e-12 && Math.Abs(tau.Value + negative.Value) < 1e-12;
        });

    [Fact]
    public void TauB_under_a_rising_function_is_the_same() =>
        Lists.Sample(items =>
        {
            double[] x = [.. items.Select(i => i.X)], y = [.. items.Select(i => i.Y)];
            return KendallTau.B(x, y).Equals(KendallTau.B([.. x.Select(Math.Exp)], y));
        });

    [Fact]
    public void TauB_of_a_list_with_itself_is_1_and_level_lists_are_undefined()
    {
        KendallTau.B([3, 1, 2, 2], [3, 1, 2, 2]).Value.ShouldBe(1, 1e-12);
        KendallTau.B([1, 1, 1], [1, 2, 3]).ShouldBe(Estimate.Undefined(3));
        KendallTau.B([], []).ShouldBe(Estimate.Undefined(0));
        KendallTau.B([1], [1]).IsDefined.ShouldBeFalse();
        Should.Throw<ArgumentException>(() => KendallTau.B([1], [1, 2]));
    }

    [Fact]
    public void W_by_hand()
    {
        // Three raters, (1,2,3), (1,3,2), (2,1,3): rank sums 4, 6, 8, mean 6, S = 8; W = 12 * 8 / (9 * 24) = 4/9.
        KendallW.Of([[1, 2, 3], [1, 3, 2], [2, 1, 3]]).Value.ShouldBe(4 / 9.0, 1e-12);
        // With a tie: (1,1,2) has ranks 1.5, 1.5, 3 and T = 6; with (1,2,3) the sums are 2.5, 3.5, 6: S = 6.5, W = 78 / (4 * 24 - 2 * 6) = 13/14.
        KendallW.Of([[1, 1, 2], [1, 2, 3]]).Value.ShouldBe(13 / 14.0, 1e-12);
    }

    [Fact]
    public void W_of_the_same_ranking_is_1_and_of_opposite_ones_0()
    {
        KendallW.Of([[1, 2, 2, 9], [10, 20, 20, 90]]).Value.ShouldBe(1, 1e-12);
        KendallW.Of([[1, 2, 3, 4], [4, 3, 2, 1]]).Value.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void W_of_raters_and_items_in_another_order_is_the_same_and_bounded() =>
        Gen.Int[0, 5].Select(v => (double)v).Array[5].Array[2, 4].Sample(ratings =>
        {
            var w = KendallW.Of(ratings, resamples: 2).Value;
            var turned = KendallW.Of([.. ratings.Reverse().Select(r => r.Reverse().ToArray())], resamples: 2).Value;
            return double.IsNaN(w) ? double.IsNaN(turned) : w is >= -1e-12 and <= 1 + 1e-12 && Math.Abs(w - turned) < 1e-12;
        });

    [Fact]
    public void W_of_one_rater_level_items_or_nothing_is_undefined()
    {
        KendallW.Of([[1, 2, 3]]).IsDefined.ShouldBeFalse();
        KendallW.Of([[1, 1], [2, 2]]).IsDefined.ShouldBeFalse();
        KendallW.Of([]).IsDefined.ShouldBeFalse();
        KendallW.Of([[], []]).IsDefined.ShouldBeFalse();
        Should.Throw<ArgumentException>(() => KendallW.Of([[1], [1, 2]]));
    }
}
