using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.People;

/// <summary>Invitations: admins invite anyone, researchers invite labelers to campaigns that they are members of and see their own invitations.</summary>
public static class InvitationPages
{
    /// <summary>An invitation in the list.</summary>
    public sealed record Entry(string Id, PersonRole Role, string Note, IReadOnlyList<string> Campaigns, long ExpiresAt, long? UsedAt, long? RevokedAt, string? UsedBy);

    public static void Map(WebApplication app)
    {
        app.MapGet("/invitations", (WorkbenchDatabase database, PageContext page) => ShowAsync(database, page)).For(Right.Research);
        app.MapPost("/invitations", MakeAsync).For(Right.Research);
        app.MapPost("/invitations/{invitation}/revoke", RevokeAsync).For(Right.Research);
    }

    /// <summary>A link to be sent to someone.</summary>
    internal static string FullAddress(HttpContext http, LinkKind kind, string secret) => $"{http.Request.Scheme}://{http.Request.Host}{OneTimeLinks.PathOf(kind, secret)}";

    private static async Task<IResult> ShowAsync(WorkbenchDatabase database, PageContext page, Phrase? problem = null, string? link = null)
    {
        var (who, isAdmin) = (page.Who!, page.Who!.IsAtLeast(PersonRole.Admin));
        var campaigns = await OfferedAsync(database, who);
        var rows = await database.ReadAsync(c => c.Invitations.Where(i => i.Kind == LinkKind.Invitation && (isAdmin || i.CreatedBy == who.Id)).OrderByDescending(i => i.CreatedAt).Take(500)
            .Select(i => new { Row = i, UsedBy = c.Users.Where(p => p.Id == i.UsedBy).Select(p => p.Handle).FirstOrDefault() }).ToListAsync());
        var names = campaigns.ToDictionary(x => x.Id, x => x.Name);
        var entries = rows.Select(r => new Entry(
            r.Row.Id, r.Row.Role, r.Row.Note, [.. WorkbenchJson.Read<string[]>(r.Row.Campaigns).Select(x => names.GetValueOrDefault(x, "…"))], r.Row.ExpiresAt, r.Row.UsedAt, r.Row.RevokedAt, r.UsedBy)).ToList();
        return Render.Page<InvitationsPage>(new { Invitations = entries, Campaigns = campaigns, Problem = problem, Link = link },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static Task<List<PeoplePages.CampaignName>> OfferedAsync(WorkbenchDatabase database, Who who) => database.ReadAsync(c => c.Campaigns
        .Where(x => who.Role == PersonRole.Admin || c.Members.Any(m => m.CampaignId == x.Id && m.PersonId == who.Id))
        .OrderBy(x => x.Name).Select(x => new PeoplePages.CampaignName(x.Id, x.Name)).ToListAsync());

    private static async Task<IResult> MakeAsync(IFormCollection form, WorkbenchDatabase database, OneTimeLinks links, PageContext page, HttpContext http)
    {
        var (who, note) = (page.Who!, form["note"].ToString().Trim());
        if (!Enum.TryParse<PersonRole>(form["role"], out var role) || !Enum.IsDefined(role) || !int.TryParse(form["days"], out var days) || days is < 1 or > 90 || note.Length > 200)
        {
            return await ShowAsync(database, page, PeopleWords.InvitationProblem);
        }

        string[] campaigns = [.. form["campaign"].OfType<string>().Distinct()];
        var offered = (await OfferedAsync(database, who)).Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        if ((who.Role != PersonRole.Admin && (role != PersonRole.Labeler || campaigns.Length == 0)) || !offered.IsSupersetOf(campaigns))
        {
            return await ShowAsync(database, page, PeopleWords.OnlyLabelers);
        }

        var secret = await links.MakeAsync(new NewLink(LinkKind.Invitation, role, TimeSpan.FromDays(days)) { Campaigns = campaigns, Note = note, CreatedBy = who.Id });
        return await ShowAsync(database, page, link: FullAddress(http, LinkKind.Invitation, secret));
    }

    private static async Task<IResult> RevokeAsync(string invitation, OneTimeLinks links, PageContext page) =>
        await links.RevokeAsync(invitation, page.Who!.IsAtLeast(PersonRole.Admin) ? null : page.Who.Id) ? Results.Redirect("/invitations") : Results.NotFound();
}
