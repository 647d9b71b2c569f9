using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features;

/// <summary>The first page: the campaigns that a person is a member of.</summary>
public static class Home
{
    /// <summary>A campaign as the first page shows it.</summary>
    public sealed record Entry(string Id, string Name, CampaignState State, int Tasks, int Labeled, int Mine);

    /// <summary>Where someone who has just come in goes: the first page, which says what they sign in with.</summary>
    public const string Joined = "/?joined=1";

    public static void Map(WebApplication app) => app.MapGet("/", async (string? joined, WorkbenchDatabase database, PageContext page) =>
        Render.Page<HomePage>(new { Campaigns = await EntriesAsync(database, page.Who!), HasJoined = joined is not null })).For(Right.SignedIn);

    private static Task<List<Entry>> EntriesAsync(WorkbenchDatabase database, Who who) => database.ReadAsync(c =>
    {
        var campaigns = who.Role == PersonRole.Admin ? c.Campaigns : c.Campaigns.Where(x => c.Members.Any(m => m.CampaignId == x.Id && m.PersonId == who.Id));
        return campaigns.OrderByDescending(x => x.CreatedAt).Select(x => new Entry(
            x.Id,
            x.Name,
            x.State,
            c.Tasks.Count(t => t.CampaignId == x.Id && t.Purpose != TaskPurpose.Qualification),
            c.Tasks.Count(t => t.CampaignId == x.Id && t.Purpose != TaskPurpose.Qualification && t.Labeled >= t.Wanted),
            c.Labels.Count(l => l.CampaignId == x.Id && l.PersonId == who.Id && !l.IsWithdrawn))).ToListAsync();
    });
}
