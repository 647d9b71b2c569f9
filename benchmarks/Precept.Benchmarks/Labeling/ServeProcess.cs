using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Precept.Benchmarks.Labeling;

/// <summary>A workbench as a process of its own: <c>precept serve</c>.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly string _workspace;
    private readonly string? _database;
    private Process _process;

    private ServeProcess(string workspace, string? database, Process process, Uri url) => (_workspace, _database, _process, Url) = (workspace, database, process, url);

    /// <summary>Where it listens; the same after a restart.</summary>
    public Uri Url { get; }

    /// <summary>Processor time that it has taken since its last start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? TimeSpan.Zero : _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="workspace">The workspace's folder.</param>
    /// <param name="database">A PostgreSQL connection string, or null.</param>
    public static async Task<ServeProcess> StartAsync(string workspace, string? database)
    {
        var (process, url) = await LaunchAsync(workspace, database, "http://127.0.0.1:0");
        return new ServeProcess(workspace, database, process, url);
    }

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Starts it again at the same address.</summary>
    public async Task RestartAsync()
    {
        _process.Dispose();
        (_process, _) = await LaunchAsync(_workspace, _database, Url.ToString().TrimEnd('/'));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static async Task<(Process Process, Uri Url)> LaunchAsync(string workspace, string? database, string url)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Precept.Cli.dll"), "serve", "--workspace", workspace, "--url", url, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        info.Environment["PRECEPT_DATABASE"] = database;
        var process = Process.Start(info)!;
        var text = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            text += line;
            if (line == "}")
            {
                _ = TellAsync(process.StandardOutput);
                return (process, new Uri((string)JsonNode.Parse(text)!["url"]!));
            }
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException($"precept serve ended with {process.ExitCode} before it listened");
    }

    // Whatever it says from then on is a warning or an error.
    private static async Task TellAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            await Console.Error.WriteLineAsync("  server: " + line);
        }
    }
}
