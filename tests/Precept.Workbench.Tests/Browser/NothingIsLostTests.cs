using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Browser;

public sealed class NothingIsLostTests(WorkbenchBrowser browser)
{
    [Fact]
    public async Task Offline_labels_wait_and_are_sent_once_the_network_is_back()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 3, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var first = await page.AssignmentAsync();
        await page.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        await page.Context.SetOfflineAsync(true);
        await page.PressAsync("ArrowRight", "1", "ArrowRight", "2");
        await page.Page.WaitForSelectorAsync(".saved[data-kind=waiting]");
        await page.PressAsync("Enter");
        await page.UntilAsync($"document.querySelector('[data-assignment]').dataset.assignment !== '{first}'"); // the prefetched one
        var second = await page.AssignmentAsync();
        await page.PressAsync("ArrowRight", "2", "ArrowRight", "1", "Enter");
        await page.Page.WaitForSelectorAsync("[data-banner=waiting]");
        (await LabelsAsync(workbench)).ShouldBeEmpty();

        await page.Context.SetOfflineAsync(false);
        await page.UntilAsync("document.querySelector('[data-today]').textContent.includes('2 of 40')");
        await page.Page.WaitForSelectorAsync("[data-assignment]");

        (await LabelsAsync(workbench)).Select(l => l.AssignmentId).ShouldBe([first, second], ignoreOrder: true);
        (await page.AssignmentAsync()).ShouldNotBeOneOf(first, second);
        (await page.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('precept:')).length")).ShouldBe(0);
    }

    [Fact]
    public async Task Server_stopped_and_started_again_has_the_label()
    {
        var folder = Directory.CreateTempSubdirectory("precept-workbench-");
        try
        {
            string campaign, address, assignment;
            Person person;
            BrowserPage page;
            await using (var workbench = await RunningWorkbench.StartAsync(folder.FullName))
            {
                (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 2, answers: 2);
                address = workbench.Url;
                page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
                assignment = await page.AssignmentAsync();
                await page.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
            }

            await using var _ = page;
            await page.PressAsync("ArrowRight", "1", "ArrowRight", "2");
            await page.Page.WaitForSelectorAsync(".saved[data-kind=waiting]");
            await page.PressAsync("Enter");

            await using var again = await RunningWorkbench.StartAsync(folder.FullName, o => o with { Url = address });
            await page.UntilAsync("document.querySelector('[data-today]').textContent.includes('1 of 40')");
            (await LabelsAsync(again)).ShouldHaveSingleItem().AssignmentId.ShouldBe(assignment);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Second_tab_is_told_and_may_take_over()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 1, answers: 2);
        var address = $"/campaigns/{campaign}/label";
        await using var page = await browser.OpenAsync(workbench, person, address);
        await page.PressAsync("ArrowRight", "2");
        await page.SavedAsync();

        var other = await page.NewTabAsync(address);
        await other.WaitForSelectorAsync("[data-banner=otherTab]");
        (await other.EvaluateAsync<bool>("document.getElementById('task').inert")).ShouldBeTrue();
        await other.ClickAsync("[data-banner=otherTab] button");
        await BrowserPage.UntilAsync(other, "!document.getElementById('task').inert");
        (await other.Locator("[data-slot='1'] [data-chip]").CountAsync()).ShouldBe(1);

        await page.Page.WaitForSelectorAsync("[data-banner=otherTab]");
        await other.Keyboard.PressAsync("1");
        await other.WaitForSelectorAsync(".saved[data-kind=saved]");
        await page.Page.ClickAsync("[data-banner=otherTab] button");
        await page.UntilAsync("document.querySelector('[data-slot=\"0\"] [data-chip]') !== null");
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Task_fetched_ahead_before_a_reload_is_worked_on_without_a_question()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 3, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        await page.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle); // the next one is here
        await page.ReloadAsync();
        var first = await page.AssignmentAsync();
        await page.PressAsync("ArrowRight", "1", "ArrowRight", "2", "Enter");
        await page.UntilAsync($"document.querySelector('[data-assignment]')?.dataset.assignment !== '{first}'");

        await page.PressAsync("ArrowRight", "2", "ArrowRight", "1");
        await page.SavedAsync();
        await page.PressAsync("Enter");

        await page.UntilAsync("document.querySelector('[data-today]').textContent.includes('2 of 40')");
        (await page.Page.QuerySelectorAsync("[data-banner=otherTab]")).ShouldBeNull();
    }

    [Fact]
    public async Task Undo_redo_and_reload_keep_the_draft()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 2, answers: 3);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var assignment = await page.AssignmentAsync();
        const string Placed = "[data-slot]:not([data-slot='']) [data-chip]";

        await page.PressAsync("ArrowRight", "1", "ArrowRight", "2", "ArrowRight", "3", "u", "u");
        (await page.Page.Locator(Placed).CountAsync()).ShouldBe(1);
        await page.PressAsync("Shift+U");
        (await page.Page.Locator(Placed).CountAsync()).ShouldBe(2);
        await page.PressAsync("Control+s");
        await page.SavedAsync();
        await page.ReloadAsync();
        (await page.AssignmentAsync()).ShouldBe(assignment);
        (await page.Page.Locator(Placed).CountAsync()).ShouldBe(2);
        (await page.Page.Locator("[data-banner]").CountAsync()).ShouldBe(0); // a page loaded anew is no other tab

        // A change that no server has seen is newer than its draft.
        await page.Context.SetOfflineAsync(true);
        await page.PressAsync("ArrowRight", "ArrowRight", "ArrowRight", "3");
        await page.Page.WaitForSelectorAsync(".saved[data-kind=waiting]");
        page.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.Page.EvaluateAsync("addEventListener('beforeunload', (e) => e.stopImmediatePropagation(), true)");
        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await page.UntilAsync($"document.querySelectorAll(\"{Placed}\").length === 3");
    }

    [Fact]
    public async Task Undo_after_submit_takes_the_label_back()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 3, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var assignment = await page.AssignmentAsync();
        await page.PressAsync("ArrowRight", "1", "ArrowRight", "2", "Enter");
        await page.UntilAsync("document.querySelector('[data-today]').textContent.includes('1 of 40')");

        await page.PressAsync("u");
        await page.UntilAsync($"document.querySelector('[data-assignment]').dataset.assignment === '{assignment}'");
        await page.SavedAsync();
        (await LabelsAsync(workbench)).ShouldHaveSingleItem().IsWithdrawn.ShouldBeTrue();
        await page.PressAsync("ArrowRight", "2", "Enter");
        await page.UntilAsync($"document.querySelector('[data-assignment]').dataset.assignment !== '{assignment}'");
        await page.UntilAsync("Object.keys(localStorage).filter(k => k.startsWith('precept:')).length === 0");
        var label = (await LabelsAsync(workbench)).ShouldHaveSingleItem();
        (label.IsWithdrawn, label.Revision).ShouldBe((false, 2));
        WorkbenchJson.Read<LabelContent>(label.Content).Tiers.ShouldBe([0, 0]);
    }

    private static Task<List<LabelRow>> LabelsAsync(RunningWorkbench workbench) => workbench.Database.ReadAsync(c => c.Labels.ToListAsync());
}
