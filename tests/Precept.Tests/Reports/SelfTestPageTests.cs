using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Reports;
using Precept.Spec;
using Precept.Tests.Evaluation.SelfTesting;
using static Precept.Tests.Evaluation.SelfTesting.GradedSpec;

namespace Precept.Tests.Reports;

public sealed class SelfTestPageTests
{
    private const string Hostile = "</style></script><script>alert(1)</script>\" onload='x' \u202Eevil ]]> &amp;";

    private static readonly SelfTestCases Cases = SelfTestCases.Of(Of(
        [[Reply($"good {Hostile}", Verdict.Good) with { Why = Hostile, Condition = Hostile }, Reply($"ok {Hostile}", Verdict.Ok), Reply($"bad {Hostile}", Verdict.Bad)]],
        [[Reply("fine and long", Verdict.Good), Reply("no [...]", Verdict.Bad)], [Reply("fine", Verdict.Good), Reply("no and long", Verdict.Bad)]]));

    [Fact]
    public async Task Render_hostile_text_everywhere_stays_text()
    {
        var root = RenderedPage.ParseText(await PageAsync());

        root.Descendants("script").Count().ShouldBe(1);
        root.Descendants("style").Count().ShouldBe(1);
        root.DescendantNodes().OfType<XComment>().ShouldBeEmpty();
        root.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "style");
        (root.Value + string.Concat(root.Descendants().Attributes().Select(a => a.Value))).ShouldNotContain('\u202E');
    }

    [Fact]
    public async Task Render_is_self_contained_and_lets_in_its_own_style_and_script_alone()
    {
        var root = RenderedPage.ParseText(await PageAsync());
        var policy = (string)root.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;

        policy.ShouldContain($"style-src 'sha256-{Hash(root.Descendants("style").Single().Value)}'");
        policy.ShouldContain($"script-src 'sha256-{Hash(root.Descendants("script").Single().Value)}'");
        policy.ShouldStartWith("default-src 'none'");
        root.Descendants().Attributes("src").ShouldBeEmpty();
        root.Descendants("a").Attributes("href").ShouldAllBe(h => h.Value.StartsWith('#'));
    }

    [Fact]
    public async Task Render_ids_are_unique_and_links_lead_somewhere()
    {
        var root = RenderedPage.ParseText(await PageAsync());
        string[] ids = [.. root.Descendants().Attributes("id").Select(a => a.Value)];

        ids.ShouldBeUnique();
        root.Descendants("a").Attributes("href").ShouldAllBe(h => ids.Contains(h.Value.Substring(1)));
    }

    [Fact]
    public async Task Render_shows_exactly_the_cases_that_are_not_right()
    {
        // The longer one wins: "good …" over "bad …" over "ok …", so ok over bad is wrong; of the other two comparisons the second is.
        var entry = await EntryAsync("judge", HostileJudge);
        var root = RenderedPage.ParseText(SelfTestPage.Render([entry]));

        (entry.Run.Verdicts.Count, root.WithClass("test-case").Count()).ShouldBe((5, 2));
        root.WithClass("test-case").ShouldAllBe(c => c.WithClass("reply").Count() == 2 && c.WithClass("test-words").Count() == 1);
    }

    [Fact]
    public async Task Render_every_share_has_its_interval_and_count()
    {
        var root = RenderedPage.ParseText(await PageAsync());
        var rates = root.WithClass("rate").Where(r => r.WithClass("missing").Any() == false).ToList();

        rates.Count.ShouldBeGreaterThan(10);
        rates.ShouldAllBe(r => r.WithClass("interval").Any() && r.Value.Contains("n\u00A0"));
    }

    [Fact]
    public async Task Render_same_data_gives_same_bytes() => (await PageAsync()).ShouldBe(await PageAsync());

    [Fact]
    public async Task Render_too_many_judges_says_so()
    {
        var entry = await EntryAsync("judge", HostileJudge);
        Should.Throw<InputException>(() => SelfTestPage.Render([.. Enumerable.Repeat(entry, 6)])).Message.ShouldContain("1 to 5");
    }

    [Fact]
    public async Task Latex_escapes_names_and_balances_its_braces()
    {
        var latex = SelfTestLatex.Render([await EntryAsync(@"a_b%{\input{x}}$#&~^", HostileJudge)]);

        latex.ShouldContain(@"a\_b\%\{\textbackslash{}input\{x\}\}\$\#\&\textasciitilde{}\textasciicircum{} & $");
        var bare = latex.Replace(@"\{", "", StringComparison.Ordinal).Replace(@"\}", "", StringComparison.Ordinal);
        bare.Count(c => c == '{').ShouldBe(bare.Count(c => c == '}'));
        // A judge, three baselines, each with five columns beside its name; and the heads.
        latex.Split('\n').Count(l => l.EndsWith(@"\\", StringComparison.Ordinal) && l.Replace(@"\&", "", StringComparison.Ordinal).Count(c => c == '&') == 5).ShouldBe(5);
    }

    private static ScriptedJudge HostileJudge => new(true, (prompt, responses) =>
        ScriptedJudge.Ranked(prompt, responses, responses[0].Text.Length > responses[1].Text.Length ? [0, 1] : [1, 0]) with
        {
            Reason = Hostile,
            P = responses[0].Text.Length > responses[1].Text.Length ? 0.8 : 0.3,
            Broken = [[Hostile], []],
            OrdersAgree = false,
            FavoursFirst = true,
        });

    private static async Task<SelfTestEntry> EntryAsync(string name, ScriptedJudge judge) => SelfTestEntry.Of(name, await judge.TestAsync(Cases));

    private static async Task<string> PageAsync() =>
        SelfTestPage.Render([await EntryAsync(Hostile, HostileJudge), await EntryAsync("other", ScriptedJudge.AlwaysA), await EntryAsync("silent", Silent)]);

    private static ScriptedJudge Silent => new(true, (prompt, responses) => ScriptedJudge.Ranked(prompt, responses, []) with { Outcome = Outcome.Refused, Reason = Hostile });

    private static string Hash(string content) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
