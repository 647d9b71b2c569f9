using System.CommandLine;
using Precept.Cli.Commands;

namespace Precept.EndToEnd.Tests;

/// <summary>docs/commands says what the commands' own help says.</summary>
public sealed class CommandPagesTests
{
    [Theory]
    [MemberData(nameof(HelpTests.Commands), MemberType = typeof(HelpTests))]
    public void Page_of_a_command_has_its_options_and_examples(string path)
    {
        var command = (CommandWithExamples)path.Split(' ').Aggregate(CommandTree.Build(), (at, name) => at.Subcommands.Single(c => c.Name == name));
        var page = Page(path.Split(' ')[0]);
        if (page.Contains("(options.md)", StringComparison.Ordinal))
        {
            page += Page("options");
        }

        command.Options.ShouldAllBe(o => page.Contains($"| `{o.Name}", StringComparison.Ordinal));
        command.Arguments.ShouldAllBe(a => page.Contains($"| `<{a.Name}>` |", StringComparison.Ordinal));
        command.Examples.ShouldAllBe(e => page.Contains(e, StringComparison.Ordinal));
    }

    [Fact]
    public void Overview_links_every_page()
    {
        var overview = Page("README");
        CommandTree.Build().Subcommands.ShouldAllBe(c => overview.Contains($"({c.Name}.md)", StringComparison.Ordinal));
    }
    private static string Page(string name) => File.ReadAllText(Path.Combine(TestFolder.Repository, "docs/commands", name + ".md"));
}
