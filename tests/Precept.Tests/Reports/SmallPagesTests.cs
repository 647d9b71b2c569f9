using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Tests.Reports;

/// <summary>The pages about agreement and ambiguity, with hostile text wherever text of others goes.</summary>
public sealed class SmallPagesTests
{
    private const string Hostile = "</style></script><script>alert(1)</script>\" onload='x' \u202Eevil ]]> &amp;";

    public static TheoryData<string> Pages => [AgreementPage.Render(Agreement(), 5), AmbiguityPage.Render(Ambiguity(), "a b/javascript:x\"/spec.md", 5, 5)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Render_hostile_text_everywhere_stays_text(string page)
    {
        var root = XDocument.Parse(page).Root!;
        root.Descendants("script").Count().ShouldBe(1);
        root.Descendants("style").Count().ShouldBe(1);
        root.DescendantNodes().OfType<XComment>().ShouldBeEmpty();
        root.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "style");
        var text = root.Value + string.Concat(root.Descendants().Attributes().Select(a => a.Value));
        text.ShouldNotContain('\u202E');
        text.ShouldContain("\u27E8U+202E\u27E9evil");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Render_security_policy_admits_exactly_its_own_style_and_script(string page)
    {
        var root = XDocument.Parse(page).Root!;
        var policy = (string)root.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;
        string HashOf(string element) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(root.Descendants(element).Single().Value)));
        policy.ShouldBe($"default-src 'none'; style-src '{HashOf("style")}'; script-src '{HashOf("script")}'; base-uri 'none'; form-action 'none'");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Render_ids_are_unique_and_links_lead_to_them_or_to_a_file(string page)
    {
        var root = XDocument.Parse(page).Root!;
        var ids = root.Descendants().Attributes("id").Select(a => a.Value).ToList();
        ids.ShouldBeUnique();
        root.Descendants("a").Select(a => (string)a.Attribute("href")!).ShouldAllBe(l => l.StartsWith('#') ? ids.Contains(l.Substring(1)) : l.StartsWith("./a%20b/javascript%3Ax%22/spec.md#L", StringComparison.Ordinal));
    }

    private static AgreementReport Agreement()
    {
        var prompt = new Prompt([new Message(Role.User, Hostile)], [Hostile]);
        Response[] two = [new(prompt.Id, "m", new Sampler(), 0, Hostile), new(prompt.Id, "m", new Sampler(), 1, Hostile + " too")];
        var responses = two.ToDictionary(r => r.Id);
        Judgment By(string judge, int[] ranks) => new(prompt.Id, [two[0].Id, two[1].Id], ranks, [[Hostile], []], judge, new Dictionary<string, string>()) { Reason = Hostile };
        var judges = JudgeVerdicts.Of([By("a" + Hostile, [0, 1]), By("b" + Hostile, [1, 0]), By("c" + Hostile, [0, 0])], responses);
        JudgeAgreement[] pairs = [.. judges.SelectMany((a, i) => judges.Skip(i + 1).Select(b => JudgeAgreement.Between(a, b, [prompt], responses)))];
        return new AgreementReport(Hostile, "h", WithStale: true, judges, pairs, new Dictionary<string, Prompt> { [prompt.Id] = prompt }, responses);
    }

    private static AmbiguityReport Ambiguity()
    {
        var document = SpecSource.Of(SpecSyntaxTree.Parse("# One {#one authority=user}\n\nA sentence.\n", "spec.md"), [], Hostile).Document;
        var section = document.Sections[0] with { Title = Hostile };
        var prompt = new Prompt([new Message(Role.User, Hostile)], ["one"]);
        var of = AmbiguityEvidence.CaseOf(prompt, new Response(prompt.Id, "m", new Sampler(), 0, Hostile), Hostile);
        var ranking = AmbiguityRanking.Of(
            [new("one", of.Id, "a" + Hostile, SectionAnswer.Keeps, Hostile), new("one", of.Id, "b" + Hostile, SectionAnswer.Breaks, Hostile)], [of]);
        var sentence = new SentenceAtFault(new SectionSentence(1, Hostile, 3), 1, 2, [new TwoReadings(Hostile, Hostile, Hostile)]);
        return new AmbiguityReport(
            Hostile, "h", Hostile, [new AmbiguousSection(section, ranking.Sections[0], [sentence])], ranking.Judges, 2, new Dictionary<Outcome, int>(), 0, SentencesByModels: true);
    }
}
