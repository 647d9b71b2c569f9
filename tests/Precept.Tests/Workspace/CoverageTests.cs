using Precept.Evaluation;
using Precept.Judging;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workspace;

namespace Precept.Tests.Workspace;

public sealed class CoverageTests : IDisposable
{
    private const string Example =
        "**Example**: x\n\n~~~xml\n<user>\nx\n</user>\n<comparison>\n<assistant> <!-- GOOD -->\nYes.\n</assistant>\n</comparison>\n~~~\n";

    private readonly TestWorkspace _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Of_a_spec_counts_what_each_section_has()
    {
        var spec = SpecReader.Parse($"# A {{#a authority=user}}\none[^aaaa] two[^bbbb]\n{Example}{Example}", "my.md");
        spec = spec with { EvaluationFiles = [File("aaaa", 2), File("bbbb", 3)] };

        var section = SpecCoverage.Of(spec, CheckSet.Parse("a:\n  - id: short\n    max_words: 9", "checks.yaml")).Sections.ShouldHaveSingleItem();

        (section.Examples, section.Comparisons, section.EvaluationPrompts, section.Checks, section.Work, section.Gaps).ShouldBe((2, 2, 5, 1, null, 0));

        EvaluationFile File(string tag, int count) => new(tag, null, "a", [.. Enumerable.Repeat(spec.Examples.First(), count)], tag + ".md");
    }

    [Fact]
    public void Of_a_spec_without_checks_does_not_hold_their_absence_against_a_section()
    {
        var section = SpecCoverage.Of(SpecReader.Parse("# A {#a authority=user}\n" + Example, "my.md"), CheckSet.Empty).Sections.ShouldHaveSingleItem();

        (section.Checks, section.Gaps).ShouldBe((null, 1)); // it lacks evaluation prompts
    }

    [Fact]
    public void Of_a_spec_puts_the_least_covered_first_and_sections_without_authority_last()
    {
        var spec = SpecReader.Parse(
            $"# Top {{#top}}\n## Two {{#two authority=user}}\n{Example}{Example}## One {{#one authority=user}}\n{Example}## None {{#none authority=user}}\n## Checked {{#checked authority=user}}\n{Example}", "my.md");

        SpecCoverage.Of(spec, CheckSet.Parse("checked:\n  - id: short\n    max_words: 9", "checks.yaml")).Sections.Select(s => (s.Id, s.Gaps))
            .ShouldBe([("none", 4), ("one", 2), ("two", 2), ("checked", 1), ("top", 4)]);
    }

