using Microsoft.Data.Sqlite;

namespace Precept.EndToEnd.Tests;

/// <summary>Looks into the database of a test's workspace.</summary>
internal static class WorkspaceRows
{
    /// <summary>How many rows there are; 0 where there is no workspace yet.</summary>
    /// <param name="folder">The test's folder.</param>
    /// <param name="what">What stands behind <c>FROM</c>.</param>
    public static long Count(TestFolder folder, string what)
    {
        var file = folder.File(".precept/precept.db");
        if (!File.Exists(file))
        {
            return 0;
        }

        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {what}";
        try
        {
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException e) when (e.Message.Contains("no such table", StringComparison.Ordinal)) // not there yet
        {
            return 0;
        }
    }
}
