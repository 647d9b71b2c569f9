using Microsoft.Playwright;
using Precept.Workbench.Storage;
using Precept.Workbench.Tests.Browser;

namespace Precept.Workbench.Tests.Security;

/// <summary>The pages of sign-in, account and people in a real browser: WCAG 2.2 AA by axe, nothing wider than a phone, no error in the console.</summary>
public sealed class PeoplePagesBrowserTests(WorkbenchBrowser browser)
{
    [Theory]
    [InlineData(1440, "en-US", ColorScheme.Light)]
    [InlineData(390, "zh-CN", ColorScheme.Dark)]
    public async Task Pages_of_people_hold_wcag_and_fit(int width, string locale, ColorScheme theme)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var setup = workbench.Server.SetupLink!;
        await using var visit = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = locale, ColorScheme = theme });
        var page = visit.Page;
        var address = $"http://localhost:{new Uri(workbench.Url).Port}";
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

        visit.ShouldBeQuiet();

        async Task LookAsync(string name, string? at)
        {
            if (at is not null)
            {
                await page.GotoAsync(at);
            }

            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await visit.ShouldBeAccessibleAsync(name);
            await visit.ShouldFitAsync(name);
        }
    }
}
