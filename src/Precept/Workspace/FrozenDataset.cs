using System.Globalization;
using Precept.Preferences;
using Precept.Spec;

namespace Precept.Workspace;

/// <summary>What the items of a dataset are.</summary>
public enum DatasetKind
{
    /// <summary>Prompts: a set to sample from or to evaluate on.</summary>
    Prompts,

    /// <summary>Demonstrations: what supervised fine-tuning eats.</summary>
    Demonstrations,

    /// <summary>Preferences: what reward models and DPO eat.</summary>
    Preferences,
}

/// <summary>A dataset as the workspace keeps it: an ordered list of ids of items that the workspace has, with lineage.</summary>
/// <param name="Name">The name for people (<c>dpo-train</c>); not part of the id.</param>
/// <param name="Kind">What the items are.</param>
/// <param name="ItemIds">The items' ids, in training order.</param>
/// <param name="Lineage">Where it comes from; the judge is empty where nothing was judged.</param>
public sealed record FrozenDataset(string Name, DatasetKind Kind, IReadOnlyList<string> ItemIds, DatasetLineage Lineage)
{
    private readonly string? _given;
    private Derived<string> _id;

    /// <summary>
    /// Content hash: the <see cref="Dataset.Hash"/> of the snapshot that it was frozen from, or of kind, lineage and items in order.
    /// </summary>
    public string Id
    {
        get => _given ?? _id.Of(this, static d => ContentHash.Of(
            [
                d.Kind.ToString(), d.Lineage.SpecHash, d.Lineage.Judge, .. Counted(d.Lineage.Models),
                .. Counted(d.Lineage.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}={c.Value}"))),
                .. d.ItemIds,
                .. d.Lineage.SectionHashes.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => new[] { s.Key, s.Value }),
            ]));
        init => _given = value;
    }

    // Lists of one after the other hash differently when an item moves from one to the next.
    private static IEnumerable<string> Counted(IEnumerable<string> parts)
    {
        var list = parts.ToList();
        return [list.Count.ToString(CultureInfo.InvariantCulture), .. list];
    }
}
