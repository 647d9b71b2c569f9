using System.ComponentModel.DataAnnotations;

namespace Precept.Feedback.SpecData;

/// <summary>What is to be made of a spec.</summary>
public sealed record SpecDataOptions
{
    /// <summary>Ids of the sections; empty for all that have authority and a text.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Prompts wanted for each section. Default 8.</summary>
    [Range(1, 10_000)]
    public int PerSection { get; init; } = 8;

    /// <summary>How the kinds share a section's prompts, in any unit; what is not named gets none. Default: alike.</summary>
    public IReadOnlyDictionary<SpecPromptKind, int> Shares { get; init; } = SpecPromptKinds.All.ToDictionary(k => k, _ => 1);

    /// <summary>Languages that take turns: <c>en</c>, <c>zh</c>. Default English.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    /// <summary>Answers to each prompt, 1 to 16; pairs need two. Default 3.</summary>
    [Range(1, 16)]
    public int Answers { get; init; } = 3;

    /// <summary>Most prompts that are asked for in place of each wanted one. Default 3.</summary>
    [Range(1, 100)]
    public int Attempts { get; init; } = 3;

    /// <summary>Least rating, 1 to 7, that passes where the judge rates. Default 5.</summary>
    [Range(1, 7)]
    public int MinRating { get; init; } = 5;

    /// <summary>Whether the writer is asked for its reasoning as well, which is kept beside the answer. Default no.</summary>
    public bool KeepReasoning { get; init; }

    /// <summary>Seed of everything that is drawn, and of the requests. Default 1.</summary>
    public long Seed { get; init; } = 1;
}
