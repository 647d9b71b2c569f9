using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation;

public class StatisticsTests
{
    // Closed form for k = 0: high = z^2 / (n + z^2) = 3.841459 / 13.841459; k = n mirrors it.
    [Theory]
    [InlineData(8, 10, 0.4901625, 0.9433178)]
    [InlineData(0, 10, 0, 0.2775328)]
    [InlineData(10, 10, 0.7224672, 1)]
    [InlineData(1, 2, 0.0945312, 0.9054688)]
    [InlineData(0, 1, 0, 0.7934507)]
    public void Wilson_counts_give_closed_form(int k, int n, double low, double high)
    {
        var rate = Statistics.Wilson(k, n);
        rate.Value.ShouldBe((double)k / n, 1e-12);
        rate.Low.ShouldBe(low, 1e-6);
        rate.High.ShouldBe(high, 1e-6);
        rate.N.ShouldBe(n);
    }

    [Fact]
    public void Wilson_no_cases_is_NaN_not_zero()
    {
        var rate = Statistics.Wilson(0, 0);
        rate.ShouldBe(new Rate(double.NaN, double.NaN, double.NaN, 0));
    }

    [Fact]
    public void Wilson_bounds_solve_the_score_equation() =>
        Gen.Int[1, 400].SelectMany(n => Gen.Int[1, n], (n, k) => (n, k)).Where(c => c.k < c.n).Sample(c =>
        {
            // The bounds are the p for which |k/n - p| = z * sqrt(p (1 - p) / n).
            var rate = Statistics.Wilson(c.k, c.n);
            return new[] { rate.Low, rate.High }.All(p =>
                Math.Abs(Math.Abs(rate.Value - p) - (Statistics.Z95 * Math.Sqrt(p * (1 - p) / c.n))) < 1e-9);
        });

    [Fact]
    public void Wilson_mirrored_counts_give_mirrored_bounds() =>
        Gen.Int[1, 400].SelectMany(n => Gen.Int[0, n], (n, k) => (n, k)).Sample(c =>
            Math.Abs(Statistics.Wilson(c.k, c.n).Low - (1 - Statistics.Wilson(c.n - c.k, c.n).High)) < 1e-12);

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    public void Wilson_impossible_counts_throw(int k, int n) => Should.Throw<ArgumentOutOfRangeException>(() => Statistics.Wilson(k, n));

    [Fact]
    public void BootstrapMean_two_values_has_binomial_quantiles()
    {
        // 100 zeros and ones: the resampled mean is Binomial(100, 0.5) / 100, whose 2.5 % and 97.5 % quantiles are 0.40 and 0.60.
        var rate = Statistics.BootstrapMean([.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))], resamples: 20_000);
        rate.Value.ShouldBe(0.5, 1e-12);
        rate.Low.ShouldBe(0.40, 0.0101);
        rate.High.ShouldBe(0.60, 0.0101);
        rate.N.ShouldBe(100);
    }

    [Fact]
    public void BootstrapMean_equal_values_has_no_width() => Statistics.BootstrapMean([3, 3, 3]).ShouldBe(new Rate(3, 3, 3, 3));

    [Fact]
    public void BootstrapMean_same_seed_same_interval_other_seed_other()
    {
        double[] values = [1, 4, 9, 16, 25, 36];
        Statistics.BootstrapMean(values, 5, 50).ShouldBe(Statistics.BootstrapMean(values, 5, 50));
        Statistics.BootstrapMean(values, 5, 50).ShouldNotBe(Statistics.BootstrapMean(values, 6, 50));
    }

    [Fact]
    public void BootstrapMean_no_values_is_NaN() => Statistics.BootstrapMean([]).ShouldBe(new Rate(double.NaN, double.NaN, double.NaN, 0));

    [Fact]
    public void BootstrapMean_value_that_is_not_finite_throws() => Should.Throw<ArgumentException>(() => Statistics.BootstrapMean([1, double.NaN]));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.25, 17.5)]
    [InlineData(0.5, 25)]
    [InlineData(1, 40)]
    public void Quantile_four_values_goes_straight_between_them(double q, double expected) =>
        Statistics.Quantile([10, 20, 30, 40], q).ShouldBe(expected, 1e-12);
}
