using Precept.Workspace;

namespace Precept.Workbench.Campaigns;

/// <summary>A task with the specs that its labels were given under.</summary>
/// <param name="Id">The task.</param>
/// <param name="Sections">All sections that apply to it.</param>
/// <param name="LabeledUnder">The spec text of each of its labels.</param>
public sealed record LabeledTask(string Id, IReadOnlyList<string> Sections, IReadOnlyList<string> LabeledUnder);

/// <summary>A task to be labeled again.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Changed">Those of its sections that are not what they were when a label was given, in the order of their ids.</param>
/// <param name="StaleLabels">Labels given under other sections than the new ones.</param>
public sealed record StaleTask(string TaskId, IReadOnlyList<string> Changed, int StaleLabels);

/// <summary>What a newer spec makes stale: by the rule of the workspace, a label is stale when a section that it was given under has another hash now, or none.</summary>
public static class RelabelPlan
{
    /// <summary>The tasks with stale labels, in their order.</summary>
    /// <param name="tasks">Tasks with labels.</param>
    /// <param name="hashes">Spec text to its sections' hashes.</param>
    /// <param name="now">The new spec's.</param>
    public static IReadOnlyList<StaleTask> Of(IReadOnlyList<LabeledTask> tasks, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> hashes, IReadOnlyDictionary<string, string> now)
    {
        var stale = new List<StaleTask>();
        foreach (var task in tasks)
        {
            var changed = task.LabeledUnder.GroupBy(s => s).Select(g => (Labels: g.Count(), Changed: ChangedSections(task.Sections, hashes[g.Key], now))).Where(c => c.Changed.Count > 0).ToList();
            if (changed.Count > 0)
            {
                stale.Add(new StaleTask(task.Id, [.. changed.SelectMany(c => c.Changed).Distinct().Order(StringComparer.Ordinal)], changed.Sum(c => c.Labels)));
            }
        }

        return stale;
    }

    // A section that the label's spec did not have was not shown, so nothing was decided by it.
    private static IReadOnlyList<string> ChangedSections(IReadOnlyList<string> sections, IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        CurrentSections.Changed(sections.Distinct().Where(then.ContainsKey).ToDictionary(s => s, s => then[s]), now);
}
