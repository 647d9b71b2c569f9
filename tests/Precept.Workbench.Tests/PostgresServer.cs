using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Precept.Workbench.Tests.PostgresServer))]

namespace Precept.Workbench.Tests;

/// <summary>
/// A PostgreSQL server of the tests' own: a new cluster in a temporary folder, on a free port of loopback, started by the first test that asks for a database and gone afterwards.
/// Tests are skipped where the programs are not installed.
/// </summary>
/// <remarks><c>PRECEPT_TEST_POSTGRES</c> may name a server to use instead (<c>Host=…;Username=…</c>); databases are made in it and dropped.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string? _programs = Programs();
    private readonly SemaphoreSlim _starting = new(1);
    private string? _folder;
    private string? _address;

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _address ??= await StartAsync();
        }
        finally
        {
            _starting.Release();
        }

        if (_address is null)
        {
            Assert.Skip("PostgreSQL's programs (initdb, pg_ctl) are not installed, and PRECEPT_TEST_POSTGRES names no server");
        }

        var name = "precept_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(_address + ";Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a name made here
        command.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return $"{_address};Database={name}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync(Path.Combine(_programs!, "pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop"]);
            Directory.Delete(_folder, recursive: true);
        }

        _starting.Dispose();
    }

    private async Task<string?> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("PRECEPT_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        if (_programs is null)
        {
            return null;
        }

        _folder = Directory.CreateTempSubdirectory("precept-postgres-").FullName;
        var port = FreePort();
        if (Environment.UserName == "root") // which PostgreSQL refuses to run as
        {
            await RunAsync("chown", ["postgres", _folder], asPostgres: false);
        }

        var data = Path.Combine(_folder, "data");
        await RunAsync(Path.Combine(_programs, "initdb"), ["-D", data, "-U", "precept", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        await RunAsync(
            Path.Combine(_programs, "pg_ctl"),
            ["-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300", "start"]);
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=precept;Maximum Pool Size=40");
    }

    private static string? Programs()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return debian.OrderDescending().Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, string[] arguments, bool asPostgres = true)
    {
        string[] all = asPostgres && Environment.UserName == "root" ? ["-u", "postgres", "--", program, .. arguments] : arguments;
        var info = new ProcessStartInfo(asPostgres && Environment.UserName == "root" ? "runuser" : program, all) { RedirectStandardError = true, WorkingDirectory = "/tmp" };
        info.Environment["LC_ALL"] = "C.UTF-8";
        // The server that pg_ctl starts keeps its standard output open: it goes to /dev/null through a shell-free redirection of our own.
        info.RedirectStandardOutput = true;
        using var process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = new List<string>();
        process.ErrorDataReceived += (_, e) => errors.Add(e.Data ?? "");
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!process.HasExited)
        {
            await Task.Delay(20, limit.Token);
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {string.Join(' ', errors)}");
        }
    }
}
