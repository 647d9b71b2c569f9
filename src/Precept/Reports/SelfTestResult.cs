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
        <div class="scroll" role="region" tabindex="0" aria-label="Bias"><table class="plain test-bias">
        <thead><tr><th scope="col">Measure</th>{entries.Select(e => Html.Of($"""<th scope="col">{e.Name}</th>"""))}</tr></thead>
        <tbody>
        {BiasRow(entries, "Orders disagree", r => Html.Of($"{RateMarkup.Inline(r.Position.Disagree)}{Favours(r.Position)}"))}
        {BiasRow(entries, "Right where the better is shown first", r => RateMarkup.Inline(r.Position.BetterFirst))}
        {BiasRow(entries, "Right where it is shown last", r => RateMarkup.Inline(r.Position.BetterLast))}
        {BiasRow(entries, "Right where the better is longer", r => RateMarkup.Inline(r.Length.BetterLonger))}
        {BiasRow(entries, "Right where it is shorter", r => RateMarkup.Inline(r.Length.BetterShorter))}
        {BiasRow(entries, "Longer favoured, points", r => Html.Of($"{SelfTestWords.Points(r.Length.Difference)}"))}
        {BiasRow(entries, "Odds of choosing the longer, times", r => Html.Of($"{SelfTestWords.Factor(r.Length.Odds)}"))}
        </tbody></table></div>
        <p class="quiet test-note">Orders disagree: asked again with the replies exchanged, the judge says something else; that is a tie. Longer favoured: its accuracy where the better reply is the longer one less that where it is the shorter one. Odds: by what factor a reply's length raises the odds that it is chosen, whatever its grade; 1 is none.</p>
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
            <div class="card bars test-bars"><table><caption><span class="title">Accuracy, ties counted as wrong</span></caption>
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

        var rows = SelfTestEntry.Differences(entries).Select(e => Html.Of(
            $"""<tr><th scope="row">{e.Entry.Name}</th><td>{e.Against.Name}</td><td>{SelfTestWords.Points(e.Difference.Difference)}</td><td>{e.Difference.OnlyFirst}</td><td>{e.Difference.OnlySecond}</td><td>{SelfTestWords.P(e.Difference.P)}</td></tr>"""));
        return Html.Of(
            $"""
            <h3>Differences on the same pairs</h3>
            <div class="scroll" role="region" tabindex="0" aria-label="Differences"><table class="plain">
            <thead><tr><th scope="col">Judge</th><th scope="col">Less</th><th scope="col">Difference, points</th><th scope="col">Right where that is not</th><th scope="col">Not right where that is</th><th scope="col">p</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            """);
    }

    private static Html BiasRow(IReadOnlyList<SelfTestEntry> entries, string name, Func<SelfTestReport, Html> cell) => Html.Of(
        $"""<tr><th scope="row">{name}</th>{entries.Select(e => Html.Of($"<td>{cell(e.Report)}</td>"))}</tr>""");

    private static Html Favours(PositionBias position) => position.FavoursFirst + position.FavoursLast == 0
        ? Html.Empty
        : Html.Of($"""<br/><span class="quiet">{position.FavoursFirst} for the first shown, {position.FavoursLast} for the last</span>""");
}
