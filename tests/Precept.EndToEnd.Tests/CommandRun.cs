using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Precept.EndToEnd.Tests;

/// <summary>One run of the built command as a process of its own.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output, which must be one JSON document and nothing else.</summary>
    public JsonNode Json => JsonNode.Parse(Out)!;

    /// <summary>Starts the command.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Precept.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        info.Environment["COLUMNS"] = "80";
        info.Environment["PRECEPT_WORKSPACE"] = null;
        info.Environment["PRECEPT_TRACE"] = null;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    /// <summary>Runs the command to its end.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">The arguments.</param>
    public static Task<CommandRun> OfAsync(string folder, params string[] arguments) => WithInputAsync(folder, "", null, arguments);

    /// <summary>Runs the command to its end, with something on standard input.</summary>
    public static async Task<CommandRun> WithInputAsync(
        string folder, string input, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndOfAsync(process);
    }

    /// <summary>What a started command wrote and how it ended.</summary>
    public static async Task<CommandRun> EndOfAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output, await error);
    }

    /// <summary>Fails with what the command said where it did not succeed.</summary>
    public CommandRun Succeeded()
    {
        ExitCode.ShouldBe(0, Error);
        return this;
    }
}
