using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Precept.Reports;

namespace Precept.Site;

/// <summary>Markdown of a spec as markup of a page: text, lists, tables, code and links, nothing that runs or loads.</summary>
/// <remarks>
/// Markdig parses; what is written is decided here, element by element, so that no text reaches the page unescaped: HTML is text, links lead to
/// http, https, mailto and sections only, an image is a link to it, and within a link nothing else is one. Text that is too long,
/// too full of brackets or too deeply nested for Markdown is shown as it stands.
/// </remarks>
internal sealed class MarkdownMarkup
{
    private const int LongestText = 128 * 1024;

    /// <summary>How many brackets a text may have: the library's time grows with their number squared.</summary>
    private const int MostBrackets = 2000;

    private const int DeepestNesting = 64;
    private const int LowestHeading = 6;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Use<FootnoteTags>().Build();

    private readonly PageContext _page;
    private readonly int _headingLevel;
    private readonly StringBuilder _to = new();
    private int _depth;
    private bool _isInLink;

    private MarkdownMarkup(PageContext page, int headingLevel)
    {
        _page = page;
        _headingLevel = headingLevel;
    }

    /// <summary>Renders a text.</summary>
    /// <param name="page">Where it will stand.</param>
    /// <param name="markdown">The text.</param>
    /// <param name="headingLevel">The level of the heading that it stands under: headings in the text are below it.</param>
    public static Html Render(PageContext page, string markdown, int headingLevel)
    {
        if (Parse(markdown) is not { } document)
        {
            return AsItStands(markdown);
        }

        var writer = new MarkdownMarkup(page, headingLevel);
        return writer.Blocks(document) ? Html.Asset(writer._to.ToString()) : AsItStands(markdown);
    }

    /// <summary>Renders one line, such as a title: emphasis, code and references, without an element of its own. What is no plain paragraph is shown as it stands.</summary>
    public static Html Line(PageContext page, string markdown)
    {
        var writer = new MarkdownMarkup(page, LowestHeading);
        return Parse(markdown) is [ParagraphBlock paragraph] && writer.Inlines(paragraph.Inline)
            ? Html.Asset(writer._to.ToString())
            : Html.Text(markdown, markdown.Length);
    }

