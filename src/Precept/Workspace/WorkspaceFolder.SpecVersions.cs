using Microsoft.EntityFrameworkCore;
using Precept.Preferences;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>The shortest beginning of a hash that names a version.</summary>
    public const int ShortestPrefix = 4;

    // Which text of a version is meant when it is asked for by name: the one that was saved last.
    private const string SavedAgain =
        """ON CONFLICT ("id") DO UPDATE SET "version" = excluded."version", "path" = excluded."path", "saved_at" = excluded."saved_at" """;

    /// <summary>Keeps a spec with its whole source, so that it can be read again whatever becomes of the files.</summary>
    /// <param name="files">The source.</param>
    /// <param name="path">Where it was read from, for people.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>Whether the text is new.</returns>
    /// <exception cref="InputException">A file is not in the format.</exception>
    public Task<bool> SaveSpecAsync(SpecFiles files, string path = "", CancellationToken cancellationToken = default)
    {
        var (spec, checks) = (files.Document, files.Checks);
        var current = CurrentSections.Of(spec, checks);
        var source = new SpecSourceRow
        {
            Id = files.Hash,
            SpecId = spec.Hash,
            Version = spec.Version,
            Path = path,
            JudgedHash = CurrentSections.JudgedHash(spec, checks),
            SectionHashes = Json.OfMap(current),
            SavedAt = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return WriteAsync(
            async context =>
            {
                await SaveSectionsAsync(context, spec, checks.Hash, current, path, cancellationToken);
                var isNew = !await context.SpecSources.AnyAsync(s => s.Id == files.Hash, cancellationToken);
                await BulkInsert.InsertAsync(context, [source], SavedAgain, cancellationToken: cancellationToken);
                var blobs = files.Files.Select(f => new SpecBlobRow { Id = ContentHash.OfBytes(f.Content.Span), Content = f.Content.ToArray() }).ToList();
                await BulkInsert.InsertAsync(context, blobs, cancellationToken: cancellationToken);
                var rows = files.Files.Select((f, i) => new SpecFileRow { SourceId = files.Hash, Position = i, Path = f.Path, BlobId = blobs[i].Id });
                await BulkInsert.InsertAsync(context, rows, cancellationToken: cancellationToken);
                return isNew;
            },
            cancellationToken);
    }

    /// <summary>Reads a spec back that was kept: <see cref="SpecFiles.Document"/> is the spec as it was then.</summary>
    /// <param name="name">
    /// A version, the text that was saved last; or the beginning of a hash, at least <see cref="ShortestPrefix"/> digits: of the spec, of the spec with
    /// its checks (as datasets and scorecards name it), or of the text.
    /// </param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The source, or null where the workspace has no such spec.</returns>
    /// <exception cref="InputException">The beginning fits several specs, or the spec was saved when texts were not kept yet.</exception>
    public async Task<SpecFiles?> FindSpecAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var sources = await context.SpecSources.AsNoTracking().OrderBy(s => s.SavedAt).ThenBy(s => s.Ordinal).ToListAsync(cancellationToken);
        var named = sources.Where(s => s.Version == name).ToList();
        var found = named.Count > 0 ? named : ByHash(sources, name);
        if (found.Count > 0)
        {
            return await FilesAsync(context, found[^1], cancellationToken);
        }

        return await context.Specs.AnyAsync(s => s.Version == name || (name.Length >= ShortestPrefix && s.Id.StartsWith(name)), cancellationToken)
            ? throw new InputException($"the spec {name} was saved before the workspace kept texts; save it again from its files: precept spec add PATH")
            : null;
    }

    /// <summary>All texts of specs that were kept, in the order in which they were first saved, with what was made under each.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<SpecVersion>> SpecVersionsAsync(CancellationToken cancellationToken = default)
    {
        var lineage = await LineageAsync(cancellationToken);
        await using var context = NewContext();
        var sources = await context.SpecSources.AsNoTracking().OrderBy(s => s.Ordinal).ToListAsync(cancellationToken);
        var sections = await context.Sections.GroupBy(s => s.SpecId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var datasets = await context.Datasets.OrderBy(d => d.Ordinal).Select(d => new { d.Name, d.Lineage }).ToListAsync(cancellationToken);
        var models = await context.Models.OrderBy(m => m.Ordinal).Select(m => new { m.Name, m.SpecHash }).ToListAsync(cancellationToken);
        var scorecards = await context.Scorecards.Select(s => s.SpecHash).ToListAsync(cancellationToken);
        var bySpec = datasets.Select(d => (d.Name, Json.Read<DatasetLineage>(d.Lineage).SpecHash)).ToList();

        var versions = new List<SpecVersion>();
        foreach (var legacy in await context.Specs.AsNoTracking().OrderBy(s => s.Ordinal).ToListAsync(cancellationToken))
        {
            if (sources.TrueForAll(s => s.SpecId != legacy.Id))
            {
                var judged = ContentHash.Of(legacy.Id, legacy.ChecksHash);
                var hashes = await HashesOfAsync(context, legacy.Id, cancellationToken);
                versions.Add(new SpecVersion(legacy.Version, legacy.Id, Time(legacy.SavedAt), legacy.Path, hashes.Count, Pins(legacy.Id, judged, hashes)) { JudgedHash = judged });
            }
        }

        versions.AddRange(sources.Select(s =>
            new SpecVersion(s.Version, s.SpecId, Time(s.SavedAt), s.Path, sections.GetValueOrDefault(s.SpecId), Pins(s.SpecId, s.JudgedHash, Json.ReadMap(s.SectionHashes)))
            {
                SourceHash = s.Id,
                JudgedHash = s.JudgedHash,
            }));
        return versions;

        SpecPins Pins(string hash, string judged, IReadOnlyDictionary<string, string> then)
        {
            var judgments = lineage.Judgments.Where(j => IsUnder(j.SectionHashes, then)).Select(j => j.Id).ToHashSet();
            var preferences = lineage.Preferences.Count(p => p.Origins.Any(o => judgments.Contains(o.Origin) || IsUnder(o.SectionHashes, then)));
            return new SpecPins(
                judgments.Count,
                preferences,
                [.. bySpec.Where(d => d.SpecHash == hash || d.SpecHash == judged).Select(d => d.Name).Distinct()],
                [.. models.Where(m => m.SpecHash == hash).Select(m => m.Name).Distinct()],
                scorecards.Count(s => s == hash || s == judged));
        }
    }

    // What names no section says nothing about a version.
    private static bool IsUnder(IReadOnlyDictionary<string, string> hashes, IReadOnlyDictionary<string, string> then) =>
        hashes.Count > 0 && CurrentSections.Changed(hashes, then).Count == 0;

    private static List<SpecSourceRow> ByHash(List<SpecSourceRow> sources, string prefix)
    {
        if (prefix.Length < ShortestPrefix || prefix.Any(c => !char.IsAsciiHexDigitLower(c)))
        {
            return [];
        }

        var found = sources.FindAll(s => new[] { s.Id, s.SpecId, s.JudgedHash }.Any(h => h.StartsWith(prefix, StringComparison.Ordinal)));
        var specs = found.Select(s => s.SpecId).Distinct().ToList();
        return specs.Count <= 1
            ? found
            : throw new InputException($"{prefix} begins the hashes of {specs.Count} specs ({string.Join(", ", specs.Take(5))}); give more of it");
    }

    private static async Task<SpecFiles> FilesAsync(WorkspaceContext context, SpecSourceRow source, CancellationToken cancellationToken)
    {
        var files = await context.SpecFiles.Where(f => f.SourceId == source.Id)
            .Join(context.SpecBlobs, f => f.BlobId, b => b.Id, (f, b) => new { f.Position, f.Path, b.Content })
            .OrderBy(f => f.Position).ToListAsync(cancellationToken);
        return new SpecFiles($"workspace:{source.Id}", source.Version, [.. files.Select(f => new SpecFile(f.Path, f.Content))]);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
