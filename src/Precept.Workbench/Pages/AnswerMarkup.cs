using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Precept.Workbench.Pages;

/// <summary>Markdown of a model's answer as markup of a page: text, lists, tables, code and links, nothing that runs or loads.</summary>
/// <remarks>
/// Markdig parses; what is written is decided here, element by element. HTML is text, an image is its description and address as text, links lead to http, https and mailto only.
/// What is too long, too full of brackets or too deeply nested for Markdown is shown as it stands. Every run of text says where it stands in the source (<see cref="AnswerText"/>),
/// so that words that a person selects are found again exactly, whatever markup lies between them.
/// </remarks>
internal sealed class AnswerMarkup
{
    private const int LongestText = 128 * 1024;

    /// <summary>How many brackets a text may have: the library's time grows with their number squared.</summary>
    private const int MostBrackets = 2000;

    private const int DeepestNesting = 48;

    /// <summary>Headings of an answer stand under the answer's own, which is a third-level one.</summary>
    private const int HeadingsAbove = 3;

    private const int LowestHeading = 6;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .DisableHtml().UsePreciseSourceLocation().Build();

    private readonly AnswerText _to;
    private int _depth;

    private AnswerMarkup(string source) => _to = new AnswerText(source);

    /// <summary>Renders an answer.</summary>
    public static MarkupString Render(string source)
    {
        if (Parse(source) is { } document)
        {
            var writer = new AnswerMarkup(source);
            if (writer.Blocks(document))
            {
                return new MarkupString(writer._to.ToString());
            }
        }

        return AsItStands(source);
    }

    /// <summary>A text with every blank and sign as it stands.</summary>
    public static MarkupString AsItStands(string source)
    {
        var text = new AnswerText(source);
        text.Tag("<div class=\"as-it-stands\">");
        text.Run(source, 0, source.Length);
        text.Tag("</div>");
        return new MarkupString(text.ToString());
    }

    // The library refuses what is nested so deeply that it cannot be meant: such a text is still shown, as a text.
    private static MarkdownDocument? Parse(string source)
    {
        if (source.Length > LongestText || source.AsSpan().Count('[') > MostBrackets)
        {
            return null;
        }

        try
        {
            return Markdown.Parse(source, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private bool Blocks(ContainerBlock blocks)
    {
        if (++_depth > DeepestNesting || !blocks.All(Block))
        {
            return false;
        }

        _depth--;
        return true;
    }

    private bool Block(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                return Element($"h{Math.Min(LowestHeading, HeadingsAbove + heading.Level)}", heading);
            case ParagraphBlock { Parent: ListItemBlock { Parent: ListBlock { IsLoose: false } } } tight:
                return Inlines(tight.Inline);
            case ParagraphBlock { Parent: TableCell } cell:
                return Inlines(cell.Inline);
            case ParagraphBlock paragraph:
                return Element("p", paragraph);
            case CodeBlock code:
                Code(code);
                return true;
            case ThematicBreakBlock:
                _to.Tag("<hr>\n");
                return true;
            case ListBlock list:
                var start = list.IsOrdered && int.TryParse(list.OrderedStart, out var number) && number != 1 ? $" start=\"{number}\"" : "";
                return Element(list.IsOrdered ? "ol" : "ul", list, start);
            case ListItemBlock item:
                return Element("li", item);
            case QuoteBlock quote:
                return Element("blockquote", quote);
            case Table table:
                return TableOf(table);
            case LinkReferenceDefinitionGroup definitions:
                // No text of an answer disappears: what only defines a link is shown as it stands.
                foreach (var definition in definitions)
                {
                    _to.Tag("<p>");
                    _to.Source(definition.Span.Start, definition.Span.End + 1);
                    _to.Tag("</p>\n");
                }

                return true;
            case ContainerBlock container:
                return Blocks(container);
            case LeafBlock { Inline: { } inline }:
                return Inlines(inline);
            default:
                _to.Source(block.Span.Start, block.Span.End + 1);
                return true;
        }
    }

    private bool Element(string name, Block block, string attributes = "")
    {
        _to.Tag($"<{name}{attributes}>");
        var done = block is ContainerBlock container ? Blocks(container) : Inlines(((LeafBlock)block).Inline);
        _to.Tag($"</{name}>\n");
        return done;
    }

    private void Code(CodeBlock code)
    {
        _to.Tag("<pre class=\"code\" tabindex=\"0\"><code>");
        foreach (var (index, line) in (code.Lines.Lines ?? []).Take(code.Lines.Count).Index())
        {
            if (index > 0)
            {
                _to.Tag("\n");
            }

            _to.Run(line.Slice.ToString(), line.Position, code.Span.End + 1);
        }

        _to.Tag("</code></pre>\n");
    }

    private bool TableOf(Table table)
    {
        _to.Tag("<div class=\"scroll\" tabindex=\"0\"><table>\n");
        foreach (var row in table.OfType<TableRow>())
        {
            _to.Tag("<tr>");
            foreach (var cell in row.OfType<TableCell>())
            {
                if (!Element(row.IsHeader ? "th" : "td", cell))
                {
                    return false;
                }
            }

            _to.Tag("</tr>\n");
        }

        _to.Tag("</table></div>\n");
        return true;
    }

    private bool Inlines(ContainerInline? inlines)
    {
        if (++_depth > DeepestNesting || (inlines is not null && !inlines.All(Inline)))
        {
            return false;
        }

        _depth--;
        return true;
    }

    private bool Inline(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                _to.Run(literal.Content.ToString(), literal.Span.Start, literal.Span.End + 1);
                return true;
            case CodeInline code:
                _to.Tag("<code>");
                _to.Run(code.Content, code.Span.Start + code.DelimiterCount, code.Span.End + 1);
                _to.Tag("</code>");
                return true;
            case LineBreakInline:
                // Models break lines where they mean to: a single line break is one, unlike in prose that is filled.
                _to.Tag("<br>\n");
                return true;
            case EmphasisInline emphasis:
                var name = emphasis.DelimiterChar == '~' ? "s" : emphasis.DelimiterCount == 2 ? "strong" : "em";
                _to.Tag($"<{name}>");
                var done = Inlines(emphasis);
                _to.Tag($"</{name}>");
                return done;
            case LinkInline { IsImage: true } image:
                _to.Tag("<span class=\"image\">");
                _to.Source(image.Span.Start, image.Span.End + 1);
                _to.Tag("</span>");
                return true;
            case LinkInline link:
                return Link(link);
            case AutolinkInline address:
                _to.Link(address.IsEmail ? "mailto:" + address.Url : address.Url, () => _to.Run(address.Url, address.Span.Start + 1, address.Span.End + 1));
                return true;
            case HtmlEntityInline entity:
                _to.Instead(entity.Transcoded.ToString(), entity.Span.Start, entity.Span.End + 1);
                return true;
            case ContainerInline container:
                return Inlines(container);
            default:
                _to.Source(inline.Span.Start, inline.Span.End + 1);
                return true;
        }
    }

    // The address is shown beside the text: what a link claims to be and where it leads are both to be judged.
    private bool Link(LinkInline link)
    {
        var address = link.Url ?? "";
        var done = true;
        _to.Link(address, () => done = Inlines(link));
        if (link is not { IsAutoLink: true })
        {
            _to.Tag("<span class=\"address\"> (");
            _to.Run(address, link.UrlSpan.Start, link.UrlSpan.End + 1);
            _to.Tag(")</span>");
        }

        return done;
    }
}
