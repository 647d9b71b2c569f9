using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>One sentence and four big numbers about the featured model.</summary>
internal static class Headline
{
    /// <summary>The headline of one decoding; says so where the featured model was not evaluated under it.</summary>
    public static Html Render(ReportData data, Comparison comparison, string decoding)
    {
        var name = data.Featured ?? comparison.Models[0];
        if (comparison.Find(name, decoding) is not { } card)
        {
            return Html.Of($"""<p class="lead">{name}: {RateMarkup.NotMeasured} with {decoding} decoding.</p>""");
        }

        var before = data.Baseline == name ? null : comparison.Find(data.Baseline, decoding);
        return Html.Of(
            $"""
            <p class="lead">{Sentence(card, before)}</p>
            <dl class="tiles">
            {ScorecardTable.Headlines.Select(h => Tile(h.Name, h.Meaning, h.Share(card), before is null ? null : (before.Name, h.Share(before))))}</dl>

            """);
    }

    private static Html Sentence(Scorecard card, Scorecard? before)
    {
        var earlier = before is null
            ? Html.Of($".")
            : Html.Of($"; <strong>{before.Name}</strong> does in {RateMarkup.Inline(before.Adherence)}.");
        return card.Adherence.N == 0
            ? Html.Of($"Whether <strong>{card.Name}</strong> keeps to the spec was {RateMarkup.NotMeasured}.")
            : Html.Of($"With {card.Decoding} decoding, <strong>{card.Name}</strong> keeps to every section its prompt exercises in {RateMarkup.Inline(card.Adherence)} of its answers{earlier}");
    }

    private static Html Tile(string name, string meaning, Rate rate, (string Name, Rate Rate)? before)
    {
        var comparison = before is { } b
            ? Html.Of($"""<dd class="against">{b.Name} {RateMarkup.Inline(b.Rate)}<span class="note">{Overlap(rate, b.Rate)}</span></dd>""")
            : Html.Empty;
        return Html.Of(
            $"""
            <div class="card tile"><dt>{name}</dt><dd class="big">{RateMarkup.Stacked(rate)}</dd>{comparison}<dd class="quiet">{meaning}</dd></div>

            """);
    }

    // Overlapping intervals are no test of the difference; separate ones are a safe sign of one.
    private static string Overlap(Rate a, Rate b) => a.N == 0 || b.N == 0
        ? ""
        : a.Low > b.High || b.Low > a.High ? "intervals apart" : "intervals overlap";
}
