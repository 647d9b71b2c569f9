using Microsoft.EntityFrameworkCore;
using Precept.Feedback;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    // A round that had no answer in time is asked for again; every other outcome stands.
    private const string RevisionConflict =
        """
        ON CONFLICT ("id") DO UPDATE SET "critique" = excluded."critique", "revised_id" = excluded."revised_id", "outcome" = excluded."outcome", "reason" = excluded."reason"
        WHERE "revisions"."outcome" = 'timeout'
        """;

    /// <summary>Keeps rounds of critique and revision with their responses. The same round again changes nothing, except that any outcome takes the place of a timeout.</summary>
    /// <param name="revisions">The rounds, in order.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>How many rounds were new or took a timeout's place.</returns>
    public Task<int> AddRevisionsAsync(IEnumerable<Revision> revisions, CancellationToken cancellationToken = default)
    {
        var given = revisions.ToList();
        return WriteAsync(
            async context =>
            {
                var responses = given.SelectMany(r => new[] { r.Initial, r.Revised }).OfType<Responses.Response>().DistinctBy(r => r.Id);
                await BulkInsert.InsertAsync(context, responses.Select(r => r.ToRow()), cancellationToken: cancellationToken);
                return await BulkInsert.InsertAsync(context, given.Select(r => r.ToRow()), RevisionConflict, cancellationToken: cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The rounds of critique and revision, in the order in which they were first added.</summary>
    /// <param name="writer">Only this writer's, in canonical form, or null.</param>
    /// <param name="judge">Only those that this judge compared, in canonical form, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Revision>> RevisionsAsync(string? writer = null, string? judge = null, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var rows = context.Revisions.AsNoTracking();
        if (writer is not null)
        {
            rows = rows.Where(r => r.Writer == writer);
        }

        if (judge is not null)
        {
            rows = rows.Where(r => r.Judge == judge);
        }

        var found = await rows
            .Join(context.Responses, r => r.InitialId, i => i.Id, (r, i) => new { Row = r, Initial = i })
            .GroupJoin(context.Responses, r => r.Row.RevisedId, i => i.Id, (r, revised) => new { r.Row, r.Initial, Revised = revised })
            .SelectMany(r => r.Revised.DefaultIfEmpty(), (r, revised) => new { r.Row, r.Initial, Revised = revised })
            .OrderBy(r => r.Row.Ordinal).AsNoTracking().ToListAsync(cancellationToken);
        return [.. found.Select(f => f.Row.ToRevision(f.Initial, f.Revised))];
    }
}
