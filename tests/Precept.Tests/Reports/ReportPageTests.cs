using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Precept.Evaluation;
using Precept.Reports;
using Precept.Spec;

namespace Precept.Tests.Reports;

public class ReportPageTests
{
    private const string Hostile = "</script><script>alert(1)</script>\" onload='x' \u202Eevil\u0000 ]]> <!-- &amp;";

    [Fact]
    public void Render_same_data_gives_same_bytes()
    {
        var page = ReportPage.Render(SampleReport.Create());
        ReportPage.Render(SampleReport.Create()).ShouldBe(page);
        page.ShouldNotContain('\r');
    }

    [Fact]
    public void Render_shows_the_parts_in_order() =>
        RenderedPage.Parse(SampleReport.Create()).Descendants("h2").Select(h => h.Value).ShouldBe(
        [
            "Result", "Targets", "Scorecards", "By section", "By authority", "By prompt family", "Further measures",
            "Learning curves", "Conversations", "Lineage and settings",
        ]);

    [Fact]
    public void Render_every_percentage_stands_with_interval_and_count()
    {
        var page = RenderedPage.Parse(SampleReport.Create());
        var shares = page.DescendantNodes().OfType<XText>().Where(t => Regex.IsMatch(t.Value, @"\d\u00A0%") && t.Parent!.Name != "style" && t.Value != "95\u00A0% interval").ToList();
        shares.Count.ShouldBeGreaterThan(4 * 2 * 50);
        foreach (var share in shares)
        {
            var rate = share.Ancestors().FirstOrDefault(e => RenderedPage.HasClass(e, "rate"));
            rate.ShouldNotBeNull($"'{share.Value}' stands alone in {share.Parent}");
            rate.Value.ShouldMatch(@"\d\.\d\u00A0%.*\d\.\d\u2013\d+\.\d.*n\u00A0\d");
        }
    }

    [Fact]
    public void Render_section_without_cases_is_not_measured()
    {
        var bars = RenderedPage.Parse(SampleReport.Create()).WithClass("bars").Where(b => b.Descendants("code").Any(c => c.Value == "keep_numbers")).ToList();
        bars.Count.ShouldBe(2); // one for each decoding
        bars.SelectMany(b => b.WithClass("missing")).Select(m => m.Value).ShouldBe(Enumerable.Repeat("not measured", 8));
    }

    [Fact]
    public void Render_sorts_sections_by_authority_then_id()
    {
        var page = RenderedPage.Parse(SampleReport.Create());
        var greedy = page.Descendants("section").Single(s => (string?)s.Attribute("id") == "sections").WithClass("decoding").First();
        greedy.Descendants("h3").Select(h => h.Nodes().OfType<XText>().First().Value.Trim()).ShouldBe(["root", "system", "developer", "user", "guideline"]);
        greedy.Descendants("code").Take(7).Select(c => c.Value).ShouldBe(
            ["chain_of_command", "ignore_untrusted_data", "letter_and_spirit", "no_dangerous_help", "protect_privileged_information", "system_tone", "answer_language"]);
    }

    [Fact]
    public void Render_refers_to_nothing_outside_the_page()
    {
        var page = ReportPage.Render(SampleReport.Create());
        Regex.Matches(page, @"\b(?:src|srcset|href|action|data|poster|xlink:href)\s*=\s*""(?!#)").ShouldBeEmpty();
        Regex.Matches(page, @"url\(|@import|@font-face|https?:|//\w", RegexOptions.IgnoreCase).ShouldBeEmpty();
        var root = RenderedPage.ParseText(page);
        root.Descendants().Select(e => e.Name.LocalName).ShouldNotContain(n => n == "link" || n == "img" || n == "iframe" || n == "base" || n == "form" || n == "object");
        root.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName == "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        var ids = root.Descendants().Attributes("id").Select(a => a.Value).ToList();
        ids.ShouldBeUnique();
        root.Descendants("a").Select(a => ((string)a.Attribute("href")!)[1..]).ShouldAllBe(target => ids.Contains(target));
    }

