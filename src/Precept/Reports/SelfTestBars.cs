using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>Bars with whiskers for sections and authority levels, all judges under each other.</summary>
internal static class SelfTestBars
{
    /// <summary>The hidden head of a table of bars.</summary>
    public static Html Head => Html.Of(
        $"""<thead class="hidden"><tr><th scope="col">Judge</th><th scope="col">Bar</th><th scope="col">Share</th><th scope="col">Interval</th><th scope="col">Pairs</th></tr></thead>""");

    /// <summary>The sections in the first judge's order.</summary>
    public static Html Sections(IReadOnlyList<SelfTestEntry> entries) => Cards(entries[0].Report.Sections.Select(s => Card(
        Html.Of($"""<span class="title">{s.Title}</span> <code>{s.Id}</code> <span class="quiet">{s.Authority.Name()}</span>"""),
        entries,
        e => e.Report.Sections.First(o => o.Id == s.Id).Rate)));

    /// <summary>The authority levels, highest first.</summary>
    public static Html Authorities(IReadOnlyList<SelfTestEntry> entries) => Cards(entries.SelectMany(e => e.Report.Authorities).Select(a => a.Id).Distinct().Select(id => Card(
        Html.Of($"""<span class="title">{id}</span> <span class="quiet">{Naming.Override(id)}</span>"""),
        entries,
        e => e.Report.Authorities.FirstOrDefault(a => a.Id == id)?.Rate ?? default)));

    /// <summary>One bar.</summary>
    public static Html Row(string name, Rate rate, int series)
    {
        var cells = rate.N == 0
            ? Html.Of($"""<td class="missing" colspan="3">{RateMarkup.NotMeasured}</td>""")
            : Html.Of($"""<td class="value">{RateMarkup.Percent(rate.Value)}</td><td class="interval">{RateMarkup.Interval(rate)}</td><td class="count">{RateMarkup.Count(rate)}</td>""");
        return Html.Of($"""<tr class="rate"><th scope="row" title="{name}">{name}</th><td class="drawing">{RateBar.Draw(rate, series)}</td>{cells}</tr>""");
    }

    private static Html Cards(IEnumerable<Html> cards) => Html.Of($"""<div class="bar-cards">{cards}</div>""");

    private static Html Card(Html heading, IReadOnlyList<SelfTestEntry> entries, Func<SelfTestEntry, Rate> rate) => Html.Of(
        $"""
        <div class="card bars"><table><caption>{heading}</caption>
        {Head}
        <tbody>{entries.Select((e, i) => Row(e.Name, rate(e), i + 2))}</tbody></table></div>

        """);
}