    // The library refuses what is nested so deeply that it cannot be meant: such a text is still shown, as a text.
    private static MarkdownDocument? Parse(string markdown)
    {
        if (markdown.Length > LongestText || markdown.AsSpan().Count('[') > MostBrackets)
        {
            return null;
        }

        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Html AsItStands(string text) => Html.Of($"""<pre class="as-it-stands">{Html.Text(text, text.Length)}</pre>""");

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
                return Element($"h{Math.Min(LowestHeading, _headingLevel + heading.Level)}", heading);
            case ParagraphBlock { Parent: ListItemBlock { Parent: ListBlock { IsLoose: false } } } tight:
                return Inlines(tight.Inline);
            case ParagraphBlock paragraph:
                return Element("p", paragraph);
            case CodeBlock code:
                return Code(code);
            case ThematicBreakBlock:
                _to.Append("<hr/>\n");
                return true;
            case ListBlock list:
                return List(list);
            case ListItemBlock item:
                return Element("li", item);
            case QuoteBlock quote:
                return Element("blockquote", quote);
            case Table table:
                return TableMarkup(table);
            case LinkReferenceDefinitionGroup:
                return true;
            case ContainerBlock container:
                return Blocks(container);
            case LeafBlock { Inline: { } inline }:
                return Inlines(inline);
            case LeafBlock leaf:
                Text(leaf.Lines.ToString());
                return true;
            default:
                return true;
        }
    }

    private bool Element(string name, Block block, string attributes = "")
    {
        _to.Append('<').Append(name).Append(attributes).Append('>');
        var done = block is ContainerBlock container ? Blocks(container) : Inlines(((LeafBlock)block).Inline);
        _to.Append("</").Append(name).Append(">\n");
        return done;
    }

    private bool Code(CodeBlock code)
    {
        _to.Append("<pre class=\"code\" tabindex=\"0\"><code>");
        Text(code.Lines.ToString());
        _to.Append("</code></pre>\n");
        return true;
    }

    private bool List(ListBlock list)
    {
        var start = list.IsOrdered && int.TryParse(list.OrderedStart, out var number) && number != 1 ? $" start=\"{number}\"" : "";
        return Element(list.IsOrdered ? "ol" : "ul", list, start);
    }

    private bool TableMarkup(Table table)
    {
        _to.Append("<div class=\"scroll\" tabindex=\"0\"><table>\n");
        foreach (var row in table.OfType<TableRow>())
        {
            _to.Append("<tr>");
            foreach (var (index, cell) in row.OfType<TableCell>().Index())
            {
                var align = index < table.ColumnDefinitions.Count ? table.ColumnDefinitions[index].Alignment : null;
                var name = row.IsHeader ? "th" : "td";
                if (!Element(name, cell, align is TableColumnAlign.Right ? " class=\"right\"" : align is TableColumnAlign.Center ? " class=\"center\"" : ""))
                {
                    return false;
                }
            }

            _to.Append("</tr>\n");
        }

        _to.Append("</table></div>\n");
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
                Text(WithDashes(literal.Content.ToString()));
                return true;
            case CodeInline code:
                _to.Append("<code>");
                Text(code.Content);
                _to.Append("</code>");
                return true;
            case LineBreakInline line:
                _to.Append(line.IsHard ? "<br/>\n" : "\n");
                return true;
            case EmphasisInline emphasis:
                return Around(emphasis.DelimiterCount == 2 ? "strong" : "em", emphasis);
            case FootnoteTagInline footnote when _isInLink:
                Text($"[^{footnote.Tag}]");
                return true;
            case FootnoteTagInline footnote:
                _to.Append(_page.LinkToPrompts(footnote.Tag).ToString());
                return true;
            case LinkInline link:
                return Link(link);
            case AutolinkInline address:
                Link((address.IsEmail ? "mailto:" : "") + address.Url, Html.Of($"{address.Url}"));
                return true;
            case HtmlEntityInline entity:
                Text(entity.Transcoded.ToString());
                return true;
            case ContainerInline container:
                return Inlines(container);
            default:
                Text(inline.ToString() ?? "");
                return true;
        }
    }

    private bool Around(string name, ContainerInline inlines)
    {
        _to.Append('<').Append(name).Append('>');
        var done = Inlines(inlines);
        _to.Append("</").Append(name).Append('>');
        return done;
    }

    private bool Link(LinkInline link)
    {
        // The text is rendered aside: whether it becomes a link is known only from the address.
        var start = _to.Length;
        var isInLink = _isInLink;
        _isInLink = isInLink || !link.IsImage;
        if (!Inlines(link))
        {
            return false;
        }

        _isInLink = isInLink;

        var text = Html.Asset(_to.ToString(start, _to.Length - start));
        _to.Length = start;
        var address = link.Url ?? "";
        if (link.IsImage)
        {
            Link(address, _page.Ui.With("image", PlainText(link) is { Length: > 0 } alternative ? alternative : address));
        }
        else if (isInLink)
        {
            _to.Append(text.ToString());
        }
        else if (address.StartsWith('#'))
        {
            var isTitle = link.FirstChild is LiteralInline { NextSibling: null } only && only.Content.ToString() == "?";
            _to.Append(_page.LinkTo(Uri.UnescapeDataString(address[1..]), isTitle ? null : text).ToString());
        }
        else
        {
            Link(address, text);
        }

        return true;
    }

    private void Link(string address, Html text) => _to.Append((_isInLink ? text
        : IsSafe(address) ? Html.Of($"""<a href="{address}" rel="noopener noreferrer">{text}</a>""")
        : Html.Of($"""{text} <span class="dangling">{_page.Ui.With("link.unsafe", address)}</span>""")).ToString());

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeMailto);

    private static string PlainText(ContainerInline inlines) => string.Concat(inlines.Descendants<LiteralInline>().Select(l => l.Content.ToString()));

    // Authors who write in plain text write --- and -- for dashes.
    private static string WithDashes(string text) =>
        text.Replace(" --- ", " — ", StringComparison.Ordinal).Replace(" -- ", " – ", StringComparison.Ordinal);

    private void Text(string text) => _to.Append(Html.Text(text, text.Length).ToString());
}
