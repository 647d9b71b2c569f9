using Precept.Evaluation;
using Precept.Reports;

namespace Precept.Tests.Reports;

public class RateMarkupTests
{
    [Theory]
    [InlineData(0.9346, "93.5\u00A0%")]
    [InlineData(0.9996, "99.9\u00A0%")] // one failure is not none
    [InlineData(1, "100.0\u00A0%")]
    [InlineData(0.0002, "0.1\u00A0%")]
    [InlineData(0, "0.0\u00A0%")]
    public void Percent_rounds_but_never_to_all_or_none(double share, string expected) => RateMarkup.Percent(share).ShouldBe(expected);

    [Fact]
    public void Words_gives_value_interval_and_count() =>
        RateMarkup.Words(new(0.5, 0.401, 0.599, 1040)).ShouldBe("50.0\u00A0% (40.1\u201359.9, n\u00A01,040)");

    [Fact]
    public void Every_form_without_cases_says_not_measured()
    {
        var none = new Rate(double.NaN, double.NaN, double.NaN, 0);
        RateMarkup.Words(none).ShouldBe("not measured");
        foreach (var markup in new[] { RateMarkup.Inline(none), RateMarkup.Stacked(none), RateMarkup.Mean(none, "nats", "0.0") })
        {
            RenderedPage.ParseText(markup.ToString()).Value.ShouldBe("not measured");
        }
    }

    [Fact]
    public void Mean_gives_value_unit_interval_and_count() =>
        RenderedPage.ParseText(RateMarkup.Mean(new(61.72, 58.2, 65.06, 1040), "characters", "0.0").ToString()).Value
            .ShouldBe("61.7 characters 58.2 to 65.1 n\u00A01,040");
}
