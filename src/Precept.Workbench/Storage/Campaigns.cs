namespace Precept.Workbench.Storage;

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Being prepared: nobody is given tasks.</summary>
    Draft,

    /// <summary>Tasks are given out.</summary>
    Running,

    /// <summary>Nothing new is given out; what is under way may be submitted.</summary>
    Paused,

    /// <summary>Closed.</summary>
    Finished,
}

/// <summary>Why a task is there.</summary>
public enum TaskPurpose
{
    /// <summary>To be labeled.</summary>
    Normal,

    /// <summary>Part of the qualification round: its answer is known.</summary>
    Qualification,

    /// <summary>Mixed in, its answer known, to measure quality.</summary>
    Gold,

    /// <summary>Labeled before under a spec that has changed since.</summary>
    Relabel,

    /// <summary>A task that one person has labeled, for that person once more, to measure consistency.</summary>
    Repeat,
}

/// <summary>Table <c>spec_texts</c>: the specs that campaigns are labeled under; the id is the hash of all files.</summary>
public sealed class SpecTextRow
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>Hash of the spec's sections (<see cref="Precept.Spec.SpecDocument.Hash"/>).</summary>
    public required string SpecHash { get; init; }

    /// <summary>The files (<see cref="SpecTexts"/>), packed.</summary>
    public required byte[] Files { get; init; }

    public required long SavedAt { get; init; }
}

/// <summary>Table <c>campaigns</c>.</summary>
public sealed class CampaignRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required CampaignState State { get; set; }

    public required string SpecTextId { get; set; }

    /// <summary><see cref="Labels.CampaignSettings"/>, JSON.</summary>
    public required string Settings { get; set; }

    public string? CreatedBy { get; init; }

    public required long CreatedAt { get; init; }
}

/// <summary>Table <c>tasks</c>: a prompt with the answers that are to be ranked.</summary>
public sealed class TaskRow
{
    public required string Id { get; init; }

    public required string CampaignId { get; init; }

    /// <summary>Place in the campaign, from 1.</summary>
    public required int Number { get; init; }

    public required TaskPurpose Purpose { get; init; }

    /// <summary><see cref="Labels.TaskContent"/>: prompt, answers, sections, harms, JSON. Never changes.</summary>
    public required string Content { get; init; }

    public required string PromptId { get; init; }

    /// <summary><c>en</c>, <c>zh</c> or empty.</summary>
    public required string Language { get; init; }

    /// <summary>Harm categories, each between commas: <c>,violence,self-harm,</c>; empty for none.</summary>
    public required string Harms { get; init; }

    /// <summary>The sections that it is counted under, each between commas: those that the prompt names, else the most important that apply. For lists and queues.</summary>
    public string Sections { get; init; } = "";

    /// <summary>The known answer of gold and qualification tasks (<see cref="Labels.KnownAnswer"/>), JSON; null for others.</summary>
    public string? Known { get; init; }

    /// <summary>The only person that it is for (repeats), or null.</summary>
    public string? ForPersonId { get; init; }

    /// <summary>The task that it shows once more (repeats), or that it takes the place of (relabels); null for others.</summary>
    public string? FirstTaskId { get; init; }

    /// <summary>Higher is given out first; what the queues compute.</summary>
    public required double Priority { get; set; }

    /// <summary>How many people are to label it: it grows towards the maximum while their rankings do not agree enough.</summary>
    public required int Wanted { get; set; }

    /// <summary>How many have it or have labeled it: never more than <see cref="Wanted"/>.</summary>
    public required int Taken { get; set; }

    /// <summary>How many have labeled it.</summary>
    public required int Labeled { get; set; }

    /// <summary>Whether it was taken out of the queue by hand.</summary>
    public bool IsHeld { get; set; }
}

/// <summary>How an assignment stands.</summary>
public enum AssignmentState
{
    /// <summary>The person has the task; <see cref="AssignmentRow.LeaseUntil"/> says until when without a sign of life.</summary>
    Leased,

