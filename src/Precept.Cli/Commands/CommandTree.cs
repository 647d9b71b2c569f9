using System.CommandLine;
using System.CommandLine.Help;

namespace Precept.Cli.Commands;

/// <summary>The tree of commands. Building it touches nothing that trains or stores: <c>--help</c> answers at once.</summary>
internal static class CommandTree
{
    /// <summary>Builds the root command.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand(
            """
            Write down how a model should behave; label, train and grade against what you wrote.

            The way of the data: spec -> prompts -> sample -> judge -> data -> train -> evaluate -> report
            """);
        root.Add(CommonOptions.Json);
        root.Add(CommonOptions.Workspace);
        root.Add(CommonOptions.Seed);
        foreach (var command in (Command[])
        [
            SpecCommands.Create(),
            PromptsCommands.Create(),
            JudgeCommand.Create(),
            DataCommands.Create(),
            StatusCommand.Create(),
        ])
        {
            root.Add(command);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        var written = new HelpWithExamples((HelpAction)help.Action!);
        help.Action = written;
        root.SetAction(parsed => written.Invoke(parsed));
        return root;
    }
}
