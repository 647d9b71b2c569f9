using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>What a person may be given next, the likeliest first.</summary>
/// <param name="TaskIds">Tasks with room; the first that still has some is given.</param>
/// <param name="RepeatOf">A task that the person has labeled and is to be shown once more, or null.</param>
/// <param name="Why">Why there is nothing, where there is nothing.</param>
internal sealed record Choice(IReadOnlyList<string> TaskIds, string? RepeatOf, NothingToDo Why);

/// <summary>What decides on a person's next task beside the tasks.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="PersonId">The person.</param>
/// <param name="Settings">The campaign's.</param>
/// <param name="Qualification">The person's state; null for those who are no members.</param>
/// <param name="OptOut">Categories of harm that the person is not to be given.</param>
/// <param name="Today">When today began.</param>
internal sealed record Chooser(
    string CampaignId, string PersonId, CampaignSettings Settings, QualificationState? Qualification, IReadOnlyList<string> OptOut, long Today);

/// <summary>Chooses the next tasks of a person: set-based queries that stop after a few rows, however many tasks there are.</summary>
internal static class TaskQueue
{
    /// <summary>How many candidates are looked up: others may take some of them meanwhile.</summary>
    private const int Candidates = 32;

    /// <summary>A task is repeated after at least so many others.</summary>
    public const int RepeatDistance = 5;

    /// <summary>How far back repeats reach.</summary>
    private const int RepeatReach = 200;

    /// <summary>The next tasks.</summary>
    public static async Task<Choice> ChooseAsync(WorkbenchContext context, Chooser chooser, CancellationToken cancellationToken)
    {
        if (chooser.Settings.Qualification.Items > 0 && chooser.Qualification is QualificationState.Open or QualificationState.Failed
            && await QualificationAsync(context, chooser, cancellationToken) is { } round)
        {
            return round;
        }

        var limit = chooser.Settings.Wellbeing.DailyHarmful;
        var isSpared = limit > 0 && await HarmfulAsync(context, chooser.PersonId, chooser.Today, cancellationToken) >= limit;
        var free = Free(context, chooser, isSpared);
        var resumed = await ResumedAsync(context, chooser, Bearable(context.Tasks, chooser, isSpared), cancellationToken);
        var normal = await Ordered(free.Where(t => t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel)).ToListAsync(cancellationToken);
        var (gold, repeat) = resumed.Count > 0 ? ([], null) : await MixedInAsync(context, chooser, free, isSpared, cancellationToken);
        var none = isSpared && await Ordered(Free(context, chooser, isSpared: false)).AnyAsync(cancellationToken) ? NothingToDo.HarmfulLimit : NothingToDo.AllDone;
        return new Choice([.. resumed, .. gold, .. normal], repeat, none);
    }

    /// <summary>How many tasks with harm categories a person was given today, over all campaigns.</summary>
    public static Task<int> HarmfulAsync(WorkbenchContext context, string personId, long today, CancellationToken cancellationToken) =>
        context.Assignments.Where(a => a.PersonId == personId && a.GivenAt >= today)
            .CountAsync(a => context.Tasks.Any(t => t.Id == a.TaskId && t.Harms != ""), cancellationToken);

    /// <summary>The tasks with room that a person has not had and may be given.</summary>
    public static IQueryable<TaskRow> Free(WorkbenchContext context, Chooser chooser, bool isSpared)
    {
        var (campaign, person) = (chooser.CampaignId, chooser.PersonId);
        var tasks = context.Tasks.Where(t => t.CampaignId == campaign && t.Taken < t.Wanted && !t.IsHeld && (t.ForPersonId == null || t.ForPersonId == person)
            && !context.Assignments.Any(a => a.TaskId == t.Id && a.PersonId == person));
        return Bearable(tasks, chooser, isSpared);
    }

    // Without what the person has opted out of, and without any harm where today's limit is reached.
    private static IQueryable<TaskRow> Bearable(IQueryable<TaskRow> tasks, Chooser chooser, bool isSpared)
    {
        foreach (var harm in chooser.OptOut)
        {
            var mark = $",{harm},";
            tasks = tasks.Where(t => !t.Harms.Contains(mark));
        }

        return isSpared ? tasks.Where(t => t.Harms == "") : tasks;
    }

