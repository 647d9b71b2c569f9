using Precept.Workbench.Campaigns;

namespace Precept.Workbench.Tests.Research;

public sealed class RelabelPlanTests
{
    private static readonly IReadOnlyDictionary<string, string> First = new Dictionary<string, string> { ["a"] = "1", ["b"] = "1", ["gone"] = "1" };
    private static readonly IReadOnlyDictionary<string, string> Second = new Dictionary<string, string> { ["a"] = "2", ["b"] = "1", ["gone"] = "1" };
    private static readonly IReadOnlyDictionary<string, string> Third = new Dictionary<string, string> { ["a"] = "2", ["b"] = "1", ["new"] = "1" };

    [Fact]
    public void Of_only_tasks_whose_sections_changed_come_again()
    {
        LabeledTask[] tasks =
        [
            new("changed", ["a", "b"], ["first", "first", "second"]), // under the second spec a was as it is now
            new("same", ["b"], ["first"]),
            new("removed", ["b", "gone"], ["second"]),
            new("added", ["b", "new"], ["first"]), // nobody was shown the new section
        ];

        var plan = RelabelPlan.Of(tasks, new Dictionary<string, IReadOnlyDictionary<string, string>> { ["first"] = First, ["second"] = Second }, Third);

        plan.Select(p => (p.TaskId, string.Join(",", p.Changed), p.StaleLabels)).ShouldBe([("changed", "a", 2), ("removed", "gone", 1)]);
    }
}
