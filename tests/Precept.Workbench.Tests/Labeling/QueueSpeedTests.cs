using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

public sealed class QueueSpeedTests
{
    [Fact]
    public async Task Candidates_come_from_an_index_in_order_without_a_sort_of_all_tasks()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await using var context = workbench.Database.NewContext();
        var chooser = new Chooser("campaign", "person", new CampaignSettings(), null, ["violence"], 0);
        await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = TaskQueue.Ordered(TaskQueue.Free(context, chooser, isSpared: true).Where(t => t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel)).CreateDbCommand();
#pragma warning disable CA2100 // our own query
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
#pragma warning restore CA2100

        var plan = await PlanAsync(command);

        plan.ShouldContain("USING INDEX tasks_with_room");
        plan.ShouldNotContain("TEMP B-TREE");
    }

    private static async Task<string> PlanAsync(DbCommand command)
    {
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(rows.GetOrdinal("detail")));
        }

        return string.Join('\n', lines);
    }
}
