namespace Precept.Reports;

/// <summary>The frame of a self-contained page of a few parts: contents, theme switch, parts with headings.</summary>
internal static class SmallPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="subtitle">What stands below the title.</param>
    /// <param name="parts">Its parts, in order.</param>
    /// <param name="facts">What stands below the subtitle, or nothing.</param>
    /// <param name="extraCss">A style sheet of its own, beside those of reports and diffs.</param>
    /// <returns>The page, with <c>\n</c> line ends.</returns>
    public static string Render(string title, string subtitle, IReadOnlyList<DiffPart> parts, Html facts = default, string extraCss = "")
    {
        var css = PageAssets.Css + PageAssets.DiffCss + extraCss;
        return Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{PageAssets.PolicyFor(css)}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <title>{title}</title>
            <style>{Html.Asset(css)}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the contents</a>
            <header class="bar-top"><nav aria-label="Contents">{parts.Select(p => Html.Of($"""<a href="#{p.Id}">{p.Link}</a>"""))}</nav>
            <div class="controls" hidden="hidden"><div class="switch" role="group" aria-label="Theme"><button type="button" data-theme-choice="auto" aria-pressed="true">Auto</button><button type="button" data-theme-choice="light" aria-pressed="false">Light</button><button type="button" data-theme-choice="dark" aria-pressed="false">Dark</button></div></div></header>
            <main id="main">
            <div class="masthead"><h1>{title}</h1><p class="subtitle">{subtitle}</p>{facts}</div>
            {SpecDiffMarkup.Render(parts)}</main>
            <script>{Html.Asset(PageAssets.Js)}</script>
            </body>
            </html>

            """).ToString().ReplaceLineEndings("\n");
    }
}
