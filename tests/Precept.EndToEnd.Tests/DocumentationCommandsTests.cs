using System.Diagnostics;
using System.Text;

namespace Precept.EndToEnd.Tests;

/// <summary>
/// The commands of README.md, CONTRIBUTING.md and docs/: every line of a fence marked <c>sh</c> is run, page after page in one folder with the
/// repository's specs, recipes and models, or stands below with the reason why not. A fence after <c>&lt;!-- file: PATH --&gt;</c> is that file.
/// </summary>
public sealed class DocumentationCommandsTests
{
    private static readonly TimeSpan LongestCommand = TimeSpan.FromMinutes(8);

    /// <summary>Values that make a run of the quickstart short. Its models learn nothing, but every stage has its turn.</summary>
    private const string ShortQuickstart =
        "--set prompts.train=2 --set prompts.validation=1 --set prompts.held_out=2 --set ppo.options.iterations=1 --set ppo.options.prompts_per_iteration=8 "
        + "--set grpo.options.iterations=1 --set grpo.options.prompts_per_iteration=8 --set sample.max_tokens=12 --set ppo.options.max_tokens=12 "
        + "--set grpo.options.max_tokens=12 --set evaluate.max_tokens=12";

    private const string ShortBase =
        "--set base_model.corpus.rounds=1 --set base_model.corpus.prompts_per_family=4 --set base_model.corpus.invented_values=10 "
        + "--set base_model.training.epochs=0.2 --set base_model.training.optimizer.cooldown_from=0";

    /// <summary>Beginnings of commands that take long: they are run with what stands beside them added.</summary>
    private static readonly (string Beginning, string Added)[] Shortened =
    [
        ("precept quickstart --from-scratch", $"{ShortQuickstart} {ShortBase}"),
        ("precept run recipes/pocket-base.yaml", $"--set prompts.validation=1 --set prompts.held_out=1 --set evaluate.max_tokens=12 {ShortBase}"),
        ("precept quickstart", ShortQuickstart),
        ("precept run recipes/quickstart.yaml", ShortQuickstart),
        ("precept run quickstart", ShortQuickstart),
    ];

    /// <summary>Beginnings of commands that are not run here, with the reason.</summary>
    private static readonly (string Beginning, string Reason)[] NotRun =
    [
        ("dotnet test", "would run these tests within themselves; .ci/run runs it"),
        ("dotnet build", ".ci/run builds"),
        ("dotnet format", ".ci/run checks the format"),
        ("dotnet run --project tests/", "runs tests"),
        ("dotnet run -c Release --project benchmarks/", "takes long, and its figures mean something on a quiet machine only"),
        ("dotnet restore", "changes lock files"),
        ("dotnet ef", "a tool that is not part of the repository"),
        (".ci/run", "runs these tests"),
        ("git ", "the repository's own history"),
        ("precept run recipes/model-spec.yaml", "needs a spec that is not part of the project"),
        ("precept run recipes/hh-rlhf.yaml", "needs data that are not part of the project"),
    ];

    [Fact]
    public async Task Commands_of_the_pages_work_as_they_stand()
    {
        if (!File.Exists(Path.Combine(DocumentationFiles.Root, "models/pocket-base/config.json")))
        {
            Assert.Skip("models/pocket-base is not there: the pages' commands start from it");
        }

        var folder = Directory.CreateTempSubdirectory("precept-pages-").FullName;
        try
        {
            foreach (var file in DocumentationFiles.All.Where(f => f.Split('/')[0] is "specs" or "recipes" or "models"))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
                File.Copy(Path.Combine(DocumentationFiles.Root, file), Path.Combine(folder, file));
            }

            foreach (var page in DocumentationFiles.Pages)
            {
                await RunPageAsync(page, folder);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_command_is_one_that_is_run_or_is_excused()
    {
        var commands = DocumentationFiles.Pages.SelectMany(p => DocumentationFences.Of(DocumentationFiles.Text(p)).Where(f => f.Language == "sh")
            .SelectMany(f => f.Commands().Select(c => (Page: p, f.Line, Command: Normal(c))))).ToArray();

        commands.Length.ShouldBeGreaterThan(10);
        commands.Where(c => !c.Command.StartsWith("precept", StringComparison.Ordinal) && !IsExcused(c.Command)).ShouldBeEmpty();
    }

    [Fact]
    public void Readme_starts_with_the_quickstart_and_the_tests()
    {
        var commands = DocumentationFences.Of(DocumentationFiles.Text("README.md")).Where(f => f.Language == "sh").SelectMany(f => f.Commands()).ToArray();

        commands[..2].ShouldBe(["./precept quickstart", "dotnet test"]);
    }

    private static bool IsExcused(string command) => NotRun.Any(n => command.StartsWith(n.Beginning, StringComparison.Ordinal));

    /// <summary>The command without <c>./</c>.</summary>
    private static string Normal(string command) => command.StartsWith("./", StringComparison.Ordinal) ? command[2..] : command;

    private static async Task RunPageAsync(string page, string folder)
    {
        foreach (var fence in DocumentationFences.Of(DocumentationFiles.Text(page)))
        {
            if (fence.File is { } file)
            {
                var path = Path.Combine(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllLinesAsync(path, fence.Lines, TestContext.Current.CancellationToken);
            }

            if (fence.Language != "sh")
            {
                continue;
            }

            foreach (var command in fence.Commands().Select(Normal).Where(c => !IsExcused(c)))
            {
                var added = Shortened.FirstOrDefault(s => command.StartsWith(s.Beginning, StringComparison.Ordinal)).Added;
                var (code, output) = await RunAsync([.. Words(command).Skip(1), .. Words(added ?? "")], folder);
                code.ShouldBe(0, $"{page}:{fence.Line}: {command} {added}\n{output}");
            }
        }
    }

    /// <summary>Runs the program that was built with these tests; standard input is empty.</summary>
    private static async Task<(int Code, string Output)> RunAsync(IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "Precept.Cli.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("PRECEPT_WORKSPACE");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(LongestCommand);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Cuts a command line at blanks outside of double quotes.</summary>
    private static List<string> Words(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quoted, any) = (false, false);
        foreach (var c in command + " ")
        {
            if (c == '"')
            {
                (quoted, any) = (!quoted, true);
            }
            else if (c != ' ' || quoted)
            {
                word.Append(c);
                any = true;
            }
            else if (any)
            {
                words.Add(word.ToString());
                word.Clear();
                any = false;
            }
        }

        return words;
    }
}
