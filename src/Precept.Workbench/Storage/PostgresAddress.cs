using System.Net;
using Npgsql;
using Precept.Spec;

namespace Precept.Workbench.Storage;

/// <summary>Reads where a PostgreSQL database is.</summary>
public static class PostgresAddress
{
    /// <summary>Connections of one server at most, unless the address says otherwise: three servers fit into the hundred that PostgreSQL allows by default.</summary>
    public const int MostConnections = 24;

    private const string Pool = "Maximum Pool Size";
    private const string Prepared = "Max Auto Prepare";
    private const string Encryption = "SSL Mode";
    private const string KeepSettings = "No Reset On Close";

    /// <summary>Reads a <c>postgres://user:password@host:port/database?sslmode=require</c> address or Npgsql's own form (<c>Host=…;Database=…</c>).</summary>
    /// <exception cref="InputException">It is neither; the message holds no part of it that could be a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            if (!text.StartsWith("postgres://", StringComparison.Ordinal) && !text.StartsWith("postgresql://", StringComparison.Ordinal))
            {
                return Checked(new NpgsqlConnectionStringBuilder(text));
            }

            var address = new Uri(text);
            var user = address.UserInfo.Split(':', 2);
            var builder = new NpgsqlConnectionStringBuilder
            {
                Host = address.Host,
                Port = address.IsDefaultPort || address.Port < 0 ? 5432 : address.Port,
                Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
                Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
                Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            };
            foreach (var setting in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)))
            {
                builder[Uri.UnescapeDataString(setting[0]).Replace('_', ' ')] = Uri.UnescapeDataString(setting.ElementAtOrDefault(1) ?? "");
            }

            return Checked(builder);
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException or FormatException)
        {
            throw new InputException("the database's address cannot be read; expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, or Host=…;Database=…;Username=…");
        }
    }

    private static NpgsqlConnectionStringBuilder Checked(NpgsqlConnectionStringBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Database))
        {
            throw new InputException("the database's address names no host or no database; expected postgres://USER:PASSWORD@HOST:PORT/DATABASE");
        }

        if (!builder.ShouldSerialize(Pool))
        {
            builder.MaxPoolSize = MostConnections;
        }

        if (builder.MaxPoolSize < 2)
        {
            throw new InputException("the database's address allows one connection at a time; a server needs two at least: leave Maximum Pool Size out, or raise it");
        }

        if (!builder.ShouldSerialize(Prepared))
        {
            builder.MaxAutoPrepare = 100; // to plan a query costs more than to run it
        }

        if (!builder.ShouldSerialize(KeepSettings))
        {
            builder.NoResetOnClose = true; // nothing here sets anything on a connection that the next user could find: no use in eight statements more a query
        }

        if (!builder.ShouldSerialize(Encryption) && IsThisMachine(builder.Host))
        {
            builder.SslMode = SslMode.Allow; // encrypted only where the database insists: no one listens between two programs of one machine
        }

        return builder;
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || host.StartsWith('/') || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
