using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Gives tasks to people: no task to more than it wants, none twice to one person, at most two at a time (the shown one and the next).</summary>
public sealed class Assigner
{
    // So many times all candidates may have been taken by others before a person is told to ask again.
    private const int MostTries = 12;

    /// <summary>How many tasks of a campaign one person has at a time: the shown one and the next.</summary>
    private const int MostAtOnce = 2;

    private readonly WorkbenchDatabase _database;
    private readonly EventLog _events;
    private readonly Leases _leases;

    /// <summary>On a database, by a clock.</summary>
    public Assigner(WorkbenchDatabase database, EventLog events, TimeProvider clock) => (_database, _events, _leases) = (database, events, new Leases(database, clock));

    private sealed record Standing(CampaignState State, string Settings, QualificationState? Qualification, string? PersonSettings);

    private sealed record Held(string Id);

    // What the person left of a task whose place they lost.
    private sealed record Earlier(AssignmentRow Assignment, DraftRow? Draft, LabelRow? Label);

    /// <summary>The next task of a person: one that they have already, else a new one.</summary>
    /// <param name="campaignId">The campaign; the caller has seen to it that the person may label there.</param>
    /// <param name="who">The person.</param>
    /// <param name="tab">The browser tab that asks.</param>
    /// <param name="holding">The assignment that the tab shows now, or null: it is not given again.</param>
    /// <param name="cancellationToken">Stops; nothing is given then.</param>
    /// <returns>The task, or why there is none.</returns>
    public async Task<(AssignedTask? Task, NothingToDo? Why)> NextAsync(
        string campaignId, Who who, string tab, string? holding, CancellationToken cancellationToken = default)
    {
        for (var tries = 1; ; tries++)
        {
            var (standing, held) = await _database.ReadAsync(c => StandingAsync(c, campaignId, who.Id, cancellationToken));
            var settings = WorkbenchJson.Read<CampaignSettings>(standing.Settings);
            if (held.FirstOrDefault(h => h.Id != holding) is { } own && await FindAsync(campaignId, who, own.Id, tab, cancellationToken) is { } found)
            {
                return (found, null);
            }

            if (standing.State != CampaignState.Running)
            {
                return (null, standing.State == CampaignState.Finished ? NothingToDo.AllDone : NothingToDo.Paused);
            }

            var optOut = standing.PersonSettings is null ? [] : WorkbenchJson.Read<PersonSettings>(standing.PersonSettings).OptOut;
            var chooser = new Chooser(campaignId, who.Id, settings, standing.Qualification, optOut, _leases.Today);
            var choice = await _database.ReadAsync(c => TaskQueue.ChooseAsync(c, chooser, cancellationToken));
            if (choice.TaskIds.Count == 0 && choice.RepeatOf is null)
            {
                // A round may be complete without a last label: its last task was skipped or taken out, or it was made shorter.
                if (standing.Qualification == QualificationState.Open && choice.Why == NothingToDo.NotQualified && tries < MostTries
                    && await _database.WriteAsync(c => QualificationRound.ConcludeAsync(c, campaignId, who.Id, settings, cancellationToken), cancellationToken))
                {
                    continue;
                }

                return (null, choice.Why);
            }

            if (await _database.WriteAsync(c => GiveAsync(c, chooser, choice, tab, cancellationToken), cancellationToken) is { } given)
            {
                return (given, null);
            }

            if (tries == MostTries)
            {
                return (null, choice.Why);
            }
        }
    }

