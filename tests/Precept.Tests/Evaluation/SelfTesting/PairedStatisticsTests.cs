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
}
