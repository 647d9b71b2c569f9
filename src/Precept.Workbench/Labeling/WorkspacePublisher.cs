using Microsoft.EntityFrameworkCore;
using Precept.Responses;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Labeling;

/// <summary>Puts labels and adjudications into a workspace as judgments: those that it does not have yet, those that changed, without those that were withdrawn.</summary>
/// <remarks>
/// The workspace remembers, for each campaign, up to which event it has them, in the same transaction as the judgments: a kill at any moment loses nothing. Within a campaign events are
/// numbered in the order in which they were committed, so nothing can appear behind the place that is remembered.
/// </remarks>
internal sealed class WorkspacePublisher(WorkbenchDatabase database, SpecLibrary specs, string folder, TimeProvider clock)
{
    private const int Batch = 200;

    // What the workspace was last seen to have: nothing has to be opened to find that there is nothing to do.
    private IReadOnlyDictionary<string, long> _seen = new Dictionary<string, long>();

    private sealed record Work(
        long Seq, string Subject, bool IsAdjudication, bool IsPublished, bool IsWithdrawn, int Revision, string Content, string SpecTextId, string Handle, string PersonId, string TaskContent, string? Order);

    /// <summary>Whether there is something that the workspace may lack.</summary>
    public async Task<bool> IsBehindAsync(CancellationToken cancellationToken) => (await NewestAsync(cancellationToken)).Any(n => n.Value > _seen.GetValueOrDefault(n.Key));

    /// <summary>Puts what is missing; null where another process is at it.</summary>
    /// <param name="all">Whether to put everything again, whatever the workspace is said to have.</param>
    /// <param name="cancellationToken">Stops after what has been put.</param>
    public async Task<LabelChanges?> PutAsync(bool all, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(cancellationToken);
        Directory.CreateDirectory(folder);
        using var guard = FileLock.TryTake(Path.Combine(folder, "labels.lock"), clock);
        if (guard is null)
        {
            return null;
        }

        var changes = new LabelChanges(0, 0, 0);
        using var workspace = WorkspaceFolder.Open(folder, clock);
        var positions = all ? new Dictionary<string, long>() : await workspace.LabelPositionsAsync(cancellationToken);
        foreach (var campaign in newest.Keys.Order(StringComparer.Ordinal))
        {
            var position = positions.GetValueOrDefault(campaign);
            while (position < newest[campaign] && await NextAsync(campaign, position) is { Count: > 0 } batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                position = batch[^1].Seq;
                var put = await PutAsync(workspace, batch, new LabelPosition(campaign, position), cancellationToken);
                changes = new LabelChanges(changes.Added + put.Added, changes.Revised + put.Revised, changes.Withdrawn + put.Withdrawn);
            }
        }

        _seen = await workspace.LabelPositionsAsync(cancellationToken);
        return changes;
    }

    private Task<Dictionary<string, long>> NewestAsync(CancellationToken cancellationToken) => database.ReadAsync(async c =>
    {
        var newest = await c.Campaigns.Select(x => new
        {
            x.Id,
            Label = c.Labels.Where(l => l.CampaignId == x.Id).Max(l => (long?)l.EventSeq) ?? 0,
            Decision = c.Adjudications.Where(a => a.CampaignId == x.Id).Max(a => (long?)a.EventSeq) ?? 0,
        }).ToListAsync(cancellationToken);
        return newest.ToDictionary(n => n.Id, n => Math.Max(n.Label, n.Decision));
    });

    private Task<List<Work>> NextAsync(string campaign, long after) => database.ReadAsync(async c =>
    {
        var labels = c.Labels.Where(l => l.CampaignId == campaign && l.EventSeq > after).OrderBy(l => l.EventSeq).Take(Batch);
        var decided = c.Adjudications.Where(d => d.CampaignId == campaign && d.EventSeq > after).OrderBy(d => d.EventSeq).Take(Batch);
        return (await WorkAsync(c, labels, decided)).Take(Batch).ToList();
    });

    private static async Task<List<Work>> WorkAsync(WorkbenchContext c, IQueryable<LabelRow> labels, IQueryable<AdjudicationRow> decisions)
    {
        var labeled = await (
            from l in labels
            join t in c.Tasks on l.TaskId equals t.Id
            join a in c.Assignments on l.AssignmentId equals a.Id
            join p in c.Users on l.PersonId equals p.Id
            select new Work(
                l.EventSeq, l.AssignmentId, false, t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel, l.IsWithdrawn, l.Revision, l.Content, l.SpecTextId, p.Handle, p.Id, t.Content, a.Order))
            .ToListAsync();
        var decided = await (
            from d in decisions
            join t in c.Tasks on d.TaskId equals t.Id
            join p in c.Users on d.PersonId equals p.Id
            select new Work(
                d.EventSeq, d.TaskId, true, t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel, false, 0, d.Content, d.SpecTextId, p.Handle, p.Id, t.Content, null))
            .ToListAsync();
        return [.. labeled.Concat(decided).OrderBy(w => w.Seq)];
    }

