using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Browser;

/// <summary>What the task page tells beside the task.</summary>
public sealed class NoticeTests(WorkbenchBrowser browser)
{
    [Fact]
    public async Task Break_is_proposed_after_so_much_work_and_can_be_put_off()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var settings = BrowserTask.Plain with { Wellbeing = new Wellbeing { BreakAfterMinutes = 1 } };
        var (campaign, person) = await BrowserTask.AddAsync(workbench, settings, tasks: 1, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        await page.Page.Clock.InstallAsync();
        await page.ReloadAsync();
        var notice = page.Page.Locator("[data-banner=break]");

        await page.PressAsync("1");
        await page.Page.Clock.RunForAsync(50_000);
        (await notice.CountAsync()).ShouldBe(0);
        await page.PressAsync("2"); // still at work
        await page.Page.Clock.RunForAsync(15_000);

        (await notice.TextContentAsync())!.ShouldContain("You have worked for 1 minutes");
        await notice.Locator("button").ClickAsync();
        (await notice.CountAsync()).ShouldBe(0);
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Known_answer_is_told_after_the_label_with_why()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var settings = BrowserTask.Plain with { Qualification = new Qualification { Items = 1, CutOff = 0 } };
        var (campaign, person) = await BrowserTask.AddAsync(workbench, settings, tasks: 2, answers: 3);
        var known = new NewTask(RunningWorkbench.ContentOf(9)) { Purpose = TaskPurpose.Qualification, Known = new KnownAnswer([0, 1, 2], "keep_secrets", "A keeps <b>the word</b>.") };
        await workbench.Campaigns.AddTasksAsync(campaign, [known], person.Id, cancellationToken: TestContext.Current.CancellationToken);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var (a, b, c) = (await page.AnswerAsync('A'), await page.AnswerAsync('B'), await page.AnswerAsync('C'));

        // The worst first: what is known says the opposite.
        await page.PressAsync("ArrowRight", $"{3 - a}", "ArrowRight", $"{3 - b}", "ArrowRight", $"{3 - c}", "Enter");

        var notice = page.Page.Locator("[data-banner=known]");
        await notice.WaitForAsync();
        (await notice.TextContentAsync())!.ShouldContain("not as expected. A keeps <b>the word</b>.");
        await notice.Locator("button").ClickAsync();
        (await notice.CountAsync()).ShouldBe(0);
        page.ShouldBeQuiet();
    }
}