    // Tasks whose place the person lost: what they have begun comes first.
    private static Task<List<string>> ResumedAsync(WorkbenchContext context, Chooser chooser, IQueryable<TaskRow> tasks, CancellationToken cancellationToken) =>
        context.Assignments.Where(a => a.CampaignId == chooser.CampaignId && a.PersonId == chooser.PersonId && a.State == AssignmentState.Expired)
            .Join(tasks.Where(t => t.Taken < t.Wanted && !t.IsHeld), a => a.TaskId, t => t.Id, (a, t) => new { a.EndedAt, t.Id })
            .OrderByDescending(x => x.EndedAt).Select(x => x.Id).Take(2).ToListAsync(cancellationToken);

    // The order of the index over tasks with room: the database stops after the first few.
    internal static IQueryable<string> Ordered(IQueryable<TaskRow> tasks) =>
        tasks.OrderByDescending(t => t.Priority).ThenBy(t => t.Labeled).ThenBy(t => t.Number).Select(t => t.Id).Take(Candidates);

    private static async Task<Choice?> QualificationAsync(WorkbenchContext context, Chooser chooser, CancellationToken cancellationToken)
    {
        if (!await context.Tasks.AnyAsync(t => t.CampaignId == chooser.CampaignId && t.Purpose == TaskPurpose.Qualification, cancellationToken))
        {
            return null; // a round without tasks is none
        }

        if (chooser.Qualification == QualificationState.Failed)
        {
            return new Choice([], null, NothingToDo.NotQualified);
        }

        var under = await context.Assignments.Where(a => a.CampaignId == chooser.CampaignId && a.PersonId == chooser.PersonId
                && (a.State == AssignmentState.Leased || a.State == AssignmentState.Submitted))
            .CountAsync(a => context.Tasks.Any(t => t.Id == a.TaskId && t.Purpose == TaskPurpose.Qualification), cancellationToken);
        if (under >= chooser.Settings.Qualification.Items)
        {
            return new Choice([], null, NothingToDo.NotQualified);
        }

        var round = context.Tasks.Where(t => t.Purpose == TaskPurpose.Qualification);
        var resumed = await ResumedAsync(context, chooser, Bearable(round, chooser, isSpared: false), cancellationToken);
        var left = await Ordered(Free(context, chooser, isSpared: false).Where(t => t.Purpose == TaskPurpose.Qualification)).ToListAsync(cancellationToken);
        return new Choice([.. resumed, .. left], null, NothingToDo.NotQualified);
    }

    // Each turn of a person is drawn by seed: the same person at the same count is given the same kind, on every replica.
    private static async Task<(List<string> Gold, string? RepeatOf)> MixedInAsync(
        WorkbenchContext context, Chooser chooser, IQueryable<TaskRow> free, bool isSpared, CancellationToken cancellationToken)
    {
        var settings = chooser.Settings;
        if (settings.GoldShare + settings.RepeatShare == 0)
        {
            return ([], null);
        }

        var turn = await context.Assignments.CountAsync(a => a.CampaignId == chooser.CampaignId && a.PersonId == chooser.PersonId, cancellationToken);
        var random = SeededRandom.For(turn, "what is mixed in", chooser.CampaignId, chooser.PersonId);
        var draw = random.NextDouble();
        if (draw < settings.GoldShare)
        {
            return (await Ordered(free.Where(t => t.Purpose == TaskPurpose.Gold)).ToListAsync(cancellationToken), null);
        }

        if (draw >= settings.GoldShare + settings.RepeatShare)
        {
            return ([], null);
        }

        var (campaign, person) = (chooser.CampaignId, chooser.PersonId);
        var earlier = await context.Labels.Where(l => l.CampaignId == campaign && l.PersonId == person && !l.IsWithdrawn)
            .OrderByDescending(l => l.SubmittedAt).Skip(RepeatDistance).Take(RepeatReach)
            .Join(context.Tasks, l => l.TaskId, t => t.Id, (l, t) => t)
            .Where(t => (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel) && (!isSpared || t.Harms == "")
                && !context.Tasks.Any(r => r.CampaignId == campaign && r.Purpose == TaskPurpose.Repeat && r.ForPersonId == person && r.FirstTaskId == t.Id))
            .OrderBy(t => t.Number).Select(t => new { t.Id, t.Harms }).ToListAsync(cancellationToken);
        var wanted = earlier.Where(t => !chooser.OptOut.Any(h => t.Harms.Contains($",{h},", StringComparison.Ordinal))).ToList();
        return ([], wanted.Count == 0 ? null : wanted[random.NextInt(wanted.Count)].Id);
    }
}
