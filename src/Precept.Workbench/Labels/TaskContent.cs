using Precept.Prompts;
using Precept.Responses;

namespace Precept.Workbench.Labels;

/// <summary>What a task shows: a prompt and the answers to it. It never changes once people may have seen it.</summary>
/// <param name="Prompt">The prompt, with the sections that it exercises.</param>
/// <param name="Answers">Two to nine answers, different texts.</param>
public sealed record TaskContent(Prompt Prompt, IReadOnlyList<Response> Answers)
{
    /// <summary>Fewest answers of a task.</summary>
    public const int FewestAnswers = 2;

    /// <summary>Most answers of a task: as many as there are keys for tiers.</summary>
    public const int MostAnswers = 9;

    /// <summary>The ids of the sections that apply, most important first: named by the prompt or found.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Categories of harm that it may show (<see cref="HarmCategories"/>): people may opt out of them.</summary>
    public IReadOnlyList<string> Harms { get; init; } = [];
}

/// <summary>The known answer of a gold or qualification task.</summary>
/// <param name="Tiers">The right tiers, in the task's order of answers.</param>
/// <param name="Section">The section that decides, or empty.</param>
/// <param name="Why">What is said to those who got it wrong.</param>
public sealed record KnownAnswer(IReadOnlyList<int> Tiers, string Section, string Why);

/// <summary>What a task may show that a person may not want to see.</summary>
public static class HarmCategories
{
    /// <summary>The ids.</summary>
    public static IReadOnlyList<string> All { get; } = ["sexual", "violence", "self-harm", "hate", "abuse", "illegal"];
}
