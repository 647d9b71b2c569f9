using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Precept.EndToEnd.Tests;

/// <summary>Tests that have to act within seconds of something that another process does: other tests would keep them from it.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;

/// <summary>A run that is killed without a warning, in several stages, ends with the bytes of a run that was not.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class KillTests
{
    // Each stage goes on for seconds after it has first kept something: sampling keeps blocks of 256 prompts, and 32 families with 32
    // prompts each are four of them; DPO saves after 20 steps, PPO after each round.
    private const string Recipe =
        """
        name: killed
        seed: 3
        spec: specs/starter
        base: models/pocket-base
        compute: fp32
        prompts: { train: 32, validation: 0, held_out: 1 }
        sft: { epochs: 0.1, batch_size: 16, optimizer: { learning_rate: 5.0e-4 } }
        sample: { count: 6, max_tokens: 16 }
        data: { pairs_per_prompt: 1 }
        dpo: { epochs: 0.8, batch_size: 8, optimizer: { learning_rate: 5.0e-4 } }
        reward: { epochs: 0.05, batch_size: 4 }
        ppo:
          from: sft
          options: { iterations: 12, prompts_per_iteration: 16, batch_size: 16, epochs: 1, max_tokens: 12 }
        evaluate: { models: [sft, dpo, ppo], decodings: [greedy, "t=1"], max_tokens: 12 }

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_killed_while_sampling_in_DPO_and_in_PPO_ends_with_the_bytes_of_an_unbroken_one()
    {
        using var unbroken = new TestFolder();
        using var killed = new TestFolder();
        foreach (var folder in new[] { unbroken, killed })
        {
            folder.Write("killed.yaml", Recipe);
        }

        (await CommandRun.OfAsync(unbroken.Path, "run", "killed.yaml")).Succeeded();

        await KillAsync(killed, "sft", () => Answers(killed) > 0);
        GoesOn(await KillAsync(killed, "data", () => HasSavedState(killed)), "sample").ShouldBeTrue();
        GoesOn(await KillAsync(killed, "reward", () => HasSavedState(killed)), "dpo").ShouldBeTrue();
        var last = (await CommandRun.OfAsync(killed.Path, "run", "killed.yaml")).Succeeded();

        GoesOn(last.Error, "ppo").ShouldBeTrue(last.Error);
        Hashes(killed).ShouldBe(Hashes(unbroken));
    }

    /// <summary>Starts the run, and kills it in the stage after <paramref name="after"/> as soon as that has kept something.</summary>
    /// <returns>What it said of the stages before.</returns>
    private static async Task<string> KillAsync(TestFolder folder, string after, Func<bool> hasKept)
    {
        using var process = CommandRun.Start(folder.Path, null, "run", "killed.yaml");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var told = new List<string>();
        while (told.Count == 0 || !told[^1].StartsWith(after + " ", StringComparison.Ordinal))
        {
            told.Add((await process.StandardError.ReadLineAsync(Cancel)).ShouldNotBeNull(string.Join('\n', told)));
        }

        var rest = process.StandardError.ReadToEndAsync(Cancel);
        while (!hasKept())
        {
            process.HasExited.ShouldBeFalse();
            await Task.Delay(5, Cancel);
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(Cancel);
        (await rest).Split('\n').ShouldNotContain(l => l.Contains('[', StringComparison.Ordinal), "the stage was over before the kill");
        (await output).ShouldBeEmpty();
        process.ExitCode.ShouldNotBe(0);
        return string.Join('\n', told);
    }

    private static bool GoesOn(string error, string stage) =>
        error.Split('\n').Any(l => l.StartsWith(stage + " ", StringComparison.Ordinal) && l.Contains("goes on: ", StringComparison.Ordinal));

    private static bool HasSavedState(TestFolder folder) =>
        Directory.EnumerateFiles(folder.File(".precept/runs"), "state.safetensors", SearchOption.AllDirectories).Any();

    private static long Answers(TestFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File(".precept/precept.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM responses";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Scorecards and weights, by name and content.</summary>
    private static string[] Hashes(TestFolder folder) =>
    [
        .. new[] { "reports/killed.scorecards.json" }
            .Concat(Directory.GetFiles(folder.File(".precept/models"), "model.safetensors", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder.File(".precept"), f)))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File(Path.Combine(".precept", name)))))}"),
    ];
}