    /// <summary>One's own task, at hand or submitted; an expired one is taken up again where it has room.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="who">The person.</param>
    /// <param name="assignment">The assignment.</param>
    /// <param name="tab">The tab that shows it, or null to look only.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The task; null where there is none, or it was given up.</returns>
    public Task<AssignedTask?> FindAsync(string campaignId, Who who, string assignment, string? tab, CancellationToken cancellationToken = default) => _database.WriteAsync(
        async context =>
        {
            if (await _leases.LockAsync(context, campaignId, who.Id, assignment, cancellationToken) is not { } locked)
            {
                return null;
            }

            var minutes = locked.Settings.LeaseMinutes;
            var isOther = _leases.IsOtherTab(locked.Assignment, tab, minutes);
            if (locked.Assignment.State is AssignmentState.Leased or AssignmentState.Expired && tab is not null && !isOther)
            {
                if (locked.Assignment.State == AssignmentState.Leased)
                {
                    _leases.Renew(locked.Assignment, minutes);
                }
                else if (_leases.TryTakeUp(locked.Task, locked.Assignment, minutes))
                {
                    await GivenAsync(context, locked.Assignment, isAgain: true, cancellationToken);
                }

                locked.Assignment.Tab = tab;
            }

            return locked.Assignment.State is AssignmentState.Leased or AssignmentState.Submitted ? Shown(locked.Task, locked.Assignment, locked.Draft, locked.Label, isOther) : null;
        },
        cancellationToken);

    /// <summary>What a person has done in a campaign today.</summary>
    public Task<DayProgress> TodayAsync(string campaignId, Who who, CancellationToken cancellationToken = default) => _database.ReadAsync(async context =>
    {
        var today = _leases.Today;
        var settings = await SettingsAsync(context, campaignId, cancellationToken);
        var done = await context.Labels.Where(l => l.CampaignId == campaignId && l.PersonId == who.Id && l.SubmittedAt >= today && !l.IsWithdrawn)
            .GroupBy(l => 1).Select(g => new { Count = g.Count(), Worked = g.Sum(l => l.Milliseconds) }).FirstOrDefaultAsync(cancellationToken);
        return new DayProgress(done?.Count ?? 0, settings.DailyGoal, await TaskQueue.HarmfulAsync(context, who.Id, today, cancellationToken), done?.Worked ?? 0);
    });

    /// <summary>The order in which a person is shown a task's answers: a permutation, the same for the same task and person.</summary>
    public static IReadOnlyList<int> OrderOf(string taskId, string personId, int answers)
    {
        var order = Enumerable.Range(0, answers).ToList();
        SeededRandom.For(0, "order of answers", taskId, personId).Shuffle(order);
        return order;
    }

    private static async Task<(Standing Standing, List<Held> Held)> StandingAsync(WorkbenchContext context, string campaignId, string personId, CancellationToken cancellationToken)
    {
        var standing = await context.Campaigns.Where(c => c.Id == campaignId).Select(c => new Standing(
            c.State,
            c.Settings,
            context.Members.Where(m => m.CampaignId == campaignId && m.PersonId == personId).Select(m => (QualificationState?)m.Qualification).FirstOrDefault(),
            context.Users.Where(p => p.Id == personId).Select(p => p.Settings).FirstOrDefault())).FirstAsync(cancellationToken);
        var held = await context.Assignments.Where(a => a.CampaignId == campaignId && a.PersonId == personId && a.State == AssignmentState.Leased)
            .OrderBy(a => a.GivenAt).Select(a => new Held(a.Id)).Take(4).ToListAsync(cancellationToken);
        return (standing, held);
    }

    private static async Task<CampaignSettings> SettingsAsync(WorkbenchContext context, string campaignId, CancellationToken cancellationToken) =>
        WorkbenchJson.Read<CampaignSettings>(await context.Campaigns.Where(c => c.Id == campaignId).Select(c => c.Settings).FirstAsync(cancellationToken));

