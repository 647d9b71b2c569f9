using System.Collections.Immutable;

namespace Precept.Workspace;

/// <summary>Why something is stale; empty where it is current.</summary>
/// <param name="Sections">The sections that changed or are gone, by id.</param>
/// <param name="Labels">What became of people's labels, as in <see cref="OriginNode.LabelChanges"/>.</param>
internal sealed record StaleCauses(ImmutableSortedSet<string> Sections, ImmutableSortedSet<string> Labels)
{
    public static StaleCauses None { get; } = new(Set([]), Set([]));

    public bool IsEmpty => Sections.IsEmpty && Labels.IsEmpty;

    /// <summary>Sections whose hash is not what it was.</summary>
    public static StaleCauses Changed(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        CurrentSections.Changed(then, now) is { Count: > 0 } changed ? None with { Sections = Set(changed) } : None;

    public static StaleCauses OfLabels(IReadOnlyList<string> changes) => changes.Count > 0 ? None with { Labels = Set(changes) } : None;

    public static StaleCauses Union(IEnumerable<StaleCauses> all) => all.Aggregate(None, (sum, causes) => sum.Union(causes));

    public StaleCauses Union(StaleCauses other) =>
        other.IsEmpty ? this : IsEmpty ? other : new(Sections.Union(other.Sections), Labels.Union(other.Labels));

    private static ImmutableSortedSet<string> Set(IEnumerable<string> items) => items.ToImmutableSortedSet(StringComparer.Ordinal);
}
