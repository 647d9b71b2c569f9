using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Quality;

/// <summary>A campaign with people whose labels are put into the database as the labeling server would.</summary>
internal static class QualityCampaign
{
    /// <summary>Puts a label there, submitted at its number in seconds.</summary>
    public static Task<string> LabelAsync(this RunningWorkbench workbench, string campaign, string task, Person person, LabelContent content, long seq, long milliseconds = 30_000) =>
        workbench.Database.WriteAsync(async c =>
        {
            var row = Row(campaign, task, person, content, seq, milliseconds, await SpecAsync(c, campaign));
            c.Assignments.Add(row.Assignment);
            c.Labels.Add(row.Label);
            return row.Label.Id;
        });

    /// <summary>The spec text of a campaign.</summary>
    public static Task<string> SpecAsync(WorkbenchContext context, string campaign) => context.Campaigns.Where(c => c.Id == campaign).Select(c => c.SpecTextId).SingleAsync();

    /// <summary>The rows of a label.</summary>
    public static (AssignmentRow Assignment, LabelRow Label) Row(string campaign, string task, Person person, LabelContent content, long seq, long milliseconds, string spec) => (
        new AssignmentRow
        {
            Id = $"a-{seq}",
            TaskId = task,
            CampaignId = campaign,
            PersonId = person.Id,
            State = AssignmentState.Submitted,
            Order = WorkbenchJson.Of(Enumerable.Range(0, Math.Max(2, content.Tiers.Count))),
            GivenAt = 0,
            LeaseUntil = 0,
        },
        new LabelRow
        {
            Id = $"l-{seq}",
            AssignmentId = $"a-{seq}",
            TaskId = task,
            CampaignId = campaign,
            PersonId = person.Id,
            Content = WorkbenchJson.Of(content),
            Revision = 1,
            SubmissionKey = $"k-{seq}",
            SpecTextId = spec,
            Milliseconds = milliseconds,
            SubmittedAt = seq * 1000,
            EventSeq = seq,
        });

    /// <summary>A ranking with a section and a reason.</summary>
    public static LabelContent Ranked(string reason, params int[] tiers) => new() { Tiers = [.. tiers.Select(t => (int?)t)], DecidedOn = "keep_secrets", Reason = reason };

    /// <summary>The id of a task of <see cref="RunningWorkbench.AddCampaignAsync"/>.</summary>
    public static string TaskId(string campaign, int number, int answers = 3) => CampaignWriter.IdOf(campaign, new NewTask(RunningWorkbench.ContentOf(number, answers)));
}
