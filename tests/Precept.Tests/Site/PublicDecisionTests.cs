using Precept.Site;
using Precept.Spec;

namespace Precept.Tests.Site;

public sealed class PublicDecisionTests
{
    private static readonly PublicDecision Adopted = new("be_kind", "Is it kind enough?", "Kindness costs nothing at all.", DecisionState.Adopted, "It says more.", new DateOnly(2026, 3, 1))
    {
        From = "Kindness costs nothing.",
        Why = "At all matters.",
    };

    [Fact]
    public void Write_then_parse_gives_the_same_decisions()
    {
        PublicDecision[] decisions = [Adopted, Adopted with { State = DecisionState.Deferred, From = "", Why = "" }];
        PublicDecisions.Parse(PublicDecisions.Write(decisions), "decisions.json").ShouldBe(decisions);
    }

    [Fact]
    public void Parse_the_documented_example_reads()
    {
        const string json =
            """
            {
              "decisions": [
                {
                  "section": "be_kind",
                  "title": "Is it kind enough?",
                  "proposal": "Kindness costs nothing at all.",
                  "state": "rejected",
                  "reason": "It says no more.",
                  "date": "2026-03-01"
                }
              ]
            }
            """;
        PublicDecisions.Parse(json, "d.json").ShouldBe(
            [new PublicDecision("be_kind", "Is it kind enough?", "Kindness costs nothing at all.", DecisionState.Rejected, "It says no more.", new DateOnly(2026, 3, 1))]);
    }

    [Theory]
    [InlineData("{", "d.json:1")]
    [InlineData("null", "'decisions' was expected")]
    [InlineData("{}", "decisions")]
    [InlineData("""{"decisions":[null]}""", "decision 1: expected a section")]
    [InlineData("""{"decisions":[{"section":"a","title":"t","proposal":"p","state":"maybe","reason":"r","date":"2026-03-01"}]}""", "state")]
    [InlineData("""{"decisions":[{"section":"a","title":"t","proposal":"p","state":"adopted","reason":" ","date":"2026-03-01"}]}""", "decision 1: expected a section and a reason")]
    [InlineData("""{"decisions":[{"section":"a","title":"t","proposal":"p","state":"adopted","reason":"r","date":"2026-03-01","more":1}]}""", "more")]
    public void Parse_what_is_not_in_the_format_is_refused_with_its_place(string json, string expected) =>
        Should.Throw<InputException>(() => PublicDecisions.Parse(json, "d.json")).Message.ShouldContain(expected);

    [Fact]
    public void Read_a_file_that_is_not_there_says_so() =>
        Should.Throw<InputException>(() => PublicDecisions.Read("no-such-decisions.json")).Message.ShouldContain("does not exist");

    [Fact]
    public void Site_without_versions_shows_decisions_on_the_page_of_changes_and_on_the_section()
    {
        var site = SiteExamples.Render(DataWith(Adopted));
        var changes = site.MainOf("changes/index.html");
        changes.ShouldContain("""<article class="decision" id="decisions/1">""");
        changes.ShouldContain("""Kindness costs nothing <ins class="diff-ins">at all</ins>.""");
        changes.ShouldContain("It says more.");
        changes.ShouldContain("""<a href="../sections/be_kind.html">Be kind</a>""");
        site.MainOf("sections/be_kind.html").ShouldContain("""<a href="../changes/index.html#decisions/1">""");
        site.MainOf("sections/aims.html").ShouldNotContain("decisions/");
        site["index.html"].ShouldContain("changes/index.html");
    }

    [Fact]
    public void Site_shows_the_newest_decision_first_and_links_to_it()
    {
        var site = SiteExamples.Render(DataWith(Adopted, Adopted with { Title = "Again", Date = new DateOnly(2026, 4, 1) }));
        var changes = site.MainOf("changes/index.html");
        changes.IndexOf("Again", StringComparison.Ordinal).ShouldBeLessThan(changes.IndexOf("Is it kind enough?", StringComparison.Ordinal));
        site.MainOf("sections/be_kind.html").ShouldContain("#decisions/2\"");
    }

    [Fact]
    public void Site_escapes_what_the_public_wrote()
    {
        const string hostile = "<script>alert(1)</script>\u202E";
        var changes = SiteExamples.Render(DataWith(new PublicDecision("nowhere<i>", hostile, hostile, DecisionState.Rejected, hostile, new DateOnly(2026, 3, 1)) { Why = hostile })).MainOf("changes/index.html");
        changes.ShouldNotContain("<script>");
        changes.ShouldNotContain("<i>");
        changes.ShouldNotContain("\u202E");
        changes.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        changes.ShouldContain("no longer in this version: nowhere&lt;i&gt;");
    }

    [Fact]
    public void Section_text_outside_of_a_site_leads_nowhere()
    {
        var spec = SpecReader.Parse(SiteExamples.Small, "spec.md", "v1");
        var article = SectionArticle.Of(PageContext.Outside(spec, "en"), new SectionBlocks(spec, SiteExamples.Small).Of(spec.Find("aims")!), "example/", 2).Content.ToString();
        article.ShouldContain("see <cite>Be kind</cite> and this.");
        article.ShouldNotContain(".html");
        article.ShouldNotContain("ab12");
    }

    private static SiteData DataWith(params PublicDecision[] decisions) =>
        new(SpecReader.Parse(SiteExamples.Small, "spec.md", "v1"), SiteExamples.Small) { Decisions = decisions };
}
