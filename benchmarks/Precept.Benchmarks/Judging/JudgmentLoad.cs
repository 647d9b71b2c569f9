using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Precept.TestEndpoint;

namespace Precept.Benchmarks.Judging;

/// <summary>How long <c>precept judge</c> takes for many judgments of a model behind an endpoint that is slow and fails, against the least that it could take.</summary>
/// <remarks>
/// The least is what the endpoint itself takes: the requests that it had to serve, the failed ones included, times the latency, over the number in flight. The peers
/// ask the same questions of the same endpoint in the same run. Everything shares one machine; the processor time of both processes is printed beside, since below some latency
/// the machine, not the endpoint, is what is waited for.
/// </remarks>
internal sealed class JudgmentLoad(int count, IReadOnlyList<string> latencies)
{
    private const int InFlight = 256;
    private const string Model = "longest";
    private static readonly string[] Faults = ["--faults", "429:5%,500:3%,json:1%,cut:1%"];

    /// <summary>Reads the benchmark's arguments; null where they are none.</summary>
    public static JudgmentLoad? Parse(string[] arguments) => arguments switch
    {
        [] => new(20_000, ["20ms", "100ms", "200ms", "500ms"]),
        [var count, .. var latencies] when int.TryParse(count, out var number) && number > 0 => new(number, latencies is [] ? ["20ms", "100ms", "200ms", "500ms"] : latencies),
        _ => null,
    };

    public async Task<int> RunAsync()
    {
        using var full = new JudgedWorkspace();
        await full.FillAsync(count);
        var bodies = await BodiesAsync(full);
        Console.WriteLine($"{count:#,0} judgments, one question each, {InFlight} in flight, {Faults[1]}; {Environment.ProcessorCount} processors; a question has {bodies.Average(b => b.Length) / 1000:0.0} kB");
        Console.WriteLine("ideal: requests served x latency / in flight; cpu: processor time of client + endpoint for a request; least: that time over all processors");
        foreach (var latency in latencies)
        {
            await MeasureAsync(full, bodies, latency);
        }

        await KillAsync(full, latencies[^1]);
        return 0;
    }

    private static async Task MeasureAsync(JudgedWorkspace full, IReadOnlyList<byte[]> bodies, string latency)
    {
        Console.WriteLine($"\nlatency {latency,-24} requests    ideal measured  ratio         cpu, ms  least  answered");
        await using var endpoint = await EndpointProcess.StartAsync(["--latency", latency, .. Faults]);
        await RowAsync("bare HttpClient loop", endpoint, latency, () => Peers.BareAsync(endpoint, bodies, InFlight));
        await RowAsync("M.E.AI OpenAI client", endpoint, latency, () => Peers.OpenAiAsync(endpoint, bodies, InFlight));
        using var workspace = full.Copy();
        JudgeRun? judged = null;
        await RowAsync("precept judge", endpoint, latency, async () =>
        {
            judged = await JudgeRun.ToEndAsync(workspace, endpoint.Model(Model), InFlight);
            return new Answered((int)judged.Result!["judged"]!, TimeSpan.FromSeconds((double)judged.Result["seconds"]!), judged.Processor);
        });
        Console.WriteLine($"  the whole process took {judged!.Took.TotalSeconds:0.0} s. In the store: {await workspace.StoreAsync()}");
    }

    private static async Task RowAsync(string name, EndpointProcess endpoint, string latency, Func<Task<Answered>> run)
    {
        await endpoint.ResetAsync();
        var before = await endpoint.StatsAsync();
        var answered = await run();
        var after = await endpoint.StatsAsync();
        var requests = (int)after["requests"]!;
        var ideal = requests * Durations.Parse(latency) / InFlight;
        var served = (double)after["cpuSeconds"]! - (double)before["cpuSeconds"]!;
        var asked = answered.Processor.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-30} {requests,8:#,0} {ideal.TotalSeconds,7:0.00}s {answered.Took.TotalSeconds,7:0.00}s {answered.Took / ideal,6:0.00} {1000 * asked / requests,7:0.00} + {1000 * served / requests,5:0.00} {(asked + served) / Environment.ProcessorCount,5:0.0}s {answered.Count,9:#,0}"));
    }

    /// <summary>Kills the judging process without a warning at about the half, and runs the command again.</summary>
    private async Task KillAsync(JudgedWorkspace full, string latency)
    {
        Console.WriteLine($"\nkill -9 at about the half, latency {latency}");
        await using var endpoint = await EndpointProcess.StartAsync(["--latency", latency, .. Faults]);
        using var workspace = full.Copy();
        JsonNode half;
        using (var run = JudgeRun.Start(workspace, endpoint.Model(Model), InFlight))
        {
            while ((int)(await endpoint.StatsAsync())["answered"]! < count / 2)
            {
                await Task.Delay(20);
            }

            half = await endpoint.StatsAsync();
            run.Kill();
        }

        Console.WriteLine($"  killed after {(int)half["answered"]!:#,0} answers with {half["inFlight"]} in flight. In the store: {await workspace.StoreAsync()}");
        var again = await JudgeRun.ToEndAsync(workspace, endpoint.Model(Model), InFlight);
        var end = await endpoint.StatsAsync();
        Console.WriteLine($"  run again: {again.Result!["judged"]} judged, {again.Result["cached"]} of the answers were there already. In the store: {await workspace.StoreAsync()}");
        Console.WriteLine($"  questions answered twice, over both runs: {end["paidTwice"]}");
    }

    /// <summary>What <c>precept judge</c> sends, byte for byte: taken down by an endpoint that does not fail.</summary>
    private static async Task<IReadOnlyList<byte[]>> BodiesAsync(JudgedWorkspace full)
    {
        var file = Path.GetTempFileName();
        using var workspace = full.Copy();
        await using (var endpoint = await EndpointProcess.StartAsync("--bodies", file))
        {
            await JudgeRun.ToEndAsync(workspace, endpoint.Model(Model), InFlight);
        }

        var bodies = File.ReadLines(file).Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
        File.Delete(file);
        return bodies;
    }
}

/// <summary>What a client brought home.</summary>
/// <param name="Count">Questions that were answered.</param>
/// <param name="Took">From the first question to the last answer.</param>
/// <param name="Processor">Processor time of the client.</param>
internal sealed record Answered(int Count, TimeSpan Took, TimeSpan Processor);
