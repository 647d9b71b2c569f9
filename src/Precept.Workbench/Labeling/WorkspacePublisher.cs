using Microsoft.EntityFrameworkCore;
using Precept.Responses;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Labeling;

/// <summary>Puts labels and adjudications into a workspace as judgments: those that it does not have yet, those that changed, without those that were withdrawn.</summary>
/// <remarks>
/// A file in the workspace remembers, for each campaign, up to which event it has them. It is written after the judgments, and putting the same again changes nothing: a kill at any moment
/// loses nothing. Within a campaign events are numbered in the order in which they were committed, so nothing can appear behind the place that is remembered.
/// </remarks>
internal sealed class WorkspacePublisher(WorkbenchDatabase database, SpecLibrary specs, string folder, TimeProvider clock)
{
    private const int Batch = 200;

    private sealed record Work(
        long Seq, string Subject, bool IsAdjudication, bool IsPublished, bool IsWithdrawn, int Revision, string Content, string SpecTextId, string Handle, string PersonId, string TaskContent, string? Order);

    private sealed record AdjudicationText(LabelContent Content, string Spec);

    /// <summary>Whether the workspace lacks something.</summary>
    public async Task<bool> IsBehindAsync(CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(cancellationToken);
        var position = PublishedPosition.Read(folder);
        return newest.Any(n => n.Value > position.Of(n.Key));
    }

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
        var position = all ? PublishedPosition.Start(folder) : PublishedPosition.Read(folder);
        if (!newest.Any(n => n.Value > position.Of(n.Key)))
        {
            return changes;
        }

        using var workspace = WorkspaceFolder.Open(folder, clock);
        foreach (var campaign in newest.Keys.Where(c => newest[c] > position.Of(c)).Order(StringComparer.Ordinal))
        {
            while (await NextAsync(campaign, position.Of(campaign)) is { Count: > 0 } batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var put = await PutAsync(workspace, batch, cancellationToken);
                changes = new LabelChanges(changes.Added + put.Added, changes.Revised + put.Revised, changes.Withdrawn + put.Withdrawn);
                position = position.With(campaign, batch[^1].Seq);
                position.Write(folder);
            }
        }

        return changes;
    }

    private Task<Dictionary<string, long>> NewestAsync(CancellationToken cancellationToken) => database.ReadAsync(async c =>
    {
        var labels = await c.Labels.GroupBy(l => l.CampaignId).Select(g => new { g.Key, Seq = g.Max(l => l.EventSeq) }).ToListAsync(cancellationToken);
        var decided = await c.Adjudications.GroupBy(a => a.CampaignId).Select(g => new { g.Key, Seq = g.Max(a => a.EventSeq) }).ToListAsync(cancellationToken);
        return labels.Concat(decided).GroupBy(x => x.Key).ToDictionary(g => g.Key, g => g.Max(x => x.Seq));
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

    private async Task<LabelChanges> PutAsync(WorkspaceFolder workspace, List<Work> batch, CancellationToken cancellationToken)
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
            var said = WorkbenchJson.Read<AdjudicationText>(e.Content);
            earlier.Add((await JudgedAsync(work, task, WorkbenchJson.Of(said.Content), said.Spec, e.Handle)).Judgment.Id);
        }

        return earlier;
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
