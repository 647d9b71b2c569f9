using System.CommandLine;
using Precept.Cli.Commands;

namespace Precept.EndToEnd.Tests;

public sealed class HelpTests
{
    /// <summary>SpecDiffCommandTests runs them in a repository of its own.</summary>
    private static readonly string[] NeedHistory = ["spec diff"];

    private static readonly string[] NeedModels = ["quickstart", "run", "sample", "cai", "train", "evaluate", "report", "chat"];

    private static readonly string[] NeedWorkspace = ["judge", "judge test", "judge agreement", "spec ambiguous"];

    /// <summary>They serve until they are stopped, or want a workbench that was served; LabelsToModelTests goes through them.</summary>
    private static readonly string[] NeedWorkbench = ["serve", "labels"];

    /// <summary>They ask a model behind an endpoint.</summary>
    private static readonly string[] NeedEndpoints = ["spec train-data"];

    public static TheoryData<string> Commands => [.. Leaves(CommandTree.Build(), "").Select(l => l.Path)];

    [Fact]
    public void Tree_has_the_commands_of_the_pipeline() =>
        Leaves(CommandTree.Build(), "").Select(l => l.Path).ShouldBe(
        [
            "quickstart", "run", "spec show", "spec check", "spec write", "spec diff", "spec resolve", "spec coverage", "spec ambiguous", "spec site", "spec add", "spec versions", "spec import", "spec train-data",
            "prompts build", "prompts import", "sample", "judge", "judge test", "judge agreement", "cai", "data build", "data export",
            "train sft", "train reward", "train dpo", "train ppo", "train grpo", "evaluate", "report",
            "serve", "labels pull", "labels verify", "labels export", "status", "chat",
        ]);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_has_a_description_and_two_examples_of_itself(string path)
    {
        var command = Leaves(CommandTree.Build(), "").Single(l => l.Path == path).Command;
        command.Description.ShouldNotBeNullOrWhiteSpace();
        command.Examples.Count.ShouldBe(2);
        command.Examples.ShouldAllBe(e => e.StartsWith($"precept {path}", StringComparison.Ordinal));
        command.Options.ShouldAllBe(o => !string.IsNullOrWhiteSpace(o.Description));
        command.Arguments.ShouldAllBe(a => !string.IsNullOrWhiteSpace(a.Description));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Examples_of_a_command_parse(string path)
    {
        var root = CommandTree.Build();
        foreach (var example in Leaves(root, "").Single(l => l.Path == path).Command.Examples)
        {
            root.Parse(Arguments(example)).Errors.Select(e => e.Message).ShouldBeEmpty(example);
        }
    }

    [Fact]
    public async Task Examples_that_need_no_model_work()
    {
        using var folder = new TestFolder();
        foreach (var (path, command) in Leaves(CommandTree.Build(), "").Where(l => !NeedModels.Contains(l.Path.Split(' ')[0]) && !NeedWorkbench.Contains(l.Path.Split(' ')[0]) && !NeedHistory.Contains(l.Path) && !NeedEndpoints.Contains(l.Path)).OrderBy(l => NeedWorkspace.Contains(l.Path) ? 1 : 0))
        {
            foreach (var example in command.Examples)
            {
                var run = await CommandRun.OfAsync(folder.Path, Arguments(example));
                run.ExitCode.ShouldBe(0, $"{path}: {run.Error}");
                run.Out.ShouldNotBeEmpty(example);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("spec")]
    [InlineData("spec check")]
    [InlineData("train dpo")]
    public async Task Help_has_examples_and_exit_codes_in_80_columns(string command)
    {
        var run = await CommandRun.OfAsync(TestFolder.Repository, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        run.Out.Split("Examples:")[1].Split('\n').Count(l => l.StartsWith("  precept ", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2);
        run.Out.ShouldContain("Exit codes: 0 done, 1 failed or stopped, 2 bad usage or input");
        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
    }

    [Fact]
    public async Task Command_without_arguments_shows_help()
    {
        var run = await CommandRun.OfAsync(TestFolder.Repository);
        run.ExitCode.ShouldBe(0);
        run.Out.ShouldStartWith("Description:");
    }

    private static IEnumerable<(string Path, CommandWithExamples Command)> Leaves(Command command, string path) =>
        command.Subcommands.SelectMany(c => c is CommandWithExamples leaf
            ? [($"{path} {c.Name}".Trim(), leaf), .. Leaves(c, $"{path} {c.Name}".Trim())]
            : Leaves(c, $"{path} {c.Name}".Trim()));

    private static string[] Arguments(string example)
    {
        var parts = example.Split('"');
        return [.. parts.SelectMany((p, i) => i % 2 == 1 ? [p] : p.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Skip(1)];
    }
}
