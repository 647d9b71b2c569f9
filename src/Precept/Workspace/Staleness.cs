namespace Precept.Workspace;

/// <summary>Which things rest on a section, or on a person's label, that is no longer what it was. A pure function of lineage and current hashes.</summary>
/// <remarks>
/// A judgment is stale when a section it was judged under changed or is gone. A preference is stale when everything it came from is: another,
/// current judgment that says the same keeps it. What it came from is overtaken also when a person has revised or withdrawn a label that voted on it.
/// A dataset is stale when one of its items is, or a section that its demonstrations were made under changed; a model when its dataset, its start, its reward
/// model or a check that rewarded it is; a scorecard when its model is or a section it reports on changed. Sections that were added
/// make nothing stale: nothing was judged under them.
/// </remarks>
internal static class Staleness
{
    /// <summary>The kinds in the order of the pipeline.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["judgments", "preferences", "datasets", "models", "scorecards"];

    /// <summary>Everything stale, in the order of the pipeline and then of insertion.</summary>
    /// <param name="lineage">What rests on what.</param>
    /// <param name="now">Section id to the hash it has now; sections that are not there are gone.</param>
    public static IReadOnlyList<StaleItem> Of(Lineage lineage, IReadOnlyDictionary<string, string> now)
    {
        var stale = new List<StaleItem>();

        var judgments = lineage.Judgments.ToDictionary(j => j.Id, j => StaleCauses.Changed(j.SectionHashes, now));
        var judgedSlots = lineage.Judgments.Where(j => judgments[j.Id].IsEmpty).Select(j => j.Slot).ToHashSet();
        var redone = lineage.Judgments.Where(j => !judgments[j.Id].IsEmpty && judgedSlots.Contains(j.Slot)).Select(j => j.Id).ToHashSet();
        Add("judgments", lineage.Judgments, j => j.Id, j => j.Judge, j => judgments[j.Id], j => redone.Contains(j.Id));

        StaleCauses OriginCauses(OriginNode origin) =>
            (judgments.GetValueOrDefault(origin.Origin) ?? StaleCauses.Changed(origin.SectionHashes, now)).Union(StaleCauses.OfLabels(origin.LabelChanges));
        var preferences = lineage.Preferences.ToDictionary(p => p.Id, p => Supported(p.Origins.Select(OriginCauses)));
        var givenOrigins = lineage.Preferences.Where(p => preferences[p.Id].IsEmpty).SelectMany(p => p.Origins).Where(o => OriginCauses(o).IsEmpty)
            .Select(o => o.Origin).ToHashSet();

        var datasets = lineage.Datasets.ToDictionary(
            d => d.Id,
            d => StaleCauses.Union(d.PreferenceIds.Select(id => preferences.GetValueOrDefault(id, StaleCauses.None))).Union(StaleCauses.Changed(d.SectionHashes, now)));
        var datasetSlots = lineage.Datasets.Where(d => datasets[d.Id].IsEmpty).Select(d => d.Slot).ToHashSet();
        var datasetsWith = lineage.Datasets.SelectMany(d => d.PreferenceIds.Select(id => (Preference: id, d.Slot))).ToLookup(d => d.Preference, d => d.Slot);

        // What a person took back cannot be made again: it is done with once every dataset that holds it has been built anew.
        bool IsBuiltAnew(PreferenceNode preference) =>
            !preferences[preference.Id].Labels.IsEmpty && datasetsWith[preference.Id].Any() && datasetsWith[preference.Id].All(datasetSlots.Contains);
        Add(
            "preferences", lineage.Preferences, p => p.Id, _ => "", p => preferences[p.Id],
            p => IsBuiltAnew(p) || p.Origins.All(o => redone.Contains(o.Origin) || givenOrigins.Contains(o.Origin)));
        Add("datasets", lineage.Datasets, d => d.Id, d => d.Name, d => datasets[d.Id], d => datasetSlots.Contains(d.Slot));

        var models = ModelCauses(lineage.Models, datasets, now);
        var modelNames = lineage.Models.Where(m => models[m.Id].IsEmpty).Select(m => m.Name).ToHashSet();
        Add("models", lineage.Models, m => m.Id, m => m.Name, m => models[m.Id], m => modelNames.Contains(m.Name));

        var scorecards = lineage.Scorecards.ToDictionary(
            s => s.Id, s => StaleCauses.Changed(s.SectionHashes, now).Union(models.GetValueOrDefault(s.Model, StaleCauses.None)));
        var scorecardSlots = lineage.Scorecards.Where(s => scorecards[s.Id].IsEmpty).Select(s => s.Slot).ToHashSet();
        Add("scorecards", lineage.Scorecards, s => s.Id, s => s.Name, s => scorecards[s.Id], s => scorecardSlots.Contains(s.Slot));

        return stale;

        void Add<T>(
            string kind, IEnumerable<T> nodes, Func<T, string> id, Func<T, string> name, Func<T, StaleCauses> causes, Func<T, bool> replaced) =>
            stale.AddRange(nodes.Where(n => !causes(n).IsEmpty).Select(n => new StaleItem(kind, id(n), name(n), [.. causes(n).Sections], replaced(n)) { Labels = [.. causes(n).Labels] }));
    }

    /// <summary>Nothing when one origin is current, or there are none; else all causes together.</summary>
    private static StaleCauses Supported(IEnumerable<StaleCauses> origins)
    {
        var all = origins.ToList();
        return all.Any(c => c.IsEmpty) ? StaleCauses.None : StaleCauses.Union(all);
    }

    private static Dictionary<string, StaleCauses> ModelCauses(
        IReadOnlyList<ModelNode> models, Dictionary<string, StaleCauses> datasets, IReadOnlyDictionary<string, string> now)
    {
        var causes = models.ToDictionary(
            m => m.Id,
            m => StaleCauses.Changed(m.SectionHashes, now).Union(m.DatasetId is { } id ? datasets.GetValueOrDefault(id, StaleCauses.None) : StaleCauses.None));

        // Models may have been added in any order; causes only grow, so passes until nothing changes end, cycles or not.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var model in models)
            {
                var grown = causes[model.Id].Union(StaleCauses.Union(model.Parents.Select(p => causes.GetValueOrDefault(p, StaleCauses.None))));
                changed |= grown.Sections.Count != causes[model.Id].Sections.Count || grown.Labels.Count != causes[model.Id].Labels.Count;
                causes[model.Id] = grown;
            }
        }

        return causes;
    }
}
