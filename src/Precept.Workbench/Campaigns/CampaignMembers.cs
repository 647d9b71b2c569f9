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

            if (!await context.Members.AnyAsync(m => m.CampaignId == campaign && m.PersonId == person, cancellationToken))
            {
                context.Members.Add(new MemberRow { CampaignId = campaign, PersonId = person, AddedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() });
                await events.AppendAsync(context, campaign, EventKinds.MemberAdded, person, by, new { }, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <summary>Ends a membership: the campaign is not there for the person any more.</summary>
    /// <returns>Whether the person was a member.</returns>
    public Task<bool> RemoveAsync(string campaign, string handle, string by, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            var member = await context.Members.Where(m => m.CampaignId == campaign && context.Users.Any(p => p.Id == m.PersonId && p.Handle == handle)).FirstOrDefaultAsync(cancellationToken);
            if (member is null)
            {
                return false;
            }

            context.Members.Remove(member);
            await events.AppendAsync(context, campaign, EventKinds.MemberRemoved, member.PersonId, by, new { }, cancellationToken);
            return true;
        },
        cancellationToken);
}
