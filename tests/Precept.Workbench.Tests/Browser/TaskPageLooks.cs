using Microsoft.Playwright;

namespace Precept.Workbench.Tests.Browser;

public sealed class TaskPageLooks(WorkbenchBrowser browser)
{
    [Theory]
    [InlineData("light", 1440, "en-US", ColorScheme.Light)]
    [InlineData("dark", 390, "zh-CN", ColorScheme.Dark)]
    public async Task Page_breaks_no_rule_of_wcag(string name, int width, string locale, ColorScheme theme)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Everything);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label", width, 900, locale, theme);
        await PictureAsync(page, name);

        await page.ShouldBeAccessibleAsync(name);
        await page.PressAsync("?");
        await page.Page.WaitForSelectorAsync("#keys-dialog[open]");
        await PictureAsync(page, name + "-keys");
        await page.ShouldBeAccessibleAsync(name + ", keys");
        await page.PressAsync("Escape", "2", "ArrowRight", "1", "ArrowRight", "b");
        await page.Page.WaitForSelectorAsync("#breach-dialog[open]");
        await PictureAsync(page, name + "-breach");
        await page.ShouldBeAccessibleAsync(name + ", a breach");
        await page.Page.SelectOptionAsync("[data-breach=section]", "keep_secrets");
        await page.PressAsync("Enter", "Enter", "Escape", "Enter");
        await page.Page.WaitForSelectorAsync("[data-problem]:not([hidden])");
        await page.ShouldBeAccessibleAsync(name + ", with problems");
        await PictureAsync(page, name + "-problems", full: true);
        page.ShouldBeQuiet();
        if (name == "dark")
        {
            await page.PressAsync("c", "i");
            await page.Page.EvaluateAsync("scrollTo(0, 500)");
            await PictureAsync(page, name + "-stacked");
        }

        (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }

    // Pictures for people to look at, where a folder for them is named.
    private static async Task PictureAsync(BrowserPage page, string name, bool full = false)
    {
        if (Environment.GetEnvironmentVariable("PRECEPT_PICTURES") is { Length: > 0 } folder)
        {
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"label-{name}.png"), FullPage = full });
        }
    }
}
