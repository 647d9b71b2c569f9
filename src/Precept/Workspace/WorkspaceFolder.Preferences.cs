using Microsoft.EntityFrameworkCore;
using Precept.Preferences;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>
    /// Keeps preferences. The same preference from another judgment is one row with two origins; it is stale only when all its origins are.
    /// </summary>
    /// <param name="preferences">The preferences, in order.</param>
    /// <param name="sectionHashes">
    /// The sections as they are now (<see cref="CurrentSections"/>): preferences whose origin is no judgment depend on the hashes of their
    /// <see cref="Preference.Sections"/>. Without it such preferences are never stale.
    /// </param>
    /// <param name="labels">
    /// By preference id, people's judgments that voted on it (<see cref="JudgedPairs.Labels"/>): one of them revised or withdrawn overtakes that origin. Of preferences that are not
    /// in it the origin itself is remembered so, where that is a person's judgment, as it is now.
    /// </param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>How many were new.</returns>
    public Task<int> AddPreferencesAsync(
        IEnumerable<Preference> preferences,
        IReadOnlyDictionary<string, string>? sectionHashes = null,
        IReadOnlyDictionary<string, IReadOnlyList<PreferenceLabel>>? labels = null,
        CancellationToken cancellationToken = default)
    {
        var given = preferences.ToList();
        return WriteAsync(
            async context =>
            {
                var added = await BulkInsert.InsertAsync(context, given.Select(p => p.ToRow()), cancellationToken: cancellationToken);
                var now = given.TrueForAll(p => labels?.ContainsKey(p.Id) == true) ? [] : await LabelsAsync(context, cancellationToken);
                List<PreferenceOriginRow> origins =
                [
                    .. given.Select(p => new PreferenceOriginRow
                    {
                        PreferenceId = p.Id,
                        Origin = p.Origin,
                        SectionHashes = Json.OfMap(HashesOf(p.Sections, sectionHashes)),
                        Labels = Json.Of(labels?.GetValueOrDefault(p.Id) ?? (now.TryGetValue(p.Origin, out var label) ? [label] : [])),
                    }),
                ];
                await BulkInsert.InsertAsync(context, origins, OriginConflict, cancellationToken: cancellationToken);
                await BulkInsert.InsertAsync(context, given.Where((_, i) => origins[i].Labels != NoLabels).Select(p => p.ToRow()), RevisedConflict, cancellationToken: cancellationToken);
                return added;
            },
            cancellationToken);
    }

    private const string NoLabels = "[]";

    // A judgment's hashes are part of its id, but a line of a spec stays the same line while its section changes, and a person's label the same label while they revise it.
    private const string OriginConflict =
        """
        ON CONFLICT ("preference_id", "origin") DO UPDATE SET "section_hashes" = excluded."section_hashes", "labels" = excluded."labels"
        """;

    // Under which sections a person decided may be revised, where which answer is better is not: the preference stays the same one.
    private const string RevisedConflict =
        """
        ON CONFLICT ("id") DO UPDATE SET "sections" = excluded."sections" WHERE "preferences"."origin" = excluded."origin"
        """;

    /// <summary>The preferences, in the order in which they were first added.</summary>
    /// <param name="family">Only those of this prompt family, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Preference>> PreferencesAsync(string? family = null, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var rows = context.Preferences.AsNoTracking();
        if (family is not null)
        {
            rows = rows.Where(p => p.Family == family);
        }

        return [.. (await rows.OrderBy(p => p.Ordinal).ToListAsync(cancellationToken)).Select(r => r.ToPreference())];
    }

    private static Dictionary<string, string> HashesOf(IReadOnlyList<string> sections, IReadOnlyDictionary<string, string>? hashes) =>
        hashes is null
            ? []
            : sections.Distinct().Where(hashes.ContainsKey).ToDictionary(s => s, s => hashes[s]);
}
