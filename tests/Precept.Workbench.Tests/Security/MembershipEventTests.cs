using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>Whichever way somebody comes to be a member, or ceases to be one, the campaign's events tell.</summary>
public sealed class MembershipEventTests
{
    [Fact]
    public async Task Membership_set_on_a_persons_page_is_an_event_once()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (admin, lee) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), await workbench.AddPersonAsync("lee"));
        var campaign = await workbench.AddCampaignAsync(admin);
        using var visitor = await Visitor.SignInAsync(workbench, admin);
        await visitor.OpenAsync($"/people/{lee.Id}");

        foreach (var member in (string[])["true", "true", "false", "false"])
        {
            using var answer = await visitor.PostAsync($"/people/{lee.Id}/memberships", ("campaign", campaign), ("member", member));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using var nobody = await visitor.PostAsync("/people/nobody/memberships", ("campaign", campaign), ("member", "true"));
        using var nowhere = await visitor.PostAsync($"/people/{lee.Id}/memberships", ("campaign", "nowhere"), ("member", "true"));
        (nobody.StatusCode, nowhere.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await EventsAsync(workbench)).ShouldBe([(campaign, EventKinds.MemberAdded, lee.Id, admin.Id), (campaign, EventKinds.MemberRemoved, lee.Id, admin.Id)]);
        (await workbench.Database.ReadAsync(c => c.Members.AnyAsync(m => m.PersonId == lee.Id))).ShouldBeFalse();
    }

    [Fact]
    public async Task Memberships_of_an_invitation_are_events_by_who_invited()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        string[] campaigns = [await workbench.AddCampaignAsync(admin), await workbench.AddCampaignAsync(admin, name: "Another")];
        var secret = await workbench.Server.Services.GetRequiredService<OneTimeLinks>().MakeAsync(
            new NewLink(LinkKind.Invitation, PersonRole.Labeler, TimeSpan.FromDays(1)) { Campaigns = [.. campaigns, "gone"], CreatedBy = admin.Id });
        using var guest = new Visitor(workbench.Url);
        await guest.OpenAsync("/join/" + secret);

        using var joined = await guest.PostAsync("/join/" + secret, ("displayName", "Lee"), ("handle", "lee"), ("password", "a fine long password"));

        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var lee = await workbench.Database.ReadAsync(c => c.Users.SingleAsync(p => p.Handle == "lee"));
        (await EventsAsync(workbench)).ShouldBe([.. campaigns.Select(c => (c, EventKinds.MemberAdded, lee.Id, admin.Id))], ignoreOrder: true);
        (await workbench.Database.ReadAsync(c => c.Members.Where(m => m.PersonId == lee.Id).Select(m => m.CampaignId).ToListAsync())).ShouldBe(campaigns, ignoreOrder: true);
    }

    private static async Task<List<(string Campaign, string Kind, string Subject, string By)>> EventsAsync(RunningWorkbench workbench)
    {
        var events = await workbench.Database.ReadAsync(c => c.Events.Where(e => e.Kind == EventKinds.MemberAdded || e.Kind == EventKinds.MemberRemoved).OrderBy(e => e.CampaignId).ThenBy(e => e.Number).ToListAsync());
        return [.. events.Select(e => (e.CampaignId, e.Kind, e.Subject, e.PersonId))];
    }
}
