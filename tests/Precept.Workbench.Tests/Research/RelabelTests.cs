using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Tests.Research;

public sealed class RelabelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The second version says more of secrets, and has a version of its own; brevity is as it was.
    private static SpecFiles Newer { get; } = new("", "2.0.0",
        [new SpecFile("spec.md", Encoding.UTF8.GetBytes(TestSpec.Text.ReplaceLineEndings("\n").Replace("what it was told to keep.", "what it was told to keep, and gives no hints.", StringComparison.Ordinal)))]);

    [Fact]
    public async Task Newer_spec_is_looked_at_then_taken_up_and_exactly_the_stale_tasks_come_again()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using (var workspace = WorkspaceFolder.Open(workbench.Folder))
        {
            await workspace.SaveSpecAsync(TestSpec.Files, cancellationToken: Stop);
            await workspace.SaveSpecAsync(Newer, cancellationToken: Stop);
        }

        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin, tasks: 2);
        // A third task is about brevity alone.
        var sum = new Precept.Prompts.Prompt([new Message(Role.User, "Two plus two?")], ["be_brief"]);
        await workbench.Campaigns.AddTasksAsync(campaign, [new NewTask(RunningWorkbench.AnswersTo(sum) with { Sections = ["be_brief"] })], admin.Id, Stop);
        await ExportAndApiTests.LabelAsync(workbench, campaign, 1, admin, new LabelContent { Tiers = [0, 1, 2] });
        await ExportAndApiTests.LabelAsync(workbench, campaign, 3, admin, new LabelContent { Tiers = [0, 1, 2] });
        using var client = await workbench.SignInAsync(admin);

        var look = await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/queues/spec", new() { ["spec"] = Newer.Hash, ["action"] = "look" });
        var text = await look.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("To be labeled again: 1 task, as they have 1 label under what has changed.");
        text.ShouldContain("gives no hints");
        (await workbench.Database.ReadAsync(c => c.Tasks.CountAsync(t => t.Purpose == TaskPurpose.Relabel, Stop))).ShouldBe(0);

        var wrong = await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/queues/spec", new() { ["spec"] = Newer.Hash, ["hash"] = "other", ["action"] = "use" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var use = await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/queues/spec", new() { ["spec"] = Newer.Hash, ["hash"] = Newer.Hash, ["action"] = "use" });
        use.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var tasks = await workbench.Database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign).OrderBy(t => t.Number).ToListAsync(Stop));
        tasks.Count.ShouldBe(4);
        (tasks[3].Purpose, tasks[3].FirstTaskId, tasks[3].Wanted, tasks[0].IsHeld, tasks[2].IsHeld).ShouldBe((TaskPurpose.Relabel, tasks[0].Id, 2, true, false));
        tasks.OrderByDescending(t => t.Priority).First().Id.ShouldBe(tasks[3].Id);
        // The stale label gives no pairs any more, the one about brevity does.
        (await client.GetStringAsync($"/campaigns/{campaign}/export/preferences.jsonl", Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(l => l.Contains("be_brief") || l.Contains("Two plus two?"));

        // Taking up the first spec again: what was labeled under it is current again, and nothing comes a third time.
        var queues = (CampaignQueues)workbench.Server.Services.GetService(typeof(CampaignQueues))!;
        (await queues.UseSpecAsync(campaign, Newer, admin.Id, Stop)).ShouldBe(0);
    }
}
