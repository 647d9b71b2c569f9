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

        await page.ShouldBeAccessibleAsync(name);
        await page.PressAsync("?");
        await page.Page.WaitForSelectorAsync("#keys-dialog[open]");
        await page.ShouldBeAccessibleAsync(name + ", keys");
        await page.PressAsync("Escape", "2", "ArrowRight", "1", "ArrowRight", "b");
        await page.Page.WaitForSelectorAsync("#breach-dialog[open]");
        await page.ShouldBeAccessibleAsync(name + ", a breach");
        await page.Page.SelectOptionAsync("[data-breach=section]", "keep_secrets");
        await page.PressAsync("Enter", "Enter", "Escape", "Enter");
        await page.Page.WaitForSelectorAsync("[data-problem]:not([hidden])");
        await page.ShouldBeAccessibleAsync(name + ", with problems");
        page.ShouldBeQuiet();
        (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }
}
