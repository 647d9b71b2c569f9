using System.Globalization;
using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>One self-contained HTML page about the sections that judges read differently, with the sentences and cases.</summary>
/// <remarks>As <see cref="ReportPage"/>: no network, a content security policy by hash, well-formed as XML, complete without its script.</remarks>
public static class AmbiguityPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="report">What is shown. All text is taken as hostile and escaped.</param>
    /// <param name="file">The spec's file as a link from the page leads to it: a relative path with <c>/</c>.</param>
    /// <param name="sections">How many sections are shown with their sentences and cases.</param>
    /// <param name="cases">How many cases of each.</param>
    /// <returns>The page, with <c>\n</c> line ends; write it as UTF-8.</returns>
    public static string Render(AmbiguityReport report, string file, int sections, int cases)
    {
        var shown = report.Sections.Where(s => s.Figures.InConflict.Any()).Take(sections).ToArray();
        return SmallPage.Render(
            "Sections that judges read differently",
            $"{report.SpecVersion}: {Asked(report)}",
            [
                new("summary", "Summary", "Summary", Summary(report)),
                new("sections", "Sections", "All sections", Sections(report, shown)),
                .. shown.Select((s, i) => new DiffPart(AnchorOf(i), s.Figures.SectionId, s.Section.Title, Card(report, s, file, cases))),
            ]);
    }

    private static string Asked(AmbiguityReport report) => report.Repeats == 0
        ? "judgments of the workspace"
        : $"{report.Judges.Count} judges, each asked {(report.Repeats == 1 ? "once" : $"{report.Repeats} times")}";

    private static string AnchorOf(int place) => $"section-{place + 1}";

    private static Html Summary(AmbiguityReport report) => Html.Of(
        $"""
        <p class="lead">{report.Conclusion}</p>
        {PlainTables.Table("The judges", ["Judge", "Votes", "Says “breaks”", "Says two things when asked twice", "Against another judge"], report.Judges.Select(j => (IReadOnlyList<Html>)
        [
            Html.Of($"<code>{j.Judge}</code>"), Html.Of($"{$"{j.Votes:#,0}"}"), RateMarkup.Inline(j.Breaks), Html.Of($"{Share(j.Instability)}"), RateMarkup.Inline(j.AgainstOthers),
        ]))}
        <p class="quiet">A judge that says two things when it is asked twice is noisy; one that says “breaks” much more often than the others is harsh. Neither makes a section ambiguous.</p>

        """);

    private static Html Sections(AmbiguityReport report, AmbiguousSection[] shown) => Html.Of(
        $"""
        <p>Ordered by the lower bound of the share of cases in conflict, so that a section with few cases does not come first by luck. Entropy in bits: between the judges (each sure, of different things) and within them (not the same twice).</p>
        {PlainTables.Table("Sections", ["Section", "Cases in conflict", "Bar", "Between", "Within", "Chance"], report.Sections.Select(s => (IReadOnlyList<Html>)
        [
            Array.IndexOf(shown, s) is >= 0 and var place ? Html.Of($"""<a href="#{AnchorOf(place)}"><code>{Naming.Breakable(s.Figures.SectionId)}</code></a>""") : Html.Of($"<code>{Naming.Breakable(s.Figures.SectionId)}</code>"),
            RateMarkup.Inline(s.Figures.Conflicts),
            RateBar.Draw(s.Figures.Conflicts, 5),
            Html.Of($"{Number(s.Figures.EntropyBetween)}"),
            Html.Of($"{Number(s.Figures.EntropyWithin)}"),
            s.Figures.StandsOut ? Html.Of($"""<span class="chip broken">stands out, p {Number(s.Figures.P)}</span>""") : Html.Of($"p {Number(s.Figures.P)}"),
        ]))}

        """);

    private static Html Card(AmbiguityReport report, AmbiguousSection section, string file, int cases) => Html.Of(
        $"""
        <p><code>{section.Figures.SectionId}</code> <a href="{Link(file, section.Section.Line)}">{report.File}:{section.Section.Line}</a> {RateMarkup.Inline(section.Figures.Conflicts)}</p>
        {Sentences(report, section, file)}{section.Figures.InConflict.Take(cases).Select(Case)}
        """);

    private static Html Sentences(AmbiguityReport report, AmbiguousSection section, string file) => section.Sentences.Count == 0
        ? Html.Of($"""<p class="quiet">No sentence was named: the difference lies in the case, or in what the section does not say.</p>""")
        : Html.Of(
            $"""
            <h3>Sentences at fault <span class="quiet">{(report.SentencesByModels ? "as models named them" : "guessed from the judges’ reasons")}</span></h3>
            <ul class="diff-sentences">{section.Sentences.Take(5).Select(s => Html.Of(
                $"""
                <li class="diff-sentence diff-removed" dir="auto">{Html.Text(s.Sentence.Text)} <a href="{Link(file, s.Sentence.Line)}">line {s.Sentence.Line}</a> <span class="quiet">{s.Named} of {s.Of}</span>{s.Readings.Take(3).Select(Reading)}</li>

                """))}</ul>

            """);

    private static Html Reading(TwoReadings readings) => Html.Of(
        $"""<div class="quiet" dir="auto">either: {Html.Text(readings.First)}<br/>or: {Html.Text(readings.Second)} (<code>{readings.Judge}</code>)</div>""");

    private static Html Case(CaseReadings one) => Html.Of(
        $"""
        <article class="card sample">
        <p><code class="hash">{one.Case.Place}</code></p>
        <div class="prompt">{one.Case.Prompt.Messages.Select(Conversations.Turn)}</div>
        <div class="replies">{one.Case.Responses.Select((r, i) => Html.Of($"""<section class="reply"><h4>Response {i + 1}</h4><div class="said" dir="auto">{Html.Text(r.Text)}</div></section>"""))}</div>
        <div class="replies">{one.Readings.Select(r => Html.Of($"""<section class="reply"><h4>{r.Judge}: {SentenceQuestion.Words(r.Answer)}{(r.Times > 1 ? $", {r.Counts.Values.Max()} of {r.Times} times" : "")}</h4><div class="said" dir="auto">{Html.Text(r.Reason)}</div></section>"""))}</div>
        </article>

        """);

    // Each part of the path escaped: a link can lead to a file and to nothing else.
    private static string Link(string file, int line) => $"./{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}#L{line}";

    private static string Share(double share) => double.IsNaN(share) ? "asked once" : RateMarkup.Percent(share);

    private static string Number(double value) => double.IsNaN(value) ? "\u2013" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
