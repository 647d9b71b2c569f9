using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Workbench.Storage;

/// <summary>Makes the tables of a database, or brings older ones up to date, one server at a time.</summary>
internal static class DatabaseMigration
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Does it.</summary>
    /// <param name="context">A context of the database.</param>
    /// <param name="file">SQLite's file, or null for PostgreSQL, where the database itself keeps servers from doing it at once.</param>
    /// <param name="cancellationToken">Stops; what was not finished is undone.</param>
    /// <exception cref="InputException">The database was made by a newer version.</exception>
    public static async Task RunAsync(WorkbenchContext context, string? file, CancellationToken cancellationToken)
    {
        using var guard = file is null ? null : await TakeLockAsync(file + ".lock", cancellationToken);
        var known = context.Database.GetMigrations().ToHashSet();
        if (file is null || File.Exists(file))
        {
            var newer = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(m => !known.Contains(m));
            if (newer is not null)
            {
                throw new InputException($"the workbench's database was made by a newer version of Precept ({newer}); use that version, or another database");
            }
        }

        if (file is not null)
        {
            // Our file lock is held, so a lock row in the database can only be what a killed process left behind.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<FileLock> TakeLockAsync(string path, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(50))
        {
            if (FileLock.TryTake(path, TimeProvider.System) is { } taken)
            {
                return taken;
            }

            if (waited > Longest)
            {
                throw new InputException(path, 0, $"is held by {FileLock.Holder(path)} and has been for {Longest.TotalSeconds:0} s; wait for it or end it");
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}
