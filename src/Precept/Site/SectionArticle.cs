using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>A section's text: prose, commentary and examples in the order of the source.</summary>
/// <param name="Content">The markup.</param>
/// <param name="Examples">The examples with their anchors.</param>
internal sealed record SectionArticle(Html Content, IReadOnlyList<(string Anchor, string Title)> Examples)
{
    /// <summary>Renders blocks.</summary>
    /// <param name="page">Where they will stand.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="anchorPrefix">What the anchors of examples begin with.</param>
    /// <param name="headingLevel">The level of the heading that they stand under.</param>
    public static SectionArticle Of(PageContext page, IReadOnlyList<SectionBlock> blocks, string anchorPrefix, int headingLevel)
    {
        var (anchors, examples, parts) = (new Anchors(), new List<(string, string)>(), new List<Html>());
        foreach (var block in blocks)
        {
            switch (block)
            {
                case ProseBlock prose:
                    parts.Add(Html.Of($"""<div class="prose">{MarkdownMarkup.Render(page, prose.Markdown, headingLevel)}</div>"""));
                    break;
                case CommentaryBlock commentary:
                    parts.Add(Aside(page, commentary.Commentary, headingLevel));
                    break;
                case ExampleBlock example:
                    var anchor = anchorPrefix + anchors.Of(example.Example.Title);
                    examples.Add((anchor, example.Example.Title));
                    parts.Add(ExampleMarkup.Render(page, example.Example, anchor, headingLevel));
                    break;
            }
        }

        return new(Html.Of($"{parts}"), examples);
    }

    private static Html Aside(PageContext page, Commentary commentary, int headingLevel) => Html.Of(
        $"""
        <div class="commentary" role="note"><p class="commentary-title"><strong>{page.Ui["commentary"]}</strong> <span class="quiet">{page.Ui["commentary.what"]}</span></p><div class="prose">{MarkdownMarkup.Render(page, commentary.Text, headingLevel)}</div></div>

        """);
}
