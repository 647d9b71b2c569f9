using Precept.Spec.Diff;

namespace Precept.Workspace;

/// <summary>What is stale under one version of a spec and was not under another. A pure function of lineage and hashes.</summary>
internal static class Consequences
{
    public static SpecConsequences Of(
        string folder, Lineage lineage, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var staleBefore = Staleness.Of(lineage, before).Select(Key).ToHashSet();
        var staleAfter = Staleness.Of(lineage, after);
        var going = staleAfter.Where(s => !s.Replaced && !staleBefore.Contains(Key(s))).ToList();
        int[] totals = [lineage.Judgments.Count, lineage.Preferences.Count, lineage.Datasets.Count, lineage.Models.Count, lineage.Scorecards.Count];
        var kinds = Staleness.Kinds.Zip(totals, (kind, total) =>
        {
            var stale = staleAfter.Where(s => s.Kind == kind).ToList();
            var goStale = going.Count(s => s.Kind == kind);
            var redone = stale.Count(s => s.Replaced);
            return new KindConsequence(kind, total, goStale, stale.Count - goStale - redone, redone, total - stale.Count);
        });
        var bySection = going.SelectMany(s => s.Sections.Select(section => (Section: section, s.Kind))).ToLookup(s => s.Section, s => s.Kind);
        var order = after.Keys.Where(bySection.Contains).Concat(bySection.Select(g => g.Key).Where(s => !after.ContainsKey(s)).Order(StringComparer.Ordinal));
        var untouched = lineage.Judgments.SelectMany(j => j.SectionHashes.Keys).Distinct().Count(s => !bySection.Contains(s));
        return new SpecConsequences(
            folder,
            [.. kinds],
            [.. order.Select(section => new SectionConsequence(section, bySection[section].CountBy(kind => kind).ToDictionary()))],
            untouched,
            [.. going.Where(s => s.Kind is "datasets" or "models" or "scorecards").Select(s => new NamedConsequence(s.Kind, s.Name, s.Id, s.Sections))]);
    }

    private static (string Kind, string Id) Key(StaleItem item) => (item.Kind, item.Id);
}
