using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Preferences;

public class PairBuilderTests
{
    private static readonly Prompt Prompt = new([new Message(Role.User, "Hi")], ["a", "b"]) { Family = "greetings" };
    private static readonly Response[] Responses = [.. new[] { "A", "B", "C", "B" }.Select((t, i) => new Response(Prompt.Id, "m", Sampler.Greedy, i, t))];

    [Fact]
    public void FromJudgments_ties_and_equal_texts_give_no_pair()
    {
        // B stands at rank 0 and at rank 2: B over A and A over B cancel out, and so do B over C and C over B.
        var result = PairBuilder.FromJudgments([Prompt], Responses, [Rank([1, 0, 1, 2], ["a"], [], ["b"], ["b", "a"])]);

        result.Pairs.ShouldBeEmpty();
        (result.Ties, result.IdenticalTexts, result.Contradicted).ShouldBe((1, 1, 4));
    }

    [Fact]
    public void FromJudgments_three_ranks_give_all_ordered_pairs()
    {
        var judgment = Rank([2, 0, 1], ["b", "a"], [], ["a"]);
        var result = PairBuilder.FromJudgments([Prompt], Responses, [judgment]);

        result.Pairs.Select(p => (p.Chosen, p.Rejected, string.Join(",", p.Sections), p.P, p.Weight)).ShouldBe(
            [("B", "A", "b,a", 1, 1), ("C", "A", "b", 1, 1), ("B", "C", "a", 1, 1)]);
        result.Pairs.ShouldAllBe(p => p.PromptId == Prompt.Id && p.Family == "greetings" && p.Origin == judgment.Id);
    }

    [Fact]
    public void FromJudgments_votes_of_several_judgments_make_p()
    {
        var judgments = new[] { Rank([0, 1], [], []), Rank([0, 1], [], ["a"]), Rank([1, 0], ["b"], []) };
        var result = PairBuilder.FromJudgments([Prompt], Responses, judgments);

        var pair = result.Pairs.ShouldHaveSingleItem();
        (pair.Chosen, pair.Rejected, pair.P).ShouldBe(("A", "B", 2.0 / 3));
        pair.Sections.ShouldBe(["a"]);
        result.Repeated.ShouldBe(2);
    }

    [Theory]
    [InlineData(0.8, "A", 0.8)]
    [InlineData(0.501, "A", 0.501)]
    [InlineData(0.3, "B", 0.7)] // the probability counts, where it is against the ranking
    public void FromJudgments_probability_of_one_judgment_is_p(double p, string chosen, double expected)
    {
        var pair = PairBuilder.FromJudgments([Prompt], Responses, [Rank([0, 1], [], ["a"]) with { P = p }]).Pairs.ShouldHaveSingleItem();

        pair.Chosen.ShouldBe(chosen);
        pair.P.ShouldBe(expected, 1e-12);
        pair.Sections.ShouldBe(["a"]);
    }

    [Fact]
    public void FromJudgments_probabilities_and_whole_votes_are_averaged()
    {
        // For A over B: 0.9, 0.6 (said of B first: 1 - 0.4), and a whole vote against. (0.9 + 0.6 + 0) / 3 = 0.5.
        var turned = new Judgment(Prompt.Id, [Responses[1].Id, Responses[0].Id], [1, 0], [], "m", new Dictionary<string, string>()) { P = 0.4 };
        Judgment[] judgments = [Rank([0, 1]) with { P = 0.9 }, turned, Rank([1, 0])];
        var even = PairBuilder.FromJudgments([Prompt], Responses, judgments);
        (even.Pairs.Count, even.Contradicted).ShouldBe((0, 3));

        // With one more of 0.8 for A: 2.3 / 4 = 0.575.
        var pair = PairBuilder.FromJudgments([Prompt], Responses, [.. judgments, Rank([0, 1]) with { P = 0.8 }]);
        pair.Pairs.ShouldHaveSingleItem().Chosen.ShouldBe("A");
        pair.Pairs[0].P.ShouldBe(0.575, 1e-12);
        pair.Repeated.ShouldBe(3);
    }

    [Fact]
    public void FromJudgments_tie_with_a_probability_stays_a_tie()
    {
        var result = PairBuilder.FromJudgments([Prompt], Responses, [Rank([0, 0]) with { P = 0.7 }]);
        (result.Pairs.Count, result.Ties).ShouldBe((0, 1));
    }

