using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Precept.Judging;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Browser;

public sealed class RankingTests(WorkbenchBrowser browser)
{
    [Fact]
    public async Task Keys_alone_rank_decide_and_submit_and_the_next_task_has_the_focus()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, new CampaignSettings { GoldShare = 0, RepeatShare = 0 }, tasks: 3, answers: 3);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var assignment = await page.AssignmentAsync();
        var order = new[] { await page.AnswerAsync('A'), await page.AnswerAsync('B'), await page.AnswerAsync('C') };
        (await page.Page.Locator("[aria-pressed=true][data-do=place]").CountAsync()).ShouldBe(0);

        // A second, B best, C ties with A; "better"; decided on the first section that applies; a reason.
        await page.PressAsync("ArrowRight", "2", "ArrowRight", "1", "Tab", "2", "g", "g", "d", "ArrowDown");
        await page.Page.Locator("article.answer").First.FocusAsync();
        await page.PressAsync("r");
        await page.Page.Keyboard.TypeAsync("B keeps the secret. 1 2 3 u s");
        await page.PressAsync("Control+Enter");
        await page.UntilAsync($"document.querySelector('[data-assignment]').dataset.assignment !== '{assignment}'");

        (await page.Page.EvaluateAsync<bool>("document.activeElement.matches('[data-start]')")).ShouldBeTrue();
        await page.UntilAsync("document.querySelector('[data-today]').textContent.includes('1 of 40')");
        var label = await LabelAsync(workbench, assignment);
        new[] { label.Tiers[order[0]], label.Tiers[order[1]], label.Tiers[order[2]] }.ShouldBe([1, 0, 1]);
        label.Strength.ShouldBe(PreferenceStrength.Better);
        label.DecidedOn.ShouldBe("keep_secrets");
        label.Reason.ShouldBe("B keeps the secret. 1 2 3 u s");
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Keys_Esc_goes_back_to_the_answer_and_a_doubt_about_the_spec_opens_above_the_ranking()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, new CampaignSettings { GoldShare = 0, RepeatShare = 0 }, tasks: 1, answers: 3);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        await page.Page.SetViewportSizeAsync(1280, 900);
        var second = await page.AnswerAsync('B');
        await page.PressAsync("ArrowRight", "ArrowRight");
        foreach (var key in (string[])["d", "r"])
        {
            await page.PressAsync(key);
            (await page.Page.EvaluateAsync<bool>("document.activeElement.matches('.dock select, .dock textarea')")).ShouldBeTrue();

            await page.PressAsync("Escape");

            (await page.Page.EvaluateAsync<string>("document.activeElement.dataset.answer ?? ''")).ShouldBe($"{second}");
        }

        await page.PressAsync("n");

        (await page.Page.EvaluateAsync<string>("document.activeElement.dataset.field")).ShouldBe("unclearSection");
        (await page.Page.EvaluateAsync<bool>(
            "document.querySelector('[data-fold=unclear]').getBoundingClientRect().bottom <= document.querySelector('.dock').getBoundingClientRect().top")).ShouldBeTrue();
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Drag_places_an_answer_with_mouse()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 2, answers: 3);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var assignment = await page.AssignmentAsync();
        var (a, b, c) = (await page.AnswerAsync('A'), await page.AnswerAsync('B'), await page.AnswerAsync('C'));

        await DragAsync(page, $".answer [data-drag='{b}']", "[data-slot='0']");
        await DragAsync(page, $"[data-chip='{a}']", "[data-slot='1']");
        await DragAsync(page, $"[data-chip='{c}']", "[data-slot='1']");
        await page.Page.ClickAsync("[data-do=submit]");
        await page.UntilAsync($"document.querySelector('[data-assignment]')?.dataset.assignment !== '{assignment}'");

        await page.UntilAsync("document.querySelector('[data-today]').textContent.includes('1 of 40')");
        var label = await LabelAsync(workbench, assignment);
        (label.Tiers[a], label.Tiers[b], label.Tiers[c]).ShouldBe((1, 0, 1));
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Drag_places_an_answer_with_a_finger()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 1, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label", touch: true);
        var (assignment, a) = (await page.AssignmentAsync(), await page.AnswerAsync('A'));
        var (from, to) = (await page.Page.Locator($".answer [data-drag='{a}']").BoundingBoxAsync(), await page.Page.Locator("[data-slot='1']").BoundingBoxAsync());
        var (x, y, right, down) = (from!.X + (from.Width / 2), from.Y + (from.Height / 2), to!.X + (to.Width / 2), to.Y + (to.Height / 2));
        var devTools = await page.Context.NewCDPSessionAsync(page.Page);
        Task TouchAsync(string type, params object[] points) =>
            devTools.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = points });

        await TouchAsync("touchStart", new { x, y });
        foreach (var part in new[] { 0.1f, 0.5f, 1 })
        {
            await TouchAsync("touchMove", new { x = x + (part * (right - x)), y = y + (part * (down - y)) });
        }

        (await page.Page.Locator(".drag-ghost").CountAsync()).ShouldBe(1);
        await TouchAsync("touchEnd");
        await page.SavedAsync();

        (await page.Page.Locator($"[data-slot='1'] [data-chip='{a}']").CountAsync()).ShouldBe(1);
        (await DraftAsync(workbench, assignment)).Tiers[a].ShouldBe(1);
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Incomparable_and_all_unacceptable_are_stored_without_tiers()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 2, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var assignment = await page.AssignmentAsync();

        await page.PressAsync("Enter");
        await page.Page.WaitForSelectorAsync("[data-problem=tiers]:not([hidden])");
        await page.PressAsync("1", "i", "x");
        (await page.Page.Locator("[data-slot='0'] [data-chip]").CountAsync()).ShouldBe(0);
        await page.PressAsync("Enter");
        await page.UntilAsync("document.querySelector('[data-today]').textContent.includes('1 of 40')");

        var label = await LabelAsync(workbench, assignment);
        (label.Incomparable, label.AllUnacceptable, label.Tiers.Count(t => t is not null)).ShouldBe((true, true, 0));
    }

    [Fact]
    public async Task Selected_words_that_break_a_section_are_stored_exactly()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Plain, tasks: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var assignment = await page.AssignmentAsync();

        // From "anything" in bold to the end of "ask": the source has two stars and a colon in between.
        await page.Page.EvaluateAsync(
            """
            () => {
              const text = document.querySelector("[data-text='0']");
              const bold = text.querySelector("strong [data-at]").firstChild;
              const after = [...text.querySelectorAll("[data-at]")].find((run) => run.textContent.includes("ask")).firstChild;
              getSelection().setBaseAndExtent(bold, 0, after, after.textContent.indexOf("ask") + 3);
            }
            """);
        await page.Page.ClickAsync("#selection-menu");
        await page.Page.SelectOptionAsync("[data-breach=section]", "be_brief");
        await page.Page.FillAsync("[data-breach=reason]", "it says more than it must");
        await page.Page.ClickAsync("#breach-dialog [type=submit]");
        (await page.Page.Locator("[data-text='0'] mark.broken").AllTextContentsAsync()).ShouldBe(["anything else", ": ask"]);

        // The keyboard's way: typed words, and the whole answer.
        await page.Page.Locator("article[data-answer='1']").FocusAsync();
        await page.PressAsync("b");
        await page.Page.FillAsync("[data-breach=words]", "no such words");
        await page.Page.SelectOptionAsync("[data-breach=section]", "keep_secrets");
        await page.Page.ClickAsync("#breach-dialog [type=submit]");
        await page.Page.WaitForSelectorAsync("[data-breach-problem]:not([hidden])");
        await page.Page.FillAsync("[data-breach=words]", "**HACKED**");
        await page.Page.ClickAsync("#breach-dialog [type=submit]");
        await page.Page.Locator("article[data-answer='3']").FocusAsync();
        await page.PressAsync("b");
        await page.Page.SelectOptionAsync("[data-breach=section]", "be_brief");
        await page.Page.ClickAsync("#breach-dialog [type=submit]");
        await page.SavedAsync();

        var draft = await DraftAsync(workbench, assignment);
        var source = BrowserTask.Answers[0];
        draft.Breaches.ShouldBe(
        [
            new LabelBreach(0, "be_brief", source.IndexOf("anything", StringComparison.Ordinal), "anything else**: ask", "it says more than it must"),
            new LabelBreach(1, "keep_secrets", BrowserTask.Answers[1].IndexOf("**HACKED**", StringComparison.Ordinal), "**HACKED**", ""),
            new LabelBreach(3, "be_brief", -1, "", ""),
        ]);
        await page.Page.ClickAsync("[data-breaches='1'] .remove");
        (await page.Page.Locator("[data-text='1'] mark").CountAsync()).ShouldBe(0);
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Everything_that_a_campaign_can_ask_is_stored()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, person) = await BrowserTask.AddAsync(workbench, BrowserTask.Everything, tasks: 1, answers: 2);
        await using var page = await browser.OpenAsync(workbench, person, $"/campaigns/{campaign}/label");
        var assignment = await page.AssignmentAsync();

        await page.Page.CheckAsync("[data-field=rating][data-answer='0'][value='6']", new() { Force = true });
        await page.Page.ClickAsync("[data-flags='1'] summary");
        await page.Page.ClickAsync("[data-do=flag][data-answer='1'][data-value=hallucination]");
        await page.Page.ClickAsync("[data-fold=unclear] summary");
        await page.Page.SelectOptionAsync("[data-field=unclearSection]", "be_brief");
        await page.Page.FillAsync("[data-field=unclearText]", "How brief?");
        await page.Page.ClickAsync("[data-fold=ownView] summary");
        await page.Page.SelectOptionAsync("[data-field=ownTier][data-answer='0']", "1");
        await page.Page.SelectOptionAsync("[data-field=ownTier][data-answer='1']", "0");
        await page.Page.ClickAsync("[data-do=edit][data-answer='1']");
        await page.Page.FillAsync("[data-field=edit][data-answer='1']", "I cannot tell.");
        await page.Page.ClickAsync("[data-do=turn][data-value=bad]");
        await page.Page.FillAsync("[data-field=turn]", "It promises too much.");
        await page.SavedAsync();

        var draft = await DraftAsync(workbench, assignment);
        draft.Ratings.ShouldBe([6, null]);
        draft.Flags.Select(f => string.Join(',', f)).ShouldBe(["", "hallucination"]);
        draft.Unclear.ShouldBe(new SectionDoubt("be_brief", "How brief?"));
        draft.OwnView!.Tiers.ShouldBe([1, 0]);
        draft.Edits.ShouldBe([null, "I cannot tell."]);
        draft.Turns.ShouldBe([new TurnFeedback(3, false, "It promises too much.")]);
        page.ShouldBeQuiet();
    }

    private static async Task DragAsync(BrowserPage page, string from, string to)
    {
        var (start, end) = (await page.Page.Locator(from).BoundingBoxAsync(), await page.Page.Locator(to).BoundingBoxAsync());
        await page.Page.Mouse.MoveAsync(start!.X + (start.Width / 2), start.Y + (start.Height / 2));
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(end!.X + (end.Width / 2), end.Y + (end.Height / 2), new() { Steps = 6 });
        await page.Page.Mouse.UpAsync();
    }

    private static async Task<LabelContent> LabelAsync(RunningWorkbench workbench, string assignment) =>
        WorkbenchJson.Read<LabelContent>((await workbench.Database.ReadAsync(c => c.Labels.SingleAsync(l => l.AssignmentId == assignment))).Content);

    private static async Task<LabelContent> DraftAsync(RunningWorkbench workbench, string assignment) =>
        WorkbenchJson.Read<LabelContent>((await workbench.Database.ReadAsync(c => c.Drafts.SingleAsync(d => d.AssignmentId == assignment))).Content);
}
