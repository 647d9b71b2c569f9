using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Judging;

/// <summary>Comparisons by one principle, or by each.</summary>
public sealed class GroundsTests
{
    private static readonly Prompt Prompt = CheckJudgeTests.PromptOf("Hello", "root_rule", "dev_default", "user_default", "guide");

    private static Response[] Pair(int i) => [CheckJudgeTests.Reply(Prompt, $"first {i}", 0), CheckJudgeTests.Reply(Prompt, $"second {i}", 1)];

    [Fact]
    public async Task Drawn_section_is_one_for_both_orders_recorded_and_hashed()
    {
        var drawn = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            var model = new ModelStandIn(PairwiseJudgeTests.Verdict("A"));
            var judgment = await JudgeAsync(model, new JudgeSettings { Ground = JudgeGround.Drawn }, Pair(i));
            var section = judgment.SectionHashes.Keys.ShouldHaveSingleItem();
            judgment.Votes.ShouldHaveSingleItem().Judge.ShouldBe($"section:{section}");
            model.Asked.Count.ShouldBe(2);
            model.Asked.ShouldAllBe(a => a.Messages[1].Text.Contains($"Section 1 of 1: id {section};"));
            (await JudgeAsync(model, new JudgeSettings { Ground = JudgeGround.Drawn }, [.. Pair(i).Reverse()])).SectionHashes.Keys.ShouldBe([section]);
            drawn.Add(section);
        }

