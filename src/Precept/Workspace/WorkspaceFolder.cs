using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

/// <summary>
/// The folder that holds everything the pipeline makes: <c>precept.db</c> and the subfolders <c>models</c>, <c>reports</c>,
/// <c>datasets</c> and <c>runs</c>.
/// </summary>
/// <remarks>
/// Everything is kept under its content hash: adding the same thing twice leaves one row, with its first place. A call that has
/// returned is committed and flushed to the disk; a call that was interrupted has left nothing. Lists come back in the order in
/// which their rows were first added. Instances are safe for concurrent use; several processes may have one folder open.
/// </remarks>
public sealed partial class WorkspaceFolder : IDisposable
{
    private const int BusySeconds = 30;
    private const string DatabaseName = "precept.db";

    private readonly DbContextOptions<WorkspaceContext> _options;
    private readonly string _connectionString;
    private readonly TimeProvider _clock;

    private WorkspaceFolder(string folder, TimeProvider clock)
    {
        Folder = folder;
        _clock = clock;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, DatabaseName),
            DefaultTimeout = BusySeconds,
        }.ToString();
        _options = new DbContextOptionsBuilder<WorkspaceContext>().UseSqlite(_connectionString).Options;
    }

    /// <summary>The workspace's full path.</summary>
    public string Folder { get; }

    /// <summary>Checkpoints, one folder each.</summary>
    public string ModelsFolder => Path.Combine(Folder, "models");

    /// <summary>Reports.</summary>
    public string ReportsFolder => Path.Combine(Folder, "reports");

    /// <summary>Exported datasets.</summary>
    public string DatasetsFolder => Path.Combine(Folder, "datasets");

    /// <summary>Logs, resumable training states and locks of stages.</summary>
    public string RunsFolder => Path.Combine(Folder, "runs");

    /// <summary>Opens a workspace; creates what is missing and brings an older database up to date.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="clock">The clock for the times in the database; the system's by default.</param>
    /// <exception cref="InputException">
    /// The path is a file, the database was made by a newer version, is no database, or stands on a file system without write-ahead logging.
    /// </exception>
    public static WorkspaceFolder Open(string folder, TimeProvider? clock = null)
    {
        var path = Path.GetFullPath(folder);
        if (File.Exists(path))
        {
            throw new InputException(path, 0, "is a file; a workspace is a folder, name another path");
        }

        var workspace = new WorkspaceFolder(path, clock ?? TimeProvider.System);
        foreach (var subfolder in new[] { workspace.ModelsFolder, workspace.ReportsFolder, workspace.DatasetsFolder, workspace.RunsFolder })
        {
            Directory.CreateDirectory(subfolder);
        }

        try
        {
            workspace.Migrate();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 26 or 11) // SQLITE_NOTADB, SQLITE_CORRUPT
        {
            throw new InputException($"{Path.Combine(path, DatabaseName)}: is no SQLite database or is damaged; restore it or name another folder", e);
        }

        return workspace;
    }

    /// <summary>Closes the pooled connections to the database.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private void Migrate()
    {
        using var guard = TakeMigrationLock();
        using var context = NewContext();
        var known = context.Database.GetMigrations().ToHashSet();
        var newer = context.Database.GetAppliedMigrations().Where(m => !known.Contains(m)).ToList();
        if (newer.Count > 0)
        {
            throw new InputException(Path.Combine(Folder, DatabaseName), 0, $"was made by a newer version of Precept ({newer[0]}); use that version, or another folder");
        }

        if (context.Database.GetPendingMigrations().Any())
        {
            // Our file lock is held, so a lock row in the database can only be what a killed process left behind.
            context.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
            context.Database.Migrate();
        }

        var mode = context.Database.SqlQueryRaw<string>("PRAGMA journal_mode = WAL").AsEnumerable().Single();
        if (mode != "wal")
        {
            throw new InputException(Folder, 0, $"the file system allows no write-ahead logging (SQLite's journal mode stays '{mode}'); put the workspace on a local disk");
        }
    }

    private FileLock TakeMigrationLock()
    {
        var path = Path.Combine(Folder, "precept.lock");
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (FileLock.TryTake(path, _clock) is { } taken)
            {
                return taken;
            }

            if (waited.Elapsed.TotalSeconds > BusySeconds)
            {
                throw new InputException(Folder, 0, $"is being opened by {FileLock.Holder(path)} and has been for {BusySeconds} s; wait for it or end it");
            }

            Thread.Sleep(20);
        }
    }

    private WorkspaceContext NewContext() => new(_options);

    /// <summary>Runs writes in one transaction: all of them are there afterwards, or none.</summary>
    private async Task<T> WriteAsync<T>(Func<WorkspaceContext, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var context = NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await write(context);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
