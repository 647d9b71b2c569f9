using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Preferences;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>What the workspace holds, and exactly what of it a spec as it is now, or people who revised or withdrew their labels, have made stale.</summary>
    /// <param name="spec">The spec as it is now.</param>
    /// <param name="sectionHashes">Section id to the hash of the section with its checks; the section's own hash where it is missing.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<StatusReport> StatusAsync(
        SpecDocument spec, IReadOnlyDictionary<string, string>? sectionHashes = null, CancellationToken cancellationToken = default)
    {
        var now = CurrentSections.Of(spec, sectionHashes);
        var lineage = await LineageAsync(cancellationToken);
        var stale = Staleness.Of(lineage, now);
        int[] totals = [lineage.Judgments.Count, lineage.Preferences.Count, lineage.Datasets.Count, lineage.Models.Count, lineage.Scorecards.Count];
        var kinds = Staleness.Kinds.Zip(
            totals, (kind, total) => new KindStatus(kind, total, stale.Count(s => s.Kind == kind && !s.Replaced), stale.Count(s => s.Kind == kind && s.Replaced)));
        return new StatusReport(spec.Version, spec.Hash, [.. kinds], BySection(spec, now, lineage, stale), stale);
    }

    private static SectionStatus[] BySection(
        SpecDocument spec, IReadOnlyDictionary<string, string> now, Lineage lineage, IReadOnlyList<StaleItem> stale)
    {
        var judged = lineage.Judgments.SelectMany(j => j.SectionHashes.Keys).CountBy(s => s).ToDictionary();
        var redo = stale.Where(s => !s.Replaced).SelectMany(s => s.Sections.Select(section => (section, s.Kind))).CountBy(s => s).ToDictionary();
        var causes = stale.SelectMany(s => s.Sections).ToHashSet();
        var gone = judged.Keys.Union(causes).Where(s => !now.ContainsKey(s)).Order(StringComparer.Ordinal);
        return
        [
            .. spec.Sections.Select(s => s.Id).Distinct().Concat(gone).Select(section => new SectionStatus(
                section,
                !now.ContainsKey(section) ? "gone" : causes.Contains(section) ? "changed" : "unchanged",
                judged.GetValueOrDefault(section),
                redo.GetValueOrDefault((section, "judgments")),
                redo.GetValueOrDefault((section, "preferences")),
                redo.GetValueOrDefault((section, "datasets")),
                redo.GetValueOrDefault((section, "models")),
                redo.GetValueOrDefault((section, "scorecards")))),
        ];
    }

    private async Task<Lineage> LineageAsync(CancellationToken cancellationToken)
    {
        await using var context = NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken); // one state of the database
        return new Lineage(
            await JudgmentNodesAsync(context, cancellationToken),
            await PreferenceNodesAsync(context, cancellationToken),
            await DatasetNodesAsync(context, cancellationToken),
            await ModelNodesAsync(context, cancellationToken),
            await ScorecardNodesAsync(context, cancellationToken));
    }

    private static async Task<IReadOnlyList<JudgmentNode>> JudgmentNodesAsync(WorkspaceContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Judgments.OrderBy(j => j.Ordinal)
            .Select(j => new { j.Id, j.Judge, j.PromptId, j.ResponseIds, j.SectionHashes }).ToListAsync(cancellationToken);
        var maps = new Maps();
        return [.. rows.Select(j => new JudgmentNode(j.Id, j.Judge, ContentHash.Of(j.Judge, j.PromptId, j.ResponseIds), maps.Of(j.SectionHashes)))];
    }

    private static async Task<IReadOnlyList<PreferenceNode>> PreferenceNodesAsync(WorkspaceContext context, CancellationToken cancellationToken)
    {
        var ids = await context.Preferences.OrderBy(p => p.Ordinal).Select(p => p.Id).ToListAsync(cancellationToken);
        var origins = await OriginsAsync(context, cancellationToken);
        return [.. ids.Select(id => new PreferenceNode(id, [.. origins[id]]))];
    }

    /// <summary>What each preference came from, and what became of it since.</summary>
    private static async Task<ILookup<string, OriginNode>> OriginsAsync(WorkspaceContext context, CancellationToken cancellationToken)
    {
        var rows = await context.PreferenceOrigins.AsNoTracking().ToListAsync(cancellationToken);
        var labels = rows.Exists(o => o.Labels != NoLabels) ? await LabelsAsync(context, cancellationToken) : [];
        var maps = new Maps();
        return rows.ToLookup(o => o.PreferenceId, o => new OriginNode(o.Origin, maps.Of(o.SectionHashes))
        {
            LabelChanges = o.Labels == NoLabels ? [] : [.. Json.Read<PreferenceLabel[]>(o.Labels).Select(l => ChangeOf(l, labels)).OfType<string>().Distinct()],
        });
    }

    private static string? ChangeOf(PreferenceLabel then, Dictionary<string, PreferenceLabel> now) =>
        !now.TryGetValue(then.JudgmentId, out var label) ? $"withdrawn by {then.Judge}"
        : label.Verdict != then.Verdict ? $"revised by {then.Judge}"
        : null;

    private static async Task<IReadOnlyList<DatasetNode>> DatasetNodesAsync(WorkspaceContext context, CancellationToken cancellationToken)
    {
        var preferences = Stored.Name(DatasetKind.Preferences);
        var rows = await context.Datasets.AsNoTracking().OrderBy(d => d.Ordinal).ToListAsync(cancellationToken);
        var items = await context.DatasetItems.AsNoTracking()
            .Where(i => context.Datasets.Any(d => d.Id == i.DatasetId && d.Kind == preferences)).ToListAsync(cancellationToken);
        var byDataset = items.ToLookup(i => i.DatasetId, i => i.ItemId);
        return
        [
            .. rows.Select(d => new DatasetNode(d.Id, d.Name, ContentHash.Of(d.Kind, d.Name), [.. byDataset[d.Id]])
            {
                SectionHashes = Json.Read<DatasetLineage>(d.Lineage).SectionHashes,
            }),
        ];
    }

    private static async Task<IReadOnlyList<ModelNode>> ModelNodesAsync(WorkspaceContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Models.AsNoTracking().OrderBy(m => m.Ordinal).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(m => new ModelNode(
                m.Id, m.Name, [.. new[] { m.BaseId, m.RewardModelId }.OfType<string>()], m.DatasetId, Json.ReadMap(m.SectionHashes))),
        ];
    }

    private static async Task<IReadOnlyList<ScorecardNode>> ScorecardNodesAsync(WorkspaceContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Scorecards.AsNoTracking().OrderBy(s => s.Ordinal).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Node(r, Json.Read<Scorecard>(r.Json)))];

        ScorecardNode Node(ScorecardRow row, Scorecard scorecard) => new(
            row.Id,
            row.Name,
            ContentHash.Of(scorecard.Name, scorecard.Decoding, scorecard.PromptsHash),
            scorecard.Model,
            Json.ReadMap(row.SectionHashes));
    }

    /// <summary>Reads section hashes, each distinct text once: most judgments share theirs.</summary>
    private sealed class Maps
    {
        private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _read = [];

        public IReadOnlyDictionary<string, string> Of(string json)
        {
            if (!_read.TryGetValue(json, out var map))
            {
                _read[json] = map = Json.ReadMap(json);
            }

            return map;
        }
    }
}
