using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Precept.Evaluation;
using Precept.Reports;

namespace Precept.Tests.Reports;

public class DrawingTests
{
    [Fact]
    public void Bar_lengths_are_the_share_and_its_interval()
    {
        var bar = RenderedPage.ParseText(RateBar.Draw(new(0.75, 0.625, 0.8, 64), 2).ToString());
        var fill = bar.WithClass("fill").Single();
        ((string?)fill.Attribute("x")).ShouldBe("0");
        ((string?)fill.Attribute("width")).ShouldBe("75%");
        ((string?)fill.Attribute("class")).ShouldBe("fill s2");
        bar.WithClass("whisker").Select(w => ((string?)w.Attribute("x1"), (string?)w.Attribute("x2")))
            .ShouldBe([("62.5%", "80%"), ("62.5%", "62.5%"), ("80%", "80%")]);
        ((string?)bar.Attribute("aria-label")).ShouldBe("75.0\u00A0% (62.5\u201380.0, n\u00A064)");
    }

    [Fact]
    public void Bar_without_cases_is_an_empty_track()
    {
        var bar = RenderedPage.ParseText(RateBar.Draw(default, 1).ToString());
        bar.Elements().Select(e => (string?)e.Attribute("class")).ShouldBe(["track"]);
        ((string?)bar.Attribute("aria-label")).ShouldBe("not measured");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.999, 1)] // any failure shows
    [InlineData(0.9, 1)]
    [InlineData(0.55, 5)]
    [InlineData(0, 10)]
    public void Shade_grows_with_the_share_that_breaks_something(double share, int expected) =>
        FamilyHeatMap.Shade(new Rate(share, 0, 1, 10)).ShouldBe(expected);

    [Fact]
    public void Curve_points_fall_where_the_axes_say()
    {
        // Values 0 to 4: ticks 0, 1, 2, 3, 4 over y 156 to 10; steps 0 to 100 over x 46 to 304.
        var figure = Draw(new(0, 0), new(50, 4), new(100, 1));
        ((string?)figure.WithClass("curve").Single().Attribute("d")).ShouldBe("M46 156L175 10L304 119.5");
        figure.WithClass("end").Select(t => t.Value).ShouldBe(["0", "1", "2", "3", "4"]);
        figure.WithClass("end-value").Single().Value.ShouldBe("1.00");
        ((string?)figure.WithClass("end-point").Single().Attribute("cy")).ShouldBe("119.5");
        ((string?)figure.Descendants("svg").Single().Attribute("aria-label"))
            .ShouldBe("s, c: 0 at step 0, 1.00 at step 100; lowest 0, highest 4.00, 3 points");
    }

    [Fact]
    public void Curve_with_values_that_are_not_finite_leaves_a_gap_and_says_so()
    {
        var figure = Draw(new(0, 0), new(25, double.NaN), new(50, 4), new(75, double.PositiveInfinity), new(100, 1));
        ((string?)figure.WithClass("curve").Single().Attribute("d")).ShouldBe("M46 156M175 10M304 119.5");
        figure.Value.ShouldContain("2 of 5 points are not finite");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, double.Epsilon)]
    [InlineData(-3, -3)]
    [InlineData(-1e30, 1e30)]
    public void Curve_of_extreme_ranges_has_finite_coordinates(double first, double second) =>
        Regex.IsMatch((string)Draw(new(0, first), new(1, second)).WithClass("curve").Single().Attribute("d")!, @"^M46 [\d.]+L304 [\d.]+$").ShouldBeTrue();

    [Fact]
    public void Curve_without_points_is_not_measured() => Draw().WithClass("missing").Single().Value.ShouldBe("not measured");

    [Fact]
    public void Curve_of_many_points_keeps_its_spike()
    {
        var points = Enumerable.Range(0, 100_000).Select(i => new CurvePoint(i, i == 77_777 ? 4 : 1)).Append(new(100_000, 0)).ToArray();
        var path = (string)Draw(points).WithClass("curve").Single().Attribute("d")!;
        path.Count(c => c is 'M' or 'L').ShouldBeLessThan(700);
        path.ShouldContain(" 10L"); // y of the value 4
    }

    [Fact]
    public void Curve_of_any_values_stays_inside_the_drawing()
    {
        Gen.Double.Array[0, 40].Sample(values =>
        {
            var figure = Draw([.. values.Select((v, i) => new CurvePoint(i, v))]);
            foreach (var path in figure.WithClass("curve").Select(p => (string)p.Attribute("d")!))
            {
                foreach (Match point in Regex.Matches(path, "[ML]([^ ]+) ([^ML]+)"))
                {
                    double.Parse(point.Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeInRange(46, 304);
                    double.Parse(point.Groups[2].Value, CultureInfo.InvariantCulture).ShouldBeInRange(10, 156);
                }
            }
        });
    }

    [Theory]
    [InlineData(4, 4, 1)]
    [InlineData(1.01, 4, 0.5)]
    [InlineData(0.7, 4, 0.2)]
    [InlineData(12000, 4, 5000)]
    public void Spacing_is_one_two_or_five_times_a_power_of_ten(double range, int most, double expected) =>
        AxisTicks.Spacing(range, most).ShouldBe(expected, expected * 1e-12);

    [Fact]
    public void Label_has_the_decimals_of_the_spacing()
    {
        AxisTicks.Label(-0.4, 0.2).ShouldBe("\u22120.4");
        AxisTicks.Label(0.05, 0.05).ShouldBe("0.05");
        AxisTicks.Label(12000, 5000).ShouldBe("12,000");
        AxisTicks.Label(3e-7, 1e-7).ShouldBe("3e\u22127");
    }

    private static XElement Draw(params CurvePoint[] points) =>
        RenderedPage.ParseText(CurveChart.Render([new("c", "s", "y", points)]).ToString()).WithClass("chart").Single();
}
