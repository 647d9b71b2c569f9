using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Quality;

/// <summary>The figures of campaigns, each reckoned once for what the labels are now: they are kept until a label is added, changed or withdrawn. Decisions of reviewers are in none of them.</summary>
public sealed class CampaignQuality(WorkbenchDatabase database, SpecLibrary specs, WorkbenchOptions options)
{
    private const int MostCampaigns = 32;

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <summary>A campaign's labels.</summary>
    public async Task<LabelTable> TableAsync(string campaignId) => await (await EntryAsync(campaignId)).Table.Value;

    /// <summary>How far its people agree.</summary>
    public async Task<AgreementFigures> AgreementAsync(string campaignId) => await (await EntryAsync(campaignId)).Agreement.Value;

    /// <summary>What each person's labels are worth.</summary>
    public async Task<IReadOnlyList<AnnotatorFigures>> AnnotatorsAsync(string campaignId) =>
        AnnotatorFigures.Of(await TableAsync(campaignId), await AgreementAsync(campaignId), (await SettingsAsync(campaignId)).Qualification.CutOff);

    /// <summary>What Dawid and Skene's model says of each person.</summary>
    public async Task<DawidSkeneFigures> DawidSkeneAsync(string campaignId) => await (await EntryAsync(campaignId)).DawidSkene.Value;

    /// <summary>How strong the models behind the answers are.</summary>
    public async Task<ModelFigures> ModelsAsync(string campaignId) => await (await EntryAsync(campaignId)).Models.Value;

    /// <summary>The tasks on which people differ, most first.</summary>
    public async Task<IReadOnlyList<TaskDisagreement>> DisagreementsAsync(string campaignId) => TaskDisagreement.Of(await TableAsync(campaignId));

    /// <summary>People against the judges of the workspace.</summary>
    public async Task<JudgeFigures> JudgesAsync(string campaignId)
    {
        var entry = await EntryAsync(campaignId);
        var spec = await specs.OfCampaignAsync(campaignId);
        var stamp = WorkspaceStamp() + spec.Id;
        var figures = entry.Judges;
        if (figures is null || figures.Stamp != stamp)
        {
            entry.Judges = figures = new JudgesOf(stamp, new(() => JudgesAsync(campaignId, entry, spec)));
        }

        return await figures.Figures.Value;
    }

    /// <summary>A campaign's settings.</summary>
    public async Task<CampaignSettings> SettingsAsync(string campaignId) =>
        WorkbenchJson.Read<CampaignSettings>(await database.ReadAsync(c => c.Campaigns.Where(x => x.Id == campaignId).Select(x => x.Settings).FirstAsync()));

    private async Task<JudgeFigures> JudgesAsync(string campaignId, Entry entry, CampaignSpec spec)
    {
        var table = await entry.Table.Value;
        var contents = (await database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaignId && c.Labels.Any(l => l.TaskId == t.Id)).Select(t => new { t.Id, t.Content }).ToListAsync()))
            .ToDictionary(t => t.Id, t => WorkbenchJson.Read<TaskContent>(t.Content));
        using var workspace = WorkspaceFolder.Open(options.Workspace, options.Clock);
        return JudgeFigures.Of(table, contents, await workspace.JudgmentsAsync(), j => CurrentSections.Changed(j.SectionHashes, spec.Hashes).Count == 0);
    }

    // What changes when judgments are added to the workspace: its database, or the log before it.
    private string WorkspaceStamp() => string.Join(';', new[] { "precept.db", "precept.db-wal" }.Select(name =>
    {
        var file = new FileInfo(Path.Combine(options.Workspace, name));
        return file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "";
    }));

    private async Task<Entry> EntryAsync(string campaignId)
    {
        var now = await database.ReadAsync(async c => (
            await c.Labels.Where(l => l.CampaignId == campaignId).MaxAsync(l => (long?)l.EventSeq) ?? 0,
            await c.Labels.CountAsync(l => l.CampaignId == campaignId && !l.IsWithdrawn)));
        if (_entries.TryGetValue(campaignId, out var known) && known.State == now)
        {
            return known;
        }

        if (_entries.Count >= MostCampaigns)
        {
            _entries.Clear();
        }

        return _entries[campaignId] = new Entry(now, database, campaignId);
    }

    private sealed record JudgesOf(string Stamp, Once<JudgeFigures> Figures);

    private sealed class Entry
    {
        public Entry((long, int) state, WorkbenchDatabase database, string campaignId)
        {
            State = state;
            Table = new(() => LabelTable.LoadAsync(database, campaignId));
            Agreement = new(async () => AgreementFigures.Of(await Table.Value));
            DawidSkene = new(async () => DawidSkeneFigures.Of(await Table.Value));
            Models = new(async () => ModelFigures.Of(await Table.Value));
        }

        public (long, int) State { get; }

        public Once<LabelTable> Table { get; }

        public Once<AgreementFigures> Agreement { get; }

        public Once<DawidSkeneFigures> DawidSkene { get; }

        public Once<ModelFigures> Models { get; }

        public JudgesOf? Judges { get; set; }
    }
}
