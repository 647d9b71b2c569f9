using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>Done of wanted for some part of a campaign.</summary>
/// <param name="Name">The part: a section's id, a language; empty for neither.</param>
/// <param name="Labels">Labels given.</param>
/// <param name="Wanted">Labels wanted.</param>
public sealed record ProgressPart(string Name, int Labels, int Wanted);

/// <summary>What one person did.</summary>
/// <param name="Handle">Who.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Labels">Labels given, all purposes.</param>
/// <param name="MedianMilliseconds">Median time of work on a task, over the newest labels; null where there are none.</param>
public sealed record PersonProgress(string Handle, string Name, int Labels, long? MedianMilliseconds);

/// <summary>How often a reason was given for skipping.</summary>
public sealed record SkipCount(string Reason, int Count);

/// <summary>How far a campaign is. Tasks are those to be labeled, first or again: qualification, gold and repeats are not counted.</summary>
public sealed record ProgressSnapshot
{
    /// <summary>When it was read, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>Tasks.</summary>
    public required int Tasks { get; init; }

    /// <summary>Tasks with all labels that are wanted.</summary>
    public required int TasksDone { get; init; }

    /// <summary>Tasks held back by hand.</summary>
    public required int Held { get; init; }

    /// <summary>Labels wanted.</summary>
    public required int Wanted { get; init; }

    /// <summary>Labels given, of those wanted.</summary>
    public required int Labels { get; init; }

    /// <summary>Labels submitted in each of the last 24 hours, the oldest first.</summary>
    public required IReadOnlyList<int> Hours { get; init; }

    /// <summary>Labels an hour that the estimate goes by, or null (<see cref="Forecast"/>).</summary>
    public required double? PerHour { get; init; }

    /// <summary>When it is done if it goes on so, Unix milliseconds; null where that cannot be said.</summary>
    public required long? DoneAt { get; init; }

    /// <summary>By person.</summary>
    public required IReadOnlyList<PersonProgress> People { get; init; }

    /// <summary>By section, those with the smallest share of labels first. A task of several sections counts for each.</summary>
    public required IReadOnlyList<ProgressPart> Sections { get; init; }

    /// <summary>By language of the prompt.</summary>
    public required IReadOnlyList<ProgressPart> Languages { get; init; }

    /// <summary>Skips by reason, the most frequent first.</summary>
    public required IReadOnlyList<SkipCount> Skips { get; init; }
}

/// <summary>Says when a campaign will be done.</summary>
public static class Forecast
{
    /// <summary>Fewest labels of the last hour that make it a rate.</summary>
    public const int Fewest = 5;

    /// <summary>The rate and the time at which the rest is done: by the last hour where it has at least five labels, else by the hours since the first label of the last day.</summary>
    /// <param name="now">Now, Unix milliseconds.</param>
    /// <param name="hours">Labels in each of the last hours, the oldest first.</param>
    /// <param name="remaining">Labels still wanted.</param>
    public static (double? PerHour, long? DoneAt) Of(long now, IReadOnlyList<int> hours, int remaining)
    {
        double? rate = hours.Count > 0 && hours[^1] >= Fewest ? hours[^1] : null;
        var since = hours.SkipWhile(h => h == 0).Count();
        if (rate is null && since > 0)
        {
            rate = (double)hours.Sum() / since;
        }

        return (rate, rate is > 0 && remaining > 0 ? now + (long)(remaining / rate * 3_600_000) : null);
    }
}

/// <summary>Reads how far campaigns are; one reading serves everyone for two seconds.</summary>
public sealed class CampaignProgress(WorkbenchDatabase database, TimeProvider clock)
{
    private const long Hour = 3_600_000;
    private const int Hours = 24;
    private const int NewestForMedians = 5000;
    private const int MostKept = 200;

    private readonly ConcurrentDictionary<string, (long At, Task<ProgressSnapshot> Read)> _read = new();

    /// <summary>How far a campaign is.</summary>
    public Task<ProgressSnapshot> ReadAsync(string campaign)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (_read.Count > MostKept)
        {
            _read.Clear();
        }

