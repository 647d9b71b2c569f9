using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Concludes a person's qualification round once its last task is labeled.</summary>
internal static class QualificationRound
{
    /// <summary>Sets a member's state where the round is complete: the share of right answers against the cut-off.</summary>
    /// <remarks>
    /// A round has as many tasks as the settings say, or all that there are for this person: what was skipped as harmful counts neither for nor against; what was skipped for another reason is made
    /// up for by another task while there is one, and is not right otherwise.
    /// </remarks>
    /// <returns>Whether the member's state was set.</returns>
    public static async Task<bool> ConcludeAsync(WorkbenchContext context, string campaignId, string personId, CampaignSettings settings, CancellationToken cancellationToken)
    {
        var member = await context.Members.FirstOrDefaultAsync(m => m.CampaignId == campaignId && m.PersonId == personId, cancellationToken);
        if (member is not { Qualification: QualificationState.Open })
        {
            return false;
        }

        var tasks = await context.Tasks.Where(t => t.CampaignId == campaignId && t.Purpose == TaskPurpose.Qualification
            && (!t.IsHeld || context.Assignments.Any(a => a.TaskId == t.Id && a.PersonId == personId))).CountAsync(cancellationToken);
        var had = await context.Assignments.Where(a => a.CampaignId == campaignId && a.PersonId == personId)
            .Join(context.Tasks.Where(t => t.Purpose == TaskPurpose.Qualification), a => a.TaskId, t => t.Id, (a, t) => new { a.Id, a.State, a.SkipReason, t.Known })
            .ToListAsync(cancellationToken);
        var spared = had.Count(a => a.State == AssignmentState.Skipped && a.SkipReason == Skips.Harmful);
        var missed = had.Count(a => a.State == AssignmentState.Skipped && a.SkipReason != Skips.Harmful);
        var size = Math.Min(settings.Qualification.Items, tasks - spared);
        var labeled = had.Where(a => a.State == AssignmentState.Submitted).ToDictionary(a => a.Id, a => a.Known);
        if (labeled.Count < size && labeled.Count + missed < tasks - spared)
        {
            return false;
        }

        var labels = await context.Labels.Where(l => labeled.Keys.Contains(l.AssignmentId)).Select(l => new { l.AssignmentId, l.Content }).ToListAsync(cancellationToken);
        var right = labels.Count(l => labeled[l.AssignmentId] is { } known && KnownAnswers.IsRight(WorkbenchJson.Read<KnownAnswer>(known), WorkbenchJson.Read<LabelContent>(l.Content)));
        member.Qualification = size > 0 && right >= settings.Qualification.CutOff * size - 1e-9 ? QualificationState.Passed : QualificationState.Failed;
        return true;
    }
}
