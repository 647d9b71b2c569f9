using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>An assignment with what hangs on it, locked with its task until the transaction's end.</summary>
/// <param name="Task">The task.</param>
/// <param name="Assignment">The assignment.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Draft">What is not submitted yet, or null.</param>
/// <param name="Label">What was submitted, withdrawn or not, or null.</param>
internal sealed record LockedAssignment(TaskRow Task, AssignmentRow Assignment, CampaignRow Campaign, DraftRow? Draft, LabelRow? Label)
{
    /// <summary>The campaign's settings.</summary>
    public CampaignSettings Settings { get; } = WorkbenchJson.Read<CampaignSettings>(Campaign.Settings);
}

/// <summary>Takes, renews and frees places on tasks. A task's counts change only here, under its lock, in the transaction that changes the assignment.</summary>
internal sealed class Leases(WorkbenchDatabase database, TimeProvider clock)
{
    /// <summary>A tab that has been silent for so long is taken for closed: another tab may write without asking.</summary>
    public static TimeSpan SilentTab { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The present, in Unix milliseconds.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Midnight (UTC) of today, in Unix milliseconds.</summary>
    public long Today => new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>One's own assignment with its task, locked; null where there is none in this campaign.</summary>
    public async Task<LockedAssignment?> LockAsync(WorkbenchContext context, string campaignId, string personId, string assignmentId, CancellationToken cancellationToken)
    {
        // The lock first, then what it guards: another replica may have changed it until the lock was ours.
        if (await database.LockTaskOfAsync(context, campaignId, personId, assignmentId, cancellationToken) is not { } task)
        {
            return null;
        }

        var found = await (
            from a in context.Assignments
            join c in context.Campaigns on a.CampaignId equals c.Id
            join d in context.Drafts on a.Id equals d.AssignmentId into drafts
            from draft in drafts.DefaultIfEmpty()
            join l in context.Labels on a.Id equals l.AssignmentId into labels
            from label in labels.DefaultIfEmpty()
            where a.Id == assignmentId
            select new { Assignment = a, Campaign = c, Draft = draft, Label = label }).FirstAsync(cancellationToken);
        return new LockedAssignment(task, found.Assignment, found.Campaign, found.Draft, found.Label);
    }

    /// <summary>Gives a person a place on a locked task that has room.</summary>
    public AssignmentRow Give(WorkbenchContext context, TaskRow task, string personId, IReadOnlyList<int> order, string tab, int leaseMinutes)
    {
        Take(task);
        var now = Now;
        var given = new AssignmentRow
        {
            Id = Ids.New(clock),
            TaskId = task.Id,
            CampaignId = task.CampaignId,
            PersonId = personId,
            State = AssignmentState.Leased,
            Order = WorkbenchJson.Of(order),
            GivenAt = now,
            LeaseUntil = now + Milliseconds(leaseMinutes),
            Tab = tab,
        };
        context.Assignments.Add(given);
        return given;
    }

    /// <summary>Takes an expired place up again, where the task has room.</summary>
    public bool TryTakeUp(TaskRow task, AssignmentRow assignment, int leaseMinutes)
    {
        if (assignment.State != AssignmentState.Expired || task.Taken >= task.Wanted || task.IsHeld)
        {
            return false;
        }

        Take(task);
        (assignment.State, assignment.EndedAt) = (AssignmentState.Leased, null);
        Renew(assignment, leaseMinutes);
        return true;
    }

    /// <summary>Ends a lease without a label: the place is free again.</summary>
    public async Task FreeAsync(WorkbenchContext context, LockedAssignment locked, AssignmentState state, CancellationToken cancellationToken)
    {
        if (locked.Assignment.State == AssignmentState.Leased)
        {
            locked.Task.Taken--;
            if (await IsReplacedAsync(context, locked.Task, cancellationToken))
            {
                locked.Task.Wanted = Math.Max(1, locked.Task.Taken); // nobody is given the place again
            }
        }

        (locked.Assignment.State, locked.Assignment.EndedAt) = (state, Now);
    }

    /// <summary>Whether a task was replaced by one that is labeled under a newer spec: nobody new is given it.</summary>
    public static async Task<bool> IsReplacedAsync(WorkbenchContext context, TaskRow task, CancellationToken cancellationToken) =>
        task.IsHeld && await context.Tasks.AnyAsync(t => t.FirstTaskId == task.Id && t.Purpose == TaskPurpose.Relabel, cancellationToken);

    /// <summary>A sign of life.</summary>
    public void Renew(AssignmentRow assignment, int leaseMinutes) => assignment.LeaseUntil = Now + Milliseconds(leaseMinutes);

    /// <summary>Whether another tab is at work on it.</summary>
    public bool IsOtherTab(AssignmentRow assignment, string? tab, int leaseMinutes) =>
        assignment.Tab is { } writer && tab is not null && writer != tab && Now - (assignment.LeaseUntil - Milliseconds(leaseMinutes)) < SilentTab.TotalMilliseconds;

    private static void Take(TaskRow task)
    {
        if (task.Taken >= task.Wanted)
        {
            throw new InvalidOperationException($"task {task.Id} has no room");
        }

        task.Taken++;
    }

    private static long Milliseconds(int minutes) => minutes * 60_000L;
}
