using Precept.Evaluation;
using Precept.Spec;
using static Precept.Tests.Evaluation.SelfTesting.GradedSpec;

namespace Precept.Tests.Evaluation.SelfTesting;

public sealed class SelfTestCasesTests
{
    private static readonly SpecDocument Three = Of(
        [[Reply("good", Verdict.Good), Reply("bad", Verdict.Bad), Reply("ok [...]", Verdict.Ok), Reply("bad two", Verdict.Bad) with { BreaksSection = "s1" }]],
        [[Reply("fine", Verdict.Good), Reply("no", Verdict.Bad) with { BreaksSection = "gone" }]]);

    [Fact]
    public void Of_three_grades_gives_every_ordered_pair()
    {
        var cases = SelfTestCases.Of(Three);

        cases.Cases.Select(c => (c.BetterReply.Message.Content, c.WorseReply.Message.Content, c.Kind, c.IsElided)).ShouldBe(
            [
                ("good", "bad", PairKind.GoodOverBad, false),
                ("good", "ok [...]", PairKind.GoodOverOk, true),
                ("good", "bad two", PairKind.GoodOverBad, false),
                ("ok [...]", "bad", PairKind.OkOverBad, true),
                ("ok [...]", "bad two", PairKind.OkOverBad, true),
                ("fine", "no", PairKind.GoodOverBad, false),
            ],
            ignoreOrder: true);
        cases.Cases.Select(c => c.Comparison.ExampleNumber).Distinct().ShouldBe([0, 1]);
    }

    [Fact]
    public void Of_prompt_names_its_section_and_the_sections_that_replies_break_where_the_spec_has_them() =>
        SelfTestCases.Of(Three).Comparisons.Select(c => string.Join(" ", c.Prompt.Sections)).ShouldBe(["s0 s1", "s1"]);

    [Fact]
    public void Of_responses_tell_nothing_of_the_grade()
    {
        foreach (var comparison in SelfTestCases.Of(Three).Comparisons)
        {
            comparison.Responses.Select(r => r.Text).ShouldBe(comparison.Replies.Select(r => r.Message.Content));
            comparison.Responses.ShouldAllBe(r => r.Model == "spec" && r.PromptId == comparison.Prompt.Id);
            comparison.Responses.Select(r => r.Index).ShouldBe(Enumerable.Range(0, comparison.Replies.Count));
        }
    }

    [Fact]
    public void Of_order_is_drawn_by_seed_and_survives_changes_elsewhere()
    {
        static string Order(SelfTestCases cases) => string.Join("|", cases.Comparisons[0].Replies.Select(r => r.Message.Content));

        Order(SelfTestCases.Of(Three)).ShouldBe(Order(SelfTestCases.Of(Three with { Sections = [Three.Sections[0]], Version = "v2" })));
        Enumerable.Range(0, 50).Select(seed => Order(SelfTestCases.Of(Three, seed))).Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Of_better_reply_is_shown_first_about_half_of_the_time()
    {
        // Of 400 fair coins between 160 and 240 fall on one side but for 1 in 15,000 (four standard deviations of 10).
        var first = SelfTestCases.Of(Balanced(400)).Cases.Count(c => c.BetterFirst);
        first.ShouldBeInRange(160, 240);
    }

    [Fact]
    public void Of_text_that_stands_twice_in_a_comparison_is_shown_once_and_its_pairs_are_counted()
    {
        var cases = SelfTestCases.Of(Of([[Reply("same", Verdict.Good), Reply("same", Verdict.Bad), Reply("other", Verdict.Bad)]]));

        // Two ordered pairs: good over the same text graded bad, and good over the other one.
        (cases.Cases.Count, cases.IdenticalTexts).ShouldBe((1, 1));
        cases.Comparisons.ShouldHaveSingleItem().Responses.Select(r => r.Text).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Without_drops_one_example_and_the_hashes_are_those_of_what_is_left()
    {
        var spec = Of([[Reply("a", Verdict.Good), Reply("b", Verdict.Bad)], [Reply("c", Verdict.Good), Reply("d", Verdict.Bad)]], [[Reply("e", Verdict.Good), Reply("f", Verdict.Bad)]]);
        var first = spec.Sections[0].Examples[0];
        var without = spec.Without(first);
        var never = Of([[Reply("never", Verdict.Good), Reply("there", Verdict.Bad)]]);

        without.Examples.Select(e => e.Title).ShouldBe(["0.1", "1.0"]);
        without.Sections[0].Hash.ShouldBe(SectionHash.Of(spec.Sections[0].Authority, spec.Sections[0].Body, [spec.Sections[0].Examples[1]]));
        without.Sections[1].ShouldBeSameAs(spec.Sections[1]);
        without.Hash.ShouldBe(ContentHash.Of(without.Sections.Select(s => s.Hash)));
        without.Hash.ShouldNotBe(spec.Hash);
        spec.Examples.Count().ShouldBe(3);
        Should.Throw<ArgumentException>(() => spec.Without(never.Examples.First()));
    }
}
