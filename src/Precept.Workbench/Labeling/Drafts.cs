using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Keeps what people have not submitted yet, one writing tab at a time, and hears their signs of life.</summary>
public sealed class Drafts
{
    private readonly WorkbenchDatabase _database;
    private readonly EventLog _events;
    private readonly SpecLibrary _specs;
    private readonly Leases _leases;

    /// <summary>On a database, by a clock.</summary>
    public Drafts(WorkbenchDatabase database, EventLog events, SpecLibrary specs, TimeProvider clock) =>
        (_database, _events, _specs, _leases) = (database, events, specs, new Leases(database, clock));

    /// <summary>Saves a draft.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="who">The person.</param>
    /// <param name="assignment">The assignment.</param>
    /// <param name="tab">The tab that writes.</param>
    /// <param name="version">The version that the tab last saw.</param>
    /// <param name="sent">What it says now.</param>
    /// <param name="cancellationToken">Nothing is saved.</param>
    public Task<LabelingAnswer<SavedDraft>> SaveAsync(
        string campaignId, Who who, string assignment, string tab, int version, LabelContent sent, CancellationToken cancellationToken = default) => _database.WriteAsync<LabelingAnswer<SavedDraft>>(
        async context =>
        {
            if (await _leases.LockAsync(context, campaignId, who.Id, assignment, cancellationToken) is not { } locked)
            {
                return Refusal.NotFound;
            }

            var (settings, draft) = (locked.Settings, locked.Draft);
            var content = LabelForm.Whole(sent);
            var spec = await _specs.FindAsync(locked.Campaign.SpecTextId);
            if (LabelRules.OfDraft(content, WorkbenchJson.Read<TaskContent>(locked.Task.Content), settings, spec.Document) is { Count: > 0 } problems)
            {
                return new LabelingAnswer<SavedDraft> { Refusal = Refusal.Invalid, Problems = problems };
            }

            if (locked.Assignment.Tab is { } writer && writer != tab && (_leases.IsOtherTab(locked.Assignment, tab, settings.LeaseMinutes) || (draft?.Version ?? 0) != version))
            {
                return new LabelingAnswer<SavedDraft> { Refusal = Refusal.OtherTab, Other = Written(locked.Assignment, draft) };
            }

            return await KeepAsync(context, locked, tab, content, cancellationToken);
        },
        cancellationToken);

    /// <summary>Hears that a tab shows the assignment: its lease, and those of the other tasks that the tab has, go on.</summary>
    public Task<LabelingAnswer<Heard>> HearAsync(string campaignId, Who who, string assignment, string tab, CancellationToken cancellationToken = default) =>
        ResumeAsync<Heard>(campaignId, who, assignment, tab, takeOver: false, async (context, locked, isOther) =>
        {
            if (!isOther)
            {
                var others = await context.Assignments
                    .Where(a => a.CampaignId == campaignId && a.PersonId == who.Id && a.State == AssignmentState.Leased && a.Tab == tab && a.Id != assignment).ToListAsync(cancellationToken);
                others.ForEach(a => _leases.Renew(a, locked.Settings.LeaseMinutes));
            }

            return new Heard(locked.Assignment.LeaseUntil, isOther);
        },
        cancellationToken);

    /// <summary>Makes a tab the writing one.</summary>
    public Task<LabelingAnswer<TakenOver>> TakeAsync(string campaignId, Who who, string assignment, string tab, CancellationToken cancellationToken = default) =>
        ResumeAsync(
            campaignId, who, assignment, tab, takeOver: true,
            (_, locked, _) => Task.FromResult(new TakenOver(locked.Draft?.Version ?? 0, Written(locked.Assignment, locked.Draft).Content, locked.Assignment.LeaseUntil)), cancellationToken);

    private static WrittenDraft Written(AssignmentRow assignment, DraftRow? draft) =>
        new(assignment.Tab, draft?.Version ?? 0, draft is null ? null : WorkbenchJson.Read<LabelContent>(draft.Content));

    /// <summary>Writes the draft's row: also where the assignment has no place any more, so that nothing is lost.</summary>
    internal static DraftRow Write(WorkbenchContext context, DraftRow? draft, string assignment, LabelContent content, long now)
    {
        if (draft is null)
        {
            draft = new DraftRow { AssignmentId = assignment, Content = WorkbenchJson.Of(content), Version = 1, SavedAt = now };
            context.Drafts.Add(draft);
            return draft;
        }

        (draft.Content, draft.SavedAt) = (WorkbenchJson.Of(content), now);
        draft.Version++;
        return draft;
    }

    private async Task<LabelingAnswer<SavedDraft>> KeepAsync(
        WorkbenchContext context, LockedAssignment locked, string tab, LabelContent content, CancellationToken cancellationToken)
    {
        var (assignment, campaign, minutes) = (locked.Assignment, locked.Campaign, locked.Settings.LeaseMinutes);
        if (assignment.State is AssignmentState.Submitted or AssignmentState.Skipped)
        {
            return assignment.State == AssignmentState.Submitted ? Refusal.Submitted : Refusal.Gone;
        }

        // Also where there is no place any more, so that nothing is lost.
        var saved = Write(context, locked.Draft, assignment.Id, content, _leases.Now);
        Refusal? refusal = campaign.State == CampaignState.Finished ? Refusal.Closed
            : assignment.State == AssignmentState.Expired && !_leases.TryTakeUp(locked.Task, assignment, minutes) ? Refusal.Gone
            : null;
        if (refusal is null)
        {
            assignment.Tab = tab;
            _leases.Renew(assignment, minutes);
        }

        await _events.AppendAsync(context, campaign.Id, EventKinds.LabelDrafted, assignment.Id, assignment.PersonId, new { version = saved.Version, tab, content }, cancellationToken);
        return refusal is { } why ? why : new SavedDraft(saved.Version, saved.SavedAt, assignment.LeaseUntil);
    }

    private Task<LabelingAnswer<T>> ResumeAsync<T>(
        string campaignId, Who who, string assignment, string tab, bool takeOver, Func<WorkbenchContext, LockedAssignment, bool, Task<T>> answer, CancellationToken cancellationToken)
        where T : class => _database.WriteAsync<LabelingAnswer<T>>(
        async context =>
        {
            if (await _leases.LockAsync(context, campaignId, who.Id, assignment, cancellationToken) is not { } locked)
            {
                return Refusal.NotFound;
            }

            var minutes = locked.Settings.LeaseMinutes;
            if (locked.Assignment.State == AssignmentState.Submitted)
            {
                return Refusal.Submitted;
            }

            var isOther = !takeOver && _leases.IsOtherTab(locked.Assignment, tab, minutes);
            if (locked.Assignment.State != AssignmentState.Leased && !_leases.TryTakeUp(locked.Task, locked.Assignment, minutes))
            {
                return Refusal.Gone;
            }

            if (!isOther)
            {
                _leases.Renew(locked.Assignment, minutes);
                locked.Assignment.Tab = tab;
            }

            return await answer(context, locked, isOther);
        },
        cancellationToken);
}
