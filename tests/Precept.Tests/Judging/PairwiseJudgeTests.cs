using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;

namespace Precept.Tests.Judging;

public sealed class PairwiseJudgeTests
{
    private static readonly Prompt Prompt = CheckJudgeTests.PromptOf("How do I boil an egg?", "root_rule", "guide");

    private static readonly Response[] Pair = [CheckJudgeTests.Reply(Prompt, "Eight minutes.", 0), CheckJudgeTests.Reply(Prompt, "Look it up.", 1)];

    [Fact]
    public async Task Judge_that_always_says_A_yields_a_tie_that_favours_the_first()
    {
        var judgment = await JudgeAsync(new ModelStandIn(Verdict("A")));
        judgment.Outcome.ShouldBe(Outcome.Judged);
        judgment.Ranks.ShouldBe([0, 0]);
        (judgment.OrdersAgree, judgment.FavoursFirst, judgment.P).ShouldBe((false, true, null));
    }

    [Fact]
    public async Task Judge_that_always_says_B_favours_the_last() =>
        (await JudgeAsync(new ModelStandIn(Verdict("B")))).FavoursFirst.ShouldBe(false);

    [Fact]
    public async Task Verdict_against_a_tie_in_the_other_order_is_a_tie_that_favours_no_place()
    {
        var judgment = await JudgeAsync(new ModelStandIn(m => ModelStandIn.Says(ShownPrompt.Of(m).Answers[0] == "Eight minutes." ? Verdict("A") : Verdict("tie"))));
        judgment.Ranks.ShouldBe([0, 0]);
        (judgment.OrdersAgree, judgment.FavoursFirst).ShouldBe((false, null));
    }

    [Fact]
    public async Task Judge_that_prefers_a_text_ranks_it_first_in_either_order()
    {
        var longest = new ModelStandIn(m => ModelStandIn.Says(Verdict(ShownPrompt.Of(m).Answers is [var a, var b] && a.Length > b.Length ? "A" : "B")));
        var judgment = await JudgeAsync(longest);
        judgment.Ranks.ShouldBe([0, 1]);
        (judgment.OrdersAgree, judgment.FavoursFirst).ShouldBe((true, null));
        longest.Asked.Count.ShouldBe(2);
        judgment.SectionHashes.Keys.ShouldBe(["root_rule", "guide"], ignoreOrder: true);
    }

    [Fact]
    public async Task Swapped_responses_give_the_mirrored_judgment() =>
        // Any judge at all: its verdict and its probability depend on what it is shown, in whatever way.
        await Gen.Select(Gen.ULong, Gen.String[1, 20], Gen.String[1, 20]).Where(t => t.Item2 != t.Item3).SampleAsync(async (seed, one, two) =>
        {
            var model = new ModelStandIn(m =>
            {
                var answers = ShownPrompt.Of(m).Answers;
                var draw = Precept.Spec.SeededRandom.For((long)(seed >> 1), answers);
                var p = 0.01 + (0.98 * draw.NextDouble());
                return WithProbability(draw.NextInt(5) == 0 ? "tie" : p > 0.5 ? "A" : "B", p);
            });
            Response[] pair = [CheckJudgeTests.Reply(Prompt, one, 0), CheckJudgeTests.Reply(Prompt, two, 1)];
            var (given, swapped) = (await JudgeAsync(model, pair: pair), await JudgeAsync(model, pair: [pair[1], pair[0]]));
            swapped.Ranks.ShouldBe([given.Ranks[1], given.Ranks[0]]);
            swapped.P!.Value.ShouldBe(1 - given.P!.Value, 1e-12);
            (swapped.OrdersAgree, swapped.FavoursFirst).ShouldBe((given.OrdersAgree, given.FavoursFirst));
        }, iter: 200);

    [Fact]
    public async Task Probability_is_the_mean_over_both_orders()
    {
        // The first response has 0.9 in the order given, and 1 - 0.4 = 0.6 in the other: 0.75.
        var model = new ModelStandIn(m => ShownPrompt.Of(m).Answers[0] == "Eight minutes." ? WithProbability("A", 0.9) : WithProbability("B", 0.4));
        (await JudgeAsync(model)).P!.Value.ShouldBe(0.75, 1e-9);
    }

