using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Quality;

/// <summary>A reviewer's decision on a task, as an event keeps it.</summary>
/// <param name="Content">The ranking with its reason.</param>
/// <param name="Spec">The spec text that it was made under.</param>
/// <param name="Labels">The ids of the labels that stood.</param>
public sealed record AdjudicationEvent(LabelContent Content, string Spec, IReadOnlyList<string> Labels);

/// <summary>A decision in the history of a task.</summary>
/// <param name="By">The reviewer's handle.</param>
/// <param name="At">When, Unix milliseconds.</param>
/// <param name="Content">What was decided.</param>
public sealed record PastAdjudication(string By, long At, LabelContent Content);

/// <summary>What became of a decision.</summary>
public enum AdjudicationOutcome
{
    /// <summary>It stands.</summary>
    Decided,

    /// <summary>Another reviewer decided since the page was opened; nothing was changed.</summary>
    DecidedMeanwhile,

    /// <summary>The campaign has no such task.</summary>
    NotThere,
}

/// <summary>Decides on tasks where people differ. The labels stay as they are; a later decision takes the place of an earlier one, which stays in the events.</summary>
public sealed class Adjudications(WorkbenchDatabase database, EventLog events, TimeProvider clock)
{
    /// <summary>Most characters of a reason.</summary>
    public const int LongestReason = 10_000;

    /// <summary>What is wrong with a decision on a task; empty where nothing is.</summary>
    public static IReadOnlyList<AdjudicationProblem> Problems(LabelContent content, TaskContent task, SpecDocument spec)
    {
        var problems = new List<AdjudicationProblem>();
        Need(content.Incomparable ? content.Tiers.Count == 0 : content.Tiers.Count == task.Answers.Count && content.Tiers.All(t => t is >= 0 and < TaskContent.MostAnswers), AdjudicationProblem.Ranking);
        Need(content.DecidedOn.Length == 0 ? content.Incomparable : spec.Find(content.DecidedOn) is not null, AdjudicationProblem.Section);
        Need(!string.IsNullOrWhiteSpace(content.Reason), AdjudicationProblem.Reason);
        Need(content.Reason.Length <= LongestReason, AdjudicationProblem.ReasonTooLong);
        return problems;

        void Need(bool isMet, AdjudicationProblem problem)
        {
            if (!isMet)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>Keeps a decision that has no <see cref="Problems"/>.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="who">The reviewer.</param>
    /// <param name="content">The decision.</param>
    /// <param name="seen">The event of the decision that the reviewer saw, 0 for none: if there is another by now, nothing is changed.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    public Task<AdjudicationOutcome> DecideAsync(string campaignId, string taskId, Who who, LabelContent content, long seen, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            if (await database.LockTaskAsync(context, taskId, cancellationToken) is not { } task || task.CampaignId != campaignId)
            {
                return AdjudicationOutcome.NotThere;
            }

            var row = await context.Adjudications.FirstOrDefaultAsync(a => a.TaskId == taskId && a.CampaignId == campaignId, cancellationToken);
            if ((row?.EventSeq ?? 0) != seen)
            {
                return AdjudicationOutcome.DecidedMeanwhile;
            }

            var spec = await context.Campaigns.Where(c => c.Id == campaignId).Select(c => c.SpecTextId).FirstAsync(cancellationToken);
            var labels = await context.Labels.Where(l => l.TaskId == taskId && !l.IsWithdrawn).OrderBy(l => l.Id).Select(l => l.Id).ToListAsync(cancellationToken);
            var (now, json) = (clock.GetUtcNow().ToUnixTimeMilliseconds(), WorkbenchJson.Of(content));
            if (row is null)
            {
                row = new AdjudicationRow { TaskId = taskId, CampaignId = campaignId, PersonId = who.Id, Content = json, SpecTextId = spec, DecidedAt = now, EventSeq = 0 };
                context.Adjudications.Add(row);
            }

            (row.PersonId, row.Content, row.SpecTextId, row.DecidedAt) = (who.Id, json, spec, now);
            row.EventSeq = (await events.AppendAsync(context, campaignId, EventKinds.TaskAdjudicated, taskId, who.Id, new AdjudicationEvent(content, spec, labels), cancellationToken)).Seq;
            return AdjudicationOutcome.Decided;
        },
        cancellationToken);

    /// <summary>All decisions on a task, the newest first.</summary>
    public async Task<IReadOnlyList<PastAdjudication>> HistoryAsync(string campaignId, string taskId)
    {
        var rows = await database.ReadAsync(c => c.Events.Where(e => e.CampaignId == campaignId && e.Subject == taskId && e.Kind == EventKinds.TaskAdjudicated)
            .OrderByDescending(e => e.Number).Join(c.Users, e => e.PersonId, p => p.Id, (e, p) => new { e.At, e.Number, e.Content, p.Handle }).ToListAsync());
        return [.. rows.OrderByDescending(r => r.Number).Select(r => new PastAdjudication(r.Handle, r.At, WorkbenchJson.Read<AdjudicationEvent>(r.Content).Content))];
    }
}

/// <summary>What can be wrong with a decision.</summary>
public enum AdjudicationProblem
{
    /// <summary>Not every answer has a tier, or incomparable ones have.</summary>
    Ranking,

    /// <summary>No section decides, or the spec has no such one.</summary>
    Section,

    /// <summary>No reason.</summary>
    Reason,

    /// <summary>The reason is too long.</summary>
    ReasonTooLong,
}