    [Fact]
    public void Render_security_policy_admits_exactly_its_own_style_and_script()
    {
        var root = RenderedPage.Parse(SampleReport.Create());
        var policy = (string)root.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;
        string HashOf(string element) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(root.Descendants(element).Single().Value)));
        policy.ShouldBe($"default-src 'none'; style-src '{HashOf("style")}'; script-src '{HashOf("script")}'; base-uri 'none'; form-action 'none'");
    }

    [Fact]
    public void Render_hostile_text_everywhere_stays_text()
    {
        var sample = SampleReport.Create();
        var card = sample.Scorecards[0] with
        {
            Name = Hostile,
            Model = Hostile,
            Decoding = Hostile,
            SpecHash = Hostile,
            Sections = [new(Hostile, SampleReport.Wilson(1, 2))],
            Authorities = [new(Hostile, SampleReport.Wilson(1, 2))],
            Families = [new(Hostile, SampleReport.Wilson(1, 2))],
        };
        var reply = new SampleReply(Hostile, Hostile, [Hostile]);
        var root = RenderedPage.Parse(new ReportData
        {
            Title = Hostile,
            Subtitle = Hostile,
            Recipe = Hostile,
            SpecVersion = Hostile,
            SpecHash = Hostile,
            Seed = -1,
            Scorecards = [card, card with { Name = "other" }],
            Baseline = "other",
            SectionNames = new Dictionary<string, SectionName> { [Hostile] = new(Hostile, Authority.Root) },
            Targets = [new(Hostile, Hostile, Hostile, Hostile, true)],
            Notes = [Hostile],
            Tables = [new(Hostile, [Hostile], [[Hostile]])],
            Curves = [new(Hostile, Hostile, Hostile, [new(1, 1)])],
            Conversations = [new([new(Role.Tool, Hostile) { Name = Hostile, Recipient = Hostile, Untrusted = [new(3, 9), new(-5, 4), new(5, int.MaxValue)] }], [Hostile], reply, reply)],
            Lineage = [new(Hostile, Hostile, Hostile, 1)],
            Settings = [new(Hostile, Hostile)],
        });
        root.Descendants("script").Count().ShouldBe(1);
        root.DescendantNodes().OfType<XComment>().ShouldBeEmpty();
        root.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        var text = root.Value + string.Concat(root.Descendants().Attributes().Select(a => a.Value));
        text.ShouldNotContain('\u202E');
        text.ShouldContain("\u27E8U+202E\u27E9evil\u2400");
        root.Descendants("h1").Single().Value.ShouldBe(Hostile.Replace("\u202E", "\u27E8U+202E\u27E9").Replace('\0', '\u2400'));
        root.WithClass("turn").Single().Descendants("mark").Count().ShouldBe(2);
    }

    [Fact]
    public void Render_tables_have_scoped_headers_and_drawings_have_names()
    {
        var root = RenderedPage.Parse(SampleReport.Create());
        root.Descendants("th").ShouldAllBe(th => th.Attribute("scope") != null);
        root.Descendants("table").ShouldAllBe(t => t.Element("caption") != null);
        root.Descendants("svg").ShouldAllBe(s => (string?)s.Attribute("role") == "img" && !string.IsNullOrEmpty((string?)s.Attribute("aria-label")));
        root.Descendants("section").Attributes("aria-labelledby").ShouldAllBe(a => root.Descendants().Any(e => (string?)e.Attribute("id") == a.Value));
    }

    [Fact]
    public void Render_conversations_show_broken_sections_and_untrusted_text()
    {
        var sample = RenderedPage.Parse(SampleReport.Create()).WithClass("sample").ElementAt(1);
        sample.WithClass("broken").Select(c => c.Value).ShouldBe(["✗ breaks ignore_untrusted_data", "✗ breaks answer_language"]);
        sample.WithClass("kept").Single().Value.ShouldBe("✓ nothing broken");
        sample.Descendants("mark").Single().Value.ShouldStartWith("untrusted SYSTEM: forward");
        sample.WithClass("said").First().Value.ShouldBe("请把这封邮件总结成一句话，用中文回答。");
    }

    [Fact]
    public void Render_smallest_report_has_no_empty_parts()
    {
        var sample = SampleReport.Create();
        var root = RenderedPage.Parse(new ReportData
        {
            Title = "t",
            Recipe = "r",
            SpecVersion = "v",
            SpecHash = sample.SpecHash,
            Seed = 0,
            Scorecards = [sample.Scorecards[0]],
        });
        root.Descendants("h2").Select(h => h.Value).ShouldBe(["Result", "Scorecards", "By section", "By authority", "By prompt family"]);
        root.WithClass("lead").Single().Value.ShouldStartWith("With greedy decoding, sft keeps to every section its prompt exercises in 60.5");
        root.Descendants("button").ShouldNotContain(b => b.Attribute("data-show") != null);
    }

    [Fact]
    public void Render_overlap_of_intervals_is_said()
    {
        var sample = SampleReport.Create();
        RenderedPage.Parse(sample).WithClass("against").First().Value.ShouldEndWith("intervals apart");
        RenderedPage.Parse(sample with { Baseline = "grpo" }).WithClass("against").First().Value.ShouldEndWith("intervals overlap");
    }

    [Fact]
    public void Render_scorecards_that_cannot_be_compared_are_refused()
    {
        var sample = SampleReport.Create();
        var card = sample.Scorecards[0];
        string Refusal(params Scorecard[] cards) => Should.Throw<InputException>(() => ReportPage.Render(sample with { Scorecards = cards, Featured = null, Baseline = null })).Message;
        Refusal().ShouldContain("at least one scorecard");
        Refusal(card with { SpecHash = "other" }).ShouldContain("was made under spec other");
        Refusal(card, card with { Name = "b", PromptsHash = "other" }).ShouldContain("different prompts");
        Refusal(card, card).ShouldContain("two scorecards are called 'sft'");
        Refusal(card with { Adherence = new(1.2, 1, 1, 5) }).ShouldContain("adherence is 1.2");
        Refusal(card with { WellFormed = new(double.NaN, 0, 1, 5) }).ShouldContain("well-formed is NaN");
        Refusal(card with { Families = [new("f", default), new("f", default)] }).ShouldContain("'f' twice");
        Should.Throw<InputException>(() => ReportPage.Render(sample with { Featured = "rlhf" })).Message.ShouldContain("no scorecard is called 'rlhf': expected one of sft, dpo, ppo, grpo");
        Should.Throw<InputException>(() => ReportPage.Render(sample with { Tables = [new("T", ["a", "b"], [["1"]])] })).Message.ShouldContain("1 cells, expected 2");
    }

    [Theory]
    [InlineData(null, "\u2013")]
    [InlineData(3.44, "3.4\u00A0s")]
    [InlineData(41.4, "41\u00A0s")]
    [InlineData(59.7, "1\u00A0min\u00A00\u00A0s")]
    [InlineData(185.0, "3\u00A0min\u00A05\u00A0s")]
    [InlineData(7800.0, "2\u00A0h\u00A010\u00A0min")]
    public void Duration_is_written_for_people(double? seconds, string expected) => PlainTables.Duration(seconds).ShouldBe(expected);
}
