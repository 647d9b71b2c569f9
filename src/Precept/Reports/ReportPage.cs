using Precept.Spec;

namespace Precept.Reports;

/// <summary>One self-contained HTML page: scorecards with intervals, sections, families, curves, conversations, lineage.</summary>
/// <remarks>
/// Everything is inside the page: no network, no fonts, no images. A content security policy holds that, by hash, for the page's one style sheet
/// and one script. The page is well-formed XML too, says everything without its script, and is the same bytes for the same data.
/// </remarks>
public static class ReportPage
{
    /// <summary>Renders a report.</summary>
    /// <param name="data">What it shows. All text in it is taken as hostile and escaped.</param>
    /// <returns>The page, with <c>\n</c> line ends; write it as UTF-8.</returns>
    /// <exception cref="InputException">The scorecards cannot stand side by side (another spec, other prompts, a name twice, a share outside 0 to 1), or a table's row has the wrong length.</exception>
    public static string Render(ReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var comparison = Comparison.Of(data);
        Part[] parts = [.. Parts(data, comparison)];
        var page = Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{PageAssets.SecurityPolicy}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <title>{data.Title}</title>
            <style>{Html.Asset(PageAssets.Css)}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the report</a>
            {Bar(parts, comparison)}
            <main id="main">
            {Masthead(data)}
            {parts.Select(Section)}</main>
            <script>{Html.Asset(PageAssets.Js)}</script>
            </body>
            </html>

            """);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<Part> Parts(ReportData data, Comparison comparison)
    {
        Html Each(Func<string, Html> render) => PerDecoding(comparison, render);
        yield return new("result", "Result", "Result", Html.Of($"{Each(d => Headline.Render(data, comparison, d))}{Notes(data)}"));
        if (data.Targets.Count > 0)
        {
            yield return new("targets", "Targets", "Targets", PlainTables.Targets(data.Targets));
        }

        yield return new("scorecards", "Scorecards", "Scorecards", Each(d => ScorecardTable.Render(comparison, d)));
        yield return new("sections", "Sections", "By section", Html.Of(
            $"""<p class="quiet">Of the answers to prompts that exercise a section, the share that does not break it. Bar: the share, from none to all. Whiskers: its interval.</p>{Each(d => SectionBars.Sections(data, comparison, d))}"""));
        yield return new("authority", "Authority", "By authority", Each(d => SectionBars.Authorities(comparison, d)));
        yield return new("families", "Families", "By prompt family", Html.Of(
            $"""<p class="quiet">Share of answers that break nothing. The stronger the colour, the more answers break something.</p>{Each(d => FamilyHeatMap.Render(comparison, d))}"""));
        if (data.Tables.Count > 0)
        {
            yield return new("tables", "Measures", "Further measures", Html.Of($"{data.Tables.Select(PlainTables.Extra)}"));
        }

        if (data.Curves.Count > 0)
        {
            yield return new("curves", "Curves", "Learning curves", CurveChart.Render(data.Curves));
        }

        if (data.Conversations.Count > 0)
        {
            yield return new("conversations", "Conversations", "Conversations", Conversations.Render(data));
        }

        if (data.Lineage.Count + data.Settings.Count > 0)
        {
            var lineage = data.Lineage.Count == 0 ? Html.Empty : Folded("Lineage", PlainTables.Lineage(data.Lineage));
            var settings = data.Settings.Count == 0 ? Html.Empty : Folded("Settings", PlainTables.Settings(data.Settings));
            yield return new("lineage", "Lineage", "Lineage and settings", Html.Of($"{lineage}{settings}"));
        }
    }

    private static Html Folded(string title, Html content) => Html.Of(
        $"""
        <details><summary>{title}</summary>{content}</details>

        """);

    private static Html PerDecoding(Comparison comparison, Func<string, Html> render) => Html.Of(
        $"""{comparison.Decodings.Select((d, i) => Html.Of($"""<div class="decoding" data-decoding="{i}"><p class="decoding-name">Decoding: <strong>{d}</strong></p>{render(d)}</div>"""))}""");

    private static Html Bar(IReadOnlyList<Part> parts, Comparison comparison)
    {
        var decodings = comparison.Decodings.Count < 2
            ? Html.Empty
            : Html.Of($"""<div class="switch" role="group" aria-label="Decoding">{comparison.Decodings.Select((d, i) => Html.Of($"""<button type="button" data-show="{i}" aria-pressed="false">{d}</button>"""))}</div>""");
        return Html.Of(
            $"""
            <header class="bar-top"><nav aria-label="Contents">{parts.Select(p => Html.Of($"""<a href="#{p.Id}">{p.Link}</a>"""))}</nav>
            <div class="controls" hidden="hidden">{decodings}<div class="switch" role="group" aria-label="Theme"><button type="button" data-theme-choice="auto" aria-pressed="true">Auto</button><button type="button" data-theme-choice="light" aria-pressed="false">Light</button><button type="button" data-theme-choice="dark" aria-pressed="false">Dark</button></div></div></header>
            """);
    }

    private static Html Masthead(ReportData data)
    {
        var subtitle = data.Subtitle.Length == 0 ? Html.Empty : Html.Of($"""<p class="subtitle">{data.Subtitle}</p>""");
        return Html.Of(
            $"""
            <div class="masthead"><h1>{data.Title}</h1>{subtitle}
            <dl class="facts"><div><dt>Recipe</dt><dd>{data.Recipe}</dd></div><div><dt>Spec</dt><dd>{data.SpecVersion} <code class="hash">{data.SpecHash}</code></dd></div><div><dt>Seed</dt><dd>{data.Seed}</dd></div></dl></div>
            """);
    }

    private static Html Notes(ReportData data) => data.Notes.Count == 0
        ? Html.Empty
        : Html.Of(
            $"""
            <aside class="card notes" aria-labelledby="notes"><h3 id="notes">What to keep in mind</h3><ul>{data.Notes.Select(n => Html.Of($"<li>{n}</li>"))}</ul></aside>

            """);

    private static Html Section(Part part) => Html.Of(
        $"""
        <section id="{part.Id}" aria-labelledby="{part.Id}-title"><h2 id="{part.Id}-title">{part.Title}</h2>
        {part.Content}</section>

        """);

    private readonly record struct Part(string Id, string Link, string Title, Html Content);
}
