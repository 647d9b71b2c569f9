using Precept.Judging;
using Precept.Workbench.Campaigns;

namespace Precept.Workbench.Tests.Research;

public sealed class QueueScoresTests
{
    [Fact]
    public void Coverage_the_least_covered_section_comes_first_and_counts_as_covered_then()
    {
        // a has 3 labels, b 1, c 0. By hand: t3 (c: 0 -> 2); t1, which is before t2 (b: 1 -> 3, a: 3 -> 5); t4 (c: 2 -> 4); t2 (b: 3); t5 has no section.
        QueuedTask[] tasks = [new("t1", ["a", "b"], 2), new("t2", ["b"], 2), new("t3", ["c"], 2), new("t4", ["c"], 2), new("t5", [], 2)];

        var scores = QueueScores.Coverage(tasks, new Dictionary<string, int> { ["a"] = 3, ["b"] = 1 });

        scores.OrderByDescending(s => s.Value).Select(s => s.Key).ShouldBe(["t3", "t1", "t4", "t2", "t5"]);
        scores["t3"].ShouldBe(1);
        scores["t5"].ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void Disagreement_divided_judges_score_one()
    {
        // First over second, and second over first: mean 1/2, score 1.
        QueueScores.Disagreement(["x", "y"], [Ranked("j1", ["x", "y"], [0, 1]), Ranked("j2", ["y", "x"], [0, 1])]).ShouldBe(1);
    }

    [Fact]
    public void Disagreement_agreeing_judges_score_nothing() =>
        QueueScores.Disagreement(["x", "y"], [Ranked("j1", ["x", "y"], [0, 1]), Ranked("j2", ["y", "x"], [1, 0])]).ShouldBe(0);

    [Fact]
    public void Disagreement_goes_by_the_probability_where_there_is_one() =>
        // p = 0.6 for x: 1 - |1.2 - 1| = 0.8.
        QueueScores.Disagreement(["x", "y"], [Ranked("j1", ["x", "y"], [0, 1]) with { P = 0.6 }]).ShouldBe(0.8, 1e-12);

    [Fact]
    public void Disagreement_takes_the_worst_pair_of_the_tasks_own_answers() =>
        // x and y tie: 1/2, so 1. z is no answer of the task; without y there is no pair at all.
        (QueueScores.Disagreement(["x", "y"], [Ranked("j1", ["x", "y", "z"], [0, 0, 1])]), QueueScores.Disagreement(["x", "q"], [Ranked("j1", ["x", "y", "z"], [0, 0, 1])])).ShouldBe((1, 0));

    [Theory]
    [InlineData(0, 4, 0)]
    [InlineData(1, 4, 0.25)]
    [InlineData(1, 20, 0.1)]
    [InlineData(3, 3, 1)]
    public void Staleness_is_the_share_that_changed(int changed, int sections, double score) => QueueScores.Staleness(changed, sections).ShouldBe(score, 1e-12);

    private static Judgment Ranked(string judge, string[] ids, int[] ranks) => new("p", ids, ranks, [.. ids.Select(_ => (IReadOnlyList<string>)[])], judge, new Dictionary<string, string>());
}
