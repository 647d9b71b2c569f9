using Microsoft.AspNetCore.Identity;

namespace Precept.Workbench.Storage;

/// <summary>What a person may do; each includes those before it.</summary>
public enum PersonRole
{
    /// <summary>Labels tasks.</summary>
    Labeler,

    /// <summary>Also adjudicates, and sees agreement.</summary>
    Reviewer,

    /// <summary>Also makes campaigns, exports, and moderates public input.</summary>
    Researcher,

    /// <summary>Also invites people and sees every campaign.</summary>
    Admin,
}

/// <summary>Table <c>people</c>: whoever signs in.</summary>
public sealed class Person : IdentityUser<string>
{
    /// <summary>The name in judgments (<c>human:HANDLE</c>): lower-case letters, digits and hyphens; it never changes.</summary>
    public required string Handle { get; set; }

    public required string DisplayName { get; set; }

    public required PersonRole Role { get; set; }

    /// <summary><c>en</c> or <c>zh</c>; null until chosen.</summary>
    public string? Language { get; set; }

    /// <summary><see cref="Labels.PersonSettings"/>, JSON.</summary>
    public string Settings { get; set; } = "{}";

    public required long CreatedAt { get; set; }

    /// <summary>Whether signing in is no longer possible; labels stay.</summary>
    public bool IsDisabled { get; set; }
}

/// <summary>What a one-time link is for.</summary>
public enum LinkKind
{
    /// <summary>Makes the first person, an admin. There is at most one such row, for ever.</summary>
    Setup,

    /// <summary>Makes a person with a role.</summary>
    Invitation,

    /// <summary>Gives a person a new way to sign in.</summary>
    Reset,
}

/// <summary>Table <c>invitations</c>: one-time links; only a hash of the link's secret is kept.</summary>
public sealed class InvitationRow
{
    public required string Id { get; init; }

    public LinkKind Kind { get; init; } = LinkKind.Invitation;

    public required string SecretHash { get; set; }

    /// <summary>Of a reset: whose.</summary>
    public string? PersonId { get; init; }

    public required PersonRole Role { get; init; }

    /// <summary>Campaigns that the person is to be a member of, JSON list of ids.</summary>
    public required string Campaigns { get; init; }

    /// <summary>For people to tell invitations apart; may be empty.</summary>
    public required string Note { get; init; }

    public string? CreatedBy { get; init; }

    public required long CreatedAt { get; init; }

    public required long ExpiresAt { get; set; }

    public long? RevokedAt { get; set; }

    public string? UsedBy { get; set; }

    public long? UsedAt { get; set; }
}

/// <summary>Table <c>api_keys</c>: keys of programs; only a hash is kept.</summary>
public sealed class ApiKeyRow
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required string Name { get; init; }

    public required string SecretHash { get; init; }

    public required long CreatedAt { get; init; }

    public long? LastUsedAt { get; set; }

    public long? RevokedAt { get; set; }
}

/// <summary>Table <c>members</c>: who sees which campaign. Admins see all.</summary>
public sealed class MemberRow
{
    public required string CampaignId { get; init; }

    public required string PersonId { get; init; }

    public required long AddedAt { get; init; }

    /// <summary><see cref="Storage.QualificationState"/>: whether the person may label here.</summary>
    public QualificationState Qualification { get; set; }
}

/// <summary>How a member stands with a campaign's qualification round.</summary>
public enum QualificationState
{
    /// <summary>There is none, or it has not been finished.</summary>
    Open,

    /// <summary>Reached the cut-off.</summary>
    Passed,

    /// <summary>Did not reach it.</summary>
    Failed,
}
