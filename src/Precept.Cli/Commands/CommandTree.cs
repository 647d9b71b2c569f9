using System.CommandLine;
using System.CommandLine.Help;

namespace Precept.Cli.Commands;

/// <summary>The tree of commands. Building it touches nothing that trains or stores: <c>--help</c> answers at once.</summary>
internal static class CommandTree
{
    /// <summary>The program's name.</summary>
    public const string Name = "precept";

    /// <summary>Builds the root command.</summary>
    public static Command Build()
    {
        // No RootCommand: that is called like the executable, which is Precept.Cli here.
        var root = new Command(
            Name,
            """
            Write down how a model should behave; label, train and grade against what you
            wrote: spec, prompts, sample, judge, data, train, evaluate, report.
            """);
        root.Add(new HelpOption());
        root.Add(new VersionOption());
        root.Add(CommonOptions.Json);
        root.Add(CommonOptions.Workspace);
        root.Add(CommonOptions.Seed);
        foreach (var command in (Command[])
        [
            QuickstartCommand.Create(),
            RunCommand.Create(),
            SpecCommands.Create(),
            PromptsCommands.Create(),
            SampleCommand.Create(),
            JudgeCommand.Create(),
            CaiCommand.Create(),
            DataCommands.Create(),
            TrainCommands.Create(),
            EvaluateCommand.Create(),
            ReportCommand.Create(),
            ServeCommand.Create(),
            LabelsCommands.Create(),
            StatusCommand.Create(),
            ChatCommand.Create(),
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
