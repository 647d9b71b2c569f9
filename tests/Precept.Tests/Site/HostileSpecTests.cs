using System.Diagnostics;

namespace Precept.Tests.Site;

/// <summary>A spec's text comes from anywhere: none of it may become markup, script or an address that acts.</summary>
public sealed class HostileSpecTests
{
    private const string Hostile =
        """
        # <script>alert(1)</script> " onload="alert(2) {#hostile authority=user}

        <img src=x onerror=alert(3)> and <!-- a comment --> & [click](javascript:alert(4)) [data](data:text/html,x) ![picture](http://example.org/x.png)
        [vb](vbscript:x) [relative](../../etc/passwd) [protocol](//example.org) <javascript:alert(5)> [quote](http://example.org/"onmouseover="alert(6))

        !!! meta "Commentary"
            </div></main><script>alert(7)</script>

        **Example**: </h2><script>alert(8)</script>

        ~~~xml
        <tool name="&quot;><script>alert(9)</script>">
        </script><script>alert(10)</script> \u202e ‮ ​
        </tool>
        <comparison>
        <assistant recipient="a&quot; onclick=&quot;alert(11)"> <!-- GOOD: <b>bold</b> -->
        One
        </assistant>
        <assistant> <!-- BAD[#"><script>]: x -->
        Two
        </assistant>
        </comparison>
        ~~~

        """;

    private static readonly IReadOnlyDictionary<string, string> Site = SiteExamples.Render(Hostile);

    public static TheoryData<string> Pages => [.. Site.Keys.Where(p => p.EndsWith(".html", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_has_no_element_attribute_or_address_of_the_text(string path)
    {
        var page = Site[path];
        // The two scripts of the site itself stand in the head.
        page.Split("<script").Length.ShouldBe(3);
        page.ShouldNotContain("<img");
        page.ShouldNotContain("<b>");
        page.ShouldNotContain("onload=\"");
        page.ShouldNotContain("onclick=\"");
        page.ShouldNotContain("href=\"javascript", Case.Insensitive);
        page.ShouldNotContain("href=\"vbscript", Case.Insensitive);
        page.ShouldNotContain("href=\"data:text", Case.Insensitive);
        page.ShouldNotContain("href=\"//");
        page.ShouldNotContain("href=\"../../etc");
        page.ShouldNotContain("\u202e");
        page.ShouldNotContain("\u200b");
    }

    [Fact]
    public void Picture_is_a_link_and_is_not_loaded() =>
        Site["sections/hostile.html"].ShouldContain("<a href=\"http://example.org/x.png\" rel=\"noopener noreferrer\">");

    [Fact]
    public void Unseen_characters_of_a_message_are_shown() =>
        Site["sections/hostile.html"].ShouldContain("<span class=\"unseen\">\u27e8U+202E\u27e9</span>");

    [Fact]
    public void Search_index_has_no_tag_in_it() =>
        Site.Single(f => f.Key.Contains("search-index")).Value.ShouldNotContain('<');

    [Fact]
    public void Text_nested_too_deeply_is_shown_as_it_stands()
    {
        var deep = string.Concat(Enumerable.Repeat("> ", 5000));
        var main = SiteExamples.Render($"# A {{#a}}\n\n{deep}end\n").MainOf("sections/a.html");
        main.ShouldContain("<pre class=\"as-it-stands\">");
        main.ShouldContain("&gt; end");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("a ` ``")]
    [InlineData("![](")]
    [InlineData("[^a")]
    [InlineData("a|b\n")]
    [InlineData("&lt;<")]
    public void Repeated_marks_take_no_time_to_speak_of(string mark)
    {
        var text = string.Concat(Enumerable.Repeat(mark, 100_000 / mark.Length));
        var watch = Stopwatch.StartNew();
        SiteExamples.Render($"# A {{#a}}\n\n{text}\n");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
