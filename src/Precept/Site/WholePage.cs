using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>All sections on one page: for reading through, for finding within the page, and for paper.</summary>
internal static class WholePage
{
    private const int LowestHeading = 6;

    /// <summary>The page's text.</summary>
    public static Html Render(PageContext page, SiteData data, SectionBlocks blocks) => Html.Of(
        $"""
        <h1>{(data.Title.Length == 0 ? page.Ui["title"] : Html.Of($"""<span lang="{page.Ui.SpecTag}">{data.Title}</span>"""))}</h1>
        <p class="edition"><span>{page.Ui["version"]} <strong>{data.Spec.Version}</strong></span></p>
        {data.Spec.Sections.Select(s => One(page, blocks, s))}{AuthorityMarkup.Explanations(page, data.Spec.Sections.Select(s => s.Authority))}
        """);

    private static Html One(PageContext page, SectionBlocks blocks, Section section)
    {
        var level = Math.Min(LowestHeading, section.Level + 1);
        var article = SectionArticle.Of(page, blocks.Of(section), section.Id + "/", level);
        return Html.Of(
            $"""
            <section class="whole whole-{section.Level}" id="{section.Id}"><h{level} lang="{page.Ui.SpecTag}">{section.Title}{ExampleMarkup.Permalink(page, section.Id)}</h{level}>
            {(section.Authority == Authority.None ? Html.Empty : AuthorityMarkup.Standing(page, section))}<div class="text" lang="{page.Ui.SpecTag}">
            {article.Content}</div></section>

            """);
    }
}
