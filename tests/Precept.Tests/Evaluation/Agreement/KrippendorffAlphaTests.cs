using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation.Agreement;

public sealed class KrippendorffAlphaTests
{
    /// <summary>Krippendorff's own table: 4 coders, 12 units; <c>*</c> is missing.</summary>
    private static readonly string[] FourCoders =
    [
        "1 2 3 3 2 1 4 1 2 * * *",
        "1 2 3 3 2 2 4 1 2 5 * *",
        "* 3 3 3 2 3 4 2 2 5 1 3",
        "1 2 3 3 2 4 4 1 2 5 1 *",
    ];

    private static readonly string[] ThreeCoders =
    [
        "* * * * * 3 4 1 2 1 1 3 3 * 3",
        "1 * 2 1 3 3 4 3 * * * * * * *",
        "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
    ];

    private static readonly Gen<double[][]> Units = Gen.Int[0, 4].Select(v => (double)v).Array[0, 4].Array[1, 12];

    [Theory]
    [InlineData(AlphaMetric.Nominal, 0.743421)]
    [InlineData(AlphaMetric.Ordinal, 0.815388)]
    [InlineData(AlphaMetric.Interval, 0.849107)]
    [InlineData(AlphaMetric.Ratio, 0.797403)]
    public void Of_four_coders_gives_the_published_value(AlphaMetric metric, double alpha)
    {
        var estimate = KrippendorffAlpha.Of(Read(FourCoders), metric);
        estimate.Value.ShouldBe(alpha, 5e-7);
        estimate.N.ShouldBe(11); // the last unit has one value
    }

    [Theory]
    [InlineData(AlphaMetric.Nominal, 0.691358)]
    [InlineData(AlphaMetric.Ordinal, 0.806721)]
    [InlineData(AlphaMetric.Interval, 0.810845)]
    [InlineData(AlphaMetric.Ratio, 0.808944)]
    public void Of_three_coders_gives_the_published_value(AlphaMetric metric, double alpha) =>
        KrippendorffAlpha.Of(Read(ThreeCoders), metric).Value.ShouldBe(alpha, 5e-7);

    [Fact]
    public void Of_interval_holds_the_value_and_is_the_same_for_the_same_seed()
    {
        var (a, b) = (KrippendorffAlpha.Of(Read(FourCoders), AlphaMetric.Ordinal, seed: 7), KrippendorffAlpha.Of(Read(FourCoders), AlphaMetric.Ordinal, seed: 7));
        a.ShouldBe(b);
        a.Low.ShouldBeLessThan(a.Value);
        a.High.ShouldBeGreaterThan(a.Value);
        a.StandardError.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Of_agreement_throughout_is_1() =>
        Gen.Int[0, 4].Array[2, 12].Where(u => u.Distinct().Count() > 1).Sample(values =>
            KrippendorffAlpha.Of([.. values.Select(v => (double[])[v, v, v])], AlphaMetric.Ratio, resamples: 20).Value.ShouldBe(1, 1e-12));

    [Fact]
    public void Of_raters_in_another_order_is_the_same() =>
        Units.Select(Gen.Enum<AlphaMetric>()).Sample((units, metric) =>
            Same(KrippendorffAlpha.Of(units, metric, resamples: 5), KrippendorffAlpha.Of([.. units.Select(u => u.Reverse().ToArray())], metric, resamples: 5)));

    [Fact]
    public void Nominal_and_ordinal_values_under_other_names_are_the_same() =>
        Units.Sample(units =>
        {
            double[][] renamed = [.. units.Select(u => u.Select(v => Math.Exp(v) - 50).ToArray())];
            double[][] shuffled = [.. units.Select(u => u.Select(v => (v * 3) % 5).ToArray())];
            Same(KrippendorffAlpha.Of(units, AlphaMetric.Ordinal, resamples: 5), KrippendorffAlpha.Of(renamed, AlphaMetric.Ordinal, resamples: 5));
            Same(KrippendorffAlpha.Of(units, AlphaMetric.Nominal, resamples: 5), KrippendorffAlpha.Of(shuffled, AlphaMetric.Nominal, resamples: 5));
        });

    [Fact]
    public void Of_any_ratings_is_at_most_1_or_undefined() =>
        Units.Select(Gen.Enum<AlphaMetric>()).Sample((units, metric) =>
        {
            var alpha = KrippendorffAlpha.Of(units, metric, resamples: 5);
            return double.IsNaN(alpha.Value) || alpha.Value is >= -2 and <= 1 + 1e-12;
        });

    [Fact]
    public void Of_clusters_of_identical_units_has_a_wider_interval_than_units_apart()
    {
        // Each unit five times over: as cases of their own they seem to be five times as many.
        double[][] units = [.. Enumerable.Range(0, 100).Select(i => (double[])[i / 5 % 2, (i / 5) % 3 == 0 ? 1 - (i / 5 % 2) : i / 5 % 2])];
        var (apart, together) = (KrippendorffAlpha.Of(units, AlphaMetric.Nominal), KrippendorffAlpha.Of(units, AlphaMetric.Nominal, [.. Enumerable.Range(0, 100).Select(i => i / 5)]));
        together.Value.ShouldBe(apart.Value, 1e-12);
        // The standard error of a mean of 20 over that of 100 is the root of 5.
        (together.StandardError / apart.StandardError).ShouldBe(Math.Sqrt(5), 0.4);
    }

    [Fact]
    public void Of_nothing_to_compare_is_undefined_not_an_error()
    {
        KrippendorffAlpha.Of([], AlphaMetric.Nominal).ShouldBe(Estimate.Undefined(0));
        KrippendorffAlpha.Of([[1], [2], []], AlphaMetric.Ordinal).ShouldBe(Estimate.Undefined(0));
        KrippendorffAlpha.Of([[1, 1], [1, 1]], AlphaMetric.Interval).Value.ShouldBe(double.NaN);
        var one = KrippendorffAlpha.Of([[1, 2]], AlphaMetric.Nominal);
        one.Value.ShouldBe(0, 1e-12); // the two values are all there is: they differ exactly as often as expected
        one.Low.ShouldBe(double.NaN);
    }

    [Fact]
    public void Of_values_outside_the_metric_throws()
    {
        Should.Throw<ArgumentException>(() => KrippendorffAlpha.Of([[-1, 1]], AlphaMetric.Ratio));
        Should.Throw<ArgumentException>(() => KrippendorffAlpha.Of([[double.NaN, 1]], AlphaMetric.Nominal));
        Should.Throw<ArgumentException>(() => KrippendorffAlpha.Of([[1, 1]], AlphaMetric.Nominal, [0, 1]));
    }

    private static bool Same(Estimate a, Estimate b) => a.Value.Equals(b.Value) || Math.Abs(a.Value - b.Value) < 1e-9;

    private static double[][] Read(string[] coders)
    {
        var rows = coders.Select(c => c.Split(' ')).ToArray();
        return [.. Enumerable.Range(0, rows[0].Length).Select(u => rows.Select(r => r[u]).Where(v => v != "*").Select(double.Parse).ToArray())];
    }
}
