using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>What a new link is for.</summary>
/// <param name="Kind">Invitation or reset.</param>
/// <param name="Role">The role that an invitation gives.</param>
/// <param name="Life">How long it can be used.</param>
public sealed record NewLink(LinkKind Kind, PersonRole Role, TimeSpan Life)
{
    /// <summary>The campaigns that an invitation makes one a member of.</summary>
    public IReadOnlyList<string> Campaigns { get; init; } = [];

    /// <summary>For people to tell links apart.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whose sign-in a reset renews.</summary>
    public string? PersonId { get; init; }

    /// <summary>Who made it.</summary>
    public string? CreatedBy { get; init; }
}

/// <summary>Links that can be used once, before they expire, unless revoked. Their secrets are shown when they are made; only hashes are kept.</summary>
public sealed class OneTimeLinks(WorkbenchDatabase database, TimeProvider clock)
{
    // There is one row for the setup, whichever replica made it: whoever marks it as used first makes the first person.
    private const string SetupId = "setup";

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The path of a link.</summary>
    public static string PathOf(LinkKind kind, string secret) => kind switch { LinkKind.Setup => "/setup/", LinkKind.Invitation => "/join/", _ => "/reset/" } + secret;

    /// <summary>A new secret for the setup link, in place of an older one; null where there is a person already.</summary>
    public async Task<string?> MakeSetupAsync(TimeSpan life)
    {
        var (secret, now) = (Secrets.New(), Now);
        var (hash, end) = (Secrets.HashOf(secret), now + (long)life.TotalMilliseconds);
        return await database.WriteAsync(async c =>
        {
            if (await c.Users.AnyAsync())
            {
                return null;
            }

            // One that was used stays used, so that a replica that starts meanwhile cannot open the door again.
            if (await c.Invitations.Where(i => i.Id == SetupId && i.UsedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(i => i.SecretHash, hash).SetProperty(i => i.ExpiresAt, end)) == 1)
            {
                return secret;
            }

            if (await c.Invitations.AnyAsync(i => i.Id == SetupId))
            {
                return null;
            }

            c.Invitations.Add(new InvitationRow
            {
                Id = SetupId,
                Kind = LinkKind.Setup,
                SecretHash = hash,
                Role = PersonRole.Admin,
                Campaigns = "[]",
                Note = "",
                CreatedAt = now,
                ExpiresAt = end,
            });
            return secret;
        });
    }

    /// <summary>Makes a link.</summary>
    /// <returns>Its secret.</returns>
    public async Task<string> MakeAsync(NewLink link)
    {
        var (secret, now, id) = (Secrets.New(), Now, Ids.New(clock));
        return await database.WriteAsync(c =>
        {
            c.Invitations.Add(new InvitationRow
            {
                Id = id,
                Kind = link.Kind,
                SecretHash = Secrets.HashOf(secret),
                PersonId = link.PersonId,
                Role = link.Role,
                Campaigns = WorkbenchJson.Of(link.Campaigns),
                Note = link.Note,
                CreatedBy = link.CreatedBy,
                CreatedAt = now,
                ExpiresAt = now + (long)link.Life.TotalMilliseconds,
            });
            return Task.FromResult(secret);
        });
    }

    /// <summary>The link with a secret where it can be used now, else null.</summary>
    public Task<InvitationRow?> FindAsync(LinkKind kind, string secret) => database.ReadAsync(c => Usable(c, kind, secret).FirstOrDefaultAsync());

    /// <summary>Marks a link as used, within the transaction that does what it is for.</summary>
    /// <returns>Whether it could be used: of two at the same time one is told no.</returns>
    public async Task<bool> UseAsync(WorkbenchContext context, LinkKind kind, string secret, string personId)
    {
        var now = Now;
        return await Usable(context, kind, secret).ExecuteUpdateAsync(s => s.SetProperty(i => i.UsedAt, now).SetProperty(i => i.UsedBy, personId)) == 1;
    }

    /// <summary>Makes a link useless.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="createdBy">Only where this person made it; null for any.</param>
    /// <returns>Whether there was such a link that could be used.</returns>
    public async Task<bool> RevokeAsync(string id, string? createdBy)
    {
        var now = Now;
        return await database.WriteAsync(c => c.Invitations
            .Where(i => i.Id == id && i.Kind != LinkKind.Setup && i.UsedAt == null && i.RevokedAt == null && (createdBy == null || i.CreatedBy == createdBy))
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.RevokedAt, now))) == 1;
    }

    private IQueryable<InvitationRow> Usable(WorkbenchContext context, LinkKind kind, string secret)
    {
        var (hash, now) = (Secrets.HashOf(secret), Now);
        return context.Invitations.Where(i => i.Kind == kind && i.SecretHash == hash && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
    }
}
