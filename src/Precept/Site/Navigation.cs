using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>The tree of sections at a page's side.</summary>
internal static class Navigation
{
    /// <summary>The tree.</summary>
    /// <param name="page">The page.</param>
    /// <param name="current">The path of the page: its link is marked.</param>
    /// <param name="section">The section that the page shows, or null.</param>
    /// <param name="hasChanges">Whether there is a page about changes.</param>
    public static Html Render(PageContext page, string current, Section? section, bool hasChanges)
    {
        var open = section is null ? [] : page.Map.Above(section).Append(section).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        return Html.Of(
            $"""
            <nav class="side" id="ui/nav" popover{page.Ui.Label("nav")}>
            <button type="button" class="tool close" popovertarget="ui/nav" popovertargetaction="hide">{Icons.Bad}<span class="hidden">{page.Ui["close"]}</span></button>
            <ul class="places">{Place(page, current, "index.html", "home")}{Place(page, current, "all.html", "whole")}{(hasChanges ? Place(page, current, Changes.Index, "changes") : Html.Empty)}</ul>
            <ul class="tree">{page.Map.Roots.Select(s => Item(page, s, current, open))}</ul>
            </nav>
            """);
    }

    private static Html Place(PageContext page, string current, string path, string key) =>
        Html.Of($"""<li><a href="{page.Root}{path}"{Current(path == current)}>{page.Ui[key]}</a></li>""");

    private static Html Item(PageContext page, Section section, string current, HashSet<string> open)
    {
        var path = page.Map.PageOf(section.Id);
        var link = Html.Of($"""<a href="{page.Root}{path}"{Current(path == current)}>{Mark(page, section)}<span lang="{page.Ui.SpecTag}">{section.Title}</span></a>""");
        var children = page.Map.ChildrenOf(section).ToList();
        if (children.Count == 0)
        {
            return Html.Of($"<li>{link}</li>");
        }

        var items = Html.Of($"""<ul>{children.Select(c => Item(page, c, current, open))}</ul>""");
        return section.ParentId is not null
            ? Html.Of($"<li>{link}{items}</li>")
            : Html.Of($"""<li class="part">{link}<details{(open.Contains(section.Id) ? Html.Of($" open") : Html.Empty)}><summary>{Icons.Chevron}<span class="hidden">{page.Ui["expand"]}: {section.Title}</span></summary>{items}</details></li>""");
    }

    private static Html Mark(PageContext page, Section section) =>
        section.Authority == Authority.None ? Html.Empty : AuthorityMarkup.Mark(page, section.Authority);

    private static Html Current(bool current) => current ? Html.Of($" aria-current=\"page\"") : Html.Empty;
}
