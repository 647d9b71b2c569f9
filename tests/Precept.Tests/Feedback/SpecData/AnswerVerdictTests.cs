using Precept.Feedback.SpecData;
using Precept.Judging;

namespace Precept.Tests.Feedback.SpecData;

public sealed class AnswerVerdictTests
{
    [Fact]
    public void Of_sections_passes_what_breaks_none_and_prefers_the_better_rank()
    {
        var verdict = AnswerVerdict.Of(Judgment([2, 1, 0], [["a"], [], []]), [[], [], []], null, 5);
        verdict.Best.ShouldBe(2);
        verdict.Failing.ShouldBe([0]);
    }

    [Fact]
    public void Of_the_section_that_yields_a_breach_is_no_fault()
    {
        var verdict = AnswerVerdict.Of(Judgment([0, 1], [["lower"], ["lower", "higher"]]), [[], []], "lower", 5);
        verdict.Best.ShouldBe(0);
        verdict.Failing.ShouldBe([1]);
    }

    [Fact]
    public void Of_ratings_passes_from_the_least_rating_and_takes_the_highest()
    {
        var judgment = Judgment([0, 0, 0, 0], [[], [], [], []]) with { Ratings = [4, 5, 7, 5] };
        AnswerVerdict.Of(judgment, [[], [], [], []], null, 5).ShouldSatisfyAllConditions(v => v.Best.ShouldBe(2), v => v.Failing.ShouldBe([0]));
        AnswerVerdict.Of(judgment with { Ratings = [1, 2, 3, 4] }, [[], [], [], []], null, 5).Best.ShouldBeNull();
    }

    [Fact]
    public void Of_answers_that_all_fail_has_no_best() => AnswerVerdict.Of(Judgment([0, 0], [["a"], ["b"]]), [[], []], null, 1).ShouldSatisfyAllConditions(
        v => v.Best.ShouldBeNull(), v => v.Failing.ShouldBe([0, 1]));

    [Fact]
    public void Of_what_a_check_fails_does_not_pass_whatever_the_judge_says()
    {
        var verdict = AnswerVerdict.Of(Judgment([0, 1, 2], [[], [], []]) with { Ratings = [7, 6, 5] }, [["a"], ["lower"], []], "lower", 5);
        verdict.Best.ShouldBe(1);
        verdict.Failing.ShouldBe([0]);
        verdict.Broken[0].ShouldBe(["a"]);
    }

    private static Judgment Judgment(int[] ranks, string[][] broken) => new("p", [.. ranks.Select((_, i) => $"r{i}")], ranks, broken, "judge", new Dictionary<string, string>());
}
