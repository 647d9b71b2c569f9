using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>Bars with whiskers for every section and every authority level, all models under each other.</summary>
internal static class SectionBars
{
    /// <summary>The sections of one decoding, by falling authority, then by id.</summary>
    public static Html Sections(ReportData data, Comparison comparison, string decoding)
    {
        var cards = comparison.At(decoding);
        var levels = cards.SelectMany(c => c.Sections).Select(s => s.Id).Distinct()
            .Select(id => (Id: id, Name: Naming.Of(data, id)))
            .OrderByDescending(s => s.Name.Authority).ThenBy(s => s.Id, StringComparer.Ordinal)
            .GroupBy(s => s.Name.Authority);
        return Html.Of($"{levels.Select(level => Level(level.Key, level.Select(s => Card(Heading(s.Id, s.Name.Title), comparison, cards, c => c.Sections, s.Id))))}");
    }

    /// <summary>The authority levels of one decoding, highest first.</summary>
    public static Html Authorities(Comparison comparison, string decoding)
    {
        var cards = comparison.At(decoding);
        var levels = cards.SelectMany(c => c.Authorities).Select(a => a.Id).Distinct()
            .OrderByDescending(id => AuthorityLevels.TryParse(id, out var level) ? level : Authority.None).ThenBy(id => id, StringComparer.Ordinal);
        return Html.Of($"""<div class="bar-cards">{levels.Select(id => Card(Html.Of($"""<span class="title">{id}</span> <span class="quiet">{Naming.Override(id)}</span>"""), comparison, cards, c => c.Authorities, id))}</div>""");
    }

    private static Html Level(Authority authority, IEnumerable<Html> sections) => Html.Of(
        $"""
        <h3>{authority.Name()} <span class="quiet">{Naming.Override(authority.Name())}</span></h3>
        <div class="bar-cards">
        {sections}</div>

        """);

    private static Html Heading(string id, string title) => Html.Of(
        $"""<span class="title">{title}</span> <code>{id}</code>""");

    private static Html Card(
        Html heading, Comparison comparison, IReadOnlyList<Scorecard> cards, Func<Scorecard, IReadOnlyList<NamedRate>> part, string id) => Html.Of(
        $"""
        <div class="card bars"><table><caption>{heading}</caption>
        <thead class="hidden"><tr><th scope="col">Model</th><th scope="col">Bar</th><th scope="col">Share</th><th scope="col">Interval</th><th scope="col">Answers</th></tr></thead>
        <tbody>{cards.Select(c => Row(comparison, c.Name, part(c).FirstOrDefault(r => r.Id == id)?.Rate ?? default))}</tbody></table></div>

        """);

    private static Html Row(Comparison comparison, string model, Rate rate)
    {
        var cells = rate.N == 0
            ? Html.Of($"""<td class="missing" colspan="3">{RateMarkup.NotMeasured}</td>""")
            : Html.Of($"""<td class="value">{RateMarkup.Percent(rate.Value)}</td><td class="interval">{RateMarkup.Interval(rate)}</td><td class="count">{RateMarkup.Count(rate)}</td>""");
        var series = comparison.Series(model);
        return Html.Of(
            $"""<tr class="rate"><th scope="row">{model}</th><td class="drawing">{RateBar.Draw(rate, series)}</td>{cells}</tr>""");
    }
}
