using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Storage;
using Precept.Workbench.Webhooks;

namespace Precept.Workbench.Tests.Research;

public sealed partial class WebhookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2606:4700::1111", true)]
    public void Is_public_by_the_registries(string address, bool isPublic) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("https://example.org/hook", true)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("http://[::1]/", false)]
    [InlineData("http://2130706433/", false)]
    [InlineData("http://localhost:5210/", false)]
    [InlineData("https://user:word@example.org/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/hook", false)]
    public void IsUsable_by_what_an_address_says(string url, bool isUsable) => WebhookClient.IsUsable(url, new WebhookOptions()).ShouldBe(isUsable);

    [Fact]
    public void Wait_doubles_up_to_the_longest_and_ends()
    {
        var options = new WebhookOptions { FirstWait = TimeSpan.FromSeconds(30), LongestWait = TimeSpan.FromSeconds(100), MostTries = 4 };
        double? Seconds(int tries, double random) => WebhookSchedule.Wait(tries, options, random)?.TotalSeconds;

        (Seconds(1, 0), Seconds(1, 1), Seconds(2, 1), Seconds(3, 1), Seconds(4, 1)).ShouldBe((15, 30, 60, 100, null));
    }

    [Fact]
    public void Of_signs_the_time_and_the_body() =>
        // printf 1.x | openssl dgst -sha256 -hmac Jefe
        WebhookSignature.Of("Jefe", 1, "x").ShouldBe("t=1,v1=2f7ccbd0f043456ad29514b2d24a8aa345ec6673a5db1b44e91c8ac99d1841e3");

    [Fact]
    public async Task SendAsync_name_that_leads_to_loopback_is_refused_when_connecting()
    {
        using var client = new WebhookClient(new WorkbenchOptions { Workspace = "." });

        // Let through by its looks, it is caught by where it leads.
        var result = await client.SendAsync("http://localhost:9/", "secret", "d", "k", "{}", Stop);

        (result.Status, result.Error).ShouldBe((null, "localhost leads to a private address, which webhooks may not reach here"));
    }

    [Fact]
    public async Task Webhook_fails_twice_then_is_told_once_with_a_right_signature()
    {
        await using var receiver = await WebhookReceiver.StartAsync(failures: 2);
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with
        {
            Webhooks = new WebhookOptions { AllowPrivate = true, FirstWait = TimeSpan.FromMilliseconds(50), Interval = TimeSpan.FromMilliseconds(50) },
        });
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        using var client = await workbench.SignInAsync(admin);
        using var form = new FormUrlEncodedContent([new("url", receiver.Url + "/hook"), new("kind", EventKinds.CampaignChanged)]);
        var page = await (await client.PostAsync($"/campaigns/{campaign}/webhooks", form, Stop)).Content.ReadAsStringAsync(Stop);
        var secret = SecretPattern().Match(page).Groups[1].Value;
        secret.ShouldStartWith("whsec_");

        await workbench.Campaigns.SetStateAsync(campaign, CampaignState.Paused, admin.Id, Stop);
        var calls = await receiver.WaitAsync(3);

        // The same delivery three times, each signed by HMAC-SHA256 over "t.body".
        calls.Select(c => c.Delivery).Distinct().Count().ShouldBe(1);
        foreach (var call in calls)
        {
            var parts = call.Signature.Split(',').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
            parts["v1"].ShouldBe(Convert.ToHexStringLower(Hmac(secret, $"{parts["t"]}.{call.Body}")));
        }

        calls[2].Body.ShouldContain("\"kind\":\"campaign.changed\"");
        calls[2].Body.ShouldContain("\"state\":\"paused\"");
        calls[2].Body.ShouldContain("\"person\":\"ada\"");
        await WebhookReceiver.WaitForAsync(async () => await workbench.Database.ReadAsync(c => c.Deliveries.AnyAsync(d => d.DeliveredAt != null && d.Attempts == 3 && d.Status == 204, Stop)));
        var after = await client.GetStringAsync($"/campaigns/{campaign}/webhooks", Stop);
        after.ShouldContain("delivered (204)");
        after.ShouldNotContain(secret);

        var delivery = await workbench.Database.ReadAsync(c => c.Deliveries.Select(d => d.Id).FirstAsync(Stop));
        (await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/deliveries/{delivery}/again", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await receiver.WaitAsync(4))[3].Delivery.ShouldBe(delivery);
    }

    [Fact]
    public async Task Webhook_at_a_private_address_is_refused_and_none_of_another_campaign_is_reached()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        var other = await workbench.AddCampaignAsync(admin, name: "Other");
        using var client = await workbench.SignInAsync(admin);

        var refused = await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/webhooks", new() { ["url"] = "http://169.254.169.254/", ["kind"] = EventKinds.LabelSubmitted });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var added = await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/webhooks", new() { ["url"] = "https://example.org/", ["kind"] = EventKinds.LabelSubmitted });
        added.StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = await workbench.Database.ReadAsync(c => c.Webhooks.Select(w => w.Id).SingleAsync(Stop));
        (await CampaignPagesTests.PostAsync(client, $"/campaigns/{other}/webhooks/{id}/remove", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/webhooks/{id}/remove", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Receiver_that_does_not_answer_keeps_no_other_waiting()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0); // connections are made, and nothing is ever said
        silent.Start();
        await using var receiver = await WebhookReceiver.StartAsync(failures: 0);
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with
        {
            Webhooks = new WebhookOptions { AllowPrivate = true, Timeout = TimeSpan.FromMinutes(5), Interval = TimeSpan.FromMilliseconds(50) },
        });
        var (admin, queue) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), workbench.Server.Services.GetRequiredService<WebhookQueue>());
        var campaign = await workbench.AddCampaignAsync(admin);
        await queue.AddAsync(campaign, $"http://{silent.LocalEndpoint}/", [EventKinds.CampaignChanged], Stop);
        await queue.AddAsync(campaign, receiver.Url, [EventKinds.CampaignChanged], Stop);

        await ChangeAsync(workbench, campaign, admin.Id, 20);
        await receiver.WaitAsync(20);
        await ChangeAsync(workbench, campaign, admin.Id, 2);

        (await receiver.WaitAsync(22)).Select(c => c.Delivery).Distinct().Count().ShouldBe(22);
    }

    [Fact]
    public async Task More_receivers_that_do_not_answer_than_there_are_places_take_turns_with_the_others()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(backlog: 1000);
        await using var receiver = await WebhookReceiver.StartAsync(failures: 0);
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with
        {
            Webhooks = new WebhookOptions { AllowPrivate = true, Timeout = TimeSpan.FromMilliseconds(300), FirstWait = TimeSpan.FromHours(1), Interval = TimeSpan.FromMilliseconds(50) },
        });
        var (admin, queue) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), workbench.Server.Services.GetRequiredService<WebhookQueue>());
        var (campaign, other) = (await workbench.AddCampaignAsync(admin), await workbench.AddCampaignAsync(admin, name: "Other"));
        for (var i = 0; i < 5; i++)
        {
            await queue.AddAsync(campaign, $"http://{silent.LocalEndpoint}/{i}", [EventKinds.CampaignChanged], Stop);
        }

        await queue.AddAsync(other, receiver.Url, [EventKinds.CampaignChanged], Stop);
        await ChangeAsync(workbench, campaign, admin.Id, 40);
        await WebhookReceiver.WaitForAsync(() => workbench.Database.ReadAsync(c => c.Deliveries.AnyAsync(d => d.Attempts == 1, Stop)));

        await ChangeAsync(workbench, other, admin.Id, 1);
        await receiver.WaitAsync(1);

        // 200 deliveries by 8 places of 0.3 s are 7.5 s of waiting: most were older than the one that was told.
        (await workbench.Database.ReadAsync(c => c.Deliveries.CountAsync(d => d.Attempts == 0, Stop))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task TakeAsync_few_of_one_webhook_and_none_of_those_that_had_their_turn()
    {
        await using var workbench = await StartQuietAsync();
        var (admin, queue) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), workbench.Server.Services.GetRequiredService<WebhookQueue>());
        var campaign = await workbench.AddCampaignAsync(admin);
        var first = await queue.AddAsync(campaign, "https://example.org/1", [EventKinds.CampaignChanged], Stop);
        var second = await queue.AddAsync(campaign, "https://example.org/2", [EventKinds.CampaignChanged], Stop);
        await ChangeAsync(workbench, campaign, admin.Id, 5);
        await queue.SpreadAsync(Stop);

        (await queue.TakeAsync(8, 2, [], Stop)).Select(d => d.WebhookId).Order().ShouldBe(new[] { first.Id, first.Id, second.Id, second.Id }.Order());
        (await queue.TakeAsync(8, 2, [first.Id], Stop)).Select(d => d.WebhookId).ShouldBe([second.Id, second.Id]);
        (await queue.TakeAsync(1, 2, [second.Id], Stop)).Select(d => d.WebhookId).ShouldBe([first.Id]);
    }

    [Fact]
    public async Task TakeAsync_webhook_switched_off_waits_until_it_is_on_again()
    {
        await using var workbench = await StartQuietAsync();
        var (admin, queue) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), workbench.Server.Services.GetRequiredService<WebhookQueue>());
        var campaign = await workbench.AddCampaignAsync(admin);
        var (id, _) = await queue.AddAsync(campaign, "https://example.org/", [EventKinds.CampaignChanged], Stop);
        await ChangeAsync(workbench, campaign, admin.Id, 1);
        await queue.SpreadAsync(Stop);

        await queue.SwitchAsync(campaign, id, isActive: false, Stop);
        (await queue.TakeAsync(8, 2, [], Stop)).ShouldBeEmpty();
        await queue.SwitchAsync(campaign, id, isActive: true, Stop);
        (await queue.TakeAsync(8, 2, [], Stop)).Select(d => d.WebhookId).ShouldBe([id]);
    }

    [Fact]
    public async Task Webhook_whose_secret_cannot_be_decrypted_fails_and_is_given_up()
    {
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with
        {
            Webhooks = new WebhookOptions { FirstWait = TimeSpan.FromMilliseconds(20), Interval = TimeSpan.FromMilliseconds(50), MostTries = 2 },
        });
        var (admin, queue) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), workbench.Server.Services.GetRequiredService<WebhookQueue>());
        var campaign = await workbench.AddCampaignAsync(admin);
        await queue.AddAsync(campaign, "https://example.org/", [EventKinds.CampaignChanged], Stop);
        await workbench.Database.WriteAsync(c => c.Webhooks.ExecuteUpdateAsync(s => s.SetProperty(w => w.ProtectedSecret, "nonsense"), Stop), Stop);

        await ChangeAsync(workbench, campaign, admin.Id, 1);

        await WebhookReceiver.WaitForAsync(() => workbench.Database.ReadAsync(c => c.Deliveries.AnyAsync(d => d.IsGivenUp, Stop)));
        var delivery = await workbench.Database.ReadAsync(c => c.Deliveries.SingleAsync(Stop));
        (delivery.Attempts, delivery.Status, delivery.DeliveredAt).ShouldBe((2, null, null));
        delivery.Error.ShouldNotBeNull().ShouldContain("secret cannot be decrypted");
    }

    // One whose sender does not get to work within a test.
    private static Task<RunningWorkbench> StartQuietAsync() => RunningWorkbench.StartAsync(change: o => o with { Webhooks = new WebhookOptions { Interval = TimeSpan.FromHours(1) } });

    private static async Task ChangeAsync(RunningWorkbench workbench, string campaign, string by, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await workbench.Campaigns.SetStateAsync(campaign, i % 2 == 0 ? CampaignState.Paused : CampaignState.Running, by, Stop);
        }
    }

    private static byte[] Hmac(string key, string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("data-secret[^>]*>([^<]+)<")]
    private static partial Regex SecretPattern();
}