        drawn.Order().ShouldBe(Prompt.Sections.Order()); // 40 draws of 4 leave one out with a chance of 4 * 0.75^40 < 1e-4
    }

    [Fact]
    public async Task Another_seed_draws_otherwise()
    {
        var model = new ModelStandIn(PairwiseJudgeTests.Verdict("A"));
        var seeds = await Task.WhenAll(Enumerable.Range(1, 30).Select(seed => JudgeAsync(model, new JudgeSettings { Ground = JudgeGround.Drawn, Seed = seed }, Pair(0))));
        seeds.Select(j => j.SectionHashes.Keys.Single()).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Ensemble_asks_by_each_section_averages_probabilities_and_keeps_the_votes()
    {
        // By three sections the first response has 0.9, by one 0.1, in either order: (3 * 0.9 + 0.1) / 4 = 0.7.
        var model = new ModelStandIn(m =>
        {
            var first = ShownPrompt.Of(m).Answers[0].StartsWith("first") != m[1].Text.Contains("id guide;");
            return PairwiseJudgeTests.WithProbability(first ? "A" : "B", first ? 0.9 : 0.1);
        });
        var judgment = await JudgeAsync(model, new JudgeSettings { Ground = JudgeGround.Ensemble }, Pair(0));
        judgment.P!.Value.ShouldBe(0.7, 1e-9);
        judgment.Ranks.ShouldBe([0, 1]);
        judgment.Votes.Select(v => v.Judge).ShouldBe(["section:root_rule", "section:dev_default", "section:user_default", "section:guide"]);
        judgment.Votes[3].Ranks.ShouldBe([1, 0]);
        judgment.SectionHashes.Count.ShouldBe(4);
        judgment.OrdersAgree.ShouldBe(true);
        model.Asked.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Ensemble_of_a_judge_that_always_says_A_favours_the_first() =>
        (await JudgeAsync(new ModelStandIn(PairwiseJudgeTests.Verdict("A")), new JudgeSettings { Ground = JudgeGround.Ensemble }, Pair(0)))
            .ShouldSatisfyAllConditions(j => j.Ranks.ShouldBe([0, 0]), j => j.OrdersAgree.ShouldBe(false), j => j.FavoursFirst.ShouldBe(true));

    [Fact]
    public async Task Ensemble_goes_on_without_the_principles_that_could_not_be_judged()
    {
        var model = new ModelStandIn(m => m[1].Text.Contains("id guide;") ? throw new TimeoutException("20 s")
            : ModelStandIn.Says(PairwiseJudgeTests.Verdict(ShownPrompt.Of(m).Answers[0].StartsWith("first") ? "A" : "B")));
        var judgment = await JudgeAsync(model, new JudgeSettings { Ground = JudgeGround.Ensemble }, Pair(0));
        judgment.Outcome.ShouldBe(Outcome.Judged);
        judgment.Votes.Select(v => v.Outcome).ShouldBe([Outcome.Judged, Outcome.Judged, Outcome.Judged, Outcome.Timeout]);
        // Three votes for the first, none against, half a vote for each side: 3.5 / 4.
        judgment.P!.Value.ShouldBe(0.875, 1e-12);
        (await JudgeAsync(new ModelStandIn(_ => throw new TimeoutException("20 s")), new JudgeSettings { Ground = JudgeGround.Ensemble }, Pair(0))).Outcome.ShouldBe(Outcome.Timeout);
    }

    [Fact]
    public async Task Constitution_gives_principles_in_place_of_sections()
    {
        using var folder = new TemporaryFile("principles.yaml", """
            principles:
              - critique: "Say where the answer is rude."
                revision: "Be polite."
              - critique: "Say where the answer is false."
                revision: "Be right."
                section: guide
            """);
        var model = new ModelStandIn(PairwiseJudgeTests.Verdict("A"));
        var settings = new JudgeSettings { Models = ["openai:x"], Constitution = folder.Path };
        (await PairwiseJudgeTests.OpenAsync(model, settings)).Configuration.ShouldMatch("^openai:x pairwise orders=both reasoning=no by=drawn constitution=[0-9a-f]{20} seed=1 format=1$");

        var all = await JudgeAsync(model, settings with { Ground = JudgeGround.Ensemble }, Pair(0));
        all.Votes.Select(v => v.Judge).ShouldBe(["principle:1", "principle:2"]);
        all.SectionHashes.Keys.ShouldBe(["guide"]);
        model.Asked.ShouldAllBe(a => a.Messages[1].Text.Contains("BEGIN PRINCIPLE"));
        (await JudgeAsync(model, settings, Pair(0))).Votes.ShouldHaveSingleItem().Judge.ShouldStartWith("principle:");
        (await Should.ThrowAsync<InputException>(() => PairwiseJudgeTests.OpenAsync(model, settings with { Mode = JudgeMode.Sections }))).Message.ShouldContain("no sections");
    }

    [Fact]
    public async Task Published_constitution_is_judged_by()
    {
        var model = new ModelStandIn(PairwiseJudgeTests.Verdict("tie"));
        var settings = new JudgeSettings { Constitution = SharedData.Path("constitution/constitution_anthropic.json"), Ground = JudgeGround.Ensemble };
        var judgment = await JudgeAsync(model, settings, Pair(0));
        judgment.Votes.Count.ShouldBe(16);
        judgment.Ranks.ShouldBe([0, 0]);
        judgment.P!.Value.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public async Task Prompt_under_which_nothing_applies_is_invalid_without_a_call()
    {
        var spec = new SpecDocument("v", "h", [], [], [], [], []);
        var model = new ModelStandIn(PairwiseJudgeTests.Verdict("A"));
        var judge = await new JudgeFactory(new CheckJudge(spec, Precept.Spec.Checks.CheckSet.Empty), new Dictionary<string, string>(), model)
            .OpenAsync(new JudgeSettings { Models = ["openai:x"] }, TestContext.Current.CancellationToken);
        var prompt = CheckJudgeTests.PromptOf("Hello");
        var judgment = await judge.JudgeAsync(prompt, [CheckJudgeTests.Reply(prompt, "a", 0), CheckJudgeTests.Reply(prompt, "b", 1)], TestContext.Current.CancellationToken);
        (judgment.Outcome, model.Asked.Count).ShouldBe((Outcome.Invalid, 0));
    }

    private static async Task<Judgment> JudgeAsync(ModelStandIn model, JudgeSettings settings, Response[] pair) =>
        await (await PairwiseJudgeTests.OpenAsync(model, settings with { Models = ["openai:x"] })).JudgeAsync(Prompt, pair, TestContext.Current.CancellationToken);

    private sealed class TemporaryFile : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("precept-judging-").FullName;

        public TemporaryFile(string name, string text)
        {
            Path = System.IO.Path.Combine(_folder, name);
            File.WriteAllText(Path, text);
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
