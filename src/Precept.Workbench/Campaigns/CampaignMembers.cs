using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>Makes people members of campaigns, and ends it; their labels stay.</summary>
public sealed class CampaignMembers(WorkbenchDatabase database, EventLog events, TimeProvider clock)
{
    /// <summary>Adds a person; a member stays one.</summary>
    /// <returns>Whether there is such a person.</returns>
    public Task<bool> AddAsync(string campaign, string handle, string by, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            var person = await context.Users.Where(p => p.Handle == handle && !p.IsDisabled).Select(p => p.Id).FirstOrDefaultAsync(cancellationToken);
            if (person is null)
            {
                return false;
            }

            await SetAsync(context, campaign, person, isMember: true, by, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Ends a membership: the campaign is not there for the person any more.</summary>
    /// <returns>Whether the person was a member.</returns>
    public Task<bool> RemoveAsync(string campaign, string handle, string by, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            var person = await context.Users.Where(p => p.Handle == handle).Select(p => p.Id).FirstOrDefaultAsync(cancellationToken);
            return person is not null && await SetAsync(context, campaign, person, isMember: false, by, cancellationToken);
        },
        cancellationToken);

    /// <summary>Makes a person of an id a member, or ends it; someone who may not sign in as well.</summary>
    /// <returns>Whether there are such a person and such a campaign.</returns>
    public Task<bool> SetAsync(string campaign, string person, bool isMember, string by, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            if (!await context.Users.AnyAsync(p => p.Id == person, cancellationToken) || !await context.Campaigns.AnyAsync(c => c.Id == campaign, cancellationToken))
            {
                return false;
            }

            await SetAsync(context, campaign, person, isMember, by, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Makes a person a member within a write, or ends it, with the event that tells; where it is so already nothing is done.</summary>
    /// <returns>Whether something changed.</returns>
    internal async Task<bool> SetAsync(WorkbenchContext context, string campaign, string person, bool isMember, string by, CancellationToken cancellationToken = default)
    {
        var member = await context.Members.FirstOrDefaultAsync(m => m.CampaignId == campaign && m.PersonId == person, cancellationToken);
        if (member is not null == isMember)
        {
            return false;
        }

        if (member is null)
        {
            context.Members.Add(new MemberRow { CampaignId = campaign, PersonId = person, AddedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        }
        else
        {
            context.Members.Remove(member);
        }

        await events.AppendAsync(context, campaign, isMember ? EventKinds.MemberAdded : EventKinds.MemberRemoved, person, by, new { }, cancellationToken);
        return true;
    }
}
