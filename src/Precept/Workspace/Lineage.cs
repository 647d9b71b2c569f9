namespace Precept.Workspace;

// What rests on what, stripped of everything else: the input of Staleness. Nodes are in the order of insertion.

internal sealed record JudgmentNode(string Id, string Judge, string Slot, IReadOnlyDictionary<string, string> SectionHashes);

/// <summary>A preference with all it came from.</summary>
internal sealed record PreferenceNode(string Id, IReadOnlyList<OriginNode> Origins);

/// <summary>What a preference came from; hashes are those of origins that are no judgments.</summary>
internal sealed record OriginNode(string Origin, IReadOnlyDictionary<string, string> SectionHashes)
{
    /// <summary>What became of people's labels that voted on the preference: <c>revised by …</c>, <c>withdrawn by …</c>.</summary>
    public IReadOnlyList<string> LabelChanges { get; init; } = [];
}

/// <summary>A dataset; hashes are those of the sections that items which are no preferences were made under.</summary>
internal sealed record DatasetNode(string Id, string Name, string Slot, IReadOnlyList<string> PreferenceIds)
{
    public IReadOnlyDictionary<string, string> SectionHashes { get; init; } = new Dictionary<string, string>();
}

internal sealed record ModelNode(string Id, string Name, IReadOnlyList<string> Parents, string? DatasetId, IReadOnlyDictionary<string, string> SectionHashes);

internal sealed record ScorecardNode(string Id, string Name, string Slot, string Model, IReadOnlyDictionary<string, string> SectionHashes);

internal sealed record Lineage(
    IReadOnlyList<JudgmentNode> Judgments,
    IReadOnlyList<PreferenceNode> Preferences,
    IReadOnlyList<DatasetNode> Datasets,
    IReadOnlyList<ModelNode> Models,
    IReadOnlyList<ScorecardNode> Scorecards);
