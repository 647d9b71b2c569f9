using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Browser;

public sealed class TaskPageTests(WorkbenchBrowser browser, ITestOutputHelper output)
{
    [Fact]
    public async Task Keys_are_changed_and_switched_off_for_good()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 1, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var placed = page.Page.Locator("[data-slot='0'] [data-chip]");

        await page.PressAsync("?");
        await page.Page.ClickAsync("[data-remap=tier1]");
        await page.PressAsync("u");
        (await page.Page.TextContentAsync("[data-keys-problem]"))!.ShouldContain("Undo");
        await page.PressAsync("q");
        await SettingsAsync(workbench, person, s => s.Keys.GetValueOrDefault("tier1") == "q");
        await page.Page.ClickAsync("#keys-dialog [data-close]");
        await page.PressAsync("1");
        (await placed.CountAsync()).ShouldBe(0);
        await page.PressAsync("q");
        (await placed.CountAsync()).ShouldBe(1);
        await page.SavedAsync();

        await page.ReloadAsync();
        (await page.Page.TextContentAsync("article.answer [data-key=tier1]")).ShouldBe("Q");
        await page.PressAsync("?");
        await page.Page.CheckAsync("[data-keys-off]");
        await SettingsAsync(workbench, person, s => s.KeysOff);
        await page.Page.ClickAsync("#keys-dialog [data-close]");
        await page.PressAsync("ArrowRight", "2");
        (await placed.CountAsync()).ShouldBe(1);
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Key_to_paint_is_told()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Everything, tasks: 1, answers: 9);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        await page.Page.EvaluateAsync(
            """
            window.paints = [];
            addEventListener("keydown", () => {
              const pressed = performance.now();
              requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.paints.push(performance.now() - pressed); channel.port2.postMessage(0); });
            }, { capture: true });
            """);

        for (var i = 0; i < 9; i++)
        {
            await page.PressAsync("ArrowRight", $"{i + 1}");
        }

        await BrowserPage.UntilAsync(page.Page, "window.paints.length === 18");
        var paints = (await page.Page.EvaluateAsync<double[]>("window.paints")).Order().ToArray();
        output.WriteLine($"key to paint, 9 answers, {paints.Length} keys: median {paints[9]:F1} ms, worst {paints[^1]:F1} ms");
        paints[9].ShouldBeLessThan(1000); // the aim is 100 ms on a machine of its own; this only tells that keys are not stuck
    }

    [Fact]
    public async Task What_may_harm_is_hidden_until_asked_for_and_can_be_skipped()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 1, answers: 2, harms: ["violence"]);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        (await page.Page.EvaluateAsync<bool>("document.querySelector('[data-veiled]').inert")).ShouldBeTrue();
        await page.Page.ClickAsync("[data-do=unveil]");
        (await page.Page.Locator("[data-veiled]").CountAsync()).ShouldBe(0);

        await page.PressAsync("s");
        await page.Page.CheckAsync("[name=skip][value=harmful]");
        (await page.Page.Locator("[data-harm]:visible").CountAsync()).ShouldBe(1);
        await page.Page.CheckAsync("[name=harm][value=violence]");
        await page.Page.ClickAsync("#skip-dialog [type=submit]");
        await page.Page.WaitForSelectorAsync("[data-nothing]");

        var assignment = await workbench.Database.ReadAsync(c => c.Assignments.SingleAsync());
        (assignment.State, assignment.SkipReason).ShouldBe((AssignmentState.Skipped, "harmful"));
        await SettingsAsync(workbench, person, s => s.OptOut.SequenceEqual(["violence"]));
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Spec_is_searched_and_any_section_opened()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 1, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");

        await page.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("purp");
        await page.Page.WaitForSelectorAsync("[data-found] [data-section=purpose]");
        await page.PressAsync("ArrowDown", "Enter");
        await page.Page.WaitForSelectorAsync("details[open][data-section=purpose]");
        (await page.Page.EvaluateAsync<bool>("document.activeElement.parentElement.dataset.section === 'purpose'")).ShouldBeTrue();
        await page.Page.ClickAsync("[data-do=history]");
        await page.Page.WaitForSelectorAsync("#history-dialog[open]");
        (await page.Page.Locator("[data-history] li").CountAsync()).ShouldBe(1);
        await page.PressAsync("Escape", "c");
        await SettingsAsync(workbench, person, s => s.Stacked);
        await page.ReloadAsync();
        (await page.Page.Locator(".answers.stacked").CountAsync()).ShouldBe(1);
        page.ShouldBeQuiet();
    }

    private static async Task SettingsAsync(RunningWorkbench workbench, Person person, Func<PersonSettings, bool> isSo)
    {
        for (var tries = 0; !isSo(WorkbenchJson.Read<PersonSettings>(await workbench.Database.ReadAsync(c => c.Users.Where(p => p.Id == person.Id).Select(p => p.Settings).SingleAsync()))); tries++)
        {
            tries.ShouldBeLessThan(200);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