    [Fact]
    public async Task Reasoning_holds_the_probability_between_two_and_three_fifths()
    {
        var model = new ModelStandIn(m => ShownPrompt.Of(m).Answers[0] == "Eight minutes." ? WithProbability("A", 0.99) : WithProbability("B", 0.01));
        var judgment = await JudgeAsync(model, new JudgeSettings { Models = ["openai:x"], Reasoning = true });
        judgment.P!.Value.ShouldBe(0.6, 1e-12);
        judgment.Ranks.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Sections_count_as_broken_where_both_orders_say_so_and_the_spec_has_them()
    {
        var model = new ModelStandIn(m => ModelStandIn.Says(ShownPrompt.Of(m).Answers[0] == "Eight minutes."
            ? """{"verdict":"A","reason":"r","a_breaks":[],"b_breaks":["guide","root_rule","invented"]}"""
            : """{"verdict":"B","reason":"r","a_breaks":["root_rule"],"b_breaks":["guide"]}"""));
        var judgment = await JudgeAsync(model);
        judgment.Broken.Count.ShouldBe(2);
        judgment.Broken[0].ShouldBeEmpty();
        judgment.Broken[1].ShouldBe(["root_rule"]);
    }

    [Fact]
    public async Task One_order_asks_once_and_knows_of_no_bias()
    {
        var model = new ModelStandIn(Verdict("A"));
        var judgment = await JudgeAsync(model, new JudgeSettings { Models = ["openai:x"], BothOrders = false });
        judgment.Ranks.ShouldBe([0, 1]);
        (judgment.OrdersAgree, judgment.FavoursFirst, model.Asked.Count).ShouldBe((null, null, 1));
    }

    [Theory]
    [InlineData("I'm sorry, I can't help with that.", Outcome.Refused)]
    [InlineData("A is better", Outcome.Invalid)]
    [InlineData("""{"verdict":"C","reason":""}""", Outcome.Invalid)]
    [InlineData("""{"verdict":"a","reason":""}""", Outcome.Invalid)]
    [InlineData("""{"verdict":"A","verdict":"B","reason":""}""", Outcome.Invalid)]
    public async Task Answer_that_is_no_verdict_is_an_outcome_and_no_vote(string answer, Outcome outcome)
    {
        var judgment = await JudgeAsync(new ModelStandIn(answer));
        judgment.Outcome.ShouldBe(outcome);
        judgment.Ranks.ShouldBeEmpty();
        judgment.P.ShouldBeNull();
    }

    [Fact]
    public async Task Failure_in_one_order_is_the_failure_of_both()
    {
        (await JudgeAsync(new ModelStandIn(m => ShownPrompt.Of(m).Answers[0] == "Eight minutes." ? ModelStandIn.Says(Verdict("A")) : throw new TimeoutException("20 s")))).Outcome.ShouldBe(Outcome.Timeout);
        (await JudgeAsync(new ModelStandIn(_ => new ChatResponse(new ChatMessage(ChatRole.Assistant, "")) { FinishReason = ChatFinishReason.ContentFilter }))).Outcome.ShouldBe(Outcome.Filtered);
    }

    [Fact]
    public async Task Configuration_names_everything_that_could_change_a_judgment()
    {
        (await OpenAsync(new ModelStandIn(""), new JudgeSettings { Models = ["openai:x"] })).Configuration
            .ShouldBe("openai:x pairwise orders=both reasoning=no by=sections tokens=6000 format=1");
        (await OpenAsync(new ModelStandIn(""), new JudgeSettings { Models = ["openai:x"], Reasoning = true, BothOrders = false, Ground = JudgeGround.Drawn, SectionTokens = 500, Seed = 7 })).Configuration
            .ShouldBe("openai:x pairwise orders=one reasoning=yes by=drawn tokens=500 seed=7 format=1");
    }

    internal static string Verdict(string verdict) => JsonSerializer.Serialize(new { verdict, reason = "because", a_breaks = Array.Empty<string>(), b_breaks = Array.Empty<string>() });

    /// <summary>A verdict whose token had A with probability p, and B with what is left.</summary>
    internal static ChatResponse WithProbability(string verdict, double p)
    {
        string[] parts = ["{\"", "verdict", "\":\"", verdict, "\",\"reason\":\"\"}"];
        KeyValuePair<string, double>[] top = [new("A", Math.Log(p)), new("B", Math.Log(1 - p))];
        return ModelStandIn.Says(string.Concat(parts)).WithLogProbs([.. parts.Select(t => t == verdict ? new TokenLogProb(t, t == "tie" ? -50 : Math.Log(t == "A" ? p : 1 - p), top) : new TokenLogProb(t, 0, []))]);
    }

    internal static async Task<Judgment> JudgeAsync(ModelStandIn model, JudgeSettings? settings = null, Response[]? pair = null) =>
        await (await OpenAsync(model, settings ?? new JudgeSettings { Models = ["openai:x"] })).JudgeAsync(Prompt, pair ?? Pair, TestContext.Current.CancellationToken);

    internal static Task<IJudge> OpenAsync(ModelStandIn model, JudgeSettings settings) =>
        new JudgeFactory(CheckJudgeTests.Judge, CheckJudgeTests.Spec.Sections.ToDictionary(s => s.Id, s => s.Hash), model).OpenAsync(settings, TestContext.Current.CancellationToken);
}
