using System.Net;

namespace Precept.Workbench.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task Home_nobody_signed_in_leads_to_the_sign_in()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var client = workbench.NewClient();
        client.DefaultRequestHeaders.Add("Accept", "text/html");

        using var answer = await client.GetAsync("/", TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/sign-in?to=");
    }

    [Fact]
    public async Task Home_a_member_sees_the_campaign()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", Storage.PersonRole.Admin);
        await workbench.AddCampaignAsync(admin);
        using var client = await workbench.SignInAsync(admin);

        (await client.GetStringAsync("/", TestContext.Current.CancellationToken)).ShouldContain("Refusals");
    }
}
