using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>A label as it is sent.</summary>
/// <param name="Key">The submission's key: the same again changes nothing.</param>
/// <param name="Tab">The tab that sends it.</param>
/// <param name="Content">What it says.</param>
/// <param name="Milliseconds">Work since the task was shown or last submitted, pauses left out.</param>
public sealed record Submission(string Key, string Tab, LabelContent Content, long Milliseconds);

/// <summary>Takes labels: each in one transaction with its assignment, the task's counts and its event. A label whose call has returned is on the disk.</summary>
public sealed class Submissions
{
    /// <summary>More work than this on one label is not believed.</summary>
    private const long MostMilliseconds = 86_400_000;

    private readonly WorkbenchDatabase _database;
    private readonly EventLog _events;
    private readonly SpecLibrary _specs;
    private readonly TimeProvider _clock;
    private readonly Leases _leases;

    /// <summary>On a database, by a clock.</summary>
    public Submissions(WorkbenchDatabase database, EventLog events, SpecLibrary specs, TimeProvider clock) =>
        (_database, _events, _specs, _clock, _leases) = (database, events, specs, clock, new Leases(database, clock));

    /// <summary>Takes a label, or its revision.</summary>
    public Task<LabelingAnswer<TakenLabel>> SubmitAsync(string campaignId, Who who, string assignment, Submission sent, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(context => TakeAsync(context, campaignId, who, assignment, sent, cancellationToken), cancellationToken);

    /// <summary>Takes a submitted label back into a draft.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="who">The person.</param>
    /// <param name="assignment">The assignment.</param>
    /// <param name="key">The key of this withdrawal, or of the submission that is undone: the same again changes nothing.</param>
    /// <param name="cancellationToken">Nothing is changed.</param>
    public Task<LabelingAnswer<TakenOver>> WithdrawAsync(string campaignId, Who who, string assignment, string key, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(context => TakeBackAsync(context, campaignId, who, assignment, key, cancellationToken), cancellationToken);

    private async Task<LabelingAnswer<TakenLabel>> TakeAsync(
        WorkbenchContext context, string campaignId, Who who, string assignment, Submission sent, CancellationToken cancellationToken)
    {
        if (await _leases.LockAsync(context, campaignId, who.Id, assignment, cancellationToken) is not { } locked)
        {
            return Refusal.NotFound;
        }

        var (campaign, settings, draft, label) = (locked.Campaign, locked.Settings, locked.Draft, locked.Label);
        if (label is not null && await WasTakenAsync(context, label, sent.Key, cancellationToken))
        {
            return await AnswerAsync(context, locked.Task, label, settings, cancellationToken);
        }

        var task = WorkbenchJson.Read<TaskContent>(locked.Task.Content);
        var spec = await _specs.FindAsync(campaign.SpecTextId);
        if (LabelRules.OfLabel(sent.Content, task, settings, spec.Document) is { Count: > 0 } problems)
        {
            return new LabelingAnswer<TakenLabel> { Refusal = Refusal.Invalid, Problems = problems };
        }

        var content = LabelForm.Normal(sent.Content, task);
        if (RefusalOf(locked) is { } refusal)
        {
            if (refusal is Refusal.Gone or Refusal.Closed)
            {
                Drafts.Write(context, draft, assignment, content, _leases.Now);
            }

            return refusal;
        }

        if (draft is not null)
        {
            context.Drafts.Remove(draft);
        }

        label = await KeepAsync(context, locked, content, sent, cancellationToken);
        await Overlaps.GrowAsync(context, locked.Task, settings.Overlap, cancellationToken);
        await UnclearNotes.PutAsync(context, _events, spec, label, content.Unclear, _clock, cancellationToken);
        if (locked.Task.Purpose == TaskPurpose.Qualification)
        {
            await QualificationRound.ConcludeAsync(context, campaignId, who.Id, settings, cancellationToken);
        }

        var answer = await AnswerAsync(context, locked.Task, label, settings, cancellationToken);
        var kind = label.Revision == 1 ? EventKinds.LabelSubmitted : EventKinds.LabelRevised;
        var written = await _events.AppendAsync(
            context, campaignId, kind, assignment, who.Id,
            new LabelEvent(label.Id, label.TaskId, label.Revision, label.SubmissionKey, label.SpecTextId, label.Milliseconds, content), cancellationToken);
        label.EventSeq = written.Seq;
        return answer;
    }

    // Also a key of an earlier revision, that comes late from a queue.
    private static async Task<bool> WasTakenAsync(WorkbenchContext context, LabelRow label, string key, CancellationToken cancellationToken)
    {
        if (label.SubmissionKey == key)
        {
            return true;
        }

        var mark = $"\"key\":{WorkbenchJson.Of(key)}";
        return await context.Events.AnyAsync(
            e => e.Subject == label.AssignmentId && (e.Kind == EventKinds.LabelSubmitted || e.Kind == EventKinds.LabelRevised) && e.Content.Contains(mark), cancellationToken);
    }

    // Where it is not refused, the place is the person's afterwards.
    private Refusal? RefusalOf(LockedAssignment locked)
    {
        if (locked.Campaign.State == CampaignState.Finished)
        {
            return Refusal.Closed;
        }

        if (locked.Task.Purpose is TaskPurpose.Gold or TaskPurpose.Qualification && locked.Label is not null)
        {
            return Refusal.Known;
        }

        return locked.Assignment.State switch
        {
            AssignmentState.Skipped => Refusal.Gone,
            AssignmentState.Expired when !_leases.TryTakeUp(locked.Task, locked.Assignment, locked.Settings.LeaseMinutes) => Refusal.Gone,
            _ => null,
        };
    }

    private async Task<LabelRow> KeepAsync(
        WorkbenchContext context, LockedAssignment locked, LabelContent content, Submission sent, CancellationToken cancellationToken)
    {
        var (assignment, campaign, label, now) = (locked.Assignment, locked.Campaign, locked.Label, _leases.Now);
        if (assignment.State != AssignmentState.Submitted)
        {
            locked.Task.Labeled++;
            (assignment.State, assignment.EndedAt, assignment.Tab) = (AssignmentState.Submitted, now, sent.Tab);
        }

        var worked = Math.Clamp(sent.Milliseconds, 0, MostMilliseconds);
        if (label is null)
        {
            label = new LabelRow
            {
                Id = Ids.New(_clock),
                AssignmentId = assignment.Id,
                TaskId = assignment.TaskId,
                CampaignId = campaign.Id,
                PersonId = assignment.PersonId,
                Content = WorkbenchJson.Of(content),
                Revision = 1,
                SubmissionKey = sent.Key,
                SpecTextId = campaign.SpecTextId,
                Milliseconds = worked,
                SubmittedAt = now,
                EventSeq = 0,
            };
            context.Labels.Add(label);
        }
        else
        {
            label.Revision++;
            label.SubmittedAt = label.IsWithdrawn ? now : label.SubmittedAt;
            label.IsWithdrawn = false;
            (label.Content, label.SubmissionKey, label.SpecTextId) = (WorkbenchJson.Of(content), sent.Key, campaign.SpecTextId);
            label.Milliseconds = Math.Min(label.Milliseconds + worked, MostMilliseconds);
        }

        await context.SaveChangesAsync(cancellationToken); // what follows counts it
        return label;
    }

    private async Task<TakenLabel> AnswerAsync(WorkbenchContext context, TaskRow task, LabelRow label, CampaignSettings settings, CancellationToken cancellationToken)
    {
        var (today, campaign, person) = (_leases.Today, label.CampaignId, label.PersonId);
        var done = await context.Labels.CountAsync(l => l.CampaignId == campaign && l.PersonId == person && l.SubmittedAt >= today && !l.IsWithdrawn, cancellationToken);
        KnownResult? known = null;
        if (task.Known is { } json && task.Purpose is TaskPurpose.Gold or TaskPurpose.Qualification)
        {
            var answer = WorkbenchJson.Read<KnownAnswer>(json);
            var isRight = KnownAnswers.IsRight(answer, WorkbenchJson.Read<LabelContent>(label.Content));
            known = new KnownResult(isRight, isRight ? "" : answer.Why);
        }

        return new TakenLabel(label.Id, label.Revision, new GoalProgress(done, settings.DailyGoal), known);
    }

    private async Task<LabelingAnswer<TakenOver>> TakeBackAsync(
        WorkbenchContext context, string campaignId, Who who, string assignment, string key, CancellationToken cancellationToken)
    {
        if (await _leases.LockAsync(context, campaignId, who.Id, assignment, cancellationToken) is not { Label: { } label } locked)
        {
            return Refusal.NotFound;
        }

        var draft = locked.Draft;
        var mark = $"\"key\":{WorkbenchJson.Of(key)}";
        if (label.IsWithdrawn || await context.Events.AnyAsync(e => e.Subject == assignment && e.Kind == EventKinds.LabelWithdrawn && e.Content.Contains(mark), cancellationToken))
        {
            return new TakenOver(draft?.Version ?? 0, draft is null ? null : WorkbenchJson.Read<LabelContent>(draft.Content), locked.Assignment.LeaseUntil);
        }

        if (locked.Campaign.State == CampaignState.Finished)
        {
            return Refusal.Closed;
        }

        if (locked.Task.Purpose is TaskPurpose.Gold or TaskPurpose.Qualification)
        {
            return Refusal.Known;
        }

        var content = WorkbenchJson.Read<LabelContent>(label.Content);
        draft = Drafts.Write(context, draft, assignment, content, _leases.Now);
        label.IsWithdrawn = true;
        locked.Task.Labeled--;
        (locked.Assignment.State, locked.Assignment.EndedAt) = (AssignmentState.Leased, null); // the place stays the person's
        _leases.Renew(locked.Assignment, locked.Settings.LeaseMinutes);
        await UnclearNotes.RemoveAsync(context, assignment, _clock, cancellationToken);
        var written = await _events.AppendAsync(
            context, campaignId, EventKinds.LabelWithdrawn, assignment, who.Id,
            new LabelEvent(label.Id, label.TaskId, label.Revision, key, label.SpecTextId, label.Milliseconds, content), cancellationToken);
        label.EventSeq = written.Seq;
        return new TakenOver(draft.Version, content, locked.Assignment.LeaseUntil);
    }
}
