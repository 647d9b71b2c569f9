using Precept.Spec;
using Precept.Workbench;

namespace Precept.Benchmarks.Labeling;

/// <summary>Kills a workbench at random moments while people label, starts it again each time, and asks afterwards for every label that it had acknowledged.</summary>
internal static class LabelingKills
{
    /// <summary>Kills it so many times.</summary>
    /// <param name="kills">How many times, SIGKILL each.</param>
    /// <param name="people">Annotators.</param>
    /// <param name="longest">Longest time between two kills.</param>
    /// <param name="seed">Seed of the moments.</param>
    /// <param name="database">PostgreSQL's connection string, or null for SQLite.</param>
    /// <returns>What was found, and how many requests had to be sent again.</returns>
    public static async Task<(LabelingAudit Audit, int Retried)> RunAsync(int kills, int people, TimeSpan longest, long seed, string? database = null)
    {
        var folder = Directory.CreateTempSubdirectory("precept-labeling-").FullName;
        var annotators = new List<Annotator>();
        try
        {
            var campaign = await LabelingWorkspace.MakeAsync(new WorkbenchOptions { Workspace = folder, Database = database }, people, tasks: 4000, overlap: 2);
            using var server = await ServeProcess.StartAsync(folder, database);
            annotators.AddRange(Enumerable.Range(0, people).Select(i => new Annotator(i, LabelingWorkspace.Person(i), campaign, [server.Url])));
            await Parallel.ForEachAsync(annotators, async (a, stop) => await a.SignInAsync(LabelingWorkspace.Password, stop));
            using var stop = new CancellationTokenSource();
            var work = Task.WhenAll(annotators.Select(a => a.WorkAsync(TimeSpan.FromMilliseconds(200), stop.Token)));
            var random = SeededRandom.For(seed, "kills");
            for (var i = 0; i < kills; i++)
            {
                await Task.Delay(longest * (0.1 + (0.9 * random.NextDouble())));
                server.Kill();
                await server.RestartAsync();
            }

            await Task.Delay(longest / 2);
            await stop.CancelAsync();
            await work;
            server.Kill(); // the last labels, too, have to be there without a goodbye
            return (await LabelingAudit.OfAsync(folder, database, [.. annotators.SelectMany(a => a.Labels)]), annotators.Sum(a => a.Retried));
        }
        finally
        {
            annotators.ForEach(a => a.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The benchmark's command: ten kills.</summary>
    public static async Task<int> RunAsync()
    {
        const int Kills = 10;
        var database = Environment.GetEnvironmentVariable("PRECEPT_DATABASE") is { Length: > 0 } given ? given : null;
        var (audit, retried) = await RunAsync(Kills, people: 20, TimeSpan.FromSeconds(4), seed: Environment.TickCount64, database);
        Console.WriteLine($"killed {Kills} times: acknowledged {audit.Acknowledged:#,0}, missing {audit.Missing}; requests sent again {retried:#,0}; "
            + $"tasks over-assigned {audit.OverAssigned}, given twice to one person {audit.Twice}, miscounted {audit.Miscounted}");
        return audit.IsClean && audit.Acknowledged > 0 ? 0 : 1;
    }
}
