using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Precept.Workspace.Storage;

/// <summary>Inserts many rows with one prepared statement: no change tracking, thousands of rows in milliseconds.</summary>
/// <remarks>The statement is the dialect that SQLite and PostgreSQL share (<c>ON CONFLICT</c>).</remarks>
internal static class BulkInsert
{
    /// <summary>A row with the same key stays as it is: the same content twice is one row.</summary>
    public const string KeepOld = "ON CONFLICT DO NOTHING";

    /// <summary>Inserts rows in order, within the context's transaction.</summary>
    /// <param name="context">The context, with a transaction begun: without one every row would be a commit.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="onConflict">What to do where the key exists; constant SQL, never made of data.</param>
    /// <param name="untouched">Called with each row that changed nothing in the database, or null.</param>
    /// <param name="cancellationToken">Stops between rows; the caller's transaction then rolls back.</param>
    /// <returns>How many rows were inserted or updated.</returns>
    public static async Task<int> InsertAsync<TRow>(
        WorkspaceContext context,
        IEnumerable<TRow> rows,
        string onConflict = KeepOld,
        Action<TRow>? untouched = null,
        CancellationToken cancellationToken = default) where TRow : class
    {
        var transaction = context.Database.CurrentTransaction
            ?? throw new InvalidOperationException("Bulk inserts run inside a transaction.");
        var entity = context.Model.FindEntityType(typeof(TRow))!;
        var properties = entity.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).ToList();

        await using var command = Prepare(context, transaction, entity, properties, onConflict);
        var affected = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < properties.Count; i++)
            {
                command.Parameters[i].Value = properties[i].PropertyInfo!.GetValue(row) ?? DBNull.Value;
            }

            var changed = await command.ExecuteNonQueryAsync(cancellationToken);
            affected += changed;
            if (changed == 0)
            {
                untouched?.Invoke(row);
            }
        }

        return affected;
    }

    private static DbCommand Prepare(
        WorkspaceContext context, IDbContextTransaction transaction, IEntityType entity, List<IProperty> properties, string onConflict)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        var columns = string.Join(", ", properties.Select(p => $"\"{p.GetColumnName()}\""));
        var values = string.Join(", ", Enumerable.Range(0, properties.Count).Select(i => $"@p{i}"));
#pragma warning disable CA2100 // names of our own tables and columns; all data goes through parameters
        command.CommandText = $"INSERT INTO \"{entity.GetTableName()}\" ({columns}) VALUES ({values}) {onConflict}";
#pragma warning restore CA2100
        for (var i = 0; i < properties.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
