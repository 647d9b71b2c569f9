using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Precept.EndToEnd.Tests;

/// <summary>One person's labels, made in a browser, end in a trained model: setup link, campaign, ten tasks ranked with keys, <c>data build</c>, DPO.</summary>
public sealed class LabelsToModelTests(Browser browser) : IClassFixture<Browser>
{
    private const int Tasks = 10;

    private static readonly Dictionary<string, string?> OneThread = new() { ["OMP_NUM_THREADS"] = "1" };

    [Fact]
    public async Task Ten_prompts_ranked_in_the_browser_become_preferences_and_a_model()
    {
        if (!File.Exists(Path.Combine(TestFolder.Repository, "models/pocket-base/config.json")))
        {
            Assert.Skip("needs models/pocket-base");
        }

        using var folder = new TestFolder();
        await JsonAsync(folder, "prompts build --per-family 1 --split train");
        await JsonAsync(folder, "sample models/pocket-base --count 2 --max-tokens 16");
        using (var server = await ServeAsync(folder))
        {
            var campaign = await MakeCampaignAsync(server);
            await RankAsync(server, campaign);
            server.Process.Kill(entireProcessTree: true); // no goodbye: what was submitted is there all the same
            await server.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await CommandRun.OfAsync(folder.Path, "labels", "verify")).Succeeded().Out.ShouldContain("whole");
        (await JsonAsync(folder, "labels export labels.jsonl"))["events"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(2 * Tasks); // given and submitted
        (await JsonAsync(folder, "labels verify labels.jsonl"))["whole"]!.GetValue<bool>().ShouldBeTrue();
        (await JsonAsync(folder, "labels pull")).AsObject().Select(p => p.Key).ShouldBe(["added", "revised", "withdrawn"]);
        var data = await JsonAsync(folder, "data build --from judgments --judge human --name people");
        data["preferences"]!.GetValue<int>().ShouldBe(Tasks);
        data["judge"]!.GetValue<string>().ShouldContain("human");
        var dpo = await JsonAsync(folder, "train dpo --data people --from models/pocket-base --set dpo.epochs=0.5 --set dpo.batch_size=4");
        dpo["steps"]!.GetValue<int>().ShouldBeGreaterThan(0);
        File.Exists(Path.Combine(dpo["folder"]!.GetValue<string>(), "model.safetensors")).ShouldBeTrue();
    }

    private async Task<string> MakeCampaignAsync(Server server)
    {
        await using var opened = await browser.OpenAsync(server.Setup);
        var page = opened.Page;
        await page.FillAsync("[name=displayName]", "Reader One");
        await page.FillAsync("[name=handle]", "reader-one");
        await page.FillAsync("[name=password]", "a long enough password");
        await page.ClickAsync("main form button.primary");
        await page.GotoAsync(server.Url + "/campaigns/new");
        await page.FillAsync("[name=name]", "Ten prompts");
        await page.CheckAsync("[name=draw]");
        await page.FillAsync("[name=answers]", "2");
        await page.FillAsync("[name=tasks]", $"{Tasks}");
        await page.ClickAsync("button[value=make]");
        await page.WaitForURLAsync(url => !url.Contains("/new", StringComparison.Ordinal));
        var campaign = new Uri(page.Url).Segments[2].Trim('/');
        await page.GotoAsync($"{server.Url}/campaigns/{campaign}");
        await page.ClickAsync("button[name=state][value=running i]");
        return campaign;
    }

    private async Task RankAsync(Server server, string campaign)
    {
        await using var opened = await browser.OpenAsync(server.Url + "/sign-in");
        var page = opened.Page;
        await page.FillAsync("[name=name]", "reader-one");
        await page.FillAsync("[name=password]", "a long enough password");
        await page.ClickAsync("main form button.primary");
        await page.GotoAsync($"{server.Url}/campaigns/{campaign}/label");
        for (var done = 0; done < Tasks; done++)
        {
            var assignment = await page.Locator("[data-assignment]").GetAttributeAsync("data-assignment");
            foreach (var key in new[] { "ArrowRight", "1", "ArrowRight", "2" })
            {
                await page.Keyboard.PressAsync(key);
            }

            await page.Locator("select[data-field=decidedOn]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await page.Keyboard.PressAsync("Control+Enter");
            await page.WaitForFunctionAsync($"document.querySelector('[data-assignment]')?.dataset.assignment !== '{assignment}'");
        }

        await page.WaitForFunctionAsync("document.querySelector('[data-assignment]') === null");
    }

    private static async Task<Server> ServeAsync(TestFolder folder)
    {
        var process = CommandRun.Start(folder.Path, null, "serve", "--url", "http://127.0.0.1:0", "--json");
        var text = "";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && (text += line) is not null && line != "}")
        {
        }

        var json = JsonNode.Parse(text)!;
        var setup = json["setup"]!.GetValue<string>();
        return new Server(process, new Uri(setup).GetLeftPart(UriPartial.Authority), setup);
    }

    private static async Task<JsonNode> JsonAsync(TestFolder folder, string command) =>
        (await CommandRun.WithInputAsync(folder.Path, "", OneThread, [.. command.Split(' '), "--json"])).Succeeded().Json;

    private sealed record Server(Process Process, string Url, string Setup) : IDisposable
    {
        public void Dispose()
        {
            if (!Process.HasExited)
            {
                Process.Kill(entireProcessTree: true);
            }

            Process.Dispose();
        }
    }
}
