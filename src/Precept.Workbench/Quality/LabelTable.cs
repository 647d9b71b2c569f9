using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Prompts;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Quality;

/// <summary>A person whose labels are looked at.</summary>
public sealed record Annotator(string PersonId, string Handle, string Name);

/// <summary>An answer of a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Model">Who gave it.</param>
/// <param name="Length">Its length in characters (code points).</param>
public sealed record TableAnswer(string Id, string Model, int Length);

/// <summary>A task as the figures need it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its place in the campaign.</param>
/// <param name="Purpose">Why it is there.</param>
/// <param name="PromptId">Its prompt.</param>
/// <param name="Language"><c>en</c>, <c>zh</c> or empty.</param>
/// <param name="Sections">The sections that its prompt names; where it names none, the first that applies.</param>
/// <param name="Answers">Its answers.</param>
/// <param name="ReadingLoad">What there is to read: characters, a Han character as three.</param>
public sealed record TableTask(
    string Id, int Number, TaskPurpose Purpose, string PromptId, string Language, IReadOnlyList<string> Sections, IReadOnlyList<TableAnswer> Answers, int ReadingLoad)
{
    /// <summary>The known answer, or null.</summary>
    public KnownAnswer? Known { get; init; }

    /// <summary>The task that a repeat shows once more, or null.</summary>
    public string? FirstTaskId { get; init; }

    /// <summary>Whether it counts for agreement: it was to be labeled, not to test people.</summary>
    public bool IsOrdinary => Purpose is TaskPurpose.Normal or TaskPurpose.Relabel;

    /// <summary>What "the longest wins" says of two answers: 1 where the first is longer, -1 where the second is, 0 where they are as long.</summary>
    public int Longest(int first, int second) => Math.Sign(Answers[first].Length - Answers[second].Length);
}

/// <summary>A label as the figures need it.</summary>
/// <param name="Task">Of which task.</param>
/// <param name="By">By whom.</param>
/// <param name="Content">What it says, in the task's order of answers.</param>
/// <param name="Order">The order in which the answers were shown.</param>
/// <param name="Milliseconds">Milliseconds of work.</param>
public sealed record TableLabel(TableTask Task, Annotator By, LabelContent Content, IReadOnlyList<int> Order, long Milliseconds)
{
    /// <summary>Whether it ranks all answers: then it has verdicts on pairs.</summary>
    public bool IsRanked { get; } = !Content.Incomparable && Content.Tiers.Count == Task.Answers.Count && Content.Tiers.All(t => t is not null);

    /// <summary>Its verdict on two answers: 1 where the first is better, -1 where the second is, 0 for a tie.</summary>
    public int Verdict(int first, int second) => Math.Sign(Content.Tiers[second]!.Value - Content.Tiers[first]!.Value);

    /// <summary>The rank of each answer from 1, level ones sharing the mean of their places.</summary>
    public double[] Ranks() => MidRanks.Of([.. Content.Tiers.Select(t => (double)t!.Value)]);
}

/// <summary>All labels of a campaign that stand, read once.</summary>
/// <param name="Labels">The labels, by the time of their submission.</param>
public sealed record LabelTable(IReadOnlyList<TableLabel> Labels)
{
    /// <summary>The people who gave them, by handle.</summary>
    public IReadOnlyList<Annotator> Annotators { get; } = [.. Labels.Select(l => l.By).DistinctBy(a => a.PersonId).OrderBy(a => a.Handle, StringComparer.Ordinal)];

    /// <summary>The ordinary tasks that two people or more have ranked, by number, each with those rankings.</summary>
    public IReadOnlyList<TaskVotes> Shared { get; } =
    [
        .. Labels.Where(l => l.IsRanked && l.Task.IsOrdinary).GroupBy(l => l.Task.Id).Where(g => g.Skip(1).Any())
            .Select(g => new TaskVotes(g.First().Task, [.. g])).OrderBy(t => t.Task.Number),
    ];

    /// <summary>Reads a campaign's labels.</summary>
    public static async Task<LabelTable> LoadAsync(WorkbenchDatabase database, string campaignId)
    {
        var tasks = (await database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaignId && c.Labels.Any(l => l.TaskId == t.Id && !l.IsWithdrawn)).ToListAsync()))
            .ToDictionary(t => t.Id, TaskOf);
        var people = (await database.ReadAsync(c => c.Users.Where(p => c.Labels.Any(l => l.CampaignId == campaignId && l.PersonId == p.Id))
            .Select(p => new Annotator(p.Id, p.Handle, p.DisplayName)).ToListAsync())).ToDictionary(p => p.PersonId);
        var rows = await database.ReadAsync(c => c.Labels.Where(l => l.CampaignId == campaignId && !l.IsWithdrawn)
            .Join(c.Assignments, l => l.AssignmentId, a => a.Id, (l, a) => new { l.Id, l.TaskId, l.PersonId, l.Content, l.Milliseconds, l.SubmittedAt, a.Order })
            .OrderBy(l => l.SubmittedAt).ThenBy(l => l.Id).ToListAsync());
        // A label that came in between the reads has no task or person here yet; it counts the next time.
        return new LabelTable([.. from r in rows
                                  where tasks.ContainsKey(r.TaskId) && people.ContainsKey(r.PersonId)
                                  select new TableLabel(
                                      tasks[r.TaskId], people[r.PersonId], WorkbenchJson.Read<LabelContent>(r.Content), WorkbenchJson.Read<List<int>>(r.Order), r.Milliseconds)]);
    }

    /// <summary>A task's row as the figures need it.</summary>
    public static TableTask TaskOf(TaskRow row)
    {
        var content = WorkbenchJson.Read<TaskContent>(row.Content);
        return new TableTask(
            row.Id,
            row.Number,
            row.Purpose,
            row.PromptId,
            row.Language,
            content.Prompt.Sections.Count > 0 ? content.Prompt.Sections : [.. content.Sections.Take(1)],
            [.. content.Answers.Select(a => new TableAnswer(a.Id, a.Model, a.Text.EnumerateRunes().Count()))],
            Load(content.Prompt) + content.Answers.Sum(a => Load(a.Text)))
        {
            Known = row.Known is null ? null : WorkbenchJson.Read<KnownAnswer>(row.Known),
            FirstTaskId = row.FirstTaskId,
        };
    }

    private static int Load(Prompt prompt) => prompt.Messages.Sum(m => Load(m.Content));

    private static int Load(string text) => text.EnumerateRunes().Sum(r => r.Value is >= 0x3400 and <= 0x9FFF ? 3 : 1);
}
