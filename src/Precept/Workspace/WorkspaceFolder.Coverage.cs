using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>What was done under each section of a spec as it is now, by section id; sections without any of it are left out.</summary>
    /// <param name="spec">The spec as it is now.</param>
    /// <param name="sectionHashes">Section id to the hash of the section with its checks; the section's own hash where it is missing.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyDictionary<string, SectionWork>> WorkBySectionAsync(
        SpecDocument spec, IReadOnlyDictionary<string, string>? sectionHashes = null, CancellationToken cancellationToken = default)
    {
        var now = CurrentSections.Of(spec, sectionHashes);
        await using var context = NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken); // one state of the database
        var judgments = await context.Judgments.OrderBy(j => j.Ordinal).Select(j => new { j.Id, j.Judge, j.Outcome, j.SectionHashes }).ToListAsync(cancellationToken);
        var origins = await OriginsAsync(context, cancellationToken);
        var preferences = await context.Preferences.OrderBy(p => p.Ordinal).Select(p => new { p.Id, p.Sections }).ToListAsync(cancellationToken);
        var scorecards = await context.Scorecards.AsNoTracking().OrderBy(s => s.Ordinal).ToListAsync(cancellationToken);

        var maps = new Maps();
        var judgedUnder = judgments.ToDictionary(j => j.Id, j => maps.Of(j.SectionHashes));
        var judged = Stored.Name(Outcome.Judged);
        var byKind = judgments.Where(j => j.Outcome == judged)
            .SelectMany(j => judgedUnder[j.Id].Where(IsCurrent).Select(s => (s.Key, Kind: JudgeKinds.Of(j.Judge)))).CountBy(k => k).ToDictionary();

        var decided = preferences.SelectMany(p => Json.Read<string[]>(p.Sections).Distinct().Where(s => IsSupported(s, [.. origins[p.Id]]))).CountBy(s => s).ToDictionary();
        var scores = LastScores(scorecards.Select(s => (Json.Read<Scorecard>(s.Json), maps.Of(s.SectionHashes))));

        return now.Keys
            .Select(s => (Section: s, Work: new SectionWork(
                byKind.GetValueOrDefault((s, JudgeKind.Human)), byKind.GetValueOrDefault((s, JudgeKind.Model)), byKind.GetValueOrDefault((s, JudgeKind.Checks)),
                decided.GetValueOrDefault(s), scores.GetValueOrDefault(s))))
            .Where(w => w.Work != SectionWork.None)
            .ToDictionary(w => w.Section, w => w.Work);

        bool IsCurrent(KeyValuePair<string, string> section) => now.GetValueOrDefault(section.Key) == section.Value;

        // An origin that does not say how the section was then (an imported pair) is as good as one under the section as it is now.
        bool IsSupported(string section, OriginNode[] from) => now.TryGetValue(section, out var hash)
            && (from.Length == 0 || from.Any(o => o.LabelChanges.Count == 0 && (judgedUnder.GetValueOrDefault(o.Origin) ?? o.SectionHashes).GetValueOrDefault(section, hash) == hash));

        Dictionary<string, SectionScore> LastScores(IEnumerable<(Scorecard Card, IReadOnlyDictionary<string, string> Hashes)> cards)
        {
            var last = new Dictionary<string, SectionScore>(StringComparer.Ordinal);
            foreach (var (card, hashes) in cards)
            {
                foreach (var (id, rate) in card.Sections.Where(s => s.Rate.N > 0 && now.TryGetValue(s.Id, out var hash) && hashes.GetValueOrDefault(s.Id) == hash))
                {
                    last[id] = new SectionScore(card.Name, card.Decoding, rate);
                }
            }

            return last;
        }
    }
}