    [Fact]
    public void FromJudgments_outcome_other_than_judged_gives_nothing_and_is_counted()
    {
        var failed = new Judgment(Prompt.Id, [Responses[0].Id, Responses[1].Id], [], [], "m", new Dictionary<string, string>()) { Outcome = Outcome.Invalid };
        var result = PairBuilder.FromJudgments([Prompt], Responses, [failed, failed with { Outcome = Outcome.Refused }]);
        (result.Pairs.Count, result.NotJudged).ShouldBe((0, 2));
    }

    [Fact]
    public void FromJudgments_limit_is_a_seeded_choice_and_weights_sum_to_one()
    {
        var judgment = Rank([2, 0, 1], ["b"], [], ["a"]);
        var options = new PairOptions { MaxPairsPerPrompt = 2, Weight = PairWeight.EachPrompt, Seed = 3 };
        var result = PairBuilder.FromJudgments([Prompt], Responses, [judgment], options);

        result.Pairs.Count.ShouldBe(2);
        result.OverLimit.ShouldBe(1);
        result.Pairs.ShouldAllBe(p => p.Weight == 0.5);
        PairBuilder.FromJudgments([Prompt], Responses, [judgment], options).Pairs.Select(p => p.Id).ShouldBe(result.Pairs.Select(p => p.Id));
        Enumerable.Range(0, 20).Select(seed => PairBuilder.FromJudgments([Prompt], Responses, [judgment], options with { Seed = seed }).Pairs)
            .Select(p => string.Join(" ", p.Select(q => q.Chosen + q.Rejected))).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void FromJudgments_unknown_prompt_or_response_throws()
    {
        Should.Throw<InputException>(() => PairBuilder.FromJudgments([], Responses, [Rank([0, 1], [], [])])).Message.ShouldContain("not among the prompts");
        Should.Throw<InputException>(() => PairBuilder.FromJudgments([Prompt], [], [Rank([0, 1], [], [])])).Message.ShouldContain("not among the responses");
        Should.Throw<InputException>(() => PairBuilder.FromJudgments([Prompt], Responses, [Rank([0, 1], [], []) with { Ranks = [0] }])).Message.ShouldContain("1 ranks");
    }

    [Fact]
    public void FromSpec_grades_give_ordered_pairs_and_elided_replies_are_counted()
    {
        Message[] context = [new(Role.User, "Hi")];
        var comparison = new Comparison(
            context,
            [Reply("good", Verdict.Good, 3), Reply("bad", Verdict.Bad, 4) with { BreaksSection = "other" }, Reply("ok [...]", Verdict.Ok, 5) with { HasElision = true }, Reply("bad two", Verdict.Bad, 6)],
            2);
        var section = new Section("s", "S", 2, null, Authority.User, "", [new SpecExample("s", "t", [comparison], 1)], 1, "h");
        var result = PairBuilder.FromSpec(new SpecDocument("v1", "hash", [section], [], [], [], []));

        // good over bad, ok, bad two; ok over bad and bad two: five, of which three have the elided reply.
        (result.TotalPairs, result.LeftOutElided).ShouldBe((5, 3));
        result.Pairs.Select(p => (p.Chosen, p.Rejected, string.Join(",", p.Sections), p.Origin)).ShouldBe(
            [("good", "bad", "other,s", "spec:v1:4"), ("good", "bad two", "s", "spec:v1:6")]);
        result.Pairs.Select(p => p.PromptId).Distinct().ShouldBe([new Prompt(context, []).Id]);
    }

    [Fact]
    public void FromSpec_published_release_has_219_ordered_pairs()
    {
        var spec = SpecReader.Read(SharedData.Path("model_spec/2025-12-18"));
        var result = PairBuilder.FromSpec(spec);

        result.TotalPairs.ShouldBe(219);
        (result.Pairs.Count + result.LeftOutElided).ShouldBe(219);
        result.Pairs.ShouldAllBe(p => !p.Chosen.Contains("[...]", StringComparison.Ordinal) && !p.Rejected.Contains("[...]", StringComparison.Ordinal));
        result.Pairs.ShouldAllBe(p => p.Chosen != p.Rejected && p.Chosen.Length > 0 && p.Rejected.Length > 0);
    }

    private static GradedReply Reply(string text, Verdict verdict, int line) => new(new Message(Role.Assistant, text), verdict, line);

    private static Judgment Rank(int[] ranks, params string[][] broken) =>
        new(Prompt.Id, [.. Responses.Take(ranks.Length).Select(r => r.Id)], ranks, broken, "checks", new Dictionary<string, string>());
}
