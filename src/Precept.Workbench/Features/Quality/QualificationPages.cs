using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Quality;

/// <summary>An example of the round that the person has answered.</summary>
/// <param name="Content">What was shown.</param>
/// <param name="Label">What the person said.</param>
/// <param name="Known">What the spec says.</param>
/// <param name="IsRight">Whether the one is as the other.</param>
public sealed record QualificationItem(TaskContent Content, LabelContent Label, KnownAnswer Known, bool IsRight);

/// <summary>A person's qualification round in a campaign.</summary>
/// <param name="State">How they stand.</param>
/// <param name="Asked">How many examples the round has for this person; those skipped as harmful count neither for nor against.</param>
/// <param name="CutOff">The share that must be right.</param>
/// <param name="Items">The examples answered so far, in order. Those not answered are not shown.</param>
public sealed record QualificationResult(QualificationState State, int Asked, double CutOff, IReadOnlyList<QualificationItem> Items)
{
    /// <summary>How many are right.</summary>
    public int Right => Items.Count(i => i.IsRight);

    /// <summary>The share that is right, of all that were asked; NaN before anything was.</summary>
    public double Share => Asked > 0 ? Math.Min(1, (double)Right / Asked) : double.NaN;
}

/// <summary>A person's own qualification round: what they see before it ends, and its result.</summary>
public static class QualificationPages
{
    public static void Map(WebApplication app) => app.MapGet("/campaigns/{campaign}/qualification", async (string campaign, WorkbenchDatabase database, PageContext page) =>
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        return Render.Page<QualificationPage>(new { Campaign = head, Round = await OfAsync(database, head, page.Who!) });
    }).For(Right.Label);

    private static async Task<QualificationResult> OfAsync(WorkbenchDatabase database, CampaignHead campaign, Who who)
    {
        var there = await database.ReadAsync(c => c.Tasks.CountAsync(t => t.CampaignId == campaign.Id && t.Purpose == TaskPurpose.Qualification));
        var spared = await database.ReadAsync(c => c.Assignments.Where(a => a.CampaignId == campaign.Id && a.PersonId == who.Id && a.State == AssignmentState.Skipped && a.SkipReason == Skips.Harmful)
            .CountAsync(a => c.Tasks.Any(t => t.Id == a.TaskId && t.Purpose == TaskPurpose.Qualification)));
        var state = await database.ReadAsync(c => c.Members.Where(m => m.CampaignId == campaign.Id && m.PersonId == who.Id).Select(m => m.Qualification).FirstOrDefaultAsync());
        var rows = await database.ReadAsync(c => c.Labels.Where(l => l.CampaignId == campaign.Id && l.PersonId == who.Id && !l.IsWithdrawn)
            .Join(c.Tasks.Where(t => t.Purpose == TaskPurpose.Qualification && t.Known != null), l => l.TaskId, t => t.Id, (l, t) => new { Label = l.Content, l.SubmittedAt, t.Content, t.Known })
            .OrderBy(r => r.SubmittedAt).ToListAsync());
        return new QualificationResult(state, Math.Min(campaign.Settings.Qualification.Items, there - spared), campaign.Settings.Qualification.CutOff, [.. rows.Select(r =>
        {
            var (label, known) = (WorkbenchJson.Read<LabelContent>(r.Label), WorkbenchJson.Read<KnownAnswer>(r.Known!));
            return new QualificationItem(WorkbenchJson.Read<TaskContent>(r.Content), label, known, KnownAnswers.IsRight(known, label));
        })]);
    }
}
