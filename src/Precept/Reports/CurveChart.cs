using System.Globalization;
using System.Text;

namespace Precept.Reports;

/// <summary>Learning curves as small line charts.</summary>
internal static class CurveChart
{
    private const double Width = 360, Height = 190, Left = 46, Right = 304, Top = 10, Bottom = 156;
    private const double Largest = 1e30; // beyond it a training run has diverged and the scale would show nothing else
    private const int MostPoints = 600;

    /// <summary>All charts, those of a stage next to each other.</summary>
    public static Html Render(IReadOnlyList<Curve> curves) => Html.Of(
        $"""
        <div class="charts">
        {curves.GroupBy(c => c.Stage).SelectMany(stage => stage).Select(Figure)}</div>

        """);

    private static Html Figure(Curve curve)
    {
        var finite = curve.Points.Where(p => IsDrawn(p.Value)).ToList();
        var gaps = curve.Points.Count - finite.Count;
        var note = gaps == 0 ? Html.Empty : Html.Of($"""<p class="quiet">{gaps} of {curve.Points.Count} points are not finite and left out.</p>""");
        return Html.Of(
            $"""
            <figure class="card chart"><figcaption><span class="stage">{curve.Stage}</span> <strong>{curve.Name}</strong> <span class="quiet">{curve.YLabel}</span></figcaption>
            {(finite.Count == 0 ? Html.Of($"""<p class="missing">{RateMarkup.NotMeasured}</p>""") : Draw(curve, finite))}{note}</figure>

            """);
    }

    private static Html Draw(Curve curve, List<CurvePoint> finite)
    {
        var (bottom, top, spacing) = Scale(finite.Min(p => p.Value), finite.Max(p => p.Value));
        double first = finite.Min(p => p.Step), last = finite.Max(p => p.Step);
        double X(double step) => last > first ? Left + ((step - first) / (last - first) * (Right - Left)) : (Left + Right) / 2;
        double Y(double value) => Bottom - ((value - bottom) / (top - bottom) * (Bottom - Top));

        var rows = AxisTicks.Within(bottom, top, spacing).Select(t => Html.Of(
            $"""<line class="grid" x1="{Left}" x2="{Right}" y1="{Y(t)}" y2="{Y(t)}"/><text class="tick end" x="{Left - 6}" y="{Y(t) + 3.5}">{AxisTicks.Label(t, spacing)}</text>"""));
        var stepSpacing = last > first ? Math.Max(1, AxisTicks.Spacing(last - first, 4)) : 1;
        var columns = AxisTicks.Within(first, last, stepSpacing).Select(t => Html.Of(
            $"""<line class="axis" x1="{X(t)}" x2="{X(t)}" y1="{Bottom}" y2="{Bottom + 4}"/><text class="tick middle" x="{X(t)}" y="{Bottom + 16}">{AxisTicks.Label(t, stepSpacing)}</text>"""));
        var end = finite[^1];
        return Html.Of(
            $"""
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{Describe(curve, finite)}">{rows}<line class="axis" x1="{Left}" x2="{Right}" y1="{Bottom}" y2="{Bottom}"/>{columns}<text class="tick middle" x="{(Left + Right) / 2}" y="{Height - 4}">step</text><path class="curve" d="{Path(curve.Points, X, Y)}"/><circle class="end-point" cx="{X(end.Step)}" cy="{Y(end.Value)}" r="3"/><text class="end-value" x="{X(end.Step) + 8}" y="{Y(end.Value) + 4}">{AxisTicks.Value(end.Value)}</text></svg>
            """);
    }

    /// <summary>The axis that holds all values and ends on round ones.</summary>
    private static (double Bottom, double Top, double Spacing) Scale(double low, double high)
    {
        if (high - low <= Math.Max(Math.Abs(high) * 1e-9, 1e-300))
        {
            var room = Math.Abs(high) <= 1e-300 ? 1 : Math.Abs(high) * 0.1;
            (low, high) = (low - room, high + room);
        }

        var spacing = AxisTicks.Spacing(high - low, 4);
        return (Math.Floor((low / spacing) + 1e-9) * spacing, Math.Ceiling((high / spacing) - 1e-9) * spacing, spacing);
    }

    private static string Path(IReadOnlyList<CurvePoint> points, Func<double, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var point in Thin(points))
        {
            if (!IsDrawn(point.Value))
            {
                pen = 'M';
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{pen}{x(point.Step):0.##} {y(point.Value):0.##}");
            pen = 'L';
        }

        return path.ToString();
    }

    /// <summary>Keeps of each run of points its first, lowest, highest and last, so that no spike is lost.</summary>
    private static IEnumerable<CurvePoint> Thin(IReadOnlyList<CurvePoint> points) => points.Count <= MostPoints
        ? points
        : points.Chunk((points.Count + (MostPoints / 4) - 1) / (MostPoints / 4)).SelectMany(run =>
            new[]
            {
                run[0],
                run.MinBy(p => IsDrawn(p.Value) ? p.Value : double.PositiveInfinity),
                run.MaxBy(p => IsDrawn(p.Value) ? p.Value : double.NegativeInfinity),
                run[^1],
            }.OrderBy(p => p.Step).Distinct());

    private static string Describe(Curve curve, List<CurvePoint> finite) => string.Create(
        CultureInfo.InvariantCulture,
        $"{curve.Stage}, {curve.Name}: {AxisTicks.Value(finite[0].Value)} at step {finite[0].Step}, {AxisTicks.Value(finite[^1].Value)} at step {finite[^1].Step}; lowest {AxisTicks.Value(finite.Min(p => p.Value))}, highest {AxisTicks.Value(finite.Max(p => p.Value))}, {finite.Count} points");

    private static bool IsDrawn(double value) => double.IsFinite(value) && Math.Abs(value) <= Largest;
}
