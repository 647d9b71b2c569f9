using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation.SelfTesting;

public sealed class PairedStatisticsTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 5, 2.0 / 32)]
    [InlineData(9, 1, 2 * 11.0 / 1024)]
    [InlineData(2, 6, 2 * (1 + 8 + 28) / 256.0)]
    public void McNemar_is_twice_the_binomial_tail(int onlyFirst, int onlySecond, double p)
    {
        McNemar.P(onlyFirst, onlySecond).ShouldBe(p, 1e-12);
        McNemar.P(onlySecond, onlyFirst).ShouldBe(p, 1e-12);
    }

    [Fact]
    public void McNemar_of_many_cases_is_a_probability() => Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 5000]).Sample((a, b) => McNemar.P(a, b) is >= 0 and <= 1, iter: 50);

    [Fact]
    public void ClusterBootstrap_of_single_cases_has_the_binomial_quantiles()
    {
        // 50 of 100: the 2.5 % and 97.5 % quantiles of Bin(100, 1/2) are 40 and 60.
        double[][] cases = [.. Enumerable.Range(0, 100).Select(i => new double[] { i % 2, 1 })];
        var interval = ClusterBootstrap.Interval(cases, s => s[0] / s[1], 100);
        interval.Value.ShouldBe(0.5);
        interval.Low.ShouldBe(0.40, 0.011);
        interval.High.ShouldBe(0.60, 0.011);
    }

    [Fact]
    public void ClusterBootstrap_draws_whole_clusters()
    {
        // The same hundred cases in four clusters of 25 alike: of four draws all four are failures with probability 1/16, beyond 2.5 %.
        double[][] clusters = [[25, 25], [25, 25], [0, 25], [0, 25]];
        var interval = ClusterBootstrap.Interval(clusters, s => s[0] / s[1], 100);
        (interval.Value, interval.Low, interval.High, interval.N).ShouldBe((0.5, 0, 1, 100));
    }

    [Fact]
    public void ClusterBootstrap_without_cases_or_figures_gives_no_number()
    {
        ClusterBootstrap.Interval([], s => s[0], 0).N.ShouldBe(0);
        double.IsNaN(ClusterBootstrap.Interval([[0, 0]], s => s[0] / s[1], 1).Low).ShouldBeTrue();
    }
}
