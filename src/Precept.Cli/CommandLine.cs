using System.CommandLine;
using Precept.Cli.Commands;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Cli;

/// <summary>The <c>precept</c> command: parses the arguments, runs what they say, and turns whatever happens into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = System.Text.Encoding.UTF8;
        }

        var parsed = CommandTree.Build().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            UsageError.Print(parsed);
            return ExitCode.Usage;
        }

        using var stop = new StopSignal((parsed.CommandResult.Command as CommandWithExamples)?.Stopping ?? "stopping");
        try
        {
            // Ctrl+C is StopSignal's, and errors are told below.
            var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(settings, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            Errors.Print("stopped; run the same command again to go on");
            return ExitCode.Failed;
        }
        catch (InputException e)
        {
            Errors.Print(e.Message, e);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is EndpointException or UndecidedConflictException)
        {
            Errors.Print(e.Message, e);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            Errors.Unexpected(e);
            return ExitCode.Failed;
        }
    }
}
