using System.Collections.Concurrent;
using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Precept.Spec;

namespace Precept.Workbench.Storage;

/// <summary>Opens contexts, and runs reads and writes on them: a write is one transaction, committed and flushed when its call returns.</summary>
/// <remarks>
/// Contexts are used again, on SQLite with their connection open: to open one costs more than most of what is asked of it.
/// SQLite has one writer at a time: writers of this process queue here instead of polling the file's lock. PostgreSQL has a few, as those of a campaign wait for each other anyway: rows that decide (a task's places, a
/// chain's head) are locked with <see cref="LockTaskAsync"/> and <see cref="LockChainAsync"/>, always in this order; transactions that lose a race are run again.
/// </remarks>
public sealed class WorkbenchDatabase : IDisposable
{
    /// <summary>The file's name in a workspace's folder.</summary>
    public const string FileName = "workbench.db";

    private const int BusySeconds = 30;
    private const int MostTries = 8;
    private const int MostWriters = 4;

    // Idle contexts that are kept; what more are needed at once are thrown away afterwards.
    private const int MostIdle = 32;

    private readonly SemaphoreSlim _writers;
    private volatile bool _isDisposed;
    private readonly ConcurrentStack<WorkbenchContext> _idle = new();
    private readonly DbContextOptions<SqliteWorkbenchContext>? _sqlite;
    private readonly DbContextOptions<PostgresWorkbenchContext>? _postgres;
    private readonly string? _sqliteConnection;

    private WorkbenchDatabase(DbContextOptions<SqliteWorkbenchContext>? sqlite, string? connection, DbContextOptions<PostgresWorkbenchContext>? postgres, int writers) =>
        (_sqlite, _sqliteConnection, _postgres, _writers) = (sqlite, connection, postgres, new SemaphoreSlim(writers));

    /// <summary>Whether it is PostgreSQL.</summary>
    public bool IsPostgres => _postgres is not null;

    /// <summary>Where it is, for people: a file, or a host and a database; never a password.</summary>
    public required string Place { get; init; }

