using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>The pages of sign-in, account and people in a real browser: WCAG 2.2 AA by axe, nothing wider than a phone, no error in the console.</summary>
public sealed class PeoplePagesBrowserTests
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    [Theory]
    [InlineData(1440, "en-US", ColorScheme.Light)]
    [InlineData(390, "zh-CN", ColorScheme.Dark)]
    public async Task Pages_of_people_hold_wcag_and_fit(int width, string locale, ColorScheme theme)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var setup = workbench.Server.SetupLink!;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = locale, ColorScheme = theme });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var errors = new List<string>();
        page.Console += (_, m) => errors.AddRange(m.Type == "error" ? [m.Text] : []);
        page.PageError += (_, e) => errors.Add(e);
        var address = $"http://localhost:{new Uri(workbench.Url).Port}";
        List<string> problems = [];
        await LookAsync("setup", setup);
        var admin = await workbench.AddPersonAsync("ada-lovelace", PersonRole.Admin);
        var bob = await workbench.AddPersonAsync("bob");
        await workbench.AddCampaignAsync(admin);
        await LookAsync("sign-in", address + "/sign-in");
        await page.FillAsync("[name=name]", "ada-lovelace");
        await page.FillAsync("[name=password]", RunningWorkbench.Password);
        await page.ClickAsync("button.primary");
        await page.WaitForURLAsync("**/");
        await LookAsync("account", address + "/account");
        await LookAsync("people", address + "/people");
        await LookAsync("person", $"{address}/people/{bob.Id}");
        await LookAsync("invitations", address + "/invitations");
        await page.ClickAsync("main button.primary");
        await LookAsync("invited", null);
        await LookAsync("not-found", address + "/people/nobody");

        problems.ShouldBeEmpty();
        errors.Where(e => !e.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();

        async Task LookAsync(string name, string? at)
        {
            if (at is not null)
            {
                await page.GotoAsync(at);
            }

            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var found = await page.RunAxe();
            problems.AddRange(found.Violations.Select(v => $"{name}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
            if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") > width)
            {
                problems.Add($"{name}: wider than {width} pixels");
            }
        }
    }
}
