using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>A horizontal bar with interval whiskers. Lengths are percentages of the drawing's width, so it stays crisp at every width.</summary>
internal static class RateBar
{
    /// <summary>Draws a share: 0 at the left edge, 1 at the right.</summary>
    /// <param name="rate">The share; without cases only the empty track is drawn.</param>
    /// <param name="series">The model's colour, from 1.</param>
    public static Html Draw(Rate rate, int series) => Html.Of(
        $"""
        <svg class="bar" width="100%" height="16" role="img" aria-label="{RateMarkup.Words(rate)}"><rect class="track" x="0" y="3" width="100%" height="10" rx="2"/>{(rate.N == 0 ? Html.Empty : Filled(rate, series))}</svg>
        """);

    private static Html Filled(Rate rate, int series)
    {
        var (value, low, high) = (Position(rate.Value), Position(rate.Low), Position(rate.High));
        return Html.Of(
            $"""
            <rect class="fill s{series}" x="0" y="3" width="{value}%" height="10" rx="2"/><line class="grid" x1="25%" x2="25%" y1="3" y2="13"/><line class="grid" x1="50%" x2="50%" y1="3" y2="13"/><line class="grid" x1="75%" x2="75%" y1="3" y2="13"/><line class="halo" x1="{low}%" x2="{high}%" y1="8" y2="8"/><line class="whisker" x1="{low}%" x2="{high}%" y1="8" y2="8"/><line class="whisker" x1="{low}%" x2="{low}%" y1="4" y2="12"/><line class="whisker" x1="{high}%" x2="{high}%" y1="4" y2="12"/>
            """);
    }

    private static double Position(double share) => Math.Clamp(share, 0, 1) * 100;
}
