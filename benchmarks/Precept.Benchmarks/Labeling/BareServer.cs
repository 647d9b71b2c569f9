using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Precept.Benchmarks.Labeling;

/// <summary>The peer: a server that does nothing but write the body of a request as one row, in one transaction flushed to the disk. It runs as a process of its own.</summary>
internal static class BareServer
{
    /// <summary>The benchmark's own command that is this server.</summary>
    public const string Command = "bare-server";

    /// <summary>What it took to be asked.</summary>
    public sealed record Measured(double[] Milliseconds, TimeSpan Took);

    /// <summary>Serves until it is killed.</summary>
    public static async Task<int> ServeAsync(string file)
    {
        var connection = $"Data Source={file}";
        await using (var first = new SqliteConnection(connection))
        {
            await first.OpenAsync();
            await using var table = first.CreateCommand();
            table.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE labels (id INTEGER PRIMARY KEY, content TEXT NOT NULL)";
            await table.ExecuteNonQueryAsync();
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();
        app.UseRouting();
        app.MapPost("/", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var content = await reader.ReadToEndAsync();
            await using var writer = new SqliteConnection(connection);
            await writer.OpenAsync();
            await using var insert = writer.CreateCommand();
            insert.CommandText = "INSERT INTO labels (content) VALUES (@content)";
            insert.Parameters.AddWithValue("@content", content);
            await insert.ExecuteNonQueryAsync();
            return Results.Ok();
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>Asks it as many clients would, each every <paramref name="pace"/>.</summary>
    public static async Task<Measured> MeasureAsync(int people, TimeSpan pace, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("precept-bare-").FullName;
        var info = new ProcessStartInfo(Environment.ProcessPath!, [Command, Path.Combine(folder, "bare.db")]) { RedirectStandardOutput = true };
        using var process = Process.Start(info)!;
        try
        {
            var url = new Uri((await process.StandardOutput.ReadLineAsync())!);
            using var client = new HttpClient();
            using var stop = new CancellationTokenSource(time);
            var clock = Stopwatch.StartNew();
            var times = await Task.WhenAll(Enumerable.Range(0, people).Select(i => AskAsync(client, url, pace, pace * i / people, stop.Token)));
            process.Refresh();
            return new Measured([.. times.SelectMany(t => t).Order()], clock.Elapsed);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<double>> AskAsync(HttpClient client, Uri url, TimeSpan pace, TimeSpan offset, CancellationToken stop)
    {
        var times = new List<double>();
        var wait = offset;
        while (true)
        {
            await Task.Delay(wait, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (stop.IsCancellationRequested)
            {
                return times;
            }

            var began = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsJsonAsync(url, new { tiers = new[] { 0, 1, 1 }, reason = "as long as a label is, with a few words of a reason" }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            wait = pace;
        }
    }
}
