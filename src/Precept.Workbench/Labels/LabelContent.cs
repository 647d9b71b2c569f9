using Precept.Judging;

namespace Precept.Workbench.Labels;

/// <summary>What a person says of a task's answers. Lists about answers have one entry an answer, in the task's own order, or are empty where nothing was said.</summary>
public sealed record LabelContent
{
    /// <summary>The tier of each answer, 0 best; equal ones tie; null while it has no place. Empty until the first is placed.</summary>
    public IReadOnlyList<int?> Tiers { get; init; } = [];

    /// <summary>Whether none of the answers would do, the best included.</summary>
    public bool AllUnacceptable { get; init; }

    /// <summary>Whether the answers cannot be compared; then there are no tiers.</summary>
    public bool Incomparable { get; init; }

    /// <summary>How much better the best tier is than the next; null where it was not said.</summary>
    public PreferenceStrength? Strength { get; init; }

    /// <summary>1 to 7 for each answer, or null.</summary>
    public IReadOnlyList<int?> Ratings { get; init; } = [];

    /// <summary>What is the matter with each answer: ids of <see cref="AnswerFlags"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Flags { get; init; } = [];

    /// <summary>The section that decided, or empty.</summary>
    public string DecidedOn { get; init; } = "";

    /// <summary>The sections that answers break, with the words that break them.</summary>
    public IReadOnlyList<LabelBreach> Breaches { get; init; } = [];

    /// <summary>Why it was so ranked.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where the spec is silent or unclear, or null.</summary>
    public SectionDoubt? Unclear { get; init; }

    /// <summary>How the person would rank them whatever the spec says, or null.</summary>
    public OwnView? OwnView { get; init; }

    /// <summary>Each answer as the person would have it, or null: edited is better than chosen, chosen than rejected.</summary>
    public IReadOnlyList<string?> Edits { get; init; } = [];

    /// <summary>What the person says of earlier turns of the conversation.</summary>
    public IReadOnlyList<TurnFeedback> Turns { get; init; } = [];
}

/// <summary>Words of an answer that break a section.</summary>
/// <param name="Answer">Which of the task's answers, from 0.</param>
/// <param name="Section">The section.</param>
/// <param name="Start">Where the words begin in the answer, in UTF-16 code units; -1 where the whole answer is meant.</param>
/// <param name="Words">The words exactly as they stand there; empty for the whole answer.</param>
/// <param name="Reason">Why, or empty.</param>
public sealed record LabelBreach(int Answer, string Section, int Start, string Words, string Reason);

/// <summary>A section that is silent or unclear about a case.</summary>
/// <param name="Section">The section.</param>
/// <param name="Text">What is unclear.</param>
public sealed record SectionDoubt(string Section, string Text);

/// <summary>A person's own view, apart from what the spec says.</summary>
/// <param name="Tiers">As in <see cref="LabelContent.Tiers"/>.</param>
/// <param name="Reason">Why, or empty.</param>
public sealed record OwnView(IReadOnlyList<int?> Tiers, string Reason);

/// <summary>Feedback on an earlier turn.</summary>
/// <param name="Message">Which of the prompt's messages, from 0; one of the assistant's.</param>
/// <param name="IsGood">Whether it is a good reply.</param>
/// <param name="Comment">Why, or empty.</param>
public sealed record TurnFeedback(int Message, bool IsGood, string Comment);

/// <summary>What can be the matter with an answer, beside the sections that it breaks.</summary>
public static class AnswerFlags
{
    /// <summary>The ids, in the order in which they are shown. Most are those of InstructGPT's labeling interface (Ouyang et al. 2022, appendix B).</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "fails-task", "unfit-for-assistant", "hallucination", "ignores-constraint", "sexual", "violent", "encourages-harm", "denigrates-group", "harmful-advice", "states-opinion", "moralises",
    ];
}
