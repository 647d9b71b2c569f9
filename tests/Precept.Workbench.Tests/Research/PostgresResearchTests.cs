using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workbench.Webhooks;

namespace Precept.Workbench.Tests.Research;

public sealed class PostgresResearchTests(PostgresServer postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_and_exports_answer_on_postgres()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        await ExportAndApiTests.LabelAsync(workbench, campaign, 1, admin, new LabelContent { Tiers = [0, 1, 2], DecidedOn = "keep_secrets" });
        using var client = await workbench.SignInAsync(admin);
        (await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/spec/keep_secrets/notes", new() { ["text"] = "Why?" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var task = await workbench.Database.ReadAsync(c => c.Tasks.OrderBy(t => t.Number).Select(t => t.Id).FirstAsync(Stop));

        string[] paths =
        [
            "", "/progress", "/tasks", "/tasks?state=disagreement&section=keep_secrets&language=en&purpose=normal", $"/tasks/{task}", "/tasks/add", "/spec", "/spec/keep_secrets", "/members", "/settings", "/queues",
            "/export", "/export/preferences.jsonl", "/export/labels.jsonl", "/export/ranked.csv", "/webhooks",
        ];
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync($"/campaigns/{campaign}{path}", Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        (await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/queues/order", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Webhook_of_two_servers_is_told_of_each_event_once()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var receiver = await WebhookReceiver.StartAsync(failures: 0);
        WorkbenchOptions Often(WorkbenchOptions o) => o with { Database = database, Webhooks = new WebhookOptions { AllowPrivate = true, Interval = TimeSpan.FromMilliseconds(20) } };
        await using var one = await RunningWorkbench.StartAsync(change: Often);
        await using var two = await RunningWorkbench.StartAsync(change: Often);
        var admin = await one.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await one.AddCampaignAsync(admin);
        await ((WebhookQueue)one.Server.Services.GetService(typeof(WebhookQueue))!).AddAsync(campaign, receiver.Url, [EventKinds.CampaignChanged], Stop);

        const int Changes = 40;
        for (var i = 0; i < Changes; i++)
        {
            await (i % 2 == 0 ? one : two).Campaigns.SetStateAsync(campaign, i % 2 == 0 ? CampaignState.Paused : CampaignState.Running, admin.Id, Stop);
        }

        await receiver.WaitAsync(Changes);
        await WebhookReceiver.WaitForAsync(async () => await one.Database.ReadAsync(c => c.Deliveries.AllAsync(d => d.DeliveredAt != null, Stop)));
        var calls = await receiver.WaitAsync(Changes);
        calls.Count.ShouldBe(Changes);
        calls.Select(c => JsonDocument.Parse(c.Body).RootElement.GetProperty("number").GetInt64()).Distinct().Count().ShouldBe(Changes);
    }
}
