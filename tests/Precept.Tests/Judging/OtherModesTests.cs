using System.Text.Json;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;

namespace Precept.Tests.Judging;

/// <summary>Listwise, per-section and rating judges.</summary>
public sealed class OtherModesTests
{
    private static readonly Prompt Prompt = CheckJudgeTests.PromptOf("How do I boil an egg?", "root_rule", "dev_default", "guide");

    private static readonly Response[] Responses =
        [.. new[] { "ccc", "a", "bb", "dddd" }.Select((t, i) => CheckJudgeTests.Reply(Prompt, t, i))];

    [Fact]
    public async Task Listwise_judge_by_length_ranks_by_length_whatever_order_it_is_shown()
    {
        var model = new ModelStandIn(m => ModelStandIn.Says(Ranking([.. ShownPrompt.Of(m).Answers.Index().OrderByDescending(a => a.Item.Length).Select(a => new[] { JudgePrompt.Label(a.Index) })])));
        var judgment = await JudgeAsync(model, JudgeMode.Listwise);
        judgment.Ranks.ShouldBe([1, 3, 2, 0]);
        (judgment.OrdersAgree, judgment.FavoursFirst).ShouldBe((true, null));
        var asked = model.Asked.Select(a => ShownPrompt.Of(a.Messages).Answers).ToArray();
        asked.Length.ShouldBe(2);
        asked[1].ShouldBe(asked[0].Reverse());
    }

    [Fact]
    public async Task Listwise_judge_that_ranks_by_place_yields_ties_and_favours_the_first()
    {
        var judgment = await JudgeAsync(new ModelStandIn(Ranking([["A"], ["B"], ["C"], ["D"]])), JudgeMode.Listwise);
        judgment.Ranks.ShouldBe([0, 0, 0, 0]);
        (judgment.OrdersAgree, judgment.FavoursFirst).ShouldBe((false, true));
        (await JudgeAsync(new ModelStandIn(Ranking([["D"], ["C"], ["B"], ["A"]])), JudgeMode.Listwise)).FavoursFirst.ShouldBe(false);
    }

    [Fact]
    public async Task Listwise_order_does_not_depend_on_the_order_given()
    {
        var model = new ModelStandIn(Ranking([["A"], ["B", "C"], ["D"]]));
        var settings = new JudgeSettings { Models = ["openai:x"], Mode = JudgeMode.Listwise, BothOrders = false };
        var judge = await PairwiseJudgeTests.OpenAsync(model, settings);
        var given = await judge.JudgeAsync(Prompt, Responses, TestContext.Current.CancellationToken);
        var reversed = await judge.JudgeAsync(Prompt, [.. Responses.Reverse()], TestContext.Current.CancellationToken);
        reversed.Ranks.Reverse().ShouldBe(given.Ranks);
        given.Ranks.Order().ShouldBe([0, 1, 1, 2]);
    }

    [Theory]
    [InlineData("""{"ranking":[["A"],["B"],["C"]],"reason":""}""")]
    [InlineData("""{"ranking":[["A"],["B"],["C"],["D"],["A"]],"reason":""}""")]
    [InlineData("""{"ranking":[["A","A"],["B"],["C"],["D"]],"reason":""}""")]
    [InlineData("""{"ranking":[["A"],["B"],["C"],["D"],["E"]],"reason":""}""")]
    [InlineData("""{"ranking":[["A"],["B"],["C"],["d"]],"reason":""}""")]
    [InlineData("""{"ranking":["A","B","C","D"],"reason":""}""")]
    public async Task Ranking_with_missing_double_or_unknown_labels_is_invalid(string answer) =>
        (await JudgeAsync(new ModelStandIn(answer), JudgeMode.Listwise)).Outcome.ShouldBe(Outcome.Invalid);

    [Fact]
    public async Task Listwise_mended_ranking_counts()
    {
        var model = new ModelStandIn(m => ModelStandIn.Says(m.Count == 2 ? Ranking([["A"]]) : Ranking([["A", "B", "C", "D"]])));
        (await JudgeAsync(model, JudgeMode.Listwise)).Ranks.ShouldBe([0, 0, 0, 0]);
        model.Asked.Last().Messages[^1].Text.ShouldContain("lacks B");
    }

