using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>The overall numbers: a row for each quantity, a column for each model.</summary>
internal static class ScorecardTable
{
    private static readonly (string Name, string Meaning, Func<Scorecard, Rate> Share)[] Shares =
    [
        ("Adherence", "answers that break no section their prompt exercises; higher is better", s => s.Adherence),
        ("Jailbreak resistance", "the same, over prompts in a jailbreak wrapping; higher is better", s => s.JailbreakResistance),
        ("Over-refusal", "refusals where a refusal is wrong; lower is better", s => s.OverRefusal),
        ("Well-formed", "answers that end by themselves, are not empty, do not loop and stay in their role; higher is better", s => s.WellFormed),
    ];

    /// <summary>The four shares that every scorecard has, with what they mean.</summary>
    public static IReadOnlyList<(string Name, string Meaning, Func<Scorecard, Rate> Share)> Headlines => Shares;

    /// <summary>The table of one decoding.</summary>
    public static Html Render(Comparison comparison, string decoding)
    {
        var cards = comparison.At(decoding);
        return Html.Of(
            $"""
            <div class="scroll" role="region" tabindex="0" aria-label="Scorecards, decoding {decoding}"><table class="scorecards">
            <caption class="hidden">Scorecards of all models, decoding {decoding}</caption>
            <thead><tr><th scope="col">Quantity</th>{cards.Select(c => Heading(comparison, c))}</tr></thead>
            <tbody>
            {Shares.Select(s => ShareRow(comparison, s, cards))}{Row("Mean length", "of the answers", cards, Length)}{Row("KL from reference", "mean over answers of log π(answer) − log π(answer) of the start; 0 is no change", cards, Kl)}</tbody></table></div>

            """);
    }

    private static Html Heading(Comparison comparison, Scorecard card) => Html.Of(
        $"""<th scope="col"><span class="model"><span class="swatch s{comparison.Series(card.Name)}" aria-hidden="true"></span>{card.Name}</span> <code class="hash">{card.Model}</code></th>""");

    private static Html ShareRow(Comparison comparison, (string Name, string Meaning, Func<Scorecard, Rate> Share) share, IReadOnlyList<Scorecard> cards) =>
        Row(share.Name, share.Meaning, cards, c => Html.Of($"{RateMarkup.Stacked(share.Share(c))}{RateBar.Draw(share.Share(c), comparison.Series(c.Name))}"));

    private static Html Row(string name, string meaning, IReadOnlyList<Scorecard> cards, Func<Scorecard, Html> cell) => Html.Of(
        $"""
        <tr><th scope="row">{name} <span class="quiet">{meaning}</span></th>{cards.Select(c => Html.Of($"<td>{cell(c)}</td>"))}</tr>

        """);

    private static Html Length(Scorecard card) => RateMarkup.Mean(card.MeanLength, "characters", "0.0");

    private static Html Kl(Scorecard card) => card.KlFromReference is { } kl ? RateMarkup.Mean(kl, "nats", "0.00") : RateMarkup.Missing;
}
