using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    // Beginning again touches the start only, and not even that once the stage is done.
    private const string StageConflict =
        """
        ON CONFLICT ("id") DO UPDATE SET "started_at" = excluded."started_at" WHERE "stages"."status" <> 'done'
        """;

    /// <summary>What is known about a stage, or null where it was never begun.</summary>
    /// <param name="id">The stage's id.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<StageState?> StageAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var row = await context.Stages.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        return row is null ? null : ToState(row);
    }

    /// <summary>All stages, in the order in which they were first begun.</summary>
    public async Task<IReadOnlyList<StageState>> StagesAsync(CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        return [.. (await context.Stages.AsNoTracking().OrderBy(s => s.Ordinal).ToListAsync(cancellationToken)).Select(ToState)];
    }

    /// <summary>Begins a stage, or goes on with one that was interrupted; keeps others out of it until the run is disposed.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Nothing is begun.</param>
    /// <returns>The run. Where its <see cref="StageRun.State"/> is done already there is nothing to do.</returns>
    /// <exception cref="InputException">Another process is at the same stage; the message names it.</exception>
    public async Task<StageRun> BeginStageAsync(Stage stage, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(RunsFolder, stage.Id + ".lock");
        var held = FileLock.TryTake(path, _clock)
            ?? throw new InputException($"stage '{stage.Kind}' ({stage.Id}) is under way in {FileLock.Holder(path)}; wait for it, or end it and run this again");
        try
        {
            var row = new StageRow
            {
                Id = stage.Id,
                Kind = stage.Kind,
                Inputs = Json.Of(stage.Inputs),
                Settings = stage.Settings,
                Seed = stage.Seed,
                Status = Stored.Name(StageStatus.Started),
                StartedAt = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            await WriteAsync(context => BulkInsert.InsertAsync(context, [row], StageConflict, cancellationToken: cancellationToken), cancellationToken);
            return new StageRun(this, held, (await StageAsync(stage.Id, cancellationToken))!);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Marks a begun stage as done; called by <see cref="StageRun"/>, which holds the lock.</summary>
    internal async Task<StageState> CompleteStageAsync(string id, string outputHash, CancellationToken cancellationToken)
    {
        await using var context = NewContext();
        var done = Stored.Name(StageStatus.Done);
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        await context.Stages.Where(s => s.Id == id && s.Status != done).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Status, done).SetProperty(s => s.Output, outputHash).SetProperty(s => s.DoneAt, now), cancellationToken);
        var state = (await StageAsync(id, cancellationToken))!;
        return state.OutputHash == outputHash
            ? state
            : throw new InvalidOperationException(
                $"Stage '{state.Stage.Kind}' ({id}) made {outputHash} now but {state.OutputHash} before, from the same inputs, settings and seed: it is not deterministic.");
    }

    private static StageState ToState(StageRow row) => new(
        new Stage(row.Kind, Json.Read<string[]>(row.Inputs), row.Settings, row.Seed),
        Stored.Value<StageStatus>(row.Status),
        row.Output,
        DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt),
        row.DoneAt is { } doneAt ? DateTimeOffset.FromUnixTimeMilliseconds(doneAt) : null);
}
