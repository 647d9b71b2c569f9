using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>What all pages have around their text: head, header, navigation, footer.</summary>
/// <param name="title">The site's name; empty for the interface's own words.</param>
/// <param name="assets">The style sheet and scripts.</param>
/// <param name="hasChanges">Whether the site has pages about changes.</param>
internal sealed class PageShell(string title, SiteAssets assets, bool hasChanges)
{
    /// <summary>A whole page.</summary>
    /// <param name="page">Its place in the site.</param>
    /// <param name="path">Its path.</param>
    /// <param name="name">Its name, for the window's title; empty for the first page.</param>
    /// <param name="section">The section that it shows, or null.</param>
    /// <param name="content">What stands in it.</param>
    /// <param name="rail">What stands beside it on a wide screen; may be empty.</param>
    public string Render(PageContext page, string path, string name, Section? section, Html content, Html rail)
    {
        var ui = page.Ui;
        var (site, version) = (SiteName(ui), page.Map.Spec.Version);
        return Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="{ui.Tag}">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{SiteAssets.SecurityPolicy}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <meta name="generator" content="Precept"/>
            <title>{(name.Length == 0 ? $"{site} {version}" : $"{name} · {site}")}</title>
            <link rel="icon" href="data:,"/>
            <link rel="stylesheet" href="{page.Root}{assets.Css.Path}"/>
            <script src="{page.Root}{assets.Js.Path}"></script>
            <script defer="defer" src="{page.Root}{assets.SearchJs.Path}"></script>
            </head>
            <body data-root="{page.Root}" data-index="{page.Root}{assets.Index.Path}">
            <a class="skip" href="#ui/main">{ui["skip"]}</a>
            {Header(page, site, version)}
            <div class="frame">
            {Navigation.Render(page, path, section, hasChanges)}
            <main id="ui/main" tabindex="-1">
            {content}{Footer(page)}</main>
            {rail}</div>
            {SearchDialog(ui)}
            </body>
            </html>

            """).ToString().ReplaceLineEndings("\n");
    }

    private string SiteName(Ui ui) => title.Length == 0 ? ui.Plain("title") : title;

    private Html Header(PageContext page, string site, string version)
    {
        var ui = page.Ui;
        var name = title.Length == 0 ? ui["title"] : Html.Of($"""<span lang="{ui.SpecTag}">{site}</span>""");
        return Html.Of(
            $"""
            <header class="top">
            <button type="button" class="tool menu" popovertarget="ui/nav">{Icons.Menu}<span class="hidden">{ui["menu"]}</span></button>
            <a class="brand" href="{page.Root}index.html">{name} <span class="version">{version}</span></a>
            <button type="button" class="search-open" data-search-open="" hidden="hidden">{Icons.Search}<span class="search-word">{ui["search"]}</span><kbd aria-hidden="true">/</kbd></button>
            <button type="button" class="tool" popovertarget="ui/display" data-display="" hidden="hidden">{Icons.Display}<span class="hidden">{ui["display"]}</span></button>
            </header>
            <div popover class="display" id="ui/display">
            <fieldset><legend>{ui["theme"]}</legend>{Choice(ui, "theme", "auto")}{Choice(ui, "theme", "light")}{Choice(ui, "theme", "dark")}</fieldset>
            <fieldset><legend>{ui["language"]}</legend><label><input type="radio" name="ui-language" value="en"/><span lang="en">English</span></label><label><input type="radio" name="ui-language" value="zh"/><span lang="zh-CN">简体中文</span></label></fieldset>
            <fieldset><legend>{ui["keys"]}</legend><label><input type="checkbox" name="ui-slash" checked="checked"/>{ui["keys.slash"]}</label></fieldset>
            </div>
            """);
    }

    private static Html Choice(Ui ui, string name, string value) =>
        Html.Of($"""<label><input type="radio" name="ui-{name}" value="{value}"/>{ui[$"{name}.{value}"]}</label>""");

    private static Html Footer(PageContext page) => Html.Of(
        $"""
        <footer class="foot"><p>{page.Ui.With("footer", page.Map.Spec.Version)} <span class="hash">({page.Ui["hash"]} <code>{page.Map.Spec.Hash}</code>)</span></p></footer>

        """);

    private static Html SearchDialog(Ui ui) => Html.Of(
        $"""
        <dialog class="search" id="ui/search"{ui.Label("search")}>
        <form method="dialog" role="search"><label class="field">{Icons.Search}<span class="hidden">{ui["search"]}</span><input type="text" enterkeyhint="search" id="ui/query" autocomplete="off" spellcheck="false" maxlength="200" placeholder="{ui.Plain("search.hint")}" data-t-placeholder="search.hint"/></label><button type="submit" class="tool">{ui["close"]}</button></form>
        <p class="hidden" role="status" id="ui/status"></p>
        <p class="search-message" id="ui/message" hidden="hidden"></p>
        <ol class="results" id="ui/results"{ui.Label("search.results")}></ol>
        <p class="search-keys quiet" aria-hidden="true">{ui["search.keys"]}</p>
        </dialog>
        """);
}
