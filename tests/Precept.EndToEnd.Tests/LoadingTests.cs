namespace Precept.EndToEnd.Tests;

/// <summary>What trains nothing loads nothing that trains: this is what keeps the command quick.</summary>
public sealed class LoadingTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("train dpo --help")]
    [InlineData("spec show specs/starter")]
    [InlineData("spec check specs/starter --json")]
    [InlineData("prompts build --per-family 1 --split train")]
    [InlineData("data build --from spec")]
    public async Task Command_that_trains_nothing_loads_no_tensors(string command)
    {
        var loaded = await LoadedAsync(command);
        loaded.ShouldContain("Precept.Cli");
        loaded.ShouldNotContain("TorchSharp");
        loaded.ShouldNotContain("Precept.Training");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("spec show specs/starter --json")]
    [InlineData("spec check specs/starter")]
    [InlineData("spec check specs/starter --format sarif")]
    [InlineData("spec coverage --spec specs/starter")]
    public async Task Command_without_a_workspace_loads_no_database(string command)
    {
        var loaded = await LoadedAsync(command);
        loaded.ShouldContain("Precept.Cli");
        loaded.ShouldNotContain("Microsoft.EntityFrameworkCore");
        loaded.ShouldNotContain("Spectre.Console");
    }

    // To find migrations, EF Core looks at all types of the core, and so loads what they are derived from (Polly.Core, System.Net.Http).
    [Theory]
    [InlineData("judge", "OpenAI OpenTelemetry System.ClientModel Microsoft.Extensions.Configuration")]
    [InlineData("judge --help", "OpenAI OpenTelemetry System.ClientModel Microsoft.Extensions.Configuration Polly.Core System.Net.Http")]
    public async Task Command_that_asks_no_model_loads_no_client(string command, string libraries)
    {
        using var folder = new TestFolder();
        (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "spec")).Succeeded();
        var loaded = await LoadedAsync(folder, command);
        loaded.ShouldContain("Precept.Cli");
        foreach (var library in libraries.Split(' '))
        {
            loaded.ShouldNotContain(library);
        }

        File.Exists(folder.File(".precept/calls.db")).ShouldBeFalse();
    }

    private static async Task<string[]> LoadedAsync(string command)
    {
        using var folder = new TestFolder();
        return await LoadedAsync(folder, command);
    }

    private static async Task<string[]> LoadedAsync(TestFolder folder, string command)
    {
        var list = folder.File("assemblies.txt");
        var environment = new Dictionary<string, string?>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(LoadingTests).Assembly.Location,
            ["PRECEPT_TEST_ASSEMBLIES"] = list,
        };
        (await CommandRun.WithInputAsync(folder.Path, "", environment, command.Split(' '))).Succeeded();
        return await File.ReadAllLinesAsync(list);
    }
}
