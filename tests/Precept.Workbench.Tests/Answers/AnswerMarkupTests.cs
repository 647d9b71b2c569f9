using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Precept.Workbench.Pages;

namespace Precept.Workbench.Tests.Answers;

public sealed partial class AnswerMarkupTests
{
    private static readonly string[] Tags =
    [
        "a", "blockquote", "br", "code", "div", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "span", "strong", "table", "td", "th", "tr", "ul",
    ];

    private static readonly string[] Attributes = ["class", "data-at", "data-len", "href", "rel", "start", "tabindex", "target"];

    // What Markdown, HTML and attackers are made of.
    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![x](http://evil.example/x.png)", "[b](https://example.org \"t\")", "<https://example.org/?a=\"b>",
        "](", "[", "]", "(", ")", "*", "**", "_", "~~", "`", "```\n", "```html\n<b onclick=x>\n```\n", "> ", "- ", "1. ", "7. ", "# ", "### ", "---\n", "| a | b |\n|---|---|\n| *c* | d |\n", "    code\n", "\n", "\n\n", "\r\n",
        " ", "  \n", "\\", "\\*", "\\<", "&amp;", "&lt;script&gt;", "&#x3c;", "&bogus;", "<!-- c -->", "<svg/onload=1>", "\" onmouseover=\"x", "'", "<", ">", "&", "\0", "\u202e", "\u200b", "\ud83d", "😀", "中文", "data:text/html,x",
        "[r]: javascript:alert(1)\n", "[r]", "word", "\t", "<a href='javascript:x'>", "~", "=", "+ ",
    ];

    private static readonly Gen<string> Sources = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 40].Select(string.Concat);

    [Fact]
    public void Render_any_text_gives_no_other_tags_and_attributes_than_its_own() => Sources.Sample(
        source =>
        {
            var markup = AnswerMarkup.Render(source).Value;
            var open = new Stack<string>();
            var rest = TagPattern().Replace(markup, tag =>
            {
                var name = tag.Groups[2].Value;
                Tags.ShouldContain(name);
                foreach (Match attribute in AttributePattern().Matches(tag.Groups[3].Value))
                {
                    Attributes.ShouldContain(attribute.Groups[1].Value);
                    if (attribute.Groups[1].Value == "href")
                    {
                        WebUtility.HtmlDecode(attribute.Groups[2].Value).ShouldMatch("^(https?|mailto):");
                    }
                }

                AttributePattern().Replace(tag.Groups[3].Value, "").Trim().ShouldBeEmpty();
                if (tag.Groups[1].Length > 0)
                {
                    open.Pop().ShouldBe(name);
                }
                else if (name is not ("br" or "hr"))
                {
                    open.Push(name);
                }

                return "";
            });
            rest.ShouldNotContain("<");
            open.ShouldBeEmpty();
        },
        iter: 3000);

    [Fact]
    public void Render_any_text_says_of_each_run_where_it_stands_in_the_source() => Sources.Sample(
        source =>
        {
            foreach (Match run in RunPattern().Matches(AnswerMarkup.Render(source).Value))
            {
                var at = int.Parse(run.Groups[1].Value, CultureInfo.InvariantCulture);
                if (run.Groups[2].Success)
                {
                    var length = int.Parse(run.Groups[2].Value, CultureInfo.InvariantCulture);
                    length.ShouldBeGreaterThan(0);
                    (at + length).ShouldBeLessThanOrEqualTo(source.Length);
                }
                else
                {
                    var text = WebUtility.HtmlDecode(run.Groups[3].Value);
                    source[at..(at + text.Length)].ShouldBe(text);
                }
            }
        },
        iter: 3000);

    [Theory]
    [InlineData("a **b** c", "<p><span data-at=\"0\">a </span><strong><span data-at=\"4\">b</span></strong><span data-at=\"7\"> c</span></p>\n")]
    [InlineData("`x<y`", "<p><code><span data-at=\"1\">x&lt;y</span></code></p>\n")]
    [InlineData("a &amp; b", "<p><span data-at=\"0\">a </span><span data-at=\"2\" data-len=\"5\">&amp;</span><span data-at=\"7\"> b</span></p>\n")]
    [InlineData("<b>x", "<p><span data-at=\"0\">&lt;b&gt;x</span></p>\n")]
    [InlineData("a\nb", "<p><span data-at=\"0\">a</span><br>\n<span data-at=\"2\">b</span></p>\n")]
    [InlineData("```\nx\ny\n```", "<pre class=\"code\" tabindex=\"0\"><code><span data-at=\"4\">x</span>\n<span data-at=\"6\">y</span></code></pre>\n")]
    [InlineData("![alt](http://e.org/x)", "<p><span class=\"image\"><span data-at=\"0\">![alt](http://e.org/x)</span></span></p>\n")]
    [InlineData("[t](javascript:x)", "<p><span data-at=\"1\">t</span><span class=\"address\"> (<span data-at=\"4\">javascript:x</span>)</span></p>\n")]
    [InlineData("x\u200by", "<p><span data-at=\"0\">x</span><span class=\"unseen\" data-at=\"1\" data-len=\"1\">⟨U+200B⟩</span><span data-at=\"2\">y</span></p>\n")]
    public void Render_small_texts(string source, string markup) => AnswerMarkup.Render(source).Value.ShouldBe(markup);

    [Fact]
    public void Render_what_is_nested_too_deeply_or_too_long_stands_as_it_is()
    {
        foreach (var source in new[] { string.Concat(Enumerable.Repeat("> ", 300)) + "x", new string('[', 5000), new string('a', 200_000), string.Concat(Enumerable.Repeat("- ", 400)) + "x" })
        {
            AnswerMarkup.Render(source).Value.ShouldBe($"<div class=\"as-it-stands\"><span data-at=\"0\">{WebUtility.HtmlEncode(source)}</span></div>");
        }
    }

    [GeneratedRegex("<(/?)([a-z0-9]+)((?:\\s+[a-z-]+=\"[^\"<>]*\")*)\\s*>")]
    private static partial Regex TagPattern();

    [GeneratedRegex("([a-z-]+)=\"([^\"]*)\"")]
    private static partial Regex AttributePattern();

    [GeneratedRegex("<span (?:class=\"unseen\" )?data-at=\"(\\d+)\"(?: data-len=\"(\\d+)\")?>([^<]*)</span>")]
    private static partial Regex RunPattern();
}
