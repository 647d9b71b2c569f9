using Precept.Reports;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Site;

/// <summary>The page of one section: its standing, its text, what it contains, its evaluation prompts and checks, and who refers to it.</summary>
internal sealed class SectionPage(PageContext page, SiteData data, SectionBlocks blocks, ILookup<string, Section> referring, IReadOnlyList<Change> changes)
{
    /// <summary>The text and what stands beside it.</summary>
    public (Html Content, Html Rail) Render(Section section)
    {
        var article = SectionArticle.Of(page, blocks.Of(section), "example/", 1);
        var prompts = data.Spec.EvaluationFiles.Where(f => f.SectionId == section.Id && f.Examples.Count > 0).ToList();
        var checks = data.Checks.Of(section.Id);
        Html[] levels = [AuthorityMarkup.Explanations(page, [section.Authority])];
        var content = Html.Of(
            $"""
            {Crumbs(section)}
            <h1 lang="{page.Ui.SpecTag}">{section.Title}</h1>
            <div class="masthead">{AuthorityMarkup.Standing(page, section)}<p class="address"><code>{section.Id}</code> <button type="button" class="copy" data-copy="" hidden="hidden">{page.Ui["copy"]}</button>{Changed(section)}{DecisionMarkup.Link(page, data.Decisions, section)}</p></div>
            <div class="text" lang="{page.Ui.SpecTag}">
            {article.Content}</div>
            {Contained(section)}{Checks(checks)}{Prompts(prompts)}{Referring(section)}{Pager(section)}{levels}
            """);
        return (content, Rail(article, prompts.Count > 0, checks.Count > 0));
    }

    private Html Crumbs(Section section) => Html.Of(
        $"""<nav class="crumbs"{page.Ui.Label("crumbs")}><ol><li><a href="{page.Root}index.html">{page.Ui["home"]}</a></li>{page.Map.Above(section).Select(s => Html.Of($"""<li lang="{page.Ui.SpecTag}">{page.LinkTo(s.Id)}</li>"""))}</ol></nav>""");

    /// <summary>Whether the section is not as it was in the version before this one.</summary>
    private Html Changed(Section section) => changes.LastOrDefault(c => ReferenceEquals(c.To, data.Spec)) is { } last && last.CardOf(section.Id) is { } card
        ? Html.Of($"""<a href="{page.Root}{last.Path}#{Uri.EscapeDataString(card)}">{page.Ui.With("changed", last.From.Version)}</a>""")
        : Html.Empty;

    private Html Contained(Section section)
    {
        var children = page.Map.ChildrenOf(section).ToList();
        return children.Count == 0 ? Html.Empty : Html.Of(
            $"""
            <section class="more" aria-labelledby="ui/contained"><h2 id="ui/contained">{page.Ui["contained"]}</h2>{SectionList.Render(page, children)}</section>

            """);
    }

    private Html Checks(IReadOnlyList<Check> checks) => checks.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <details class="more" id="ui/checks"><summary>{Icons.Chevron}{page.Ui["checks"]} <span class="count">{checks.Count}</span></summary>
        <p class="quiet">{page.Ui["checks.what"]}</p><dl class="checks">{checks.Select(c => Html.Of($"<div><dt>{c.Id.Replace('_', ' ')}</dt><dd>{CheckWords.Of(page.Ui, c)}</dd></div>"))}</dl></details>

        """);

    private Html Prompts(IReadOnlyList<EvaluationFile> files) => files.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <details class="more" id="ui/prompts"><summary>{Icons.Chevron}{page.Ui["prompts"]} <span class="count">{files.Sum(f => f.Examples.Count)}</span></summary>
        <p class="quiet">{page.Ui["prompts.what"]}</p>{files.Select(f => Html.Of(
            $"""<div class="prompts" id="prompts/{f.Tag}"><p class="prompts-tag"><span class="tag"><span aria-hidden="true">{f.Tag}</span><span class="hidden">{page.Ui.With("prompts.of", f.Tag)}</span></span></p><div lang="{page.Ui.SpecTag}">{f.Examples.Select(e => ExampleMarkup.Prompt(page, e))}</div></div>"""))}</details>

        """);

    private Html Referring(Section section)
    {
        var from = referring[section.Id].ToList();
        return from.Count == 0 ? Html.Empty : Html.Of(
            $"""
            <section class="more referred" aria-labelledby="ui/referred"><h2 id="ui/referred">{page.Ui["referred"]}</h2><ul lang="{page.Ui.SpecTag}">{from.Select(s => Html.Of($"<li>{page.LinkTo(s.Id)}</li>"))}</ul></section>

            """);
    }

    private Html Pager(Section section)
    {
        var sections = data.Spec.Sections;
        var at = sections.Index().First(s => s.Item == section).Index;
        var previous = at > 0 ? Turn(sections[at - 1], "previous", "prev") : Html.Empty;
        var next = at + 1 < sections.Count ? Turn(sections[at + 1], "next", "next") : Html.Empty;
        return Html.Of($"""<nav class="pager"{page.Ui.Label("pager")}>{previous}{next}</nav>""");
    }

    private Html Turn(Section section, string key, string relation) => Html.Of(
        $"""<a class="{relation}" rel="{relation}" href="{page.AddressOf(section.Id)}"><span class="quiet">{page.Ui[key]}</span><span lang="{page.Ui.SpecTag}">{section.Title}</span></a>""");

    private Html Rail(SectionArticle article, bool hasPrompts, bool hasChecks)
    {
        Html[] more =
        [
            hasChecks ? Html.Of($"""<li><a href="#ui/checks">{page.Ui["checks"]}</a></li>""") : Html.Empty,
            hasPrompts ? Html.Of($"""<li><a href="#ui/prompts">{page.Ui["prompts"]}</a></li>""") : Html.Empty,
        ];
        return article.Examples.Count == 0 ? Html.Empty : Html.Of(
            $"""
            <nav class="rail" aria-labelledby="ui/onpage"><h2 id="ui/onpage">{page.Ui["onpage"]}</h2><ul>{article.Examples.Select(e => Html.Of($"""<li lang="{page.Ui.SpecTag}"><a href="#{Uri.EscapeDataString(e.Anchor)}">{e.Title}</a></li>"""))}{more}</ul></nav>

            """);
    }
}

/// <summary>Sections as a list of links with their authority and number of examples.</summary>
internal static class SectionList
{
    /// <summary>The list, with the sections below each.</summary>
    public static Html Render(PageContext page, IEnumerable<Section> sections) => Html.Of(
        $"""<ul class="sections">{sections.Select(s => Item(page, s))}</ul>""");

    private static Html Item(PageContext page, Section section)
    {
        var children = page.Map.ChildrenOf(section).ToList();
        var examples = section.Examples.Count == 0 ? Html.Empty : Html.Of($"""<span class="quiet">{page.Ui.Count("examples", section.Examples.Count)}</span>""");
        var badge = section.Authority == Authority.None ? Html.Empty : AuthorityMarkup.Badge(page, section.Authority);
        return Html.Of(
            $"""
            <li><div class="line"><span class="name" lang="{page.Ui.SpecTag}">{page.LinkTo(section.Id)}</span>{examples}{badge}</div>{(children.Count == 0 ? Html.Empty : Render(page, children))}</li>

            """);
    }
}
