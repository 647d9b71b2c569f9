using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Precept.Cli.Terminal;

namespace Precept.Cli.Commands;

/// <summary>A command whose help ends with examples that work as they stand, from the repository's root.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What it does.</param>
/// <param name="examples">Command lines.</param>
internal sealed class CommandWithExamples(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>The command lines, each beginning with <c>precept</c>.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>What a reader of the help should know beside the description; empty for nothing.</summary>
    public string Notes { get; init; } = "";

    /// <summary>What the first Ctrl+C is answered with.</summary>
    public string Stopping { get; init; } = "stopping after the step at hand; once more to end at once";

    /// <summary>Says what the command does.</summary>
    /// <param name="run">Gives the exit code.</param>
    /// <returns>The command.</returns>
    public CommandWithExamples Runs(Func<Invocation, Task<int>> run)
    {
        SetAction((parsed, cancellationToken) => run(new Invocation(parsed, cancellationToken)));
        return this;
    }
}

/// <summary>The help: description, usage, options, examples, exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly string[] OfRoot =
    [
        "precept quickstart",
        "precept spec show specs/starter",
    ];

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        inner.MaxWidth = Ansi.Width;
        inner.Invoke(parseResult);
        var to = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (command is CommandWithExamples { Notes.Length: > 0 } noted)
        {
            to.WriteLine("Notes:");
            foreach (var line in Wrapped(noted.Notes, Ansi.Width - 3))
            {
                to.WriteLine("  " + line);
            }

            to.WriteLine();
        }

        to.WriteLine("Examples:");
        foreach (var example in ExamplesOf(command))
        {
            to.WriteLine("  " + example);
        }

        to.WriteLine();
        to.WriteLine("Exit codes: 0 done, 1 failed or stopped, 2 bad usage or input");
        return ExitCode.Done;
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = "";
                }

                line += (line.Length > 0 ? " " : "") + word;
            }

            yield return line;
        }
    }

    // A group's examples are the first ones of its commands.
    private static IEnumerable<string> ExamplesOf(Command command) => command switch
    {
        CommandWithExamples { Examples.Count: > 0 } own => own.Examples,
        { Name: CommandTree.Name } => OfRoot,
        _ => command.Subcommands.OfType<CommandWithExamples>().SelectMany(c => c.Examples.Take(command.Subcommands.Count > 1 ? 1 : 2)),
    };
}
