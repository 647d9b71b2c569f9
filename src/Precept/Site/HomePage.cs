using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>The first page: what the spec is, how its sections stand to each other, and all of them.</summary>
internal static class HomePage
{
    /// <summary>The page's text.</summary>
    /// <param name="page">Its place.</param>
    /// <param name="data">The site's data.</param>
    /// <param name="blocks">The source in blocks.</param>
    public static Html Render(PageContext page, SiteData data, SectionBlocks blocks)
    {
        var (ui, sections) = (page.Ui, data.Spec.Sections);
        var name = data.Title.Length == 0 ? ui["title"] : Html.Of($"""<span lang="{ui.SpecTag}">{data.Title}</span>""");
        return Html.Of(
            $"""
            <h1>{name}</h1>
            <p class="edition"><span>{ui["version"]} <strong>{data.Spec.Version}</strong></span></p>
            {Opening(page, blocks)}{Facts(page, data)}
            <section aria-labelledby="ui/chain"><h2 id="ui/chain">{ui["chain"]}</h2>
            <p class="lead">{ui["chain.lead"]}</p>
            {AuthorityMarkup.Ladder(page, sections)}
            <p class="quiet">{ui["chain.data"]}</p></section>
            <section aria-labelledby="ui/kinds"><h2 id="ui/kinds">{ui["kinds"]}</h2>
            {AuthorityMarkup.Kinds(page, sections)}</section>
            <section aria-labelledby="ui/contents"><h2 id="ui/contents">{ui["contents"]}</h2>
            {page.Map.Roots.Select(s => Part(page, s))}</section>
            """);
    }

    /// <summary>What stands before the first section; where there is nothing, the first paragraph of a first section that explains.</summary>
    private static Html Opening(PageContext page, SectionBlocks blocks)
    {
        if (blocks.Preamble is { Count: > 0 } preamble)
        {
            return Html.Of($"""<div class="opening text" lang="{page.Ui.SpecTag}">{SectionArticle.Of(page, preamble, "example/", 1).Content}</div>""");
        }

        if (page.Map.Roots.FirstOrDefault() is not { Authority: Authority.None } first || blocks.Of(first) is not [ProseBlock prose, ..])
        {
            return Html.Empty;
        }

        var paragraph = prose.Markdown.Split("\n\n", 2)[0];
        return Html.Of(
            $"""
            <div class="opening"><div class="prose" lang="{page.Ui.SpecTag}">{MarkdownMarkup.Render(page, paragraph, 1)}</div><p><a href="{page.AddressOf(first.Id)}">{page.Ui.With("readon", first.Title)}</a></p></div>
            """);
    }

    private static Html Facts(PageContext page, SiteData data)
    {
        var summary = SpecSummary.Of(data.Spec);
        return Html.Of(
            $"""<dl class="facts">{Fact(page, "sections", summary.Sections)}{Fact(page, "examples", summary.Examples)}{Fact(page, "replies", summary.Verdicts.Good + summary.Verdicts.Ok + summary.Verdicts.Bad)}{(summary.EvaluationPrompts == 0 ? Html.Empty : Fact(page, "prompts", summary.EvaluationPrompts))}</dl>""");
    }

    private static Html Fact(PageContext page, string what, int count) =>
        Html.Of($"<div><dt>{page.Ui.Count("facts." + what, count)}</dt><dd>{count}</dd></div>");

    private static Html Part(PageContext page, Section section)
    {
        var children = page.Map.ChildrenOf(section).ToList();
        var list = children.Count == 0 ? Html.Empty : SectionList.Render(page, children);
        var badge = section.Authority == Authority.None ? Html.Empty : AuthorityMarkup.Badge(page, section.Authority);
        return Html.Of(
            $"""
            <div class="part"><h3><span lang="{page.Ui.SpecTag}">{page.LinkTo(section.Id)}</span> {badge}</h3>{list}</div>

            """);
    }
}
