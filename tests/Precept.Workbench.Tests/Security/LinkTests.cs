using System.Net;
using System.Text.RegularExpressions;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Tests.Security;

/// <summary>One-time links: the first admin, invitations, resets.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public async Task Setup_link_makes_one_admin_however_many_use_it_at_once()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var path = new Uri(workbench.Server.SetupLink!).PathAndQuery;
        path.ShouldStartWith("/setup/");
        var visitors = Enumerable.Range(0, 6).Select(_ => new Visitor(workbench.Url)).ToList();
        await Task.WhenAll(visitors.Select(v => v.OpenAsync(path)));

        var answers = await Task.WhenAll(visitors.Select((v, i) => v.PostAsync(path, ("displayName", $"Admin {i}"), ("handle", ""), ("password", "a fine long password"))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.NotFound).ShouldBe(5);
        var people = await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.ToList()));
        people.ShouldHaveSingleItem().Role.ShouldBe(PersonRole.Admin);
        (await visitors[Array.FindIndex(answers, a => a.StatusCode == HttpStatusCode.Redirect)].OpenAsync("/people")).Status.ShouldBe(HttpStatusCode.OK);
        visitors.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task Setup_link_of_a_later_start_takes_the_place_of_the_earlier()
    {
        var folder = Directory.CreateTempSubdirectory("precept-workbench-").FullName;
        try
        {
            string first;
            await using (var workbench = await RunningWorkbench.StartAsync(folder))
            {
                first = new Uri(workbench.Server.SetupLink!).PathAndQuery;
            }

            await using (var workbench = await RunningWorkbench.StartAsync(folder))
            {
                using var visitor = new Visitor(workbench.Url);
                (await visitor.OpenAsync(first)).Status.ShouldBe(HttpStatusCode.NotFound);
                (await visitor.OpenAsync(new Uri(workbench.Server.SetupLink!).PathAndQuery)).Status.ShouldBe(HttpStatusCode.OK);
                await workbench.AddPersonAsync("ada", PersonRole.Admin);
            }

            await using var last = await RunningWorkbench.StartAsync(folder);
            last.Server.SetupLink.ShouldBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Setup_link_is_kept_as_a_hash_and_expires()
    {
        var clock = new LaterClock();
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Clock = clock, SetupLinkLife = TimeSpan.FromHours(1) });
        var path = new Uri(workbench.Server.SetupLink!).PathAndQuery;
        var row = await workbench.Database.ReadAsync(c => Task.FromResult(c.Invitations.Single()));
        row.SecretHash.ShouldBe(Secrets.HashOf(path["/setup/".Length..]));
        using var visitor = new Visitor(workbench.Url);
        (await visitor.OpenAsync(path)).Status.ShouldBe(HttpStatusCode.OK);

        clock.Advance(TimeSpan.FromMinutes(61));

        (await visitor.OpenAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Invitation_makes_a_member_once_with_a_handle_of_their_own()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("grace-hopper", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        using var admins = await Visitor.SignInAsync(workbench, admin);
        var link = await InviteAsync(admins, ("role", "Reviewer"), ("days", "7"), ("note", "for Grace"), ("campaign", campaign));
        using var guest = new Visitor(workbench.Url);
        (await guest.OpenAsync(link)).Page.ShouldContain("reviewer");

        using var joined = await guest.PostAsync(link, ("displayName", "Grace Hopper"), ("handle", ""), ("password", "a fine long password"));

        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var person = await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Single(p => p.DisplayName == "Grace Hopper")));
        (person.Handle, person.Role).ShouldBe(("grace-hopper-2", PersonRole.Reviewer));
        (await guest.OpenAsync($"/")).Page.ShouldContain("Refusals");
        using var second = new Visitor(workbench.Url);
        (await second.OpenAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Invitation_a_taken_handle_or_a_weak_password_leave_the_link_unused()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        using var admins = await Visitor.SignInAsync(workbench, admin);
        var link = await InviteAsync(admins, ("role", "Labeler"), ("days", "7"), ("note", ""));
        using var guest = new Visitor(workbench.Url);
        await guest.OpenAsync(link);

        using var taken = await guest.PostAsync(link, ("displayName", "Bob"), ("handle", "ada"), ("password", "a fine long password"));
        using var weak = await guest.PostAsync(link, ("displayName", "Bob"), ("handle", "bob"), ("password", "short"));
        using var good = await guest.PostAsync(link, ("displayName", "Bob"), ("handle", "bob"), ("password", "a fine long password"));

        taken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        weak.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        good.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Invitation_a_name_that_makes_no_handle_needs_one_and_it_is_shown_afterwards()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var admins = await Visitor.SignInAsync(workbench, await workbench.AddPersonAsync("ada", PersonRole.Admin));
        var link = await InviteAsync(admins, ("role", "Labeler"), ("days", "7"), ("note", ""));
        using var guest = new Visitor(workbench.Url);
        await guest.OpenAsync(link);

        using var without = await guest.PostAsync(link, ("displayName", "林晓"), ("handle", ""), ("password", "a fine long password"));
        using var passkey = await guest.PostJsonAsync(link + "/passkey/options", new { displayName = "林晓", handle = "" });
        using var with = await guest.PostAsync(link, ("displayName", "林晓"), ("handle", "lin-xiao"), ("password", "a fine long password"));

        without.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        page.ShouldContain(JoinWords.HandleNeeded.En);
        page.ShouldContain("value=\"林晓\"");
        passkey.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        with.Headers.Location!.OriginalString.ShouldBe("/?joined=1");
        (await guest.OpenAsync("/?joined=1")).Page.ShouldContain("Your name to sign in with: lin-xiao");
        using var later = new Visitor(workbench.Url);
        using var entered = await later.SignInAsync("lin-xiao", "a fine long password");
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Sign_in_page_names_the_setup_link_until_there_is_a_person()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var visitor = new Visitor(workbench.Url);
        (await visitor.OpenAsync("/sign-in")).Page.ShouldContain(SignInWords.NobodyYet.En);

        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);

        (await visitor.OpenAsync("/sign-in")).Page.ShouldNotContain(SignInWords.NobodyYet.En);
        (await visitor.OpenAsync("/setup/used-up")).Page.ShouldContain("href=\"/sign-in\">Sign in</a>");
        using var adas = await Visitor.SignInAsync(workbench, ada);
        var gone = (await adas.OpenAsync("/setup/used-up")).Page;
        gone.ShouldContain(CommonWords.BackHome.En);
        gone.ShouldNotContain("href=\"/sign-in\"");
    }

    [Fact]
    public async Task Invitation_is_for_the_only_campaign_unless_it_is_unticked()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        await workbench.AddCampaignAsync(ada);
        using var adas = await Visitor.SignInAsync(workbench, ada);
        TickedPattern().Count((await adas.OpenAsync("/invitations")).Page).ShouldBe(1);

        await workbench.AddCampaignAsync(ada);

        TickedPattern().Count((await adas.OpenAsync("/invitations")).Page).ShouldBe(0);
    }

    [Fact]
    public async Task Invitation_revoked_or_expired_opens_nothing()
    {
        var clock = new LaterClock();
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Clock = clock });
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        using var admins = await Visitor.SignInAsync(workbench, admin);
        var (first, second) = (await InviteAsync(admins, ("role", "Labeler"), ("days", "1"), ("note", "")), await InviteAsync(admins, ("role", "Labeler"), ("days", "2"), ("note", "")));
        var hash = Secrets.HashOf(second["/join/".Length..]);
        var id = await workbench.Database.ReadAsync(c => Task.FromResult(c.Invitations.Single(i => i.SecretHash == hash).Id));

        using var revoked = await admins.PostAsync($"/invitations/{id}/revoke");
        using var guest = new Visitor(workbench.Url);

        revoked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.OpenAsync(second)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await guest.OpenAsync(first)).Status.ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromDays(1));
        (await guest.OpenAsync(first)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Invitation_by_a_researcher_is_for_labelers_of_own_campaigns_only()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var (own, other) = (await workbench.AddCampaignAsync(admin), await workbench.AddCampaignAsync(admin, name: "Elsewhere"));
        var rosa = await workbench.AddPersonAsync("rosa", PersonRole.Researcher, own);
        using var rosas = await Visitor.SignInAsync(workbench, rosa);
        (await rosas.OpenAsync("/invitations")).Page.ShouldNotContain("Elsewhere");

        using var tooHigh = await rosas.PostAsync("/invitations", ("role", "Reviewer"), ("days", "7"), ("note", ""), ("campaign", own));
        using var notHers = await rosas.PostAsync("/invitations", ("role", "Labeler"), ("days", "7"), ("note", ""), ("campaign", other));
        using var nowhere = await rosas.PostAsync("/invitations", ("role", "Labeler"), ("days", "7"), ("note", ""));
        using var good = await rosas.PostAsync("/invitations", ("role", "Labeler"), ("days", "7"), ("note", ""), ("campaign", own));

        tooHigh.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        notHers.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        nowhere.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        good.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await workbench.Database.ReadAsync(c => Task.FromResult(c.Invitations.Count(i => i.CreatedBy == rosa.Id)))).ShouldBe(1);
    }

    [Fact]
    public async Task Reset_link_gives_a_new_password_once_and_ends_sessions()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (admin, bob) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), await workbench.AddPersonAsync("bob"));
        using var admins = await Visitor.SignInAsync(workbench, admin);
        using var bobs = await Visitor.SignInAsync(workbench, bob);
        await admins.OpenAsync($"/people/{bob.Id}");
        using var made = await admins.PostAsync($"/people/{bob.Id}/reset");
        var link = LinkIn(await made.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken));
        using var guest = new Visitor(workbench.Url);
        (await guest.OpenAsync(link)).Page.ShouldContain("bob");

        using var set = await guest.PostAsync(link, ("password", "brand new password"));
        using var again = await guest.PostAsync(link, ("password", "yet another password"));

        set.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        again.StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        (await bobs.OpenAsync("/account")).Status.ShouldBe(HttpStatusCode.Redirect);
        using var fresh = new Visitor(workbench.Url);
        using var entered = await fresh.SignInAsync("bob", "brand new password");
        entered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<string> InviteAsync(Visitor admin, params (string, string)[] fields)
    {
        await admin.OpenAsync("/invitations");
        using var made = await admin.PostAsync("/invitations", fields);
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        return LinkIn(await made.Content.ReadAsStringAsync());
    }

    private static string LinkIn(string page) => new Uri(LinkPattern().Match(page).Groups[1].Value).PathAndQuery;

    [GeneratedRegex("<input type=\"checkbox\" name=\"campaign\"[^>]* checked")]
    private static partial Regex TickedPattern();

    [GeneratedRegex("<code class=\"secret\">([^<]+)</code>")]
    private static partial Regex LinkPattern();
}
