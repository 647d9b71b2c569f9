namespace Precept.Workbench.Storage;

/// <summary>Table <c>consultations</c>: a public page about a section, or one of its examples.</summary>
public sealed class ConsultationRow
{
    public required string Id { get; init; }

    /// <summary>The last part of its address: lower-case letters, digits, hyphens; unique.</summary>
    public required string Slug { get; init; }

    public required string CampaignId { get; init; }

    public required string SpecTextId { get; init; }

    public required string SectionId { get; init; }

    /// <summary>The line of the example, or null for the whole section.</summary>
    public int? ExampleLine { get; init; }

    public required string Title { get; set; }

    /// <summary>What people are asked, Markdown.</summary>
    public required string Question { get; set; }

    public required bool IsOpen { get; set; }

    /// <summary>Whether new statements wait for a moderator before others see them.</summary>
    public required bool IsModerated { get; set; }

    /// <summary>Whether everyone sees the results, or only researchers.</summary>
    public required bool AreResultsPublic { get; set; }

    public required long CreatedAt { get; init; }

    /// <summary>When it was opened first; null before that: the public does not see it.</summary>
    public long? OpenedAt { get; set; }
}

/// <summary>How a statement stands with moderation.</summary>
public enum StatementState
{
    /// <summary>Waits.</summary>
    Pending,

    /// <summary>Can be voted on.</summary>
    Accepted,

    /// <summary>Set aside.</summary>
    Rejected,
}

/// <summary>Table <c>statements</c>.</summary>
public sealed class StatementRow
{
    public required string Id { get; init; }

    public required string ConsultationId { get; init; }

    public required int Number { get; init; }

    public required string Text { get; init; }

    /// <summary>The participant who wrote it; null for those that the hosts put there.</summary>
    public string? ParticipantId { get; init; }

    public required StatementState State { get; set; }

    /// <summary>How many people voted on it: those with few votes are shown first.</summary>
    public required int Votes { get; set; }

    public required long WrittenAt { get; init; }
}

/// <summary>Table <c>participants</c>: members of the public; known by a random cookie, of which a hash is kept, and by nothing else.</summary>
public sealed class ParticipantRow
{
    public required string Id { get; init; }

    public required string ConsultationId { get; init; }

    public required string SecretHash { get; init; }

    public required long JoinedAt { get; init; }
}

/// <summary>Table <c>votes</c>: +1 agree, -1 disagree, 0 pass. (Exports of Polis have the signs the other way round.)</summary>
public sealed class VoteRow
{
    public required string ConsultationId { get; init; }

    public required string StatementId { get; init; }

    public required string ParticipantId { get; init; }

    public required int Value { get; set; }

    public required long VotedAt { get; set; }
}

/// <summary>What became of a proposal.</summary>
public enum ProposalState
{
    /// <summary>Not decided.</summary>
    Open,

    /// <summary>The spec takes it up.</summary>
    Adopted,

    /// <summary>Not now.</summary>
    Deferred,

    /// <summary>No.</summary>
    Rejected,
}

/// <summary>Table <c>proposals</c>: changes to a section that the public proposes.</summary>
public sealed class ProposalRow
{
    public required string Id { get; init; }

    public required string ConsultationId { get; init; }

    public required int Number { get; init; }

    public required string SectionId { get; init; }

    /// <summary>Whether others than its proposer see it.</summary>
    public required bool IsShown { get; set; }

    /// <summary>The wording that is proposed.</summary>
    public required string Text { get; init; }

    public required string Why { get; init; }

    public string? ParticipantId { get; init; }

    public required long WrittenAt { get; init; }

    public required ProposalState State { get; set; }

    /// <summary>Why it was so decided; empty while open.</summary>
    public required string Reason { get; set; }

    public string? DecidedBy { get; set; }

    public long? DecidedAt { get; set; }
}
