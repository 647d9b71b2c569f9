using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Precept.Workbench.Storage;

/// <summary>What <c>dotnet ef migrations</c> opens for SQLite; see docs/workbench/database.md.</summary>
public sealed class SqliteWorkbenchContextFactory : IDesignTimeDbContextFactory<SqliteWorkbenchContext>
{
    public SqliteWorkbenchContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteWorkbenchContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>What it opens for PostgreSQL; nothing is connected to.</summary>
public sealed class PostgresWorkbenchContextFactory : IDesignTimeDbContextFactory<PostgresWorkbenchContext>
{
    public PostgresWorkbenchContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresWorkbenchContext>().UseNpgsql("Host=localhost;Database=precept").Options);
}
