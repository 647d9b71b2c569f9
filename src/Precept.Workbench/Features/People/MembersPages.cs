using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.People;

/// <summary>Who is a member of a campaign.</summary>
public static class MembersPages
{
    /// <summary>A member as the page shows them.</summary>
    public sealed record Entry(string Id, string Handle, string DisplayName, PersonRole Role, QualificationState Qualification, int Labels, bool IsDisabled);

    /// <summary>Someone who could be a member.</summary>
    public sealed record Candidate(string Handle, string DisplayName, PersonRole Role);

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/members", async (string campaign, string? done, WorkbenchDatabase database) => await PageAsync(campaign, done, database)).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/members", AddAsync).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/members/remove", RemoveAsync).For(Right.Research);
    }

    private static async Task<IResult> PageAsync(string campaign, string? done, WorkbenchDatabase database)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var members = await database.ReadAsync(c => c.Members.Where(m => m.CampaignId == campaign).Join(c.Users, m => m.PersonId, p => p.Id, (m, p) => new { m, p })
            .OrderBy(x => x.p.Handle)
            .Select(x => new Entry(
                x.p.Id, x.p.Handle, x.p.DisplayName, x.p.Role, x.m.Qualification, c.Labels.Count(l => l.CampaignId == campaign && l.PersonId == x.p.Id && !l.IsWithdrawn), x.p.IsDisabled))
            .ToListAsync());
        var others = await database.ReadAsync(c => c.Users.Where(p => !p.IsDisabled && !c.Members.Any(m => m.CampaignId == campaign && m.PersonId == p.Id))
            .OrderBy(p => p.Handle).Select(p => new Candidate(p.Handle, p.DisplayName, p.Role)).ToListAsync());
        return Render.Page<MembersPage>(new { Campaign = head, Members = members, Others = others, IsDone = done is not null });
    }

    private static async Task<IResult> AddAsync(string campaign, HttpRequest request, CampaignMembers members, PageContext page)
    {
        var form = await request.ReadFormAsync();
        foreach (var handle in form["handle"])
        {
            if (handle is not null && !await members.AddAsync(campaign, handle, page.Who!.Id))
            {
                return Results.NotFound();
            }
        }

        return Results.Redirect($"/campaigns/{campaign}/members?done=added");
    }

    private static async Task<IResult> RemoveAsync(string campaign, HttpRequest request, CampaignMembers members, PageContext page) =>
        await members.RemoveAsync(campaign, (await request.ReadFormAsync())["handle"].ToString(), page.Who!.Id)
            ? Results.Redirect($"/campaigns/{campaign}/members?done=removed")
            : Results.NotFound();
}
