using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Precept.Reports;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Spec.Diff;

namespace Precept.Tests.Reports;

public sealed class SpecDiffPageTests
{
    private const string Hostile = "</style></script><script>alert(1)</script>\" onload='x' \u202Eevil ]]> &amp;";

    private static readonly string Example = $"**Example**: {Hostile}\n\n~~~xml\n<user>\nA question?\n</user>\n<comparison>\n<assistant> <!-- GOOD: {Hostile.Replace("<!--", "", StringComparison.Ordinal)} -->\n"
        + "Reply &lt;b&gt;one&lt;/b&gt; with many words in it.\n</assistant>\n</comparison>\n~~~\n\n";

    private static readonly string Before =
        $"# First {Hostile} {{#a authority=user}}\n\nYou must {Hostile} always. Kept.\n\n{Example}!!! meta \"Commentary\"\n    {Hostile} one\n\n# Gone {Hostile} {{#gone}}\n\n{Hostile} gone [^k3pt]\n\n";

    private static readonly string After =
        $"# First anew {Hostile} {{#a authority=root x=\"<b>\"}}\n\nYou may {Hostile} always. Kept. New {Hostile}.\n\n"
        + Example.Replace("GOOD", "BAD", StringComparison.Ordinal).Replace("A question", "Another question", StringComparison.Ordinal).Replace("many words", "few words", StringComparison.Ordinal)
        + $"!!! meta \"Commentary\"\n    {Hostile} two\n\n# Come {Hostile} {{#come}}\n\nSomething else altogether: {Hostile}!\n\n{Example.Replace("Reply", "Quite another answer, nothing like it", StringComparison.Ordinal)}";

    private static readonly SpecConsequences Stale = new(
        Hostile, [new("judgments", 4, 1, 1, 0, 2)], [new(Hostile, new Dictionary<string, int> { ["judgments"] = 1 })], 3, [new("models", Hostile, Hostile, [Hostile])]);

    [Fact]
    public void Render_hostile_text_everywhere_stays_text()
    {
        var root = Page();
        root.Descendants("script").Count().ShouldBe(1);
        root.Descendants("style").Count().ShouldBe(1);
        root.Descendants("b").ShouldBeEmpty();
        root.DescendantNodes().OfType<XComment>().ShouldBeEmpty();
        root.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "style");
        var text = root.Value + string.Concat(root.Descendants().Attributes().Select(a => a.Value));
        text.ShouldNotContain('\u202E');
        text.ShouldContain("\u27E8U+202E\u27E9evil");
    }

    [Fact]
    public void Render_security_policy_admits_exactly_its_own_style_and_script()
    {
        var root = Page();
        var policy = (string)root.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;
        string HashOf(string element) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(root.Descendants(element).Single().Value)));
        policy.ShouldBe($"default-src 'none'; style-src '{HashOf("style")}'; script-src '{HashOf("script")}'; base-uri 'none'; form-action 'none'");
    }

    [Fact]
    public void Render_links_lead_to_parts_of_the_page_and_ids_are_unique()
    {
        var root = Page();
        var ids = root.Descendants().Attributes("id").Select(a => a.Value).ToList();
        ids.ShouldBeUnique();
        var links = root.Descendants("a").Select(a => (string)a.Attribute("href")!).ToList();
        links.ShouldAllBe(l => ids.Contains(l.Substring(1)));
        links.ShouldContain("#diff-s-a");
    }

    [Fact]
    public void Render_shows_parts_in_order_and_those_without_changes_not()
    {
        Parts(Page()).ShouldBe(["diff-summary", "diff-sections", "diff-authority", "diff-text", "diff-evaluation", "diff-commentary", "diff-consequences"]);
        var spec = SpecReader.Parse(Before, "a.md");
        var same = RenderedPage.ParseText(SpecDiffPage.Render(SpecDiff.Compare(spec, spec), spec, spec));
        Parts(same).ShouldBe(["diff-summary"]);
        same.Value.ShouldContain("Both versions say the same.");
        static IEnumerable<string> Parts(XElement root) => root.Descendants("section").Attributes("id").Select(a => a.Value);
    }

    [Fact]
    public void Render_marks_the_words_that_changed()
    {
        var (a, b) = (SpecReader.Parse("# A {#a}\n\nThe red house stands here.", "a.md"), SpecReader.Parse("# A {#a}\n\nThe blue house stands here.", "b.md"));
        var root = RenderedPage.ParseText(SpecDiffPage.Render(SpecDiff.Compare(a, b), a, b));
        root.Descendants("del").Single().Value.ShouldBe("red ");
        root.Descendants("ins").Single().Value.ShouldBe("blue ");
    }

    [Fact]
    public void Render_same_versions_gives_same_bytes() => Render().ShouldBe(Render());

    [Fact]
    public void Render_demands_and_grades_are_marked_beside_what_changed()
    {
        var chips = Page().WithClass("diff-weighty").Select(e => e.Value).ToList();
        chips.ShouldContain("obligation weakened");
        chips.ShouldContain("verdict flipped");
        chips.ShouldContain("authority raised");
    }

    private static XElement Page() => RenderedPage.ParseText(Render());

    private static string Render()
    {
        var (a, b) = (SpecReader.Parse(Before, "a.md", Hostile), SpecReader.Parse(After, "b.md", "b"));
        var checks = CheckSet.Parse("a:\n  - id: x\n    contains: \"<b>bold</b>\"\n", "c.yaml");
        return SpecDiffPage.Render(SpecDiff.Compare(a, b, CheckSet.Empty, checks), a, b, Stale);
    }
}
