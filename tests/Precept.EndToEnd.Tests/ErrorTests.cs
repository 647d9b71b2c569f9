namespace Precept.EndToEnd.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("spec shwo specs/starter", "did you mean 'show'?")]
    [InlineData("nonsense", "Unrecognized command or argument 'nonsense'.")]
    [InlineData("spec show", "Required argument 'PATH' missing")]
    [InlineData("spec show specs/starter --jsn", "did you mean '--json'?")]
    [InlineData("sample sft --temperature 3", "--temperature is 3; give 0 to 2")]
    [InlineData("prompts build --per-family 0", "--per-family is 0; give 1 to 100000")]
    [InlineData("spec show nowhere", "nowhere: there is no such file or folder")]
    [InlineData("status", ".precept: there is no workspace")]
    [InlineData("run nowhere.yaml", "nowhere.yaml: there is no such recipe")]
    [InlineData("run quickstart --set dpo", "--set dpo: expected a key and a value")]
    [InlineData("data build --from hh", "--from hh needs --file FILE")]
    public async Task Bad_usage_or_input_is_told_in_words_with_exit_code_2(string command, string message)
    {
        using var folder = new TestFolder();
        var run = await CommandRun.OfAsync(folder.Path, command.Split(' '));
        run.ExitCode.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldStartWith("error: ");
        run.Error.ShouldContain(message);
        run.Error.ShouldNotContain("   at ");
        run.Error.ShouldNotContain("\e");
        Directory.Exists(folder.File(".precept")).ShouldBeFalse();
    }

    [Fact]
    public async Task Malformed_file_is_told_with_its_line()
    {
        using var folder = new TestFolder();
        folder.Write("prompts.jsonl", "{\"prompt\":\"What is a kiln?\"}\n{\"prompt\":1}\n");
        var run = await CommandRun.OfAsync(folder.Path, "prompts", "import", "prompts.jsonl");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("error: prompts.jsonl:2: ");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("1", true)]
    public async Task Unexpected_failure_shows_its_stack_trace_only_when_asked(string? trace, bool isShown)
    {
        using var folder = new TestFolder();
        var run = await CommandRun.WithInputAsync(
            folder.Path, "", new Dictionary<string, string?> { ["PRECEPT_TRACE"] = trace }, "prompts", "build", "--per-family", "1", "--out", "no/such/folder/p.jsonl");
        run.ExitCode.ShouldBe(1);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldStartWith("error: Could not find a part of the path");
        run.Error.Contains("   at ", StringComparison.Ordinal).ShouldBe(isShown);
        run.Error.Contains("set PRECEPT_TRACE=1 for the stack trace", StringComparison.Ordinal).ShouldBe(!isShown);
    }

    [Fact]
    public async Task Text_from_a_file_cannot_steer_the_terminal()
    {
        using var folder = new TestFolder();
        folder.Write("spec.md", "# Title {#t}\n\nSee [this](#no\u001bwhere).\n");
        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "spec.md");
        (run.Out + run.Error).ShouldNotContain("\e");
    }
}
