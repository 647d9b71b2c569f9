using System.Net;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests;

public sealed class PostgresTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Two_servers_on_one_database_share_people_campaigns_and_cookies()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var one = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        await using var two = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        var admin = await one.AddPersonAsync("ada", PersonRole.Admin);
        await one.AddCampaignAsync(admin);
        using var client = await one.SignInAsync(admin);

        using var request = new HttpRequestMessage(HttpMethod.Get, two.Url + "/");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Refusals");
    }
}
