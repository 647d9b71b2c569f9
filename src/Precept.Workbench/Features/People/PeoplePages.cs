using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.People;

/// <summary>Admins' pages about people: who there is; and of one person the role, whether they may sign in, memberships, a link to sign in again.</summary>
public static class PeoplePages
{
    /// <summary>A person in the list.</summary>
    public sealed record Entry(string Id, string Handle, string DisplayName, PersonRole Role, bool IsDisabled, long CreatedAt, int Labels);

    /// <summary>A campaign to be a member of.</summary>
    public sealed record CampaignName(string Id, string Name);

    /// <summary>What the page of one person shows.</summary>
    public sealed record Details(Person Person, IReadOnlyList<CampaignName> Memberships, IReadOnlyList<CampaignName> Others);

    private static readonly TimeSpan ResetLife = TimeSpan.FromDays(1);

    public static void Map(WebApplication app)
    {
        app.MapGet("/people", async (WorkbenchDatabase database) => Render.Page<PeoplePage>(new { People = await EntriesAsync(database) })).For(Right.Administer);
        app.MapGet("/people/{person}", (string person, WorkbenchDatabase database) => ShowAsync(database, person)).For(Right.Administer);
        app.MapPost("/people/{person}/role", SetRoleAsync).For(Right.Administer);
        app.MapPost("/people/{person}/state", SetStateAsync).For(Right.Administer);
        app.MapPost("/people/{person}/memberships", SetMembershipAsync).For(Right.Administer);
        app.MapPost("/people/{person}/reset", ResetAsync).For(Right.Administer);
    }

    private static Task<List<Entry>> EntriesAsync(WorkbenchDatabase database) => database.ReadAsync(c => c.Users.OrderBy(p => p.Handle)
        .Select(p => new Entry(p.Id, p.Handle, p.DisplayName, p.Role, p.IsDisabled, p.CreatedAt, c.Labels.Count(l => l.PersonId == p.Id && !l.IsWithdrawn))).ToListAsync());

    private static async Task<IResult> ShowAsync(WorkbenchDatabase database, string id, Phrase? problem = null, string? link = null)
    {
        var details = await database.ReadAsync(async c => await c.Users.FirstOrDefaultAsync(p => p.Id == id) is not { } person ? null : new Details(
            person,
            await c.Campaigns.Where(x => c.Members.Any(m => m.CampaignId == x.Id && m.PersonId == id)).OrderBy(x => x.Name).Select(x => new CampaignName(x.Id, x.Name)).ToListAsync(),
            await c.Campaigns.Where(x => !c.Members.Any(m => m.CampaignId == x.Id && m.PersonId == id)).OrderBy(x => x.Name).Select(x => new CampaignName(x.Id, x.Name)).ToListAsync()));
        return details is null
            ? Results.NotFound()
            : Render.Page<PersonPage>(new { Details = details, Problem = problem, Link = link }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> SetRoleAsync(string person, [FromForm] PersonRole role, PeopleChanges changes, WorkbenchDatabase database, PageContext page) =>
        await AfterAsync(person, page.Who!.Id == person && role != PersonRole.Admin ? PeopleWords.NotYourself : await changes.SetRoleAsync(person, role), database);

    private static async Task<IResult> SetStateAsync(string person, [FromForm] bool disabled, PeopleChanges changes, WorkbenchDatabase database, PageContext page) =>
        await AfterAsync(person, page.Who!.Id == person && disabled ? PeopleWords.NotYourself : await changes.SetDisabledAsync(person, disabled), database);

    private static async Task<IResult> AfterAsync(string person, Phrase? problem, WorkbenchDatabase database) =>
        problem is null ? Results.Redirect($"/people/{person}") : await ShowAsync(database, person, problem);

    private static async Task<IResult> SetMembershipAsync(string person, [FromForm] string campaign, [FromForm] bool member, CampaignMembers members, PageContext page) =>
        await members.SetAsync(campaign, person, member, page.Who!.Id) ? Results.Redirect($"/people/{person}") : Results.NotFound();

    private static async Task<IResult> ResetAsync(string person, WorkbenchDatabase database, OneTimeLinks links, PageContext page, HttpContext http)
    {
        if (await database.ReadAsync(c => c.Users.FirstOrDefaultAsync(p => p.Id == person && !p.IsDisabled)) is not { } found)
        {
            return Results.NotFound();
        }

        var secret = await links.MakeAsync(new NewLink(LinkKind.Reset, found.Role, ResetLife) { PersonId = person, CreatedBy = page.Who!.Id });
        return await ShowAsync(database, person, link: InvitationPages.FullAddress(http, LinkKind.Reset, secret));
    }
}
