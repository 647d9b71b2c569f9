using System.Globalization;
using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>A row and a column for each judge: agreement where neither ties above the diagonal, kappa below; the less agreement, the stronger the colour.</summary>
internal static class AgreementMatrix
{
    /// <summary>The matrix with its explanation.</summary>
    public static Html Render(AgreementReport report, Dictionary<string, string> letters) => report.Pairs.Count == 0
        ? Html.Of($"""<p class="lead">No two judges have judged a pair of responses in common.</p>""")
        : Html.Of(
            $"""
            <p>Above the diagonal: the share of pairs on which both say the same, of those that neither calls a tie. Below: Cohen's kappa over better, tie and worse. Each with its 95&#160;% interval over prompts. The stronger the colour, the less agreement.</p>
            <div class="scroll" role="region" tabindex="0" aria-label="Matrix of judges"><table class="heat-map">
            <caption class="hidden">Agreement of each two judges</caption>
            <thead><tr><th scope="col">Judge</th>{report.Judges.Select(j => Html.Of($"""<th scope="col" title="{j.Judge}">{letters[j.Judge]}</th>"""))}</tr></thead>
            <tbody>
            {report.Judges.Select((row, i) => Html.Of(
                $"""
                <tr><th scope="row">{letters[row.Judge]} {row.Judge}</th>{report.Judges.Select((column, j) => Cell(report, row.Judge, column.Judge, i.CompareTo(j)))}</tr>

                """))}</tbody></table></div>

            """);

    /// <summary>How strong the colour of a kappa is: 0 at 1, 10 at 0 and below.</summary>
    public static int Shade(double kappa) => double.IsNaN(kappa) ? 0 : (int)Math.Clamp(Math.Ceiling(((1 - kappa) * 10) - 1e-9), 0, 10);

    private static Html Cell(AgreementReport report, string row, string column, int side) => side == 0
        ? Html.Of($"<td>\u2013</td>")
        : report.Of(row, column) is not { } pair
            ? Html.Of($"""<td>{RateMarkup.Missing}</td>""")
            : side < 0
                ? Share(pair.Verdicts.WithoutTies)
                : Html.Of($"""<td class="heat{Shade(pair.Verdicts.Kappa.Value)}">{EstimateMarkup.Inline(pair.Verdicts.Kappa)}</td>""");

    // Agreement by a coin is a half: there the colour is strongest.
    private static Html Share(Rate rate) => rate.N == 0
        ? Html.Of($"""<td>{RateMarkup.Missing}</td>""")
        : Html.Of($"""<td class="heat{Shade((2 * rate.Value) - 1)}">{RateMarkup.Stacked(rate)}</td>""");
}

/// <summary>Writes coefficients: the value, its interval, the cases.</summary>
internal static class EstimateMarkup
{
    /// <summary>A coefficient with three decimals, its interval and count; "not defined" where it is not.</summary>
    public static Html Inline(Estimate estimate) => !estimate.IsDefined
        ? Html.Of($"""<span class="missing">not defined</span>""")
        : Html.Of($"""<span class="rate"><span class="value">{Number(estimate.Value)}</span> (<span class="interval">{Interval(estimate)}</span>, {RateMarkup.Count(new Rate(0, 0, 0, estimate.N))})</span>""");

    private static string Interval(Estimate estimate) => double.IsNaN(estimate.Low) ? "no interval" : $"{Number(estimate.Low)} to {Number(estimate.High)}";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
