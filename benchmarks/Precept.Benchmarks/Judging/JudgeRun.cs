using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Precept.Benchmarks.Judging;

/// <summary><c>precept judge</c> as a process of its own.</summary>
internal sealed class JudgeRun : IDisposable
{
    private readonly Process _process;
    private readonly long _began = Stopwatch.GetTimestamp();

    private JudgeRun(Process process) => _process = process;

    /// <summary>What it wrote with <c>--json</c>; null before its end.</summary>
    public JsonNode? Result { get; private set; }

    /// <summary>How long the process lived.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Its processor time, as it was a moment before its end.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>Starts it.</summary>
    public static JudgeRun Start(JudgedWorkspace workspace, string judge, int inFlight)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Precept.Cli.dll"), "judge", "--json", "--spec", JudgedWorkspace.Spec, "--workspace", workspace.Folder,
            "--judge", judge, "--one-order", "--concurrency", $"{inFlight}",
        ];
        return new(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<JudgeRun> ToEndAsync(JudgedWorkspace workspace, string judge, int inFlight)
    {
        using var run = Start(workspace, judge, inFlight);
        var (output, errors) = (run._process.StandardOutput.ReadToEndAsync(), run._process.StandardError.ReadToEndAsync());
        while (!run._process.HasExited)
        {
            try
            {
                run._process.Refresh();
                run.Processor = run._process.TotalProcessorTime;
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception)
            {
                break; // it ended in between
            }

            await Task.WhenAny(run._process.WaitForExitAsync(), Task.Delay(50));
        }

        await run._process.WaitForExitAsync();
        run.Took = Stopwatch.GetElapsedTime(run._began);
        run.Result = run._process.ExitCode == 0 ? JsonNode.Parse(await output) : throw new InvalidOperationException($"precept judge failed: {await errors}");
        return run;
    }

    /// <summary>Kills it without a warning, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
