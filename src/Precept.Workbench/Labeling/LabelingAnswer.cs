using Precept.Workbench.Labels;

namespace Precept.Workbench.Labeling;

/// <summary>What a call of the labeling contract is answered: done with a result, or refused with a code that pages and programs know.</summary>
/// <typeparam name="T">Of the result.</typeparam>
public sealed record LabelingAnswer<T> where T : class
{
    /// <summary>What was done; null where it was refused.</summary>
    public T? Done { get; init; }

    /// <summary>Why it was refused.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What is wrong with the label, where that is why.</summary>
    public IReadOnlyList<LabelProblem> Problems { get; init; } = [];

    /// <summary>Where another tab has written: what it wrote.</summary>
    public WrittenDraft? Other { get; init; }

    public static implicit operator LabelingAnswer<T>(T done) => new() { Done = done };

    public static implicit operator LabelingAnswer<T>(Refusal refusal) => new() { Refusal = refusal };
}

/// <summary>Why a call is refused.</summary>
public enum Refusal
{
    /// <summary>There is no such assignment of this person in this campaign.</summary>
    NotFound,

    /// <summary>Another tab is at work on it.</summary>
    OtherTab,

    /// <summary>It has been submitted.</summary>
    Submitted,

    /// <summary>Its place was given to someone else, or the person gave it up; the draft is kept.</summary>
    Gone,

    /// <summary>The campaign is closed; the draft is kept.</summary>
    Closed,

    /// <summary>The label cannot be taken as it is.</summary>
    Invalid,

    /// <summary>The person has been told the answer that is known: it stays as it is.</summary>
    Known,
}

/// <summary>A draft as it stands.</summary>
/// <param name="Tab">The tab that wrote it last.</param>
/// <param name="Version">Its version; 0 where there is none.</param>
/// <param name="Content">What it says, or null.</param>
public sealed record WrittenDraft(string? Tab, int Version, LabelContent? Content);

/// <summary>A draft was saved.</summary>
/// <param name="Version">Its version now.</param>
/// <param name="SavedAt">When, in Unix milliseconds.</param>
/// <param name="LeaseUntil">Until when the person has the task without a sign of life.</param>
public sealed record SavedDraft(int Version, long SavedAt, long LeaseUntil);

/// <summary>A sign of life was heard.</summary>
/// <param name="LeaseUntil">Until when the person has the task without another.</param>
/// <param name="OtherTab">Whether another tab is at work on it.</param>
public sealed record Heard(long LeaseUntil, bool OtherTab);

/// <summary>A tab is the writing one from now on.</summary>
/// <param name="Version">The draft's version; 0 where there is none.</param>
/// <param name="Content">The draft, or null.</param>
/// <param name="LeaseUntil">Until when the person has the task without a sign of life.</param>
public sealed record TakenOver(int Version, LabelContent? Content, long LeaseUntil);

/// <summary>A label was taken.</summary>
/// <param name="Label">The label's id.</param>
/// <param name="Revision">Its revision, from 1.</param>
/// <param name="Today">What the person has done today.</param>
/// <param name="Known">Of gold and qualification tasks: whether it is right; else null.</param>
public sealed record TakenLabel(string Label, int Revision, GoalProgress Today, KnownResult? Known);

/// <summary>How far today's goal is.</summary>
/// <param name="Done">Labels submitted today.</param>
/// <param name="Goal">How many are aimed at; 0 for no aim.</param>
public sealed record GoalProgress(int Done, int Goal);

/// <summary>What is told of a task whose answer is known.</summary>
/// <param name="IsRight">Whether the label says the same.</param>
/// <param name="Why">What is said to those who got it wrong.</param>
public sealed record KnownResult(bool IsRight, string Why);

/// <summary>Nothing more is to be said.</summary>
public sealed record Nothing;

/// <summary>What an event about a label holds: all of it, so that the events alone tell the whole history.</summary>
/// <param name="Label">The label's id.</param>
/// <param name="Task">The task's id.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Key">The submission's key.</param>
/// <param name="Spec">The spec text that it was given under.</param>
/// <param name="Milliseconds">Milliseconds of work, of all revisions together.</param>
/// <param name="Content">What was said.</param>
public sealed record LabelEvent(string Label, string Task, int Revision, string Key, string Spec, long Milliseconds, LabelContent Content);
