using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Tests.Research;

public sealed class ForecastTests
{
    [Fact]
    public void Of_a_busy_last_hour_is_the_rate() => Forecast.Of(0, [0, 100, 10], 20).ShouldBe((10, 2 * 3_600_000L));

    [Fact]
    public void Of_a_quiet_last_hour_goes_by_the_hours_since_the_first_label() =>
        // 8 labels in the last 2 of 4 hours: 4 an hour.
        Forecast.Of(1000, [0, 0, 6, 2], 4).ShouldBe((4, 1000 + 3_600_000L));

    [Fact]
    public void Of_no_labels_says_nothing() => Forecast.Of(0, [0, 0], 4).ShouldBe((null, null));

    [Fact]
    public void Of_nothing_remaining_has_no_time() => Forecast.Of(0, [9], 0).ShouldBe((9, null));

    [Theory]
    [InlineData(new[] { 0, 1 }, new[] { 1, 0 }, true)]
    [InlineData(new[] { 0, 1 }, new[] { 0, 0 }, false)]
    [InlineData(new[] { 0, 1, 2 }, new[] { 0, 2, 1 }, true)]
    public void IsSo_opposite_orders_disagree_ties_do_not(int[] a, int[] b, bool disagree) =>
        Disagreeing.IsSo([new LabelContent { Tiers = [.. a.Select(t => (int?)t)] }, new LabelContent { Tiers = [.. b.Select(t => (int?)t)] }]).ShouldBe(disagree);

    [Fact]
    public void IsSo_one_of_two_finds_none_acceptable() =>
        Disagreeing.IsSo([new LabelContent { Tiers = [0, 1], AllUnacceptable = true }, new LabelContent { Tiers = [0, 1] }]).ShouldBeTrue();
}
