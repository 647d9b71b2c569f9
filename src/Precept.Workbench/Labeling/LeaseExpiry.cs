using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Frees the places of people who have given no sign of life for longer than a lease; their drafts stay. Any number of replicas may do it at once.</summary>
public sealed class LeaseExpiry(WorkbenchDatabase database, EventLog events, TimeProvider clock, ILogger<LeaseExpiry> log) : BackgroundService
{
    // At most so many in one go: the writers of others come in between.
    private const int Batch = 200;

    private readonly Leases _leases = new(database, clock);

    /// <summary>How often it looks.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Frees what is overdue.</summary>
    /// <returns>How many places.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken = default)
    {
        var now = _leases.Now;
        var overdue = await database.ReadAsync(c => c.Assignments.Where(a => a.State == AssignmentState.Leased && a.LeaseUntil < now)
            .OrderBy(a => a.LeaseUntil).Select(a => new { a.Id, a.CampaignId, a.PersonId }).Take(Batch).ToListAsync(cancellationToken));
        var freed = 0;
        foreach (var a in overdue)
        {
            freed += await database.WriteAsync(context => ExpireAsync(context, a.CampaignId, a.PersonId, a.Id, cancellationToken), cancellationToken) ? 1 : 0;
        }

        return freed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Task.Yield(); // whoever moves the clock is not held up
            try
            {
                await ExpireAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "leases could not be expired; tried again in {Every}", Every);
            }
        }
    }

    private async Task<bool> ExpireAsync(WorkbenchContext context, string campaignId, string personId, string assignmentId, CancellationToken cancellationToken)
    {
        var locked = await _leases.LockAsync(context, campaignId, personId, assignmentId, cancellationToken);
        if (locked is not { Assignment.State: AssignmentState.Leased } || locked.Assignment.LeaseUntil >= _leases.Now)
        {
            return false; // there was a sign of life meanwhile
        }

        await _leases.FreeAsync(context, locked, AssignmentState.Expired, cancellationToken);
        await events.AppendAsync(context, campaignId, EventKinds.TaskExpired, assignmentId, "", new { task = locked.Task.Id, person = personId }, cancellationToken);
        return true;
    }
}
