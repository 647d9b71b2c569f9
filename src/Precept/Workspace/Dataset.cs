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

/// <summary>Where a dataset comes from; a mismatch with what a training run is given is an error there.</summary>
/// <param name="SpecHash">The spec under which it was made.</param>
public sealed record DatasetLineage(string SpecHash)
{
    /// <summary>The judge whose judgments it rests on, in canonical form, or empty.</summary>
    public string Judge { get; init; } = "";

    /// <summary>The id of the model whose responses it holds, or empty.</summary>
    public string Model { get; init; } = "";

    /// <summary>The settings that selected the items, in canonical form, or empty.</summary>
    public string Settings { get; init; } = "";
}

/// <summary>A frozen, ordered list of items with its lineage.</summary>
/// <param name="Name">The name for people (<c>dpo-train</c>); not part of the id.</param>
/// <param name="Kind">What the items are.</param>
/// <param name="ItemIds">The items' ids, in training order.</param>
/// <param name="Lineage">Where it comes from.</param>
public sealed record Dataset(string Name, DatasetKind Kind, IReadOnlyList<string> ItemIds, DatasetLineage Lineage)
{
    private Derived<string> _id;

    /// <summary>Content hash of kind, lineage and items in order.</summary>
    public string Id => _id.Of(this, static d => ContentHash.Of(
        [d.Kind.ToString(), d.Lineage.SpecHash, d.Lineage.Judge, d.Lineage.Model, d.Lineage.Settings, .. d.ItemIds]));
}
