using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>A row for each prompt family, a column for each model; the more answers break something, the stronger its colour.</summary>
internal static class FamilyHeatMap
{
    /// <summary>The table of one decoding, families by id.</summary>
    public static Html Render(Comparison comparison, string decoding)
    {
        var cards = comparison.At(decoding);
        var families = cards.SelectMany(c => c.Families).Select(f => f.Id).Distinct().Order(StringComparer.Ordinal);
        return Html.Of(
            $"""
            <div class="scroll" role="region" tabindex="0" aria-label="Families, decoding {decoding}"><table class="heat-map">
            <caption class="hidden">Share of answers that break nothing, by family and model, decoding {decoding}</caption>
            <thead><tr><th scope="col">Family</th>{cards.Select(c => Html.Of($"""<th scope="col">{c.Name}</th>"""))}</tr></thead>
            <tbody>
            {families.Select(f => Row(f, cards))}</tbody></table></div>

            """);
    }

    /// <summary>How strong the colour is: 0 where nothing is broken, 10 where everything is, rounded up so that any failure shows.</summary>
    public static int Shade(Rate rate) => (int)Math.Clamp(Math.Ceiling(((1 - rate.Value) * 10) - 1e-9), 0, 10);

    private static Html Row(string family, IReadOnlyList<Scorecard> cards) => Html.Of(
        $"""
        <tr><th scope="row">{Naming.Breakable(family)}</th>{cards.Select(c => Cell(c.Families.FirstOrDefault(f => f.Id == family)?.Rate ?? default))}</tr>

        """);

    private static Html Cell(Rate rate) => rate.N == 0
        ? Html.Of($"""<td>{RateMarkup.Missing}</td>""")
        : Html.Of($"""<td class="heat{Shade(rate)}">{RateMarkup.Stacked(rate)}</td>""");
}