        return _read.AddOrUpdate(
            campaign,
            id => (now, ReadNowAsync(id, now)),
            (id, last) => now - last.At is >= 0 and < 2000 && !last.Read.IsFaulted ? last : (now, ReadNowAsync(id, now))).Read;
    }

    private Task<ProgressSnapshot> ReadNowAsync(string campaign, long now) => database.ReadAsync(async c =>
    {
        var tasks = c.Tasks.Where(t => t.CampaignId == campaign && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel));
        var groups = await tasks.GroupBy(t => new { t.Sections, t.Language }).Select(g => new
        {
            g.Key.Sections,
            g.Key.Language,
            Tasks = g.Count(),
            Done = g.Count(t => t.Labeled >= t.Wanted),
            Held = g.Count(t => t.IsHeld),
            Wanted = g.Sum(t => t.Wanted),
            Labels = g.Sum(t => t.Labeled < t.Wanted ? t.Labeled : t.Wanted),
        }).ToListAsync();
        var labels = c.Labels.Where(l => l.CampaignId == campaign && !l.IsWithdrawn);
        var start = now - (Hours * Hour);
        var hours = new int[Hours];
        foreach (var hour in await labels.Where(l => l.SubmittedAt > start && l.SubmittedAt <= now).GroupBy(l => (l.SubmittedAt - start - 1) / Hour).Select(g => new { g.Key, Count = g.Count() }).ToListAsync())
        {
            hours[hour.Key] = hour.Count;
        }

        var (wanted, done) = (groups.Sum(g => g.Wanted), groups.Sum(g => g.Labels));
        var (perHour, doneAt) = Forecast.Of(now, hours, wanted - done);
        return new ProgressSnapshot
        {
            At = now,
            Tasks = groups.Sum(g => g.Tasks),
            TasksDone = groups.Sum(g => g.Done),
            Held = groups.Sum(g => g.Held),
            Wanted = wanted,
            Labels = done,
            Hours = hours,
            PerHour = perHour,
            DoneAt = doneAt,
            People = await PeopleAsync(c, campaign, labels),
            Sections = Parts(groups.SelectMany(g => TaskSections.Read(g.Sections).Select(s => (s, g.Labels, g.Wanted))), byShare: true),
            Languages = Parts(groups.Select(g => (g.Language, g.Labels, g.Wanted)), byShare: false),
            Skips = [.. (await c.Assignments.Where(a => a.CampaignId == campaign && a.State == AssignmentState.Skipped).GroupBy(a => a.SkipReason ?? "")
                .Select(g => new { g.Key, Count = g.Count() }).ToListAsync()).OrderByDescending(s => s.Count).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => new SkipCount(s.Key, s.Count))],
        };
    });

    private static async Task<IReadOnlyList<PersonProgress>> PeopleAsync(WorkbenchContext c, string campaign, IQueryable<LabelRow> labels)
    {
        var counts = await labels.GroupBy(l => l.PersonId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var newest = (await labels.OrderByDescending(l => l.SubmittedAt).Take(NewestForMedians).Select(l => new { l.PersonId, l.Milliseconds }).ToListAsync())
            .ToLookup(l => l.PersonId, l => l.Milliseconds);
        var people = await c.Users.Where(p => c.Members.Any(m => m.CampaignId == campaign && m.PersonId == p.Id) || labels.Any(l => l.PersonId == p.Id))
            .Select(p => new { p.Id, p.Handle, p.DisplayName }).ToListAsync();
        return [.. people.Select(p => new PersonProgress(p.Handle, p.DisplayName, counts.GetValueOrDefault(p.Id), Median([.. newest[p.Id]])))
            .OrderByDescending(p => p.Labels).ThenBy(p => p.Handle, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<ProgressPart> Parts(IEnumerable<(string Name, int Labels, int Wanted)> counts, bool byShare)
    {
        var parts = counts.GroupBy(x => x.Name).Select(g => new ProgressPart(g.Key, g.Sum(x => x.Labels), g.Sum(x => x.Wanted)));
        return [.. byShare ? parts.OrderBy(p => (double)p.Labels / Math.Max(1, p.Wanted)).ThenBy(p => p.Name, StringComparer.Ordinal) : parts.OrderByDescending(p => p.Wanted)];
    }

    private static long? Median(List<long> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
