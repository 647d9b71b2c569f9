namespace Precept.Prompts;

/// <summary>A family of prompts: one situation with many fillings (docs/formats/scenarios.md).</summary>
/// <param name="Id">The heading's id, unique in the set.</param>
/// <param name="Title">The heading's text.</param>
/// <param name="Sections">The sections that every prompt of the family exercises.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">The heading's line, from 1.</param>
public sealed record ScenarioFamily(string Id, string Title, IReadOnlyList<string> Sections, string File, int Line)
{
    /// <summary>Tags of its prompts.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Constant slots: the heading's other attributes.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>The group of wrappings around the last user message, or null.</summary>
    public string? WrappingGroup { get; init; }

    /// <summary>Share of wrapped prompts, 0 to 1; 0 without a group.</summary>
    public double WrappedShare { get; init; }

    /// <summary>Its examples; each prompt draws one.</summary>
    internal IReadOnlyList<ScenarioVariant> Variants { get; init; } = [];

    /// <summary>The wrappings beside its file.</summary>
    internal Wrappings Wrappings { get; init; } = Wrappings.Empty;
}

/// <summary>A family that could not give as many prompts as were asked for.</summary>
/// <param name="Family">The family.</param>
/// <param name="Split">The split.</param>
/// <param name="Wanted">The number asked for.</param>
/// <param name="Given">The number of distinct prompts that it has.</param>
public sealed record Shortfall(string Family, Split Split, int Wanted, int Given)
{
    /// <summary>A sentence for people.</summary>
    public override string ToString() =>
        $"{Family} gives {Given} of {Wanted} {Splits.Name(Split)} prompts; add values, phrasings or wrappings for more";
}