    /// <summary>The database in a workspace's folder.</summary>
    public static WorkbenchDatabase Sqlite(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), FileName);
        var connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = BusySeconds }.ToString();
        return new(new DbContextOptionsBuilder<SqliteWorkbenchContext>().UseSqlite(connection).Options, connection, null, writers: 1) { Place = path };
    }

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="connection">Npgsql's connection string, or a <c>postgres://</c> address.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static WorkbenchDatabase Postgres(string connection)
    {
        var parsed = PostgresAddress.Parse(connection);
        var options = new DbContextOptionsBuilder<PostgresWorkbenchContext>().UseNpgsql(parsed.ConnectionString).Options;
        return new(null, null, options, writers: Math.Clamp(parsed.MaxPoolSize / 2, 1, MostWriters)) { Place = $"{parsed.Host}:{parsed.Port}/{parsed.Database}" };
    }

    /// <summary>A new context; dispose of it.</summary>
    public WorkbenchContext NewContext() => _postgres is not null ? new PostgresWorkbenchContext(_postgres) : new SqliteWorkbenchContext(_sqlite!);

    /// <summary>Makes the tables, or brings older ones up to date.</summary>
    /// <exception cref="InputException">The database was made by a newer version.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        await DatabaseMigration.RunAsync(context, IsPostgres ? null : Place, cancellationToken);
        if (!IsPostgres)
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        }
    }

    /// <summary>Reads, without tracking. The context is another's after the call.</summary>
    public Task<T> ReadAsync<T>(Func<WorkbenchContext, Task<T>> read) => WithContextAsync(QueryTrackingBehavior.NoTracking, read);

    /// <summary>Writes in one transaction; changes of tracked rows are saved at its end. On PostgreSQL it may be run several times: it must have no other effects.</summary>
    public async Task<T> WriteAsync<T>(Func<WorkbenchContext, Task<T>> write, CancellationToken cancellationToken = default)
    {
        await _writers.WaitAsync(cancellationToken);
        try
        {
            return await TransactAsync(write, cancellationToken);
        }
        finally
        {
            _writers.Release();
        }
    }

    /// <summary>The task's row, locked until the transaction's end; null where there is none.</summary>
    public async Task<TaskRow?> LockTaskAsync(WorkbenchContext context, string taskId, CancellationToken cancellationToken = default) => IsPostgres
        ? await context.Tasks.FromSql($"SELECT * FROM tasks WHERE id = {taskId} FOR UPDATE").FirstOrDefaultAsync(cancellationToken)
        : await context.Tasks.FirstOrDefaultAsync(t => t.Id == taskId, cancellationToken);

    /// <summary>The task of a person's own assignment, locked until the transaction's end; null where there is no such assignment in the campaign.</summary>
    public async Task<TaskRow?> LockTaskOfAsync(WorkbenchContext context, string campaignId, string personId, string assignmentId, CancellationToken cancellationToken = default)
    {
        if (IsPostgres)
        {
            return await context.Tasks.FromSql(
                $"SELECT * FROM tasks WHERE id = (SELECT task_id FROM assignments WHERE id = {assignmentId} AND campaign_id = {campaignId} AND person_id = {personId}) FOR UPDATE").FirstOrDefaultAsync(cancellationToken);
        }

        var own = context.Assignments.Where(a => a.Id == assignmentId && a.CampaignId == campaignId && a.PersonId == personId);
        return await context.Tasks.FirstOrDefaultAsync(t => t.Id == own.Select(a => a.TaskId).FirstOrDefault(), cancellationToken);
    }

    /// <summary>The first of some tasks that has room, locked until the transaction's end; those that another transaction has locked are passed over. Null where none has room.</summary>
    public async Task<TaskRow?> LockFirstFreeTaskAsync(WorkbenchContext context, IReadOnlyList<string> taskIds, CancellationToken cancellationToken = default)
    {
        var ids = taskIds.ToArray();
        if (IsPostgres)
        {
            return await context.Tasks.FromSql(
                $"SELECT * FROM tasks WHERE id = ANY({ids}) AND taken < wanted AND NOT is_held ORDER BY array_position({ids}, id) LIMIT 1 FOR UPDATE SKIP LOCKED").FirstOrDefaultAsync(cancellationToken);
        }

        var free = (await context.Tasks.Where(t => ids.Contains(t.Id) && t.Taken < t.Wanted && !t.IsHeld).Select(t => t.Id).ToListAsync(cancellationToken)).ToHashSet();
        return ids.FirstOrDefault(free.Contains) is { } first ? await context.Tasks.FirstAsync(t => t.Id == first, cancellationToken) : null;
    }

    /// <summary>Lets what is decided on a person's own count wait for each other until the transaction's end. It comes before all other locks.</summary>
    public async Task LockPersonAsync(WorkbenchContext context, string personId, CancellationToken cancellationToken = default)
    {
        if (IsPostgres)
        {
            await context.Database.ExecuteSqlAsync($"SELECT 1 FROM people WHERE id = {personId} FOR NO KEY UPDATE", cancellationToken);
        }
    }

    /// <summary>The head of a campaign's chain, locked until the transaction's end; null where the campaign has no event yet.</summary>
    public async Task<ChainHeadRow?> LockChainAsync(WorkbenchContext context, string campaignId, CancellationToken cancellationToken = default) => IsPostgres
        ? await context.ChainHeads.FromSql($"SELECT * FROM chain_heads WHERE campaign_id = {campaignId} FOR UPDATE").FirstOrDefaultAsync(cancellationToken)
        : await context.ChainHeads.FirstOrDefaultAsync(h => h.CampaignId == campaignId, cancellationToken);

    /// <summary>A webhook's row for the replica that takes it; null where another has it.</summary>
    public async Task<WebhookRow?> TakeWebhookAsync(WorkbenchContext context, string id, CancellationToken cancellationToken = default) => IsPostgres
        ? await context.Webhooks.FromSql($"SELECT * FROM webhooks WHERE id = {id} FOR UPDATE SKIP LOCKED").FirstOrDefaultAsync(cancellationToken)
        : await context.Webhooks.FirstOrDefaultAsync(w => w.Id == id, cancellationToken);

    /// <summary>Deliveries of a webhook that are due, locked until the transaction's end; those that another replica is taking are passed over.</summary>
    public Task<List<DeliveryRow>> TakeDeliveriesAsync(WorkbenchContext context, string webhookId, long now, int most, CancellationToken cancellationToken = default) => IsPostgres
        ? context.Deliveries.FromSql(
            $"SELECT * FROM deliveries WHERE webhook_id = {webhookId} AND delivered_at IS NULL AND NOT is_given_up AND next_at <= {now} ORDER BY next_at LIMIT {most} FOR UPDATE SKIP LOCKED")
            .ToListAsync(cancellationToken)
        : context.Deliveries.Where(d => d.WebhookId == webhookId && d.DeliveredAt == null && !d.IsGivenUp && d.NextAt <= now).OrderBy(d => d.NextAt).Take(most).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _writers.Dispose();
        while (_idle.TryPop(out var context))
        {
            context.Dispose();
        }

        if (_sqliteConnection is not null)
        {
            using var connection = new SqliteConnection(_sqliteConnection);
            SqliteConnection.ClearPool(connection);
        }
    }

    private async Task<T> TransactAsync<T>(Func<WorkbenchContext, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await WithContextAsync(QueryTrackingBehavior.TrackAll, context => TransactAsync(context, write, cancellationToken));
            }
            catch (Exception e) when (tries < MostTries && LostRace(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5 * tries), cancellationToken);
            }
        }
    }

    private async Task<T> TransactAsync<T>(WorkbenchContext context, Func<WorkbenchContext, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(IsPostgres ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable, cancellationToken);
        var result = await write(context);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    // A context that something went wrong on is never used again.
    private async Task<T> WithContextAsync<T>(QueryTrackingBehavior tracking, Func<WorkbenchContext, Task<T>> use)
    {
        var isNew = !_idle.TryPop(out var idle);
        var context = idle ?? NewContext();
        var isWhole = false;
        try
        {
            context.Database.AutoSavepointsEnabled = false; // a write that fails is undone as a whole
            if (isNew && !IsPostgres)
            {
                await context.Database.OpenConnectionAsync(); // until it is thrown away; Npgsql opens one of its pool for each use
            }

            context.ChangeTracker.QueryTrackingBehavior = tracking;
            var result = await use(context);
            context.ChangeTracker.Clear();
            isWhole = true;
            return result;
        }
        finally
        {
            if (isWhole && _idle.Count < MostIdle && !_isDisposed)
            {
                _idle.Push(context);
            }
            else
            {
                await context.DisposeAsync();
            }
        }
    }

    // Whatever wraps it: Entity Framework and its provider put exceptions into others.
    private static bool LostRace(Exception? e) => e switch
    {
        null => false,
        DbUpdateConcurrencyException => true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation } => true,
        _ => LostRace(e.InnerException),
    };
}
