using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Precept.TestEndpoint;

/// <summary>The test endpoint (docs/test-endpoint.md) as a process of its own on a free port, for as long as a test runs.</summary>
internal sealed class EndpointProcess : IAsyncDisposable
{
    private const string Listening = "listening on ";
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(100) };

    private EndpointProcess(Process process, Task<string> errors, string address) =>
        (_process, _errors, Address) = (process, errors, address);

    /// <summary>The program, as it was built together with these tests: of the same configuration and framework.</summary>
    private static string Program
    {
        get
        {
            var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var root = built;
            while (!File.Exists(Path.Combine(root.FullName, "Precept.slnx")))
            {
                root = root.Parent ?? throw new InvalidOperationException("The endpoint is in no folder above: run from a checkout.");
            }

            return Path.Combine(root.FullName, "tests", "Precept.Endpoint", "bin", built.Parent!.Name, built.Name, "Precept.Endpoint.dll");
        }
    }

    /// <summary>The base address, such as <c>http://127.0.0.1:40123/v1</c>.</summary>
    public string Address { get; }

    /// <summary>A model's address as commands take it.</summary>
    /// <param name="name">One of the program's models.</param>
    public string Model(string name) => $"{Address}#{name}";

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="arguments">Its options; the port is chosen here.</param>
    public static async Task<EndpointProcess> StartAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments, "--port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        if (line?.StartsWith(Listening, StringComparison.Ordinal) != true)
        {
            process.Kill();
            throw new InvalidOperationException($"The endpoint does not listen: {line} {await errors}");
        }

        return new EndpointProcess(process, errors, line[Listening.Length..].Split(',')[0]);
    }

    /// <summary>What <c>GET /stats</c> says.</summary>
    public async Task<JsonNode> StatsAsync(CancellationToken cancellationToken = default) =>
        JsonNode.Parse(await _http.GetStringAsync(At("/stats"), cancellationToken))!;

    /// <summary>What was sent to the OTLP paths, headers and bodies, as it came.</summary>
    public Task<byte[]> TelemetryAsync(CancellationToken cancellationToken = default) => _http.GetByteArrayAsync(At("/telemetry"), cancellationToken);

    /// <summary>Forgets all counts and telemetry.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default) =>
        (await _http.PostAsync(At("/reset"), null, cancellationToken)).EnsureSuccessStatusCode();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }

    private Uri At(string path) => new(new Uri(Address), path);
}