    [Fact]
    public async Task Work_counts_judgments_by_kind_of_judge_under_the_section_as_it_is_now()
    {
        await _test.Open.AddJudgmentsAsync(
            [
                TestWorkspace.Judgment("p1", "checks", ("a", "a1")),
                TestWorkspace.Judgment("p1", "human:one", ("a", "a1"), ("b", "b1")),
                TestWorkspace.Judgment("p2", "human:two", ("a", "a1")),
                TestWorkspace.Judgment("p1", "openai:judge", ("a", "a1")),
                TestWorkspace.Judgment("p2", "openai:judge", ("a", "old")),
                TestWorkspace.Judgment("p3", "openai:judge", ("a", "a1")) with { Outcome = Outcome.Refused },
                TestWorkspace.Judgment("p1", "reward:model", ("gone", "g1")),
            ],
            Token);

        var work = await WorkAsync();

        work["a"].ShouldBe(new SectionWork(2, 1, 1, 0, null));
        work["b"].ShouldBe(new SectionWork(1, 0, 0, 0, null));
        work.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Work_counts_preferences_that_a_section_decided_while_one_of_their_origins_holds()
    {
        var current = TestWorkspace.Judgment("p1", "checks", ("a", "a1"), ("b", "b1"));
        var stale = TestWorkspace.Judgment("p2", "checks", ("a", "old"));
        await _test.Open.AddJudgmentsAsync([current, stale], Token);
        await _test.Open.AddPreferencesAsync(
            [
                TestWorkspace.Preference("p1", current.Id, "a", "b"),
                TestWorkspace.Preference("p2", stale.Id, "a"),
                TestWorkspace.Preference("p3", stale.Id, "a"),
                TestWorkspace.Preference("p3", current.Id, "a"), // the same one from two judgments
                TestWorkspace.Preference("p4", "spec:my.md:3", "b"),
            ],
            new Dictionary<string, string> { ["a"] = "old", ["b"] = "b1" },
            cancellationToken: Token);

        var work = await WorkAsync();

        (work["a"].Preferences, work["b"].Preferences).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Work_has_the_score_of_the_last_scorecard_that_measured_the_section_as_it_is_now()
    {
        var now = new Dictionary<string, string> { ["a"] = "a1", ["b"] = "b1" };
        await _test.Open.AddScorecardAsync(Card("first", ("a", 0.25), ("b", 0.5)), now, Token);
        await _test.Open.AddScorecardAsync(Card("second", ("a", 0.75), ("b", double.NaN)), now, Token);
        await _test.Open.AddScorecardAsync(Card("third", ("a", 1)), new Dictionary<string, string> { ["a"] = "old" }, Token);

        var work = await WorkAsync();

        work["a"].Scorecard.ShouldBe(new SectionScore("second", "greedy", new Rate(0.75, 0, 1, 4)));
        work["b"].Scorecard.ShouldBe(new SectionScore("first", "greedy", new Rate(0.5, 0, 1, 4)));
    }

    [Fact]
    public async Task Coverage_with_an_empty_workspace_counts_its_columns_as_gaps()
    {
        var spec = SpecReader.Parse("# A {#a authority=user}\n" + Example, "my.md");

        SpecCoverage.Of(spec, CheckSet.Empty, await _test.Open.WorkBySectionAsync(spec, cancellationToken: Token)).Sections.Single().Gaps.ShouldBe(5);
    }

    [Theory]
    [InlineData("checks", JudgeKind.Checks)]
    [InlineData("human:maria", JudgeKind.Human)]
    [InlineData("openai:gpt/1", JudgeKind.Model)]
    [InlineData("humanoid", JudgeKind.Model)]
    public void Kind_of_a_judge_is_told_by_its_name(string judge, JudgeKind kind) => JudgeKinds.Of(judge).ShouldBe(kind);

    [Theory]
    [InlineData("human:maria/adjudicated", true)]
    [InlineData("human:maria", false)]
    [InlineData("human:/adjudicated", false)]
    [InlineData("openai:x/adjudicated", false)]
    public void Adjudication_is_told_by_a_judges_name(string judge, bool isAdjudication) => JudgeKinds.IsAdjudication(judge).ShouldBe(isAdjudication);

    [Fact]
    public void Person_and_adjudication_are_two_judges_of_one_kind()
    {
        JudgeKinds.Person("maria").ShouldBe("human:maria");
        JudgeKinds.Adjudication("maria").ShouldBe("human:maria/adjudicated");
        JudgeKinds.Of(JudgeKinds.Adjudication("maria")).ShouldBe(JudgeKind.Human);
    }

    private Task<IReadOnlyDictionary<string, SectionWork>> WorkAsync() =>
        _test.Open.WorkBySectionAsync(TestWorkspace.Spec(("a", "a1"), ("b", "b1"), ("c", "c1")), cancellationToken: Token);

    private static Scorecard Card(string name, params (string Section, double Share)[] sections)
    {
        var rate = new Rate(0.5, 0, 1, 4);
        return new Scorecard
        {
            Name = name,
            Model = name,
            Decoding = "greedy",
            SpecHash = "s",
            PromptsHash = "p",
            Adherence = rate,
            JailbreakResistance = rate,
            OverRefusal = rate,
            WellFormed = rate,
            MeanLength = rate,
            Sections = [.. sections.Select(s => new NamedRate(s.Section, double.IsNaN(s.Share) ? new Rate(double.NaN, double.NaN, double.NaN, 0) : new Rate(s.Share, 0, 1, 4)))],
            Authorities = [],
            Families = [],
        };
    }
}
