using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Precept.Workbench.Demo;
using Precept.Workbench.Storage;
using Precept.Workbench.Tests.Research;
using Precept.Workspace;

namespace Precept.Workbench.Tests.Browser;

public sealed class ResearchLooks(WorkbenchBrowser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_of_researchers_break_no_rule_of_wcag_and_fit_every_width()
    {
        var starter = Spec.SpecFiles.Read(Path.Combine(DemoContentTests.Repository(), "specs", "starter"));
        await using var workbench = await RunningWorkbench.StartAsync();
        using (var workspace = WorkspaceFolder.Open(workbench.Folder))
        {
            await workspace.SaveSpecAsync(starter, "specs/starter", Stop);
        }

        await DemoContent.FillAsync(workbench.Server.Services, starter, cancellationToken: Stop);
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var (campaign, task, section) = await workbench.Database.ReadAsync(async c =>
        {
            var full = await c.Tasks.Where(t => t.Labeled == 3).OrderBy(t => t.Number).FirstAsync(Stop);
            return (full.CampaignId, full.Id, await c.Notes.Where(n => n.Kind == "comment").Select(n => n.SectionId).FirstAsync(Stop));
        });
        (string Name, string Path)[] pages =
        [
            ("home", "/"), ("overview", $"/campaigns/{campaign}"), ("tasks", $"/campaigns/{campaign}/tasks"), ("task", $"/campaigns/{campaign}/tasks/{task}"), ("spec", $"/campaigns/{campaign}/spec"),
            ("section", $"/campaigns/{campaign}/spec/{section}"), ("members", $"/campaigns/{campaign}/members"), ("settings", $"/campaigns/{campaign}/settings"), ("queues", $"/campaigns/{campaign}/queues"),
            ("export", $"/campaigns/{campaign}/export"), ("webhooks", $"/campaigns/{campaign}/webhooks"), ("new", "/campaigns/new"), ("api", "/api"), ("decision", $"/campaigns/{campaign}/quality/tasks/{task}"),
        ];
        foreach (var (look, width, locale, theme) in new[] { ("light", 1440, "en-US", ColorScheme.Light), ("dark", 390, "zh-CN", ColorScheme.Dark) })
        {
            await using var page = await browser.OpenAsync(workbench, admin, "/sign-in", width, 900, locale, theme);
            foreach (var (name, path) in pages)
            {
                await page.Page.GotoAsync(path);
                await page.ShouldBeAccessibleAsync($"{name}, {look}");
                (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{name}, {look}");
            }

            page.ShouldBeQuiet();
        }
    }

    [Fact]
    public async Task Progress_is_up_to_date_without_loading_the_page_again()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        await using var page = await browser.OpenAsync(workbench, admin, "/sign-in");
        await page.Page.GotoAsync($"/campaigns/{campaign}");
        await page.Page.EvaluateAsync("document.body.dataset.stays = 'yes'");

        await ExportAndApiTests.LabelAsync(workbench, campaign, 1, admin, new Precept.Workbench.Labels.LabelContent { Tiers = [0, 1, 2] });

        await page.UntilAsync("document.querySelector('.tile-value').textContent.trim().startsWith('1')");
        (await page.Page.EvaluateAsync<string>("document.body.dataset.stays")).ShouldBe("yes");
    }
}
