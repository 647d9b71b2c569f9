using CsCheck;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Judging;

/// <summary>Judges made of several.</summary>
public sealed class PanelTests
{
    private static readonly Prompt Prompt = CheckJudgeTests.PromptOf("Hello", "root_rule", "guide");

    [Fact]
    public async Task Majority_of_those_that_judged_decides()
    {
        var judgment = await JudgeAsync([Fixed("a", [0, 1]), Fixed("b", [0, 1]), Fixed("c", [1, 0]), Failing("d", Outcome.Refused)]);
        judgment.Ranks.ShouldBe([0, 1]);
        judgment.Outcome.ShouldBe(Outcome.Judged);
        judgment.Judge.ShouldBe("panel(a; b; c; d)");
        judgment.DecidedBy.ShouldBe("majority");
        judgment.Votes.Select(v => (v.Judge, v.Outcome)).ShouldBe([("a", Outcome.Judged), ("b", Outcome.Judged), ("c", Outcome.Judged), ("d", Outcome.Refused)]);
        // (2 + 1/2) / (3 + 1)
        judgment.P!.Value.ShouldBe(0.625, 1e-12);
        judgment.Reason.ShouldStartWith("3 of 4 judged; agreement 0.33");
    }

    [Theory]
    [InlineData(0, 1, 1, 0, 0, 0)] // one each and a tie
    [InlineData(0, 1, 1, 0, 1, 0)]
    [InlineData(0, 0, 0, 0, 0, 1)]
    public async Task Ties_are_votes_for_neither(int a1, int a2, int b1, int b2, int c1, int c2)
    {
        var judgment = await JudgeAsync([Fixed("a", [a1, a2]), Fixed("b", [b1, b2]), Fixed("c", [c1, c2])]);
        var wins = Math.Sign(a2 - a1) + Math.Sign(b2 - b1) + Math.Sign(c2 - c1);
        judgment.Ranks.ShouldBe(wins == 0 ? [0, 0] : wins > 0 ? [0, 1] : [1, 0]);
    }

    [Fact]
    public async Task Panel_of_which_nobody_judged_has_no_verdict()
    {
        var judgment = await JudgeAsync([Failing("a", Outcome.Timeout), Failing("b", Outcome.Refused), Failing("c", Outcome.Refused)]);
        (judgment.Outcome, judgment.Ranks.Count, judgment.P, judgment.DecidedBy).ShouldBe((Outcome.Refused, 0, null, ""));
    }

