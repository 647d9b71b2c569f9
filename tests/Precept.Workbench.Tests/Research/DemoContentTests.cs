using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Demo;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Research;

public sealed class DemoContentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FillAsync_starter_spec_gives_a_filled_workbench_once()
    {
        var starter = Path.Combine(Repository(), "specs", "starter");
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Demo = true, Spec = starter });

        var (people, tasks, gold, labels, open, notes) = await workbench.Database.ReadAsync(async c => (
            await c.Users.OrderBy(p => p.Handle).Select(p => p.Handle).ToListAsync(Stop), await c.Tasks.CountAsync(Stop), await c.Tasks.CountAsync(t => t.Purpose == TaskPurpose.Gold, Stop),
            await c.Labels.ToListAsync(Stop), await c.Tasks.CountAsync(t => t.Purpose == TaskPurpose.Normal && t.Labeled < t.Wanted, Stop), await c.Notes.CountAsync(Stop)));
        people.ShouldBe(["admin", "annotator-1", "annotator-2", "annotator-3"]);
        (tasks, gold).ShouldBe((40 + 24, 5)); // of the spec's examples, and of the answers in the workspace
        labels.Count.ShouldBeGreaterThan(60);
        labels.Select(l => l.PersonId).Distinct().Count().ShouldBe(3);
        open.ShouldBeGreaterThan(0);
        notes.ShouldBeGreaterThan(1);
        // Who follows the spec's grades puts the best first: the example of the museum's hours is good, ok, bad.
        var first = labels.First(l => WorkbenchJson.Read<LabelContent>(l.Content).Reason.StartsWith("answers from what is known", StringComparison.Ordinal));
        WorkbenchJson.Read<LabelContent>(first.Content).Tiers.ShouldBe([0, 1, 2]);

        using var client = workbench.NewClient();
        var home = await client.GetAsync("/", Stop);
        home.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await home.Content.ReadAsStringAsync(Stop)).ShouldContain("Demo: the spec");

        await DemoContent.FillAsync(workbench.Server.Services, Spec.SpecFiles.Read(starter), cancellationToken: Stop);
        (await workbench.Database.ReadAsync(c => c.Campaigns.CountAsync(Stop))).ShouldBe(2);
    }

    internal static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Precept.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository");
        }

        return folder;
    }
}
