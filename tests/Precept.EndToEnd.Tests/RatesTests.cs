using Precept.Cli.Commands;
using Precept.Evaluation;

namespace Precept.EndToEnd.Tests;

public sealed class RatesTests
{
    [Theory]
    [InlineData(0, 0, "–")]
    [InlineData(0, 10, "0 (0–27.8)")]
    [InlineData(10, 10, "100 (72.2–100)")]
    [InlineData(1999, 2000, "99.9 (99.7–99.9)")]
    [InlineData(1, 10000, "0.1 (0.1–0.1)")]
    public void Text_of_a_share_is_0_or_100_only_when_it_is(int successes, int n, string text) => Rates.Text(Statistics.Wilson(successes, n)).ShouldBe(text);
}