    // Null where others have taken all candidates meanwhile.
    private async Task<AssignedTask?> GiveAsync(WorkbenchContext context, Chooser chooser, Choice choice, string tab, CancellationToken cancellationToken)
    {
        if (!await MayBeGivenOneAsync(context, chooser, cancellationToken))
        {
            return null;
        }

        var repeat = choice.RepeatOf is { } first ? await Repeats.MakeAsync(context, first, chooser.PersonId, cancellationToken) : null;
        var task = repeat ?? await _database.LockFirstFreeTaskAsync(context, choice.TaskIds, cancellationToken);
        if (task is null)
        {
            return null;
        }

        var limit = chooser.Settings.Wellbeing.DailyHarmful;
        if (task.Harms.Length > 0 && limit > 0 && await TaskQueue.HarmfulAsync(context, chooser.PersonId, chooser.Today, cancellationToken) >= limit)
        {
            return null;
        }

        var minutes = chooser.Settings.LeaseMinutes;
        var earlier = await EarlierAsync(context, task.Id, chooser.PersonId, cancellationToken);
        var assignment = earlier?.Assignment;
        var isAgain = assignment is not null;
        if (assignment is null)
        {
            var answers = WorkbenchJson.Read<TaskContent>(task.Content).Answers.Count;
            assignment = _leases.Give(context, task, chooser.PersonId, OrderOf(task.Id, chooser.PersonId, answers), tab, minutes);
        }
        else if (_leases.TryTakeUp(task, assignment, minutes))
        {
            assignment.Tab = tab;
        }
        else
        {
            return null; // another tab of this person was faster
        }

        var shown = Shown(task, assignment, earlier?.Draft, earlier?.Label, isOtherTab: false);
        await GivenAsync(context, assignment, isAgain, cancellationToken);
        return shown;
    }

    // Several requests of one person may have chosen at the same time: they come here one after the other.
    private async Task<bool> MayBeGivenOneAsync(WorkbenchContext context, Chooser chooser, CancellationToken cancellationToken)
    {
        await _database.LockPersonAsync(context, chooser.PersonId, cancellationToken);
        var (campaign, person) = (chooser.CampaignId, chooser.PersonId);
        return await context.Campaigns.AnyAsync(
            c => c.Id == campaign && c.State == CampaignState.Running
                && context.Assignments.Count(a => a.CampaignId == campaign && a.PersonId == person && a.State == AssignmentState.Leased) < MostAtOnce,
            cancellationToken);
    }

    private Task GivenAsync(WorkbenchContext context, AssignmentRow a, bool isAgain, CancellationToken cancellationToken) => _events.AppendAsync(
        context, a.CampaignId, EventKinds.TaskGiven, a.Id, a.PersonId, new { task = a.TaskId, order = WorkbenchJson.Read<List<int>>(a.Order), leaseUntil = a.LeaseUntil, isAgain }, cancellationToken);

    private static Task<Earlier?> EarlierAsync(WorkbenchContext context, string taskId, string personId, CancellationToken cancellationToken) => (
        from a in context.Assignments
        join d in context.Drafts on a.Id equals d.AssignmentId into drafts
        from draft in drafts.DefaultIfEmpty()
        join l in context.Labels on a.Id equals l.AssignmentId into labels
        from label in labels.DefaultIfEmpty()
        where a.TaskId == taskId && a.PersonId == personId
        select new Earlier(a, draft, label)).FirstOrDefaultAsync(cancellationToken);

    private static AssignedTask Shown(TaskRow task, AssignmentRow a, DraftRow? draft, LabelRow? submitted, bool isOtherTab)
    {
        var label = submitted is { IsWithdrawn: false } ? submitted : null;
        return new AssignedTask(
            a.Id,
            task.Id,
            task.CampaignId,
            task.Number,
            task.Purpose,
            WorkbenchJson.Read<TaskContent>(task.Content),
            WorkbenchJson.Read<List<int>>(a.Order),
            draft is null ? null : WorkbenchJson.Read<LabelContent>(draft.Content),
            draft?.Version ?? 0,
            isOtherTab,
            a.LeaseUntil,
            label is null ? null : WorkbenchJson.Read<LabelContent>(label.Content),
            label?.Revision ?? 0);
    }
}
