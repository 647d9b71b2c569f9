using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    // A judge that failed may be asked again: its failure makes room for an answer, never the other way round.
    private const string JudgmentConflict =
        """
        ON CONFLICT ("id") DO UPDATE SET "outcome" = excluded."outcome", "reason" = excluded."reason", "ranks" = excluded."ranks",
        "broken" = excluded."broken", "details" = excluded."details"
        WHERE "judgments"."outcome" NOT IN ('judged', 'incomparable') AND excluded."outcome" IN ('judged', 'incomparable')
        """;

    /// <summary>
    /// Keeps judgments. The same judgment again changes nothing, except that a ranking, or a person's word that nothing can be ranked, takes the place of an earlier
    /// <see cref="Outcome.Refused"/>, <see cref="Outcome.Invalid"/>, <see cref="Outcome.Timeout"/> or <see cref="Outcome.Filtered"/>.
    /// </summary>
    /// <param name="judgments">The judgments, in order.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>How many were new or took a failure's place.</returns>
    public Task<int> AddJudgmentsAsync(IEnumerable<Judgment> judgments, CancellationToken cancellationToken = default) => WriteAsync(
        context => BulkInsert.InsertAsync(context, judgments.Select(j => j.ToRow()), JudgmentConflict, cancellationToken: cancellationToken),
        cancellationToken);

    /// <summary>The judgments, in the order in which they were first added.</summary>
    /// <param name="judge">Only this judge's, in canonical form, or null.</param>
    /// <param name="under">Only those that are current under these section hashes (<see cref="CurrentSections"/>), or null for the stale ones as well.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Judgment>> JudgmentsAsync(
        string? judge = null, IReadOnlyDictionary<string, string>? under = null, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var rows = context.Judgments.AsNoTracking();
        if (judge is not null)
        {
            rows = rows.Where(j => j.Judge == judge);
        }

        var judgments = (await rows.OrderBy(j => j.Ordinal).ToListAsync(cancellationToken)).Select(r => r.ToJudgment());
        return [.. under is null ? judgments : judgments.Where(j => CurrentSections.Changed(j.SectionHashes, under).Count == 0)];
    }
}
