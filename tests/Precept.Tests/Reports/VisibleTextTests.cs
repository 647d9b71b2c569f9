using System.Text;
using CsCheck;
using Precept.Reports;

namespace Precept.Tests.Reports;

public class VisibleTextTests
{
    [Theory]
    [InlineData("</script><b a='\"'>&", "&lt;/script&gt;&lt;b a=&#39;&quot;&#39;&gt;&amp;")]
    [InlineData("a\0b\u001Bc\u007F", "a\u2400b\u241Bc\u2421")]
    [InlineData("\u202Egpj.exe\u2069", "\u27E8U+202E\u27E9gpj.exe\u27E8U+2069\u27E9")]
    [InlineData("a\u200Bb\uFEFF\u00AD", "a\u27E8U+200B\u27E9b\u27E8U+FEFF\u27E9\u27E8U+00AD\u27E9")]
    [InlineData("\U000E0041", "\u27E8U+E0041\u27E9")]
    [InlineData("a\uFFFE", "a\u27E8U+FFFE\u27E9")]
    [InlineData("line\r\nnext\tcell\rback", "line\nnext\tcell\u240Dback")]
    [InlineData("\U0001F469\u200D\U0001F4BB 中文 \u0645", "\U0001F469\u200D\U0001F4BB 中文 \u0645")]
    public void AppendEscaped_hostile_text_is_escaped_and_seen(string text, string expected)
    {
        var builder = new StringBuilder();
        VisibleText.AppendEscaped(builder, text);
        builder.ToString().ShouldBe(expected);
    }

    [Fact]
    public void AppendEscaped_lone_surrogate_is_shown() => Html.Text("\uD83Dx").ToString().ShouldBe("<span class=\"unseen\">\u27E8U+D83D\u27E9</span>x");

    [Fact]
    public void AppendEscaped_any_string_is_wellformed_and_keeps_its_visible_characters()
    {
        Gen.String.Sample(text =>
        {
            var markup = Html.Of($"<p title=\"{text}\">{Html.Text(text)}</p>").ToString();
            var element = RenderedPage.ParseText(markup);
            var ascii = string.Concat(text.Where(c => c is > ' ' and < '\u007F'));
            string.Concat(element.Nodes().OfType<System.Xml.Linq.XText>().SelectMany(t => t.Value).Where(c => c is > ' ' and < '\u007F')).ShouldBe(ascii);
        });
    }

    [Fact]
    public void Text_beyond_the_bound_is_cut_and_says_how_much()
    {
        var markup = Html.Text(new string('x', 9001)).ToString();
        markup.ShouldStartWith(new string('x', 8000) + "<span class=\"cut\">");
        markup.ShouldContain("1,001 more characters");
    }

    [Fact]
    public void Of_escapes_holes_but_not_markup()
    {
        var inner = Html.Of($"<i>{"<b>"}</i>");
        Html.Of($"<p>{inner}{7}{0.125}</p>").ToString().ShouldBe("<p><i>&lt;b&gt;</i>70.13</p>");
    }
}
