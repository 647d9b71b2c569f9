namespace Precept.Spec.Diff;

/// <summary>One change between two versions of a spec.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Section">
/// The section's id: the second version's, or the first's for what is only there. Null for what stands before the first section, or in none.
/// </param>
/// <param name="From">What was: an id, a title, a level, a sentence or a text, by kind; null where nothing was.</param>
/// <param name="To">What is; null where nothing is.</param>
/// <param name="Detail">What else a reader should know, such as the example's title; null for nothing.</param>
public sealed record SpecChange(SpecChangeKind Kind, string? Section, string? From, string? To, string? Detail)
{
    /// <summary>The line in the first version, from 1; null where it has none.</summary>
    public int? FromLine { get; init; }

    /// <summary>The line in the second version, from 1; null where it has none.</summary>
    public int? ToLine { get; init; }

    /// <summary>The step of the version that this change alone asks for.</summary>
    public SemVerStep Step { get; init; }

    /// <summary>The title of the example that the change is in; null where it is in none.</summary>
    public string? Example { get; init; }
}
