using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>The headline of a self-test, and what sways the judge.</summary>
internal static class SelfTestResult
{
    /// <summary>One sentence for each judge, its figures, and what needs no judge beside it.</summary>
    public static Html Render(IReadOnlyList<SelfTestEntry> entries) => Html.Of(
        $"""
        {entries.Select(Lead)}{Bars(entries)}{entries.Select(Tiles)}{Differences(entries)}
        """);

    /// <summary>Position and length.</summary>
    public static Html Bias(IReadOnlyList<SelfTestEntry> entries) => Html.Of(
        $"""
        <div class="scroll" role="region" tabindex="0" aria-label="Bias"><table class="plain">
        <thead><tr><th scope="col">Judge</th><th scope="col">Orders disagree</th><th scope="col">Right, better first</th><th scope="col">Right, better last</th><th scope="col">Right, better longer</th><th scope="col">Right, better shorter</th><th scope="col">Longer favoured, points</th><th scope="col">Odds, times</th></tr></thead>
        <tbody>
        {entries.Select(BiasRow)}</tbody></table></div>
        <p class="quiet">Orders disagree: asked again with the replies exchanged, the judge says something else; that is a tie. Longer favoured: its accuracy where the better reply is the longer one less that where it is the shorter one. Odds: by what factor a reply's length raises the odds that it is chosen, whatever its grade; 1 is none.</p>
        """);

    private static Html Lead(SelfTestEntry entry)
    {
        var report = entry.Report;
        var longest = report.Baselines[0];
        return report.Accuracy.Headline.N == 0
            ? Html.Of($"""<p class="lead"><strong>{entry.Name}</strong> judged none of the {report.N} pairs.</p>""")
            : Html.Of($"""<p class="lead"><strong>{entry.Name}</strong> prefers the reply that the spec grades higher in {RateMarkup.Inline(report.Accuracy.Headline)} of the pairs; to prefer the longest does in {RateMarkup.Inline(longest.Rate)}. The difference is {SelfTestWords.Points(longest.JudgeMinus.Difference)} points, p {SelfTestWords.P(longest.JudgeMinus.P)}.</p>""");
    }

    private static Html Bars(IReadOnlyList<SelfTestEntry> entries)
    {
        var rows = entries.Select((e, i) => SelfTestBars.Row(e.Name, e.Report.Accuracy.Headline, i + 2));
        var baselines = entries[0].Report.Baselines.Select(b => SelfTestBars.Row(SelfTestWords.Baseline(b.Id), b.Rate, 1));
        return Html.Of(
            $"""
            <div class="card bars"><table><caption><span class="title">Accuracy, ties counted as wrong</span></caption>
            {SelfTestBars.Head}
            <tbody>{rows}{baselines}</tbody></table></div>
            """);
    }

    private static Html Tiles(SelfTestEntry entry)
    {
        var report = entry.Report;
        return Html.Of(
            $"""
            <h3>{entry.Name}</h3><p class="test-config">{report.Judge}; {(report.HeldOut ? "each example held out of the spec while it is tested" : "every example in its view")}</p>
            <dl class="tiles">
            {Tile("Without ties", report.WithoutTies, "of the pairs that it decides")}
            {Tile("Ties", report.Ties, "neither preferred; disagreeing orders are ties")}
            {Tile("Failed count as wrong", report.WorstCase, Failures(report.Outcomes))}
            {Tile("A reply elided", report.Elided.With, "pairs with text left out of a reply; the judge sees less than the author graded")}
            </dl>

            """);
    }

    private static Html Tile(string name, Rate rate, string meaning) => Html.Of(
        $"""<div class="card tile"><dt>{name}</dt><dd class="big">{RateMarkup.Stacked(rate)}</dd><dd class="quiet">{meaning}</dd></div>""");

    private static string Failures(SelfTestOutcomes o) => o.Failed == 0
        ? "every judgment succeeded"
        : $"{o.Refused} refused, {o.Invalid} invalid, {o.Timeout} timed out, {o.Filtered} filtered";

    private static Html Differences(IReadOnlyList<SelfTestEntry> entries)
    {
        if (entries.Count < 2)
        {
            return Html.Empty;
        }

        var rows = entries.Skip(1).Select(e => (e.Name, Difference: PairedDifference.Of(e.Run, entries[0].Run))).Select(e => Html.Of(
            $"""<tr><th scope="row">{e.Name}</th><td>{SelfTestWords.Points(e.Difference.Difference)}</td><td>{e.Difference.OnlyFirst}</td><td>{e.Difference.OnlySecond}</td><td>{SelfTestWords.P(e.Difference.P)}</td></tr>"""));
        return Html.Of(
            $"""
            <h3>Against {entries[0].Name}, on the same pairs</h3>
            <div class="scroll" role="region" tabindex="0" aria-label="Differences"><table class="plain">
            <thead><tr><th scope="col">Judge</th><th scope="col">Difference, points</th><th scope="col">Only this right</th><th scope="col">Only that right</th><th scope="col">p</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            """);
    }

    private static Html BiasRow(SelfTestEntry entry)
    {
        var (position, length) = (entry.Report.Position, entry.Report.Length);
        var favours = position.FavoursFirst + position.FavoursLast == 0
            ? Html.Empty
            : Html.Of($""" <span class="quiet">{position.FavoursFirst} for the first, {position.FavoursLast} for the last</span>""");
        return Html.Of(
            $"""
            <tr><th scope="row">{entry.Name}</th><td>{RateMarkup.Stacked(position.Disagree)}{favours}</td><td>{RateMarkup.Stacked(position.BetterFirst)}</td><td>{RateMarkup.Stacked(position.BetterLast)}</td><td>{RateMarkup.Stacked(length.BetterLonger)}</td><td>{RateMarkup.Stacked(length.BetterShorter)}</td><td>{SelfTestWords.Points(length.Difference)}</td><td>{SelfTestWords.Factor(length.Odds)}</td></tr>

            """);
    }
}
