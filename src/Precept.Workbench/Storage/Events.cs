namespace Precept.Workbench.Storage;

/// <summary>Table <c>events</c>: everything that happened to labels, append-only; each event's hash covers the one before it in its campaign.</summary>
public sealed class EventRow
{
    /// <summary>Given by the database, over all campaigns.</summary>
    public long Seq { get; init; }

    public required string CampaignId { get; init; }

    /// <summary>Place in the campaign's chain, from 1 without gaps.</summary>
    public required long Number { get; init; }

    public required long At { get; init; }

    /// <summary>Who did it; empty for the server.</summary>
    public required string PersonId { get; init; }

    /// <summary>What happened (<see cref="EventKinds"/>).</summary>
    public required string Kind { get; init; }

    /// <summary>To what: an assignment, a task, the campaign.</summary>
    public required string Subject { get; init; }

    /// <summary>The details, JSON.</summary>
    public required string Content { get; init; }

    /// <summary>SHA-256 of the event before it, in hexadecimal; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over all of the above but the sequence number.</summary>
    public required string Hash { get; init; }
}

/// <summary>Table <c>chain_heads</c>: the newest event of each campaign; locking it orders the campaign's writers.</summary>
public sealed class ChainHeadRow
{
    public required string CampaignId { get; init; }

    public required long Number { get; set; }

    public required string Hash { get; set; }
}

/// <summary>Table <c>webhooks</c>: who is told of events.</summary>
public sealed class WebhookRow
{
    public required string Id { get; init; }

    public required string CampaignId { get; init; }

    public required string Url { get; set; }

    /// <summary>The signing secret, under data protection.</summary>
    public required string ProtectedSecret { get; set; }

    /// <summary>Kinds of events, between commas: <c>,label.submitted,</c>.</summary>
    public required string Kinds { get; set; }

    public required bool IsActive { get; set; }

    public required long CreatedAt { get; init; }

    /// <summary>The last event that was looked at: those after it may give deliveries.</summary>
    public required long LastSeq { get; set; }
}

/// <summary>Table <c>deliveries</c>: what is to be told, and how the tries went.</summary>
public sealed class DeliveryRow
{
    public required string Id { get; init; }

    public required string WebhookId { get; init; }

    public required long EventSeq { get; init; }

    public required int Attempts { get; set; }

    public required long NextAt { get; set; }

    public long? DeliveredAt { get; set; }

    /// <summary>What went wrong last; null after success.</summary>
    public string? Error { get; set; }

    public bool IsGivenUp { get; set; }

    /// <summary>The status of the last answer; null where there was none.</summary>
    public int? Status { get; set; }
}
