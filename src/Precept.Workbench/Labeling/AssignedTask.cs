using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>A task that a person has, with what they said so far.</summary>
/// <param name="Assignment">The assignment's id.</param>
/// <param name="TaskId">The task's id.</param>
/// <param name="CampaignId">The campaign's id.</param>
/// <param name="Number">The task's place in the campaign.</param>
/// <param name="Purpose">Why it is there; never shown to those who label.</param>
/// <param name="Content">What it shows.</param>
/// <param name="Order">The order in which this person is shown the answers: indices into the task's answers.</param>
/// <param name="Draft">The newest draft, or null.</param>
/// <param name="DraftVersion">The draft's version; 0 where there is none.</param>
/// <param name="OtherTab">Whether another tab of the same person is at work on it.</param>
/// <param name="LeaseUntil">Until when the person has it without a sign of life, in Unix milliseconds.</param>
/// <param name="Submitted">The label that was submitted, or null.</param>
/// <param name="Revision">Its revision; 0 where there is none.</param>
public sealed record AssignedTask(
    string Assignment,
    string TaskId,
    string CampaignId,
    int Number,
    TaskPurpose Purpose,
    TaskContent Content,
    IReadOnlyList<int> Order,
    LabelContent? Draft,
    int DraftVersion,
    bool OtherTab,
    long LeaseUntil,
    LabelContent? Submitted,
    int Revision);

/// <summary>Why a person is given no task.</summary>
public enum NothingToDo
{
    /// <summary>There is none left for this person.</summary>
    AllDone,

    /// <summary>The campaign gives none at present.</summary>
    Paused,

    /// <summary>The person has not passed the qualification round, or has its last tasks at hand.</summary>
    NotQualified,

    /// <summary>Only tasks with harm categories are left, and the person has seen as many today as are allowed.</summary>
    HarmfulLimit,
}

/// <summary>What a person has done in a campaign today (UTC).</summary>
/// <param name="Done">Labels submitted.</param>
/// <param name="Goal">How many they aim at; 0 for no aim.</param>
/// <param name="Harmful">Tasks with harm categories that they were given, over all campaigns.</param>
/// <param name="WorkedMilliseconds">Time of work on the labels submitted.</param>
public sealed record DayProgress(int Done, int Goal, int Harmful, long WorkedMilliseconds);
