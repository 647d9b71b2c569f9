using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Precept.Workbench.Storage;
using Precept.Workbench.Tests.Browser;

namespace Precept.Workbench.Tests.PublicInput;

/// <summary>The public's pages in a real browser, on a phone first.</summary>
public sealed class PublicBrowserTests(WorkbenchBrowser browser)
{
    private static readonly string[] Seeds = ["Short is best.", "Warmth matters more.", "Explain at length where it is asked for."];

    [Fact]
    public async Task Phone_votes_are_cast_by_touch_without_a_reload_and_stay()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench);
        await using var visit = await browser.VisitAsync(workbench, $"/public/{consultation.Slug}");
        var page = visit.Page;
        await page.EvaluateAsync("window.before = true");

        foreach (var (number, choice) in ((int, string)[])[(1, "agree"), (2, "disagree"), (3, "pass")])
        {
            await page.ClickAsync($".choice.{choice}");
            await BrowserPage.UntilAsync(page, $"document.querySelector('.progress progress')?.value === {number}");
        }

        (await page.EvaluateAsync<bool>("window.before === true")).ShouldBeTrue("the page was loaded again");
        (await page.InnerTextAsync("#statement")).ShouldContain("You have voted on every statement");
        await page.ReloadAsync();
        (await page.InnerTextAsync(".mine summary")).ShouldBe("Your votes (3)");
        (await workbench.Database.ReadAsync(c => c.Votes.Select(v => v.Value).ToListAsync())).Order().ShouldBe([-1, 0, 1]);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Keys_vote_while_the_statement_has_the_focus_and_not_otherwise()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench);
        await using var visit = await browser.VisitAsync(workbench, $"/public/{consultation.Slug}", width: 1440, height: 900);
        var page = visit.Page;

        await page.FocusAsync("textarea[name=text]");
        await page.Keyboard.PressAsync("1");
        (await page.InputValueAsync("textarea[name=text]")).ShouldBe("1");
        await page.FocusAsync("#statement");
        foreach (var (number, key) in ((int, string)[])[(1, "1"), (2, "2"), (3, "3")])
        {
            await page.Keyboard.PressAsync(key);
            await BrowserPage.UntilAsync(page, $"document.querySelector('.progress progress')?.value === {number} && document.activeElement.id === 'statement'");
        }

        (await workbench.Database.ReadAsync(c => c.Votes.Select(v => v.Value).ToListAsync())).Order().ShouldBe([-1, 0, 1]);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Everything_works_without_script()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench);
        await using var visit = await browser.VisitAsync(workbench, $"/public/{consultation.Slug}", hasScript: false);
        var page = visit.Page;

        await page.ClickAsync(".choice.agree");
        await page.WaitForURLAsync("**said=voted**");
        await page.FillAsync("textarea[name=text]", "Clear is better than short.");
        await page.ClickAsync("form[action$=statements] button");
        await page.WaitForURLAsync("**said=added**");
        await page.GotoAsync($"/public/{consultation.Slug}/proposals");
        await page.FillAsync("textarea[name=text]", "The assistant says what is needed.");
        await page.ClickAsync("button[value=show]");
        (await page.InnerHTMLAsync("#change")).ShouldContain("diff-");
        await page.FillAsync("textarea[name=why]", "It is plainer.");
        await page.ClickAsync("button[value=send]");
        await page.WaitForURLAsync("**said=proposed**");

        (await page.InnerTextAsync(".proposal")).ShouldContain("It is plainer.");
        (await workbench.Database.ReadAsync(async c => (await c.Votes.CountAsync(), await c.Statements.CountAsync(), await c.Proposals.CountAsync(), await c.Participants.CountAsync()))).ShouldBe((2, 4, 1, 1));
    }

    [Fact]
    public async Task Proposal_shows_what_it_changes_as_it_is_written()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench);
        await using var visit = await browser.VisitAsync(workbench, $"/public/{consultation.Slug}/proposals");
        var page = visit.Page;

        await page.FillAsync("textarea[name=text]", "The assistant says no more than is needed, and no less.");
        await page.FocusAsync("textarea[name=why]");
        await BrowserPage.UntilAsync(page, "document.querySelector('#change ins')?.textContent === ', and no less'");
        visit.ShouldBeQuiet();
    }

    [Theory]
    [InlineData(390, "zh-CN", ColorScheme.Dark)]
    [InlineData(1440, "en-US", ColorScheme.Light)]
    public async Task Pages_keep_WCAG_and_their_width(int width, string locale, ColorScheme theme)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench);
        await OpinionsAsync(workbench, consultation);
        await using var visit = await browser.VisitAsync(workbench, $"/public/{consultation.Slug}", width, 900, locale, theme);
        var page = visit.Page;
        await page.ClickAsync(".choice.agree");
        await BrowserPage.UntilAsync(page, "document.querySelector('.progress progress')?.value === 1");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await LookAsync(visit, $"vote-{width}-{locale}-{theme}");
        await page.GotoAsync($"/public/{consultation.Slug}/proposals");
        await page.FillAsync("textarea[name=text]", "The assistant says no more than is needed, and no less.");
        await page.FillAsync("textarea[name=why]", "Less can be too little.");
        await page.ClickAsync("button[value=send]");
        await page.WaitForURLAsync("**said=proposed**");
        await LookAsync(visit, $"proposals-{width}-{locale}-{theme}");
        await page.GotoAsync($"/public/{consultation.Slug}/results");
        await LookAsync(visit, $"results-{width}-{locale}-{theme}");
        visit.ShouldBeQuiet();
    }

    /// <summary>Checks a page.</summary>
    private static async Task LookAsync(BrowserPage visit, string name)
    {
        await visit.ShouldBeAccessibleAsync(name);
        await visit.ShouldFitAsync(name);
    }

    private static async Task<ConsultationRow> OpenAsync(RunningWorkbench workbench)
    {
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        return await workbench.AddConsultationAsync(campaign, Seeds, areResultsPublic: true);
    }

    // Thirty participants in two camps, who do not all agree within theirs; by rows, since how votes come in is tested elsewhere.
    private static Task OpinionsAsync(RunningWorkbench workbench, ConsultationRow consultation) => workbench.Database.WriteAsync(async c =>
    {
        var statements = await c.Statements.Where(s => s.ConsultationId == consultation.Id).OrderBy(s => s.Number).ToListAsync();
        for (var p = 0; p < 30; p++)
        {
            c.Participants.Add(new ParticipantRow { Id = $"p{p:00}", ConsultationId = consultation.Id, SecretHash = $"{p}", JoinedAt = p });
            foreach (var (index, statement) in statements.Index())
            {
                var value = index == 2 ? (p % 5 == 0 ? 0 : 1) : (p < 18) == (index == 0) ? (p % 7 == 3 ? 0 : 1) : -1;
                c.Votes.Add(new VoteRow { ConsultationId = consultation.Id, StatementId = statement.Id, ParticipantId = $"p{p:00}", Value = value, VotedAt = p });
                statement.Votes++;
            }
        }

        return true;
    });
}
