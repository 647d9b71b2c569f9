using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
namespace Precept.Workbench.Tests.Labeling;

public sealed class ReplicaTests(PostgresServer postgres)
{
    [Fact]
    public async Task Next_on_two_servers_at_once_gives_each_task_to_two_and_none_twice_to_one()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var one = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        await using var two = await RunningWorkbench.StartAsync(change: o => o with { Database = database });

        await AssignmentTests.OverlapHoldsAsync([one, two], people: 16, tasks: 8);
    }

    [Fact]
    public async Task Next_asked_for_many_times_at_once_gives_one_person_two_tasks_at_most()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 20, settings: new CampaignSettings { GoldShare = 0, RepeatShare = 0 });
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        using var ben = await Annotator.JoinAsync(workbench, campaign, "ben");
        await ben.TaskAsync(); // the first of all compiles queries, and lets the others wait for it

        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => ann.AtTab($"tab-{i}").NextAsync())));

        (await workbench.Database.ReadAsync(c => c.Assignments.CountAsync(a => a.PersonId == ann.Who.Id))).ShouldBeInRange(1, 2);
    }
}
