using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Campaigns;

/// <summary>A spec that campaigns are labeled under, read, with what is looked up in it.</summary>
public sealed class CampaignSpec : IDisposable
{
    private readonly ApplicableSections _applicable;
    private readonly Lazy<SectionSearch> _search;

    public CampaignSpec(string id, SpecFiles files)
    {
        (Id, Files, Document) = (id, files, files.Document);
        Hashes = CurrentSections.Of(Document, files.Checks);
        _applicable = new ApplicableSections(Document, Hashes);
        _search = new(() => new SectionSearch(Document));
    }

    /// <summary>The hash of all its files.</summary>
    public string Id { get; }

    /// <summary>Its files.</summary>
    public SpecFiles Files { get; }

    /// <summary>The spec.</summary>
    public SpecDocument Document { get; }

    /// <summary>Section id to the hash that judgments carry.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    /// <summary>The sections that apply to a prompt, most important first: those it names, else what a search finds and the rules.</summary>
    public IReadOnlyList<string> SectionsOf(Prompt prompt) => [.. _applicable.For(prompt).Sections.Select(s => s.Id)];

    /// <summary>Searches the whole spec: sections whose title or id has the text first, then those that have it in their text, then those that are about its words.</summary>
    /// <param name="text">What is looked for; all sections in reading order where it is blank.</param>
    /// <param name="most">Most sections.</param>
    public IReadOnlyList<Section> Search(string text, int most)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0)
        {
            return [.. Document.Sections.Take(most)];
        }

        var named = Document.Sections.Where(s => Has(s.Title) || Has(s.Id) || Has(s.Id.Replace('_', ' ')));
        var saying = Document.Sections.Where(s => Has(s.Body));
        return [.. named.Concat(saying).Concat(_search.Value.Find(wanted, most)).DistinctBy(s => s.Id).Take(most)];

        bool Has(string where) => where.Contains(wanted, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _applicable.Dispose();
        if (_search.IsValueCreated)
        {
            _search.Value.Dispose();
        }
    }
}

/// <summary>Reads the specs of campaigns from the database, each once. A spec's text never changes, so what is read stays true.</summary>
public sealed class SpecLibrary(WorkbenchDatabase database) : IDisposable
{
    private readonly ConcurrentDictionary<string, Once<CampaignSpec>> _specs = new();

    /// <summary>A spec by its id.</summary>
    /// <exception cref="InputException">The database has no such spec.</exception>
    public Task<CampaignSpec> FindAsync(string id) => _specs.GetOrAdd(id, key => new(() => ReadAsync(key))).Value;

    /// <summary>The spec of a campaign as it is labeled now.</summary>
    public async Task<CampaignSpec> OfCampaignAsync(string campaignId) =>
        await FindAsync(await database.ReadAsync(c => c.Campaigns.Where(x => x.Id == campaignId).Select(x => x.SpecTextId).FirstAsync()));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var spec in _specs.Values)
        {
            spec.IfMade?.Dispose();
        }
    }

    private async Task<CampaignSpec> ReadAsync(string id)
    {
        var row = await database.ReadAsync(c => c.SpecTexts.FirstOrDefaultAsync(s => s.Id == id));
        if (row is null)
        {
            _specs.TryRemove(id, out _);
            throw new InputException($"the workbench has no spec {id}");
        }

        return new CampaignSpec(id, SpecTexts.Read(row));
    }
}