    /// <summary>Labeled.</summary>
    Submitted,

    /// <summary>The person would rather not.</summary>
    Skipped,

    /// <summary>The lease ran out; the draft stays, and the person may take it up again while the task has room.</summary>
    Expired,
}

/// <summary>Table <c>assignments</c>: which person has, had or labeled which task. One row a pair, for ever: nobody gets a task twice.</summary>
public sealed class AssignmentRow
{
    public required string Id { get; init; }

    public required string TaskId { get; init; }

    public required string CampaignId { get; init; }

    public required string PersonId { get; init; }

    public required AssignmentState State { get; set; }

    /// <summary>The order in which the answers are shown: indices into the task's answers, JSON.</summary>
    public required string Order { get; init; }

    public required long GivenAt { get; init; }

    public required long LeaseUntil { get; set; }

    public long? EndedAt { get; set; }

    public string? SkipReason { get; set; }

    /// <summary>The browser tab that last wrote; another tab is told.</summary>
    public string? Tab { get; set; }
}

/// <summary>Table <c>drafts</c>: the newest state of an unsubmitted label.</summary>
public sealed class DraftRow
{
    public required string AssignmentId { get; init; }

    /// <summary><see cref="Labels.LabelContent"/>, JSON.</summary>
    public required string Content { get; set; }

    /// <summary>Counts up by one with each save.</summary>
    public required int Version { get; set; }

    public required long SavedAt { get; set; }
}

/// <summary>Table <c>labels</c>: what people said, one row an assignment; earlier revisions stand in the events.</summary>
public sealed class LabelRow
{
    public required string Id { get; init; }

    public required string AssignmentId { get; init; }

    public required string TaskId { get; init; }

    public required string CampaignId { get; init; }

    public required string PersonId { get; init; }

    /// <summary><see cref="Labels.LabelContent"/>, JSON; in the task's order of answers, not the shown one.</summary>
    public required string Content { get; set; }

    /// <summary>From 1; counts the times it was revised.</summary>
    public required int Revision { get; set; }

    /// <summary>The key of the submission that wrote it: the same again changes nothing.</summary>
    public required string SubmissionKey { get; set; }

    /// <summary>The spec text that it was given under.</summary>
    public required string SpecTextId { get; set; }

    /// <summary>Milliseconds of work, pauses left out.</summary>
    public required long Milliseconds { get; set; }

    public required long SubmittedAt { get; set; }

    public bool IsWithdrawn { get; set; }

    /// <summary>The last event about it: what a workspace that has taken labels up to there need not read again.</summary>
    public required long EventSeq { get; set; }
}

/// <summary>Table <c>adjudications</c>: a reviewer's decision on a task; the labels stay as they are.</summary>
public sealed class AdjudicationRow
{
    public required string TaskId { get; init; }

    public required string CampaignId { get; init; }

    public required string PersonId { get; set; }

    /// <summary><see cref="Labels.LabelContent"/>, JSON, with the reason.</summary>
    public required string Content { get; set; }

    public required string SpecTextId { get; set; }

    public required long DecidedAt { get; set; }

    public required long EventSeq { get; set; }
}

/// <summary>Table <c>notes</c>: what people say about a section: unclear cases found while labeling, and comments.</summary>
public sealed class NoteRow
{
    public required string Id { get; init; }

    public required string CampaignId { get; init; }

    public required string SpecTextId { get; init; }

    public required string SectionId { get; init; }

    /// <summary>The section's hash when it was written.</summary>
    public required string SectionHash { get; init; }

    public required string PersonId { get; init; }

    /// <summary><c>unclear</c> (the spec is silent or unclear here) or <c>comment</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The note that it answers, or null.</summary>
    public string? ParentId { get; init; }

    /// <summary>The assignment in which it was written, or null.</summary>
    public string? AssignmentId { get; set; }

    public required string Text { get; set; }

    public required long WrittenAt { get; init; }

    public long? ResolvedAt { get; set; }

    public string? ResolvedBy { get; set; }
}
