using Microsoft.Playwright;
using Precept.Workbench.Storage;
using Precept.Workbench.Tests.Browser;

namespace Precept.Workbench.Tests.Security;

/// <summary>Passkeys in a real browser with an authenticator that the browser simulates: making the first admin, adding one, signing in, removing.</summary>
public sealed class PasskeyBrowserTests(WorkbenchBrowser browser)
{
    [Fact]
    public async Task Passkey_makes_the_first_admin_and_signs_in_again()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await using var visit = await NewPageAsync();
        var page = visit.Page;

        await page.GotoAsync(workbench.Server.SetupLink!);
        await page.FillAsync("[name=displayName]", "Ada Lovelace");
        await page.ClickAsync("[data-passkey-join]");
        await page.WaitForURLAsync("**/?joined=1");

        var person = await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Single()));
        (person.Handle, person.Role, person.PasswordHash).ShouldBe(("ada-lovelace", PersonRole.Admin, null));
        await page.GotoAsync(Named(workbench) + "/account");
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.ClickAsync("[data-passkey-sign-in]");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync(Named(workbench) + "/account");
        (await page.TextContentAsync("h1"))!.ShouldContain("Ada Lovelace");

        // It is the only way in: it stays.
        await page.ClickAsync("form[action$='/remove'] button");
        (await page.TextContentAsync("[role=alert]"))!.ShouldContain("only way to sign in");
    }

    [Fact]
    public async Task Passkey_added_named_and_removed_no_longer_signs_in()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await workbench.AddPersonAsync("ada");
        await using var visit = await NewPageAsync();
        var page = visit.Page;
        await page.GotoAsync(Named(workbench) + "/sign-in?to=/account");
        await page.FillAsync("[name=name]", "ada");
        await page.FillAsync("[name=password]", RunningWorkbench.Password);
        await page.ClickAsync("button.primary");

        await page.FillAsync("[data-passkey-name]", "My laptop");
        await page.ClickAsync("[data-passkey-add]");
        await page.WaitForSelectorAsync("input[value='My laptop']");
        await page.FillAsync("form[action$='/name'] input[name=name]", "Old laptop");
        await page.ClickAsync("form[action$='/name'] button");
        await page.WaitForSelectorAsync("input[value='Old laptop']");
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.ClickAsync("[data-passkey-sign-in]");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync(Named(workbench) + "/account");
        await page.ClickAsync("form[action$='/remove'] button");
        await page.WaitForSelectorAsync("input[value='Old laptop']", new() { State = WaitForSelectorState.Detached });
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.ClickAsync("[data-passkey-sign-in]");

        await page.WaitForSelectorAsync("[data-passkey-problem]:not([hidden])");
        page.Url.ShouldEndWith("/sign-in");
    }

    [Fact]
    public async Task Passkeys_under_an_ip_address_are_off_and_say_why()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await using var visit = await NewPageAsync();
        var page = visit.Page;

        await page.GotoAsync(workbench.Url + "/sign-in");

        await page.WaitForSelectorAsync("[data-passkey-unsupported]:not([hidden])");
        (await page.IsDisabledAsync("[data-passkey-sign-in]")).ShouldBeTrue();
    }

    private static string Named(RunningWorkbench workbench) => $"http://localhost:{new Uri(workbench.Url).Port}";

    private async Task<BrowserPage> NewPageAsync()
    {
        var visit = await browser.NewPageAsync(new() { Locale = "en-US" });
        var devTools = await visit.Context.NewCDPSessionAsync(visit.Page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return visit;
    }
}
