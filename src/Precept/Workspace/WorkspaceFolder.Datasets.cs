using Microsoft.EntityFrameworkCore;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>Freezes a dataset: its items and lineage never change afterwards.</summary>
    /// <param name="dataset">The dataset; all its items must be in the workspace.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>The dataset's id.</returns>
    /// <exception cref="InputException">An item is not in the workspace.</exception>
    public Task<string> FreezeDatasetAsync(FrozenDataset dataset, CancellationToken cancellationToken = default) => WriteAsync(
        async context =>
        {
            var known = (await Ids(context, dataset.Kind).ToListAsync(cancellationToken)).ToHashSet();
            if (dataset.ItemIds.FirstOrDefault(id => !known.Contains(id)) is { } missing)
            {
                throw new InputException($"dataset '{dataset.Name}': the workspace has no {Stored.Name(dataset.Kind)} item {missing}; add it first");
            }

            var row = new DatasetRow
            {
                Id = dataset.Id,
                Name = dataset.Name,
                Kind = Stored.Name(dataset.Kind),
                Lineage = Json.Of(dataset.Lineage),
                Count = dataset.ItemIds.Count,
            };
            if (await BulkInsert.InsertAsync(context, [row], cancellationToken: cancellationToken) == 1)
            {
                var items = dataset.ItemIds.Select((id, position) => new DatasetItemRow { DatasetId = dataset.Id, Position = position, ItemId = id });
                await BulkInsert.InsertAsync(context, items, cancellationToken: cancellationToken);
            }

            return dataset.Id;
        },
        cancellationToken);

    /// <summary>Keeps the preferences of a snapshot and freezes them under the snapshot's own hash.</summary>
    /// <param name="name">The name for people.</param>
    /// <param name="dataset">The snapshot.</param>
    /// <param name="sectionHashes">As in <see cref="AddPreferencesAsync"/>.</param>
    /// <param name="labels">As in <see cref="AddPreferencesAsync"/>.</param>
    /// <param name="cancellationToken">The dataset is not frozen.</param>
    /// <returns>The dataset's id, which is <see cref="Dataset.Hash"/>.</returns>
    public async Task<string> FreezeDatasetAsync(
        string name,
        Dataset dataset,
        IReadOnlyDictionary<string, string>? sectionHashes = null,
        IReadOnlyDictionary<string, IReadOnlyList<PreferenceLabel>>? labels = null,
        CancellationToken cancellationToken = default)
    {
        await AddPreferencesAsync(dataset.Preferences, sectionHashes, labels, cancellationToken);
        return await FreezeDatasetAsync(
            new FrozenDataset(name, DatasetKind.Preferences, [.. dataset.Preferences.Select(p => p.Id)], dataset.Lineage) { Id = dataset.Hash }, cancellationToken);
    }

    /// <summary>A frozen dataset, or null.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<FrozenDataset?> DatasetAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var row = await context.Datasets.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var items = await context.DatasetItems.Where(i => i.DatasetId == id).OrderBy(i => i.Position).Select(i => i.ItemId).ToListAsync(cancellationToken);
        return new FrozenDataset(row.Name, Stored.Value<DatasetKind>(row.Kind), items, Json.Read<DatasetLineage>(row.Lineage)) { Id = row.Id };
    }

    /// <summary>The prompts of a dataset, in its order.</summary>
    /// <exception cref="InputException">There is no such dataset, or its items are no prompts.</exception>
    public async Task<IReadOnlyList<Prompt>> DatasetPromptsAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        await RequireAsync(context, id, DatasetKind.Prompts, cancellationToken);
        var rows = await context.DatasetItems.Where(i => i.DatasetId == id)
            .Join(context.Prompts, i => i.ItemId, p => p.Id, (i, p) => new { i.Position, Row = p })
            .OrderBy(r => r.Position).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Row.ToPrompt())];
    }

    /// <summary>The demonstrations of a dataset, in its order.</summary>
    /// <exception cref="InputException">There is no such dataset, or its items are no demonstrations.</exception>
    public async Task<IReadOnlyList<Demonstration>> DatasetDemonstrationsAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        await RequireAsync(context, id, DatasetKind.Demonstrations, cancellationToken);
        var rows = await context.DatasetItems.Where(i => i.DatasetId == id)
            .Join(context.Demonstrations, i => i.ItemId, d => d.Id, (i, d) => new { i.Position, Row = d })
            .Join(context.Prompts, r => r.Row.PromptId, p => p.Id, (r, p) => new { r.Position, r.Row, Prompt = p })
            .OrderBy(r => r.Position).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Row.ToDemonstration(r.Prompt.ToPrompt()))];
    }

    /// <summary>The preferences of a dataset, in its order.</summary>
    /// <exception cref="InputException">There is no such dataset, or its items are no preferences.</exception>
    public async Task<IReadOnlyList<Preference>> DatasetPreferencesAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        await RequireAsync(context, id, DatasetKind.Preferences, cancellationToken);
        var rows = await context.DatasetItems.Where(i => i.DatasetId == id)
            .Join(context.Preferences, i => i.ItemId, p => p.Id, (i, p) => new { i.Position, Row = p })
            .OrderBy(r => r.Position).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Row.ToPreference())];
    }

    private static IQueryable<string> Ids(WorkspaceContext context, DatasetKind kind) => kind switch
    {
        DatasetKind.Prompts => context.Prompts.Select(r => r.Id),
        DatasetKind.Demonstrations => context.Demonstrations.Select(r => r.Id),
        DatasetKind.Preferences => context.Preferences.Select(r => r.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static async Task RequireAsync(WorkspaceContext context, string id, DatasetKind kind, CancellationToken cancellationToken)
    {
        var found = await context.Datasets.Where(d => d.Id == id).Select(d => d.Kind).SingleOrDefaultAsync(cancellationToken)
            ?? throw new InputException($"the workspace has no dataset {id}; `precept status` lists what there is");
        if (found != Stored.Name(kind))
        {
            throw new InputException($"dataset {id} holds {found}, not {Stored.Name(kind)}");
        }
    }
}
