using System.Diagnostics;
using System.Globalization;
using Precept.Workbench;
using Precept.Workbench.Storage;

namespace Precept.Benchmarks.Labeling;

/// <summary>Many simulated annotators over real HTTP on one workbench, for minutes: how long a submit takes, and whether a rule of assignment was ever broken.</summary>
/// <remarks>
/// Clients and servers share one machine, so the figures are those of a machine half as large. The peer in the same run is the least that could be done: a bare server that
/// writes one row in one transaction, asked as often.
/// </remarks>
internal sealed class LabelingLoad(int people, TimeSpan time, string? database)
{
    private const int SubmitsPerSecond = 40;
    private const int Overlap = 2;
    private const int Replicas = 3;

    // What runs for the first time is compiled first: the load comes so long before it is measured, and is told apart.
    private static readonly TimeSpan Cold = TimeSpan.FromSeconds(30);

    /// <summary>Reads the benchmark's arguments; null where they are none.</summary>
    public static LabelingLoad? Parse(string[] arguments)
    {
        var database = Environment.GetEnvironmentVariable("PRECEPT_DATABASE") is { Length: > 0 } given ? given : null;
        return arguments switch
        {
            [] => new(200, TimeSpan.FromMinutes(5), database),
            [var people, var seconds] when int.TryParse(people, out var p) && p > 0 && int.TryParse(seconds, out var s) && s > 0 => new(p, TimeSpan.FromSeconds(s), database),
            _ => null,
        };
    }

    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("precept-labeling-").FullName;
        try
        {
            var pace = TimeSpan.FromSeconds((double)people / SubmitsPerSecond);
            var tasks = (int)(SubmitsPerSecond * (Cold + time).TotalSeconds / Overlap * 1.3) + people;
            var options = new WorkbenchOptions { Workspace = folder, Database = database };
            Console.WriteLine($"{people:#,0} annotators, {SubmitsPerSecond} submits/s, {Cold.TotalSeconds:0} s cold and {time.TotalSeconds:0} s, {tasks:#,0} tasks of overlap {Overlap}; {Environment.ProcessorCount} processors; "
                + (database is null ? "SQLite, one server" : $"PostgreSQL, {Replicas} servers, one killed at the half"));
            var campaign = await LabelingWorkspace.MakeAsync(options, people, tasks, Overlap);
            return await MeasureAsync(folder, campaign, pace) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> MeasureAsync(string folder, string campaign, TimeSpan pace)
    {
        var servers = new List<ServeProcess>();
        var annotators = new List<Annotator>();
        double[] measured;
        double Processor() => servers.Sum(s => s.ProcessorTime.TotalSeconds);
        try
        {
            for (var i = 0; i < (database is null ? 1 : Replicas); i++)
            {
                servers.Add(await ServeProcess.StartAsync(folder, database));
            }

            annotators.AddRange(Enumerable.Range(0, people).Select(i => new Annotator(i, LabelingWorkspace.Person(i), campaign, [.. servers.Select(s => s.Url)])));
            await Parallel.ForEachAsync(annotators, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (a, stop) => await a.SignInAsync(LabelingWorkspace.Password, stop));
            var began = Stopwatch.GetTimestamp();
            using var stop = new CancellationTokenSource(Cold + time);
            var work = Task.WhenAll(annotators.Select(a => a.WorkAsync(pace, stop.Token)));
            await Task.WhenAny(work, Task.Delay(Cold));
            var warm = Stopwatch.GetTimestamp();
            await Task.WhenAny(work, Task.Delay(time / 2));
            if (servers.Count > 1)
            {
                servers[^1].Kill();
            }

            var (processor, submits) = (Processor(), annotators.Sum(a => a.Labels.Count));
            await work;
            var took = Stopwatch.GetElapsedTime(warm);
            var all = annotators.SelectMany(a => a.Submits).ToArray();
            measured = [.. all.Where(s => s.At >= warm).Select(s => s.Milliseconds)];
            Row("precept serve, cold", [.. all.Where(s => s.At < warm).Select(s => s.Milliseconds)], Stopwatch.GetElapsedTime(began, warm));
            Row("precept serve", measured, took);
            Row("precept serve, both", [.. all.Select(s => s.Milliseconds)], Stopwatch.GetElapsedTime(began, warm) + took);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  the servers' processor for a task (next, two drafts, heartbeat, submit), second half: {1000 * (Processor() - processor) / Math.Max(1, annotators.Sum(a => a.Labels.Count) - submits):0.0} ms"));
            Console.WriteLine($"  requests sent again because a server was away: {annotators.Sum(a => a.Retried):#,0}");
        }
        finally
        {
            annotators.ForEach(a => a.Dispose());
            servers.ForEach(s => s.Dispose());
        }

        var bare = await BareServer.MeasureAsync(people, pace, TimeSpan.FromSeconds(Math.Min(time.TotalSeconds, 30)));
        Row("bare Kestrel + SQLite", bare.Milliseconds, bare.Took);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio to the bare server: p50 {Percentile(measured, 0.5) / Percentile(bare.Milliseconds, 0.5):0.0}, p99 {Percentile(measured, 0.99) / Percentile(bare.Milliseconds, 0.99):0.0}"));
        var audit = await LabelingAudit.OfAsync(folder, database, [.. annotators.SelectMany(a => a.Labels)]);
        Console.WriteLine($"  acknowledged {audit.Acknowledged:#,0}, missing {audit.Missing}; tasks over-assigned {audit.OverAssigned}, given twice to one person {audit.Twice}, miscounted {audit.Miscounted}");
        return audit.IsClean && audit.Acknowledged > 0;
    }

    private static void Row(string name, double[] milliseconds, TimeSpan took)
    {
        Array.Sort(milliseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-22} {milliseconds.Length,7:#,0} submits, {milliseconds.Length / took.TotalSeconds,5:0.0}/s; ms: p50 {Percentile(milliseconds, 0.5):0.0}, p90 {Percentile(milliseconds, 0.9):0.0}, p99 {Percentile(milliseconds, 0.99):0.0}, max {milliseconds.LastOrDefault():0.0}"));
    }

    /// <summary>The nearest-rank percentile of sorted values.</summary>
    private static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
