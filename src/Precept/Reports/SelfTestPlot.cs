using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>A reliability diagram: what a judge's probabilities said, and what came.</summary>
internal static class SelfTestPlot
{
    private const double Size = 300, Left = 44, Top = 10, Right = Left + Size, Bottom = Top + Size, Width = Right + 16, Height = Bottom + 44;

    /// <summary>The diagram of one judge; says so where it gives no probabilities.</summary>
    public static Html Render(SelfTestEntry entry) => entry.Report.Calibration is not { } calibration
        ? Html.Of($"""<p class="missing">It gives no probabilities.</p>""")
        : Html.Of(
            $"""
            <div class="test-grid"><figure class="card chart test-plot"><figcaption class="quiet">Pairs by the probability that the reply shown first is the better one</figcaption>{Draw(calibration)}</figure>
            <div class="card test-card"><h4>In numbers</h4><p>Brier score {SelfTestWords.Number(calibration.Brier)} over {SelfTestPage.Number(calibration.Brier.N)} pairs: 0 for a seer, 0.25 for one who always says a half.</p>
            <p>Calibration error {SelfTestWords.Number(calibration.Error)}: how far what it said is from what came, on average.</p>
            <p class="quiet">On the dashed line probabilities come true. Dots: the pairs of one tenth, larger where there are more. Whiskers: Wilson's intervals.</p></div></div>

            """);

    private static Html Draw(Calibration calibration)
    {
        double[] ticks = [0, 0.25, 0.5, 0.75, 1];
        var grid = ticks.Select(t => Html.Of(
            $"""<line class="grid" x1="{Left}" x2="{Right}" y1="{Y(t)}" y2="{Y(t)}"/><text class="tick end" x="{Left - 6}" y="{Y(t) + 3.5}">{t}</text><text class="tick middle" x="{X(t)}" y="{Bottom + 16}">{t}</text>"""));
        CalibrationBin[] bins = [.. calibration.Bins.Where(b => b.Observed.N > 0)];
        var most = bins.Max(b => b.Observed.N);
        return Html.Of(
            $"""
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{Describe(bins)}">{grid}<line class="ideal" x1="{X(0)}" y1="{Y(0)}" x2="{X(1)}" y2="{Y(1)}"/>{bins.Select(b => Dot(b, most))}<text class="tick middle" x="{(Left + Right) / 2}" y="{Height - 8}">said: probability</text><text class="tick middle" transform="translate(11 {(Top + Bottom) / 2}) rotate(-90)">came: share</text></svg>
            """);
    }

    private static Html Dot(CalibrationBin bin, int most) => Html.Of(
        $"""<line class="said" x1="{X(bin.Mean)}" x2="{X(bin.Mean)}" y1="{Y(bin.Observed.Low)}" y2="{Y(bin.Observed.High)}"/><circle class="dot" cx="{X(bin.Mean)}" cy="{Y(bin.Observed.Value)}" r="{3 + (5 * Math.Sqrt((double)bin.Observed.N / most))}"><title>said {RateMarkup.Percent(bin.Mean)}, came {RateMarkup.Words(bin.Observed)}</title></circle>""");

    private static string Describe(IEnumerable<CalibrationBin> bins) =>
        string.Join("; ", bins.Select(b => $"said {RateMarkup.Percent(b.Mean)}, came {RateMarkup.Words(b.Observed)}"));

    private static double X(double share) => Left + (share * Size);

    private static double Y(double share) => Bottom - (share * Size);
}
