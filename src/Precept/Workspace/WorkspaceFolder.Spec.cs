using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>Keeps a spec version with the hashes of its sections. Saved again with other checks, it takes their hashes.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="checksHash">Content hash of its checks file, or empty.</param>
    /// <param name="sectionHashes">
    /// Section id to the hash that judgments carry (the section with its checks); the section's own hash where it is missing.
    /// </param>
    /// <param name="path">Where the spec was read from, for people.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>Whether the version is new.</returns>
    public Task<bool> SaveSpecAsync(
        SpecDocument spec,
        string checksHash,
        IReadOnlyDictionary<string, string>? sectionHashes = null,
        string path = "",
        CancellationToken cancellationToken = default) =>
        WriteAsync(context => SaveSectionsAsync(context, spec, checksHash, CurrentSections.Of(spec, sectionHashes), path, cancellationToken), cancellationToken);

    /// <summary>The hashes that judgments carry under a spec version as it was last saved, by section; null where the version was never saved.</summary>
    /// <param name="specHash">The spec's hash.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyDictionary<string, string>?> SectionHashesAsync(string specHash, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        if (!await context.Specs.AnyAsync(s => s.Id == specHash, cancellationToken))
        {
            return null;
        }

        return await HashesOfAsync(context, specHash, cancellationToken);
    }

    private async Task<bool> SaveSectionsAsync(
        WorkspaceContext context, SpecDocument spec, string checksHash, IReadOnlyDictionary<string, string> current, string path, CancellationToken cancellationToken)
    {
        var row = new SpecRow
        {
            Id = spec.Hash,
            Version = spec.Version,
            Path = path,
            ChecksHash = checksHash,
            SavedAt = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var isNew = await BulkInsert.InsertAsync(context, [row], cancellationToken: cancellationToken) == 1;
        await context.Specs.Where(s => s.Id == spec.Hash).ExecuteUpdateAsync(set => set.SetProperty(s => s.ChecksHash, checksHash), cancellationToken);
        var sections = spec.Sections.Select((s, position) => new SectionRow
        {
            SpecId = spec.Hash,
            Position = position,
            SectionId = s.Id,
            Title = s.Title,
            Authority = s.Authority.Name(),
            ParentId = s.ParentId,
            Body = s.Body,
            Line = s.Line,
            Hash = s.Hash,
            JudgedHash = current[s.Id],
        });
        await BulkInsert.InsertAsync(
            context,
            sections,
            """
            ON CONFLICT ("spec_id", "position") DO UPDATE SET "section_id" = excluded."section_id", "title" = excluded."title", "parent_id" = excluded."parent_id",
            "line" = excluded."line", "judged_hash" = excluded."judged_hash"
            """,
            cancellationToken: cancellationToken);
        return isNew;
    }

    private static async Task<Dictionary<string, string>> HashesOfAsync(WorkspaceContext context, string specHash, CancellationToken cancellationToken)
    {
        var sections = await context.Sections.AsNoTracking().Where(s => s.SpecId == specHash).OrderBy(s => s.Position).ToListAsync(cancellationToken);
        return sections.GroupBy(s => s.SectionId).ToDictionary(g => g.Key, g => g.First().JudgedHash);
    }
}
