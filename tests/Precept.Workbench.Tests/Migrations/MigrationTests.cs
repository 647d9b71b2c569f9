using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Migrations;

public sealed class MigrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-migration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Model_and_migrations_of_a_database_say_the_same(bool isPostgres)
    {
        using var database = isPostgres ? WorkbenchDatabase.Postgres("Host=localhost;Database=nothing-is-connected-to") : WorkbenchDatabase.Sqlite(_folder);
        await using var context = database.NewContext();

        context.Database.HasPendingModelChanges().ShouldBeFalse("a change of the tables needs a migration in both databases: docs/workbench/database.md");
    }

    [Fact]
    public async Task Prepare_several_at_once_makes_the_tables_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var database = WorkbenchDatabase.Sqlite(_folder);
            await database.PrepareAsync(TestContext.Current.CancellationToken);
        }));

        using var made = WorkbenchDatabase.Sqlite(_folder);
        (await made.ReadAsync(c => c.Campaigns.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Prepare_after_a_kill_in_the_middle_goes_on()
    {
        using var database = WorkbenchDatabase.Sqlite(_folder);
        await using (var context = database.NewContext())
        {
            // What EF Core leaves behind when its process is killed while it migrates: a lock row that nobody would ever take away.
            await context.Database.ExecuteSqlRawAsync(
                "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')",
                TestContext.Current.CancellationToken);
        }

        await database.PrepareAsync(TestContext.Current.CancellationToken);

        (await database.ReadAsync(c => c.Labels.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Prepare_a_database_of_a_newer_version_is_refused()
    {
        using var database = WorkbenchDatabase.Sqlite(_folder);
        await database.PrepareAsync(TestContext.Current.CancellationToken);
        await using (var context = database.NewContext())
        {
            await context.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0.0')", TestContext.Current.CancellationToken);
        }

        var refused = await Should.ThrowAsync<InputException>(() => database.PrepareAsync(TestContext.Current.CancellationToken));

        refused.Message.ShouldContain("29990101000000_Later");
    }
}