    private async Task<LabelChanges> PutAsync(WorkspaceFolder workspace, List<Work> batch, LabelPosition position, CancellationToken cancellationToken)
    {
        List<LabeledWork> given = [];
        List<TaskContent> tasks = [];
        List<string> withdrawn = [];
        foreach (var work in batch.Where(w => w.IsPublished))
        {
            var task = WorkbenchJson.Read<TaskContent>(work.TaskContent);
            tasks.Add(task);
            if (!work.IsWithdrawn)
            {
                given.Add(await JudgedAsync(work, task, work.Content, work.SpecTextId, work.Handle));
            }

            withdrawn.AddRange(await EarlierAsync(work, task));
        }

        var ids = given.Select(g => g.Judgment.Id).ToHashSet();
        var standing = await StandingAsync(tasks, batch, withdrawn.Where(id => !ids.Contains(id)).ToHashSet());
        given.AddRange(standing);
        ids.UnionWith(standing.Select(g => g.Judgment.Id));
        return await workspace.PutLabelsAsync(
            tasks.Select(t => t.Prompt).DistinctBy(p => p.Id),
            tasks.SelectMany(t => t.Answers).Concat(given.SelectMany(g => g.Written)).DistinctBy(r => r.Id).ToList(),
            given.Select(g => g.Judgment),
            withdrawn.Where(id => !ids.Contains(id)).Distinct().ToList(),
            position,
            cancellationToken);
    }

    private async Task<LabeledWork> JudgedAsync(Work work, TaskContent task, string content, string spec, string handle)
    {
        var label = WorkbenchJson.Read<LabelContent>(content);
        var under = await specs.FindAsync(spec);
        return work.IsAdjudication
            ? LabelJudgment.OfAdjudication(task, LabelForm.Normal(label, task), under, handle)
            : LabelJudgment.Of(task, WorkbenchJson.Read<List<int>>(work.Order!), label, under, handle);
    }

    // What was said before may stand in the workspace under another id: with other edited answers, under another spec, by another reviewer. The events tell.
    private async Task<List<string>> EarlierAsync(Work work, TaskContent task)
    {
        if (work is { IsAdjudication: false, Revision: 1, IsWithdrawn: false })
        {
            return [];
        }

        var events = await database.ReadAsync(c => (
            from e in c.Events
            join p in c.Users on e.PersonId equals p.Id
            where e.Subject == work.Subject && e.Seq <= work.Seq
                && (work.IsAdjudication ? e.Kind == EventKinds.TaskAdjudicated : e.Kind == EventKinds.LabelSubmitted || e.Kind == EventKinds.LabelRevised)
            select new { e.Content, p.Handle }).ToListAsync());
        var earlier = new List<string>();
        foreach (var e in events)
        {
            var (content, spec) = SaidBy(work, e.Content);
            earlier.Add((await JudgedAsync(work, task, WorkbenchJson.Of(content), spec, e.Handle)).Judgment.Id);
        }

        return earlier;
    }

    private static (LabelContent Content, string Spec) SaidBy(Work work, string content)
    {
        if (work.IsAdjudication)
        {
            var decided = WorkbenchJson.Read<AdjudicationEvent>(content);
            return (decided.Content, decided.Spec);
        }

        var given = WorkbenchJson.Read<LabelEvent>(content);
        return (given.Content, given.Spec);
    }

    // The same answers may have been judged by the same person in another campaign, which is the same judgment: it stays as it was said there.
    private async Task<List<LabeledWork>> StandingAsync(List<TaskContent> tasks, List<Work> batch, HashSet<string> withdrawn)
    {
        if (withdrawn.Count == 0)
        {
            return [];
        }

        var (prompts, people) = (tasks.Select(t => t.Prompt.Id).Distinct().ToList(), batch.Select(w => w.PersonId).Distinct().ToList());
        var others = await database.ReadAsync(c => WorkAsync(
            c,
            c.Labels.Where(l => !l.IsWithdrawn && people.Contains(l.PersonId) && c.Tasks.Any(t => t.Id == l.TaskId && prompts.Contains(t.PromptId))),
            c.Adjudications.Where(d => c.Tasks.Any(t => t.Id == d.TaskId && prompts.Contains(t.PromptId)))));
        var standing = new Dictionary<string, LabeledWork>(StringComparer.Ordinal);
        foreach (var work in others.Where(w => w.IsPublished))
        {
            var judged = await JudgedAsync(work, WorkbenchJson.Read<TaskContent>(work.TaskContent), work.Content, work.SpecTextId, work.Handle);
            if (withdrawn.Contains(judged.Judgment.Id))
            {
                standing[judged.Judgment.Id] = judged;
            }
        }

        return [.. standing.Values];
    }
}
