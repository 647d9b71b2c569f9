using Precept.Prompts;

namespace Precept.Tests.Prompts;

public class SplitsTests
{
    [Fact]
    public void Names_round_trip()
    {
        Splits.All.Select(Splits.Name).ShouldBe(["train", "validation", "held-out"]);
        foreach (var split in Splits.All)
        {
            Splits.TryParse(Splits.Name(split), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(split);
        }

        Splits.TryParse("test", out _).ShouldBeFalse();
    }

    [Fact]
    public void OfKey_gives_sixty_twenty_twenty()
    {
        // 10,000 keys: a share's standard deviation is at most sqrt(0.6 * 0.4 / 10000) = 0.005; five of them.
        var counts = Enumerable.Range(0, 10_000).Select(i => Splits.OfKey($"key {i}")).CountBy(s => s).ToDictionary();
        (counts[Split.Train] / 10_000.0).ShouldBe(0.6, 0.025);
        (counts[Split.Validation] / 10_000.0).ShouldBe(0.2, 0.02);
        (counts[Split.HeldOut] / 10_000.0).ShouldBe(0.2, 0.02);
    }
}
