using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Spec;
using Precept.Spec.Diff;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>What a newer spec would change.</summary>
/// <param name="Spec">The newer spec.</param>
/// <param name="Diff">The changes by meaning.</param>
/// <param name="Stale">The tasks that would be labeled again.</param>
public sealed record SpecChangeOutlook(SpecFiles Spec, SpecDiff Diff, IReadOnlyList<StaleTask> Stale)
{
    /// <summary>Labels that become stale.</summary>
    public int StaleLabels => Stale.Sum(s => s.StaleLabels);
}

/// <summary>Orders a campaign's tasks by its queues, and takes up newer specs.</summary>
public sealed class CampaignQueues(WorkbenchDatabase database, EventLog events, SpecLibrary specs, WorkspaceSource source, TimeProvider clock)
{
    private const int Batch = 500;

    /// <summary>Sets the priority of every task that wants labels: the weighted sum of its scores.</summary>
    /// <returns>How many tasks got another priority.</returns>
    public async Task<int> OrderAsync(string campaign, string by, CancellationToken cancellationToken = default)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var weights = head.Settings.Queue;
        var tasks = await database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel) && t.Labeled < t.Wanted)
            .OrderBy(t => t.Number).Select(t => new { t.Id, t.Sections, t.PromptId, t.Purpose, t.FirstTaskId, t.Priority, Missing = t.Wanted - t.Labeled }).ToListAsync(cancellationToken));
        var coverage = weights.Coverage > 0
            ? QueueScores.Coverage([.. tasks.Select(t => new QueuedTask(t.Id, TaskSections.Read(t.Sections), t.Missing))], await LabelsBySectionAsync(campaign, cancellationToken))
            : new Dictionary<string, double>();
        var disagreement = weights.Disagreement > 0 ? await DisagreementAsync(campaign, [.. tasks.Select(t => t.PromptId).Distinct()], cancellationToken) : new Dictionary<string, double>();
        var staleness = weights.Staleness > 0 ? await StalenessAsync(campaign, head.SpecTextId, cancellationToken) : new Dictionary<string, double>();
        var changed = tasks.Select(t => (t.Id, t.Priority, Now: (weights.Coverage * coverage.GetValueOrDefault(t.Id)) + (weights.Disagreement * disagreement.GetValueOrDefault(t.Id))
            + (weights.Staleness * staleness.GetValueOrDefault(t.Id)))).Where(t => t.Priority != t.Now).ToList();
        foreach (var part in changed.Chunk(Batch))
        {
            await database.WriteAsync(
                async context =>
                {
                    foreach (var (id, _, priority) in part)
                    {
                        await context.Tasks.Where(t => t.Id == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.Priority, priority), cancellationToken);
                    }

                    return true;
                },
                cancellationToken);
        }

        await database.WriteAsync(
            async context =>
            {
                await events.AppendAsync(context, campaign, EventKinds.CampaignChanged, campaign, by, new { ordered = changed.Count, queue = weights }, cancellationToken);
                return true;
            },
            cancellationToken);
        return changed.Count;
    }

    /// <summary>What another spec would change in a campaign.</summary>
    public async Task<SpecChangeOutlook> OutlookAsync(string campaign, SpecFiles newer, CancellationToken cancellationToken = default)
    {
        var now = await specs.OfCampaignAsync(campaign);
        using var read = new CampaignSpec(newer.Hash, newer);
        var stale = await StaleAsync(campaign, read.Hashes, cancellationToken);
        return new SpecChangeOutlook(newer, SpecDiff.Compare(now.Document, newer.Document, now.Files.Checks, newer.Checks), stale);
    }

    /// <summary>Takes up another spec: new labels are given under it, and exactly the tasks with stale labels come again, as new tasks before the others.</summary>
    /// <returns>How many tasks come again.</returns>
    /// <exception cref="InputException">The spec lacks the section that takes precedence in the campaign.</exception>
    public async Task<int> UseSpecAsync(string campaign, SpecFiles newer, string by, CancellationToken cancellationToken = default)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        if (head.Settings.Precedence.Length > 0 && newer.Document.Find(head.Settings.Precedence) is null)
        {
            throw new InputException($"the spec {newer.Document.Version} has no section '{head.Settings.Precedence}', which takes precedence in this campaign; change that setting first");
        }

        using var read = new CampaignSpec(newer.Hash, newer);
        var stale = await StaleAsync(campaign, read.Hashes, cancellationToken);
        var added = await database.WriteAsync(
            async context =>
            {
                var row = await context.Campaigns.FirstAsync(c => c.Id == campaign, cancellationToken);
                var before = row.SpecTextId;
                row.SpecTextId = await SpecTexts.KeepAsync(context, newer, clock.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
                var number = await context.Tasks.Where(t => t.CampaignId == campaign).MaxAsync(t => (int?)t.Number, cancellationToken) ?? 0;
                var again = 0;
                foreach (var task in stale)
                {
                    var first = (await database.LockTaskAsync(context, task.TaskId, cancellationToken))!;
                    var id = ContentHash.Of(campaign, nameof(TaskPurpose.Relabel), first.Id, newer.Hash);
                    if (!await context.Tasks.AnyAsync(t => t.Id == id, cancellationToken))
                    {
                        context.Tasks.Add(Again(first, id, ++number, read, head.Settings, task));
                        again++;
                    }

                    // Nobody new labels it; who has it may go on.
                    (first.IsHeld, first.Wanted) = (true, Math.Max(1, first.Taken));
                }

                await events.AppendAsync(context, campaign, EventKinds.CampaignChanged, campaign, by, new { spec = newer.Hash, before, relabel = again, stale = stale.Sum(s => s.StaleLabels) }, cancellationToken);
                return again;
            },
            cancellationToken);
        await OrderAsync(campaign, by, cancellationToken);
        return added;
    }

    private static TaskRow Again(TaskRow first, string id, int number, CampaignSpec spec, CampaignSettings settings, StaleTask stale)
    {
        var content = WorkbenchJson.Read<TaskContent>(first.Content);
        var named = content.Prompt.Sections.Where(s => spec.Document.Find(s) is not null).ToList();
        content = content with { Sections = spec.SectionsOf(content.Prompt with { Sections = named }) };
        return new TaskRow
        {
            Id = id,
            CampaignId = first.CampaignId,
            Number = number,
            Purpose = TaskPurpose.Relabel,
            Content = WorkbenchJson.Of(content),
            PromptId = first.PromptId,
            Language = first.Language,
            Harms = first.Harms,
            Sections = TaskSections.Column(content),
            FirstTaskId = first.Id,
            Priority = settings.Queue.Staleness * QueueScores.Staleness(stale.Changed.Count, content.Sections.Count),
            Wanted = settings.Overlap.Fewest,
            Taken = 0,
            Labeled = 0,
        };
    }

    // Tasks that another has taken the place of are done with.
    private async Task<IReadOnlyList<StaleTask>> StaleAsync(string campaign, IReadOnlyDictionary<string, string> now, CancellationToken cancellationToken)
    {
        var (tasks, labels) = await database.ReadAsync(async c => (
            await c.Tasks.Where(t => t.CampaignId == campaign && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel)
                && c.Labels.Any(l => l.TaskId == t.Id && !l.IsWithdrawn) && !c.Tasks.Any(x => x.CampaignId == campaign && x.FirstTaskId == t.Id && x.Purpose == TaskPurpose.Relabel))
                .OrderBy(t => t.Number).Select(t => new { t.Id, t.Content }).ToListAsync(cancellationToken),
            await c.Labels.Where(l => l.CampaignId == campaign && !l.IsWithdrawn).Select(l => new { l.TaskId, l.SpecTextId }).ToListAsync(cancellationToken)));
        var under = labels.ToLookup(l => l.TaskId, l => l.SpecTextId);
        var hashes = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var spec in labels.Select(l => l.SpecTextId).Distinct())
        {
            hashes[spec] = (await specs.FindAsync(spec)).Hashes;
        }

        return RelabelPlan.Of([.. tasks.Select(t => new LabeledTask(t.Id, WorkbenchJson.Read<TaskContent>(t.Content).Sections, [.. under[t.Id]]))], hashes, now);
    }

    private async Task<IReadOnlyDictionary<string, int>> LabelsBySectionAsync(string campaign, CancellationToken cancellationToken)
    {
        var counts = await database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign && t.Labeled > 0 && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel))
            .GroupBy(t => t.Sections).Select(g => new { g.Key, Labels = g.Sum(t => t.Labeled) }).ToListAsync(cancellationToken));
        return counts.SelectMany(g => TaskSections.Read(g.Key).Select(s => (Section: s, g.Labels))).GroupBy(x => x.Section).ToDictionary(g => g.Key, g => g.Sum(x => x.Labels));
    }

    private async Task<IReadOnlyDictionary<string, double>> DisagreementAsync(string campaign, HashSet<string> prompts, CancellationToken cancellationToken)
    {
        var judgments = (await source.ModelJudgmentsAsync(cancellationToken)).Where(j => prompts.Contains(j.PromptId)).ToLookup(j => j.PromptId);
        var scores = new Dictionary<string, double>();
        foreach (var part in prompts.Where(judgments.Contains).Chunk(Batch))
        {
            var tasks = await database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign && part.Contains(t.PromptId)).Select(t => new { t.Id, t.PromptId, t.Content }).ToListAsync(cancellationToken));
            foreach (var task in tasks)
            {
                scores[task.Id] = QueueScores.Disagreement([.. WorkbenchJson.Read<TaskContent>(task.Content).Answers.Select(a => a.Id)], judgments[task.PromptId]);
            }
        }

        return scores;
    }

    // By the sections of the task that each takes the place of, as they were when it was labeled.
    private async Task<IReadOnlyDictionary<string, double>> StalenessAsync(string campaign, string specId, CancellationToken cancellationToken)
    {
        var now = (await specs.FindAsync(specId)).Hashes;
        var (again, labels) = await database.ReadAsync(async c => (
            await c.Tasks.Where(t => t.CampaignId == campaign && t.Purpose == TaskPurpose.Relabel && t.Labeled < t.Wanted)
                .Join(c.Tasks, t => t.FirstTaskId, f => f.Id, (t, f) => new { t.Id, First = f.Id, f.Content }).ToListAsync(cancellationToken),
            await c.Labels.Where(l => l.CampaignId == campaign && !l.IsWithdrawn && c.Tasks.Any(t => t.FirstTaskId == l.TaskId && t.Purpose == TaskPurpose.Relabel))
                .Select(l => new { l.TaskId, l.SpecTextId }).ToListAsync(cancellationToken)));
        var under = labels.ToLookup(l => l.TaskId, l => l.SpecTextId);
        var scores = new Dictionary<string, double>();
        var hashes = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var spec in labels.Select(l => l.SpecTextId).Distinct())
        {
            hashes[spec] = (await specs.FindAsync(spec)).Hashes;
        }

        foreach (var task in again)
        {
            var sections = WorkbenchJson.Read<TaskContent>(task.Content).Sections;
            var stale = RelabelPlan.Of([new LabeledTask(task.First, sections, [.. under[task.First]])], hashes, now);
            scores[task.Id] = QueueScores.Staleness(stale.Count == 0 ? 1 : stale[0].Changed.Count, sections.Count);
        }

        return scores;
    }
}
