using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>One self-contained HTML page about what changed between two versions of a spec.</summary>
/// <remarks>As <see cref="ReportPage"/>: no network, a content security policy by hash, well-formed as XML, complete without its script.</remarks>
public static class SpecDiffPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="diff">The changes.</param>
    /// <param name="a">The first version, which <paramref name="diff"/> was made from. All text is taken as hostile and escaped.</param>
    /// <param name="b">The second version.</param>
    /// <param name="consequences">What of a workspace goes stale; null where there is none.</param>
    /// <returns>The page, with <c>\n</c> line ends; write it as UTF-8.</returns>
    public static string Render(SpecDiff diff, SpecDocument a, SpecDocument b, SpecConsequences? consequences = null)
    {
        var parts = SpecDiffMarkup.Parts(diff, a, b, consequences);
        var page = Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{PageAssets.PolicyFor(Css)}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <title>What changed from {diff.From} to {diff.To}</title>
            <style>{Html.Asset(Css)}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the changes</a>
            <header class="bar-top"><nav aria-label="Contents">{parts.Select(p => Html.Of($"""<a href="#{p.Id}">{p.Link}</a>"""))}</nav>
            <div class="controls" hidden="hidden"><div class="switch" role="group" aria-label="Theme"><button type="button" data-theme-choice="auto" aria-pressed="true">Auto</button><button type="button" data-theme-choice="light" aria-pressed="false">Light</button><button type="button" data-theme-choice="dark" aria-pressed="false">Dark</button></div></div></header>
            <main id="main">
            <div class="masthead"><h1>What changed in the spec</h1><p class="subtitle">{diff.From} → {diff.To}</p>
            <dl class="facts"><div><dt>From</dt><dd>{a.Sections.Count} sections <code class="hash">{a.Hash}</code></dd></div><div><dt>To</dt><dd>{b.Sections.Count} sections <code class="hash">{b.Hash}</code></dd></div></dl></div>
            {SpecDiffMarkup.Render(parts)}</main>
            <script>{Html.Asset(PageAssets.Js)}</script>
            </body>
            </html>

            """);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Css { get; } = PageAssets.Css + PageAssets.DiffCss;
}