    [Fact]
    public async Task Sections_judge_ranks_by_authority_and_keeps_only_words_that_stand_in_the_answer()
    {
        // "a" breaks the root rule; "bb" breaks developer and guideline; the others break nothing. The second quote is made up.
        var model = new ModelStandIn(m => ModelStandIn.Says(ShownPrompt.Of(m).Answers[0] switch
        {
            "a" => Sections(("root_rule", "broken", "a"), ("dev_default", "kept", ""), ("guide", "kept", "")),
            "bb" => Sections(("guide", "broken", "zzz"), ("root_rule", "not_applicable", ""), ("dev_default", "broken", "\"b\"")),
            _ => Sections(("root_rule", "kept", ""), ("dev_default", "kept", ""), ("guide", "kept", "")),
        }));
        var judgment = await JudgeAsync(model, JudgeMode.Sections);

        judgment.Ranks.ShouldBe([0, 2, 1, 0]);
        judgment.Broken.Select(b => string.Join(' ', b)).ShouldBe(["", "root_rule", "dev_default guide", ""]);
        judgment.Breaches.Select(b => (b.Response, b.SectionId, b.Words)).ShouldBe([(1, "root_rule", "a"), (2, "dev_default", "b"), (2, "guide", "")]);
        judgment.Breaches[2].Reason.ShouldContain("do not stand in the answer");
        judgment.Breaches[0].Reason.ShouldBe("so it is");
        model.Asked.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Sections_judge_that_leaves_one_out_names_one_twice_or_invents_one_is_invalid()
    {
        foreach (var answer in (string[])
        [
            Sections(("root_rule", "kept", ""), ("guide", "kept", "")),
            Sections(("root_rule", "kept", ""), ("dev_default", "kept", ""), ("guide", "kept", ""), ("guide", "broken", "")),
            Sections(("root_rule", "kept", ""), ("dev_default", "kept", ""), ("guide", "kept", ""), ("other", "kept", "")),
            Sections(("root_rule", "maybe", ""), ("dev_default", "kept", ""), ("guide", "kept", "")),
        ])
        {
            (await JudgeAsync(new ModelStandIn(answer), JudgeMode.Sections)).Outcome.ShouldBe(Outcome.Invalid);
        }
    }

    [Fact]
    public async Task Ratings_give_the_ranks()
    {
        var model = new ModelStandIn(m => ModelStandIn.Says(ShownPrompt.Of(m).Answers[0] is "a" ? """{"rating":1,"reason":"bad","breaks":["root_rule"]}""" : """{"rating":6,"reason":"good"}"""));
        var judgment = await JudgeAsync(model, JudgeMode.Rating);
        judgment.Ratings.ShouldBe([6, 1, 6, 6]);
        judgment.Ranks.ShouldBe([0, 1, 0, 0]);
        judgment.Broken[1].ShouldBe(["root_rule"]);
    }

    [Theory]
    [InlineData("""{"rating":0,"reason":""}""")]
    [InlineData("""{"rating":8,"reason":""}""")]
    [InlineData("""{"rating":"7","reason":""}""")]
    [InlineData("""{"rating":6.5,"reason":""}""")]
    public async Task Rating_off_the_scale_is_invalid(string answer) => (await JudgeAsync(new ModelStandIn(answer), JudgeMode.Rating)).Outcome.ShouldBe(Outcome.Invalid);

    [Fact]
    public async Task One_answer_that_cannot_be_judged_leaves_the_whole_comparison_unjudged()
    {
        var model = new ModelStandIn(m => ShownPrompt.Of(m).Answers[0] == "bb" ? throw new TimeoutException("20 s") : ModelStandIn.Says("""{"rating":4,"reason":""}"""));
        var judgment = await JudgeAsync(model, JudgeMode.Rating);
        (judgment.Outcome, judgment.Ranks.Count, judgment.Ratings.Count).ShouldBe((Outcome.Timeout, 0, 0));
    }

    [Theory]
    [InlineData(JudgeMode.Pairwise, "reason", "verdict")]
    [InlineData(JudgeMode.Listwise, "reason", "ranking")]
    [InlineData(JudgeMode.Sections, "reason", "verdict")]
    [InlineData(JudgeMode.Rating, "reason", "rating")]
    public async Task Reasoning_comes_before_the_verdict_exactly_when_it_is_asked_for(JudgeMode mode, string reason, string verdict)
    {
        foreach (var reasoning in (bool[])[false, true])
        {
            var model = new ModelStandIn("{}");
            await (await PairwiseJudgeTests.OpenAsync(model, new JudgeSettings { Models = ["openai:x"], Mode = mode, Reasoning = reasoning }))
                .JudgeAsync(Prompt, Responses[..2], TestContext.Current.CancellationToken);
            var (messages, options) = model.Asked.First();
            var schema = ((Microsoft.Extensions.AI.ChatResponseFormatJson)options!.ResponseFormat!).Schema!.Value.GetRawText();
            foreach (var text in (string[])[schema, messages[1].Text[messages[1].Text.LastIndexOf("JSON object", StringComparison.Ordinal)..]])
            {
                (text.IndexOf($"\"{reason}\":", StringComparison.Ordinal) < text.IndexOf($"\"{verdict}\":", StringComparison.Ordinal)).ShouldBe(reasoning);
            }
        }
    }

    private static string Ranking(string[][] ranking) => JsonSerializer.Serialize(new { ranking, reason = "so" });

    private static string Sections(params (string Id, string Verdict, string Words)[] sections) =>
        JsonSerializer.Serialize(new { sections = sections.Select(s => new { id = s.Id, verdict = s.Verdict, words = s.Words, reason = "so it is" }) });

    private static async Task<Judgment> JudgeAsync(ModelStandIn model, JudgeMode mode) =>
        await (await PairwiseJudgeTests.OpenAsync(model, new JudgeSettings { Models = ["openai:x"], Mode = mode })).JudgeAsync(Prompt, Responses, TestContext.Current.CancellationToken);
}