    [Fact]
    public async Task Lists_go_by_pairwise_majorities()
    {
        // Majorities: 0 over 1 (2:1), 1 over 2 (2:1), 0 over 2 (2:1).
        var judgment = await JudgeAsync([Fixed("a", [0, 1, 2]), Fixed("b", [1, 2, 0]), Fixed("c", [1, 0, 2])], "x", "y", "z");
        judgment.Ranks.ShouldBe([0, 1, 2]);
        // The cycle of Condorcet has no best.
        (await JudgeAsync([Fixed("a", [0, 1, 2]), Fixed("b", [2, 0, 1]), Fixed("c", [1, 2, 0])], "x", "y", "z")).Ranks.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public async Task Section_is_broken_where_most_members_that_name_sections_say_so()
    {
        var judgment = await JudgeAsync(
        [
            Fixed("a", [0, 1]) with { Broken = [[], ["root_rule", "guide"]] }, Fixed("b", [0, 1]) with { Broken = [["guide"], ["root_rule"]] },
            Fixed("c", [0, 1]) with { Broken = [[], []] }, Fixed("d", [0, 1]),
        ]);
        judgment.Broken[0].ShouldBeEmpty();
        judgment.Broken[1].ShouldBe(["root_rule"]);
    }

    [Fact]
    public async Task Probability_against_the_majority_makes_a_tie()
    {
        // Two lean to the first with 0.51, one is sure of the second: the mean is (0.51 + 0.51 + 0.03) / 3 = 0.35.
        var judgment = await JudgeAsync([Fixed("a", [0, 1]) with { P = 0.51 }, Fixed("b", [0, 1]) with { P = 0.51 }, Fixed("c", [1, 0]) with { P = 0.03 }]);
        judgment.P!.Value.ShouldBe(0.35, 1e-12);
        judgment.Ranks.ShouldBe([0, 0]);
    }

    [Fact]
    public void Panel_of_one_or_of_twins_is_refused()
    {
        Should.Throw<InputException>(() => new PanelJudge([Fixed("a", [0])]));
        Should.Throw<InputException>(() => new PanelJudge([Fixed("a", [0]), Fixed("a", [0])])).Message.ShouldContain("twice");
    }

    [Fact]
    public void Agreement_is_the_share_of_pairs_of_members()
    {
        // Pairs of members: (a, b) alike, (a, c) and (b, c) not; a tie agrees with a tie only.
        VoteCount.Agreement([Vote("a", 0, 1), Vote("b", 0, 1), Vote("c", 0, 0)])!.Value.ShouldBe(1.0 / 3, 1e-12);
        VoteCount.Agreement([Vote("a", 0, 1), Vote("b", 0, 1), new Vote("c", Outcome.Invalid, [], null)]).ShouldBe(1);
        VoteCount.Agreement([Vote("a", 0, 1)]).ShouldBeNull();
    }

    [Fact]
    public void Votes_ranked_do_not_depend_on_their_order_and_follow_a_permutation_of_the_responses() =>
        Gen.Select(Gen.Int[0, 3].Array[4].Array[1, 6], Gen.ULong).Sample((ballots, seed) =>
        {
            int[] order = [0, 1, 2, 3];
            new SeededRandom(seed).Shuffle(order);
            var ranks = VoteCount.Ranks([.. ballots.Select((b, i) => new Vote($"{i}", Outcome.Judged, b, null))]);
            var moved = VoteCount.Ranks([.. ballots.Reverse().Select((b, i) => new Vote($"{i}", Outcome.Judged, [.. order.Select(at => b[at])], null))]);
            return moved.SequenceEqual(order.Select(at => ranks[at]));
        });

    [Fact]
    public void Twins_are_worth_one_judge_and_unrelated_ones_their_number()
    {
        PanelIndependence.Of([[Vote("a", 0, 1), Vote("b", 0, 1), Vote("c", 0, 1)], [Vote("a", 1, 0), Vote("b", 1, 0), Vote("c", 1, 0)]])!
            .ShouldSatisfyAllConditions(p => p.Members.ShouldBe(3), p => p.Correlation.ShouldBe(1, 1e-12), p => p.Effective.ShouldBe(1, 1e-12));
        // Alike once, opposed once: sum xy = 0.
        PanelIndependence.Of([[Vote("a", 0, 1), Vote("b", 0, 1)], [Vote("a", 0, 1), Vote("b", 1, 0)]])!
            .ShouldSatisfyAllConditions(p => p.Correlation.ShouldBe(0, 1e-12), p => p.Effective.ShouldBe(2, 1e-12));
        // Always opposed: rho = -1 counts as 0.
        PanelIndependence.Of([[Vote("a", 0, 1), Vote("b", 1, 0)]])!.ShouldSatisfyAllConditions(p => p.Correlation.ShouldBe(-1, 1e-12), p => p.Effective.ShouldBe(2, 1e-12));
    }

    [Fact]
    public void Half_correlated_members_are_worth_what_the_formula_says()
    {
        // Alike three times of four: sum xy = 3 - 1 = 2 of 4, rho = 1/2; n_eff = 2 / (1 + 1/2) = 4/3.
        IReadOnlyList<Vote>[] panels = [[Vote("a", 0, 1), Vote("b", 0, 1)], [Vote("a", 1, 0), Vote("b", 1, 0)], [Vote("a", 0, 1), Vote("b", 0, 1)], [Vote("a", 0, 1), Vote("b", 1, 0)]];
        var measured = PanelIndependence.Of(panels)!;
        measured.Correlation.ShouldBe(0.5, 1e-12);
        measured.Effective.ShouldBe(4.0 / 3, 1e-12);
        // Which response is called the first means nothing.
        PanelIndependence.Of([.. panels.Select((p, i) => i % 2 == 0 ? p : [.. p.Select(v => v with { Ranks = [.. v.Ranks.Reverse()] })])]).ShouldBe(measured);
    }

    [Fact]
    public void Members_that_never_prefer_or_never_meet_cannot_be_compared()
    {
        PanelIndependence.Of([[Vote("a", 0, 0), Vote("b", 0, 1)]]).ShouldBeNull();
        PanelIndependence.Of([[Vote("a", 0, 1)], [Vote("b", 0, 1)]]).ShouldBeNull();
        PanelIndependence.Of([]).ShouldBeNull();
    }

    [Fact]
    public async Task Checks_decide_where_they_differ_and_the_other_judge_is_not_asked()
    {
        var other = Fixed("m", [0, 1]);
        var judgment = await ChecksFirstAsync(other, "RR", "fine");
        judgment.Ranks.ShouldBe([1, 0]);
        (judgment.Judge, judgment.DecidedBy, other.Calls).ShouldBe(("checks-first(m)", "checks", 0));
        judgment.Broken[0].ShouldBe(["root_rule"]);
    }

    [Fact]
    public async Task Other_judge_decides_where_checks_find_no_difference()
    {
        var other = Fixed("m", [1, 0]) with { P = 0.2, Broken = [["guide"], []] };
        var judgment = await ChecksFirstAsync(other, "RR one", "RR two");
        judgment.Ranks.ShouldBe([1, 0]);
        (judgment.Judge, judgment.DecidedBy, judgment.P).ShouldBe(("checks-first(m)", "m", 0.2));
        judgment.Broken.Select(b => string.Join(' ', b)).ShouldBe(["root_rule guide", "root_rule"]);
        judgment.SectionHashes.Keys.Order().ShouldBe(["guide", "root_rule"]);
    }

    [Fact]
    public async Task Tiers_of_the_checks_come_first_and_the_other_judge_orders_each()
    {
        // Tiers: {1, 3} break nothing, {2} the guideline, {0, 4} the root rule. The other judge always prefers the later one.
        var judgment = await ChecksFirstAsync(Fixed("m", [1, 0]), "RR 1", "a", "GG", "b", "RR 2");
        judgment.Ranks.ShouldBe([4, 1, 2, 0, 3]);
        judgment.DecidedBy.ShouldBe("checks, m");
    }

    [Fact]
    public async Task Failure_of_the_other_judge_is_no_tie()
    {
        (await ChecksFirstAsync(Failing("m", Outcome.Timeout), "one", "two")).ShouldSatisfyAllConditions(j => j.Outcome.ShouldBe(Outcome.Timeout), j => j.Ranks.ShouldBeEmpty(), j => j.DecidedBy.ShouldBe(""));
        (await ChecksFirstAsync(Failing("m", Outcome.Invalid), "one", "two", "RR")).ShouldSatisfyAllConditions(j => j.Outcome.ShouldBe(Outcome.Invalid), j => j.Ranks.ShouldBeEmpty());
    }

    [Fact]
    public async Task Factory_makes_panels_and_puts_checks_first()
    {
        var model = new ModelStandIn(PairwiseJudgeTests.Verdict("A"));
        (await PairwiseJudgeTests.OpenAsync(model, new JudgeSettings { Models = ["checks"] })).ShouldBeSameAs(CheckJudgeTests.Judge);
        var panel = await PairwiseJudgeTests.OpenAsync(model, new JudgeSettings { Models = ["checks", "openai:x", "ollama:y"], Mode = JudgeMode.Rating });
        panel.Configuration.ShouldBe("panel(checks; openai:x rating reasoning=no by=sections tokens=6000 format=1; ollama:y rating reasoning=no by=sections tokens=6000 format=1)");
        panel.TakesPairs.ShouldBeFalse();
        var first = await PairwiseJudgeTests.OpenAsync(model, new JudgeSettings { Models = ["openai:x"], ChecksFirst = true });
        (first.Configuration, first.TakesPairs).ShouldBe(("checks-first(openai:x pairwise orders=both reasoning=no by=sections tokens=6000 format=1)", true));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("reward:rm")]
    [InlineData("openai:x|openai:x")]
    [InlineData("")]
    public async Task Factory_refuses_what_is_no_judge(string models) =>
        await Should.ThrowAsync<InputException>(() => PairwiseJudgeTests.OpenAsync(new ModelStandIn(""), new JudgeSettings { Models = [.. models.Split('|', StringSplitOptions.RemoveEmptyEntries)] }));

    [Fact]
    public async Task Factory_refuses_checks_before_checks() =>
        await Should.ThrowAsync<InputException>(() => PairwiseJudgeTests.OpenAsync(new ModelStandIn(""), new JudgeSettings { ChecksFirst = true }));

    [Fact]
    public async Task Factory_takes_reward_models_from_whoever_has_them()
    {
        var names = new List<string>();
        var factory = new JudgeFactory(CheckJudgeTests.Judge, new Dictionary<string, string>(), new ModelStandIn(""), (name, _) =>
        {
            names.Add(name);
            return Task.FromResult<IJudge>(Fixed("reward:abc", [0, 1]));
        });
        (await factory.OpenAsync(new JudgeSettings { Models = ["reward:rm"] }, TestContext.Current.CancellationToken)).Configuration.ShouldBe("reward:abc");
        names.ShouldBe(["rm"]);
    }

    private static Vote Vote(string judge, params int[] ranks) => new(judge, Outcome.Judged, ranks, null);

    private static FixedJudge Fixed(string name, int[] ranks) => new(name, Outcome.Judged, ranks);

    private static FixedJudge Failing(string name, Outcome outcome) => new(name, outcome, []);

    private static Task<Judgment> JudgeAsync(FixedJudge[] members, params string[] texts) =>
        new PanelJudge(members).JudgeAsync(Prompt, [.. (texts.Length == 0 ? ["one", "two"] : texts).Select((t, i) => CheckJudgeTests.Reply(Prompt, t, i))], TestContext.Current.CancellationToken);

    private static Task<Judgment> ChecksFirstAsync(FixedJudge other, params string[] texts) =>
        new ChecksFirstJudge(CheckJudgeTests.Judge, other).JudgeAsync(Prompt, [.. texts.Select((t, i) => CheckJudgeTests.Reply(Prompt, t, i))], TestContext.Current.CancellationToken);

    private sealed record FixedJudge(string Configuration, Outcome Outcome, IReadOnlyList<int> Ranks) : IJudge
    {
        private int _calls;

        public bool TakesPairs => false;

        public double? P { get; init; }

        public IReadOnlyList<IReadOnlyList<string>> Broken { get; init; } = [];

        public int Calls => _calls;

        public Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _calls);
            return Task.FromResult(new Judgment(prompt.Id, [.. responses.Select(r => r.Id)], Ranks, Broken, Configuration, new Dictionary<string, string> { ["guide"] = "g" }) { Outcome = Outcome, P = P, Reason = "r" });
        }
    }
}
