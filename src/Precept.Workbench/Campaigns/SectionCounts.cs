using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>What was done about a section in a campaign.</summary>
/// <param name="Tasks">Tasks that are counted under it (<see cref="TaskSections"/>).</param>
/// <param name="Labels">Labels of those tasks.</param>
/// <param name="Breaches">Times that a label names it as broken.</param>
/// <param name="DecidedOn">Labels that it decided.</param>
/// <param name="Unclear">Open notes that it is silent or unclear.</param>
/// <param name="Comments">Open comments, answers not counted.</param>
public sealed record SectionCount(int Tasks, int Labels, int Breaches, int DecidedOn, int Unclear, int Comments)
{
    /// <summary>Nothing.</summary>
    public static SectionCount None { get; } = new(0, 0, 0, 0, 0, 0);
}

/// <summary>Counts what was done by section; what labels say is read anew every ten seconds at most.</summary>
public sealed class SectionCounts(WorkbenchDatabase database, TimeProvider clock)
{
    private const long Fresh = 10_000;
    private const int MostKept = 200;

    private readonly ConcurrentDictionary<string, (long At, Task<Said> Read)> _said = new();

    private sealed record Said(IReadOnlyDictionary<string, int> Breaches, IReadOnlyDictionary<string, int> DecidedOn);

    /// <summary>The counts by section id; sections without any are left out.</summary>
    public async Task<IReadOnlyDictionary<string, SectionCount>> OfAsync(string campaign)
    {
        var said = await SaidAsync(campaign);
        var (tasks, notes) = await database.ReadAsync(async c => (
            await c.Tasks.Where(t => t.CampaignId == campaign && t.ForPersonId == null).GroupBy(t => t.Sections)
                .Select(g => new { g.Key, Tasks = g.Count(), Labels = g.Sum(t => t.Labeled) }).ToListAsync(),
            await c.Notes.Where(n => n.CampaignId == campaign && n.ParentId == null && n.ResolvedAt == null).GroupBy(n => new { n.SectionId, n.Kind })
                .Select(g => new { g.Key.SectionId, g.Key.Kind, Count = g.Count() }).ToListAsync()));
        var bySection = tasks.SelectMany(t => TaskSections.Read(t.Key).Select(s => (Section: s, t.Tasks, t.Labels))).ToLookup(t => t.Section);
        var noted = notes.ToDictionary(n => (n.SectionId, n.Kind), n => n.Count);
        return bySection.Select(g => g.Key).Concat(said.Breaches.Keys).Concat(said.DecidedOn.Keys).Concat(notes.Select(n => n.SectionId)).Distinct().ToDictionary(s => s, s => new SectionCount(
            bySection[s].Sum(t => t.Tasks), bySection[s].Sum(t => t.Labels), said.Breaches.GetValueOrDefault(s), said.DecidedOn.GetValueOrDefault(s),
            noted.GetValueOrDefault((s, SectionNotes.Unclear)), noted.GetValueOrDefault((s, SectionNotes.Comment))));
    }

    private Task<Said> SaidAsync(string campaign)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (_said.Count > MostKept)
        {
            _said.Clear();
        }

        return _said.AddOrUpdate(
            campaign,
            id => (now, ReadAsync(id)),
            (id, last) => now - last.At is >= 0 and < Fresh && !last.Read.IsFaulted ? last : (now, ReadAsync(id))).Read;
    }

    private Task<Said> ReadAsync(string campaign) => database.ReadAsync(async c =>
    {
        var (breaches, decided) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        await foreach (var json in c.Labels.Where(l => l.CampaignId == campaign && !l.IsWithdrawn).Select(l => l.Content).AsAsyncEnumerable())
        {
            var content = WorkbenchJson.Read<LabelContent>(json);
            foreach (var breach in content.Breaches)
            {
                breaches[breach.Section] = breaches.GetValueOrDefault(breach.Section) + 1;
            }

            if (content.DecidedOn.Length > 0)
            {
                decided[content.DecidedOn] = decided.GetValueOrDefault(content.DecidedOn) + 1;
            }
        }

        return new Said(breaches, decided);
    });
}
