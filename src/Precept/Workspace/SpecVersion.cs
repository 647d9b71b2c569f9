namespace Precept.Workspace;

/// <summary>A text of a spec that a workspace has, and what of the workspace was made under it.</summary>
/// <param name="Version">The spec's version.</param>
/// <param name="Hash">The spec's hash: its sections. Several texts may share it, such as one with other commentary.</param>
/// <param name="SavedAt">When it was saved last.</param>
/// <param name="Path">Where it was read from.</param>
/// <param name="Sections">How many sections it has.</param>
/// <param name="PinnedBy">What names it, or its sections as they stand in it.</param>
public sealed record SpecVersion(string Version, string Hash, DateTimeOffset SavedAt, string Path, int Sections, SpecPins PinnedBy)
{
    /// <summary>Hash of all files, byte for byte; null for one that was saved when texts were not kept yet.</summary>
    public string? SourceHash { get; init; }

    /// <summary>Hash of the spec with its checks, which datasets, scorecards and reports name.</summary>
    public required string JudgedHash { get; init; }
}

/// <summary>What was made under a version of a spec.</summary>
/// <param name="Judgments">Judgments under sections all of which are as in this version, checks included.</param>
/// <param name="Preferences">Preferences that come from such a judgment, or from examples of such sections.</param>
/// <param name="Datasets">Names of datasets whose lineage names the version.</param>
/// <param name="Models">Names of models that were trained under it.</param>
/// <param name="Scorecards">Scorecards that were measured under it.</param>
public sealed record SpecPins(int Judgments, int Preferences, IReadOnlyList<string> Datasets, IReadOnlyList<string> Models, int Scorecards)
{
    /// <summary>Whether nothing names it.</summary>
    public bool IsEmpty => Judgments == 0 && Preferences == 0 && Datasets.Count == 0 && Models.Count == 0 && Scorecards == 0;
}
