using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>Keeps a model and points its name at it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>Whether the checkpoint is new; if it is not, what was recorded first stays.</returns>
    public Task<bool> AddModelAsync(TrainedModel model, CancellationToken cancellationToken = default) => WriteAsync(
        async context =>
        {
            var isNew = await BulkInsert.InsertAsync(context, [ToRow(model)], cancellationToken: cancellationToken) == 1;
            var name = new ModelNameRow { Name = model.Name, ModelId = model.Id };
            await BulkInsert.InsertAsync(
                context, [name], """ON CONFLICT ("name") DO UPDATE SET "model_id" = excluded."model_id" """, cancellationToken: cancellationToken);
            return isNew;
        },
        cancellationToken);

    /// <summary>The model that a name stands for now, or the model with that id; null where there is neither.</summary>
    /// <param name="nameOrId">A name, or an id.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<TrainedModel?> ModelAsync(string nameOrId, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var named = await context.ModelNames.AsNoTracking().SingleOrDefaultAsync(n => n.Name == nameOrId, cancellationToken);
        var id = named?.ModelId ?? nameOrId;
        var row = await context.Models.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        return row is null ? null : ToModel(row) with { Name = named?.Name ?? row.Name };
    }

    /// <summary>All models, in the order in which they were first added.</summary>
    public async Task<IReadOnlyList<TrainedModel>> ModelsAsync(CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        return [.. (await context.Models.AsNoTracking().OrderBy(m => m.Ordinal).ToListAsync(cancellationToken)).Select(ToModel)];
    }

    /// <summary>Keeps a scorecard.</summary>
    /// <param name="scorecard">The scorecard.</param>
    /// <param name="sectionHashes">
    /// The sections as they were when it was measured (<see cref="CurrentSections"/>): those it reports on make it stale when they change.
    /// </param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>Its id: the content hash of all it says and of the hashes of the sections it reports on.</returns>
    public Task<string> AddScorecardAsync(
        Scorecard scorecard, IReadOnlyDictionary<string, string> sectionHashes, CancellationToken cancellationToken = default)
    {
        var json = Json.Of(scorecard);
        var hashes = Json.OfMap(HashesOf([.. scorecard.Sections.Select(s => s.Id)], sectionHashes));
        var row = new ScorecardRow
        {
            Id = ContentHash.Of(json, hashes),
            Name = scorecard.Name,
            Model = scorecard.Model,
            SpecHash = scorecard.SpecHash,
            Json = json,
            SectionHashes = hashes,
        };
        return WriteAsync(
            async context =>
            {
                await BulkInsert.InsertAsync(context, [row], cancellationToken: cancellationToken);
                return row.Id;
            },
            cancellationToken);
    }

    /// <summary>The scorecards, in the order in which they were first added.</summary>
    /// <param name="model">Only this model's (its id), or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Scorecard>> ScorecardsAsync(string? model = null, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var rows = context.Scorecards.AsNoTracking();
        if (model is not null)
        {
            rows = rows.Where(s => s.Model == model);
        }

        return [.. (await rows.OrderBy(s => s.Ordinal).ToListAsync(cancellationToken)).Select(r => Json.Read<Scorecard>(r.Json))];
    }

    private static ModelRow ToRow(TrainedModel model) => new()
    {
        Id = model.Id,
        Name = model.Name,
        Kind = model.Kind,
        Folder = model.Folder,
        BaseId = model.BaseId,
        DatasetId = model.DatasetId,
        RewardModelId = model.RewardModelId,
        SpecHash = model.SpecHash,
        TokenizerHash = model.TokenizerHash,
        TemplateHash = model.TemplateHash,
        SectionHashes = Json.OfMap(model.SectionHashes),
        Seed = model.Seed,
    };

    private static TrainedModel ToModel(ModelRow row) => new(
        row.Id, row.Name, row.Kind, row.Folder, row.SpecHash, row.TokenizerHash, row.TemplateHash)
    {
        BaseId = row.BaseId,
        DatasetId = row.DatasetId,
        RewardModelId = row.RewardModelId,
        SectionHashes = Json.ReadMap(row.SectionHashes),
        Seed = row.Seed,
    };
}
