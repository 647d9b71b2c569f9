using Microsoft.EntityFrameworkCore;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>Which model answered with which sampler, in the order of their first responses.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<ResponseDraw>> DrawsAsync(CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var draws = await context.Responses
            .GroupBy(r => new { r.Model, r.Sampler })
            .Select(g => new { g.Key.Model, g.Key.Sampler, Count = g.Count(), First = g.Min(r => r.Ordinal) })
            .OrderBy(g => g.First).ToListAsync(cancellationToken);
        return [.. draws.Select(d => new ResponseDraw(d.Model, d.Sampler, d.Count))];
    }

    /// <summary>All datasets, in the order in which they were first frozen.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<DatasetEntry>> DatasetsAsync(CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var rows = await context.Datasets.OrderBy(d => d.Ordinal).Select(d => new { d.Id, d.Name, d.Kind, d.Count }).ToListAsync(cancellationToken);
        return [.. rows.Select(d => new DatasetEntry(d.Id, d.Name, Stored.Value<DatasetKind>(d.Kind), d.Count))];
    }
}
