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
}
