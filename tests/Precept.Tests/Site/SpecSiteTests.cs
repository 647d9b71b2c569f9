using System.Text.RegularExpressions;
using Precept.Site;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Tests.Site;

public sealed class SpecSiteTests
{
    [Fact]
    public void Site_has_a_page_for_each_section_and_one_for_all()
    {
        var site = SiteExamples.Render(SiteExamples.Small);
        site.Keys.Where(p => !p.StartsWith("assets/", StringComparison.Ordinal)).ShouldBe(
            [".nojekyll", "all.html", "index.html", "sections/aims.html", "sections/be_kind.html"]);
        site.Keys.Count(p => p.StartsWith("assets/", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public void Spec_of_too_many_sections_is_refused_with_the_number()
    {
        var source = string.Concat(Enumerable.Range(0, SpecSite.MostSections + 1).Select(i => $"# T {{#s{i}}}\n\n"));
        Should.Throw<InputException>(() => SiteExamples.Render(source)).Message.ShouldContain("501 sections, and a site at most 500");
    }

    [Fact]
    public void Same_data_gives_the_same_bytes() =>
        SiteExamples.Render(SiteExamples.Small).ShouldBe(SiteExamples.Render(SiteExamples.Small));

    [Fact]
    public void Prose_commentary_and_examples_keep_their_order()
    {
        var main = SiteExamples.Render(SiteExamples.Small).MainOf("sections/aims.html");
        string[] inOrder = ["First <em>prose</em>", "Why we say so.", "Then more prose.", "Hello  there", "What now.", "Last prose."];
        inOrder.Select(t => main.IndexOf(t, StringComparison.Ordinal)).ShouldAllBe(at => at >= 0);
        inOrder.Select(t => main.IndexOf(t, StringComparison.Ordinal)).ShouldBeInOrder();
    }

    [Fact]
    public void Reference_by_question_mark_shows_the_title_in_prose_titles_and_reasons()
    {
        var main = SiteExamples.Render(SiteExamples.Small).MainOf("sections/aims.html");
        main.ShouldContain("""see <a href="../sections/be_kind.html">Be kind</a> and <a href="../sections/be_kind.html">this</a>.""");
        main.ShouldContain("""a greeting, see <a href="../sections/be_kind.html">Be kind</a>""");
        main.ShouldContain("""answers, as <a href="../sections/be_kind.html">Be kind</a> says""");
        main.ShouldNotContain("[?]");
    }

    [Fact]
    public void Reference_on_the_page_of_all_stays_on_the_page() =>
        SiteExamples.Render(SiteExamples.Small).MainOf("all.html").ShouldContain("""see <a href="#be_kind">Be kind</a>""");

    [Fact]
    public void Reference_to_nowhere_is_marked()
    {
        var main = SiteExamples.Render(SiteExamples.Small).MainOf("sections/be_kind.html");
        main.ShouldContain("no such section: nowhere");
        main.ShouldNotContain("nowhere.html");
    }

    [Fact]
    public void Verdict_shows_word_reason_condition_and_the_section_that_is_broken()
    {
        var main = SiteExamples.Render(SiteExamples.Small).MainOf("sections/aims.html");
        main.ShouldContain("<span data-t=\"good\">Good</span>");
        main.ShouldContain("<span data-t=\"bad\">Bad</span>");
        main.ShouldContain("given no hurry");
        main.ShouldContain(">rude</span>");
        main.ShouldContain("""<span data-t="breaks">Breaks</span>: <a href="../sections/be_kind.html">Be kind</a>""");
    }

    [Fact]
    public void Message_is_shown_as_it_is_and_not_as_Markdown() =>
        SiteExamples.Render(SiteExamples.Small).MainOf("sections/aims.html").ShouldContain("Hello! **No Markdown here.**");

    [Fact]
    public void Section_says_who_may_override_it_and_who_refers_to_it()
    {
        var main = SiteExamples.Render(SiteExamples.Small).MainOf("sections/be_kind.html");
        main.ShouldContain("A developer or a user may override it.");
        main.ShouldContain("""<ul lang="en"><li><a href="../sections/aims.html">Aims</a></li></ul>""");
    }

    [Fact]
    public void Text_before_the_first_section_opens_the_first_page() =>
        SiteExamples.Render("Words before all.\n\n# A {#a}\n\nText.\n").MainOf("index.html").ShouldContain("<p>Words before all.</p>");

    [Fact]
    public void First_page_without_a_preamble_opens_with_the_first_paragraph_of_an_explaining_section()
    {
        var main = SiteExamples.Render("# A {#a}\n\nOne.\n\nTwo.\n").MainOf("index.html");
        main.ShouldContain("<p>One.</p>");
        main.ShouldNotContain("Two.");
    }

    [Fact]
    public void Chinese_spec_is_written_with_the_Chinese_interface()
    {
        var page = SiteExamples.Render("# 诚实 {#honest authority=user}\n\n助手说它知道的事，不编造。\n")["sections/honest.html"];
        page.ShouldContain("<html lang=\"zh-CN\">");
        page.ShouldContain("开发者或用户可以推翻。");
    }

    [Fact]
    public void Section_shows_its_checks()
    {
        var spec = SpecReader.Parse(SiteExamples.Small, "spec.md", "v1");
        var checks = CheckSet.Parse("be_kind:\n  - id: keeps_it_short\n    max_words: 5\n", "checks.yaml");
        var main = SiteExamples.Render(new SiteData(spec, SiteExamples.Small) { Checks = checks }).MainOf("sections/be_kind.html");
        main.ShouldContain("keeps it short");
        Regex.Replace(main, "<[^>]*>", "").ShouldContain("The reply must have at most 5 words.");
    }

    [Theory]
    [InlineData("[a [^ab12] b](https://example.org)", """<p><a href="https://example.org" rel="noopener noreferrer">a [^ab12] b</a></p>""")]
    [InlineData("[a [^ab12] b](#a)", """<p><a href="../sections/a.html">a [^ab12] b</a></p>""")]
    [InlineData("[a <https://example.com> b](#a)", """<p><a href="../sections/a.html">a https://example.com b</a></p>""")]
    public void Link_has_no_link_in_it(string markdown, string markup) => RenderTagged(markdown).ShouldContain(markup);

    [Fact]
    public void Picture_in_a_link_is_its_description()
    {
        var main = RenderTagged("[![a cat](https://example.org/cat.png)](#a) and [^ab12]");
        main.ShouldContain("a cat");
        main.ShouldNotContain("cat.png");
        // What stands behind the link is a link again.
        main.ShouldContain("""</a> and <a class="tag" href="../sections/a.html#prompts/ab12">""");
    }

    [Fact]
    public void Page_of_evaluation_prompts_is_what_its_tag_points_at()
    {
        var example = SpecReader.Parse("# X {#x}\n\n**Example**: try this\n\n~~~xml\n<user>\nSay something nice\n</user>\n~~~\n", "x.md").Examples.Single();
        var spec = SpecReader.Parse(SiteExamples.Small, "spec.md", "v1") with
        {
            EvaluationFiles = [new EvaluationFile("ab12", null, "aims", [example], "ab12.md")],
        };
        var main = SiteExamples.Render(new SiteData(spec, SiteExamples.Small)).MainOf("sections/aims.html");
        main.ShouldContain("""href="../sections/aims.html#prompts/ab12">""");
        main.ShouldContain("id=\"prompts/ab12\"");
        main.ShouldContain("Say something nice");
    }

    [Fact]
    public void Every_address_of_the_site_leads_to_a_file_and_every_anchor_to_an_id()
    {
        foreach (var (path, page) in SiteExamples.Render(SiteExamples.Small).Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            foreach (Match link in Regex.Matches(page, "(?:href|src)=\"([^\"]*)\""))
            {
                ShouldLead(SiteExamples.Render(SiteExamples.Small), path, Uri.UnescapeDataString(link.Groups[1].Value));
            }
        }
    }

    [Fact]
    public void Every_id_of_a_page_stands_once()
    {
        foreach (var (path, page) in SiteExamples.Render(SiteExamples.Small).Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            Regex.Matches(page, " id=\"([^\"]*)\"").Select(m => m.Groups[1].Value).ShouldBeUnique(path);
        }
    }

    [Theory]
    [InlineData("2025-02-12")]
    [InlineData("2025-09-12")]
    [InlineData("2025-12-18")]
    public void Published_spec_gives_a_page_a_section_and_all_its_replies(string release)
    {
        var folder = SharedData.Path("model_spec/" + release);
        var spec = SpecReader.Read(folder);
        var site = SiteExamples.Render(new SiteData(spec, File.ReadAllText(SpecReader.FileOf(folder))));
        site.Keys.Count(p => p.StartsWith("sections/", StringComparison.Ordinal)).ShouldBe(spec.Sections.Count);
        var all = site["all.html"];
        Regex.Count(all, "<div class=\"reply good\">").ShouldBe(release switch { "2025-02-12" => 168, "2025-09-12" => 186, _ => 193 });
        Regex.Count(all, "<article class=\"example\"").ShouldBe(release switch { "2025-02-12" => 154, "2025-09-12" => 173, _ => 183 });
        Regex.Count(all, "<div class=\"commentary\"").ShouldBe(release switch { "2025-02-12" => 20, "2025-09-12" => 27, _ => 28 });
        all.ShouldNotContain("[?]");
        all.ShouldNotContain("~~~xml");
    }

    private static void ShouldLead(IReadOnlyDictionary<string, string> site, string from, string address)
    {
        if (address.StartsWith("data:", StringComparison.Ordinal))
        {
            return;
        }

        var (path, anchor) = address.Split('#', 2) is [var p, var a] ? (p, a) : (address, "");
        var target = path.Length == 0 ? from : path.StartsWith("../", StringComparison.Ordinal) ? path[3..] : path;
        site.Keys.ShouldContain(target, $"{from}: {address}");
        if (anchor.Length > 0)
        {
            site[target].ShouldContain($" id=\"{anchor}\"", customMessage: $"{from}: {address}");
        }
    }

    private static string RenderTagged(string markdown)
    {
        var source = $"# A {{#a}}\n\n{markdown}\n";
        var spec = SpecReader.Parse(source, "spec.md", "v1") with { EvaluationFiles = [new EvaluationFile("ab12", null, "a", [], "ab12.md")] };
        return SiteExamples.Render(new SiteData(spec, source)).MainOf("sections/a.html");
    }
}
