using Precept.Prompts;
using Precept.TestEndpoint;

namespace Precept.EndToEnd.Tests;

/// <summary>Constitutional AI from the command line, with the test endpoint as writer and judge.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class CaiTests
{
    private const int Concurrency = 4;

    /// <summary>Prompts under way at a time: some wait for a place, or for their answer to be on the disk.</summary>
    private const int UnderWay = (2 * Concurrency) + 8;

    private const string Recipe =
        """
        name: cai
        seed: 3
        spec: specs/starter
        base: models/pocket-base
        compute: fp32
        prompts: { train: 2, validation: 1, held_out: 1 }
        writer: ollama:none
        judge: { models: [checks], checks_first: true, both_orders: true }
        limits: { concurrency: 4 }
        cai: { rounds: 2, max_tokens: 96 }
        sft: { epochs: 1, batch_size: 16, optimizer: { learning_rate: 5.0e-4 } }
        sample: { count: 2, max_tokens: 16 }
        dpo: { epochs: 1, batch_size: 8, optimizer: { learning_rate: 5.0e-4 } }
        reward: { epochs: 1, batch_size: 8 }
        ppo:
          from: sft
          options: { iterations: 1, prompts_per_iteration: 8, batch_size: 8, epochs: 1, max_tokens: 12 }
        evaluate: { models: [sft, dpo, ppo], decodings: [greedy], max_tokens: 12 }

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipe_runs_through_every_stage_and_killed_in_the_middle_does_not_pay_twice()
    {
        using var folder = new TestFolder();
        folder.Write("cai.yaml", Recipe);
        folder.Write("writer.json", StarterWriter.Rules(ScenarioSet.Read([folder.File("specs/starter")]).Build(Split.Train, 2, 3)));
        await using var endpoint = await EndpointProcess.StartAsync("--latency", "20ms", "--model", $"writer=rules:{folder.File("writer.json")}", "--confidence", "0.8");
        string[] run = ["run", "cai.yaml", "--set", $"writer={endpoint.Model("writer")}", "--set", $"judge.models=[\"{endpoint.Model("longest")}\"]", "--json"];

        await KillAsync(folder, run, () => WorkspaceRows.Count(folder, "revisions") > 5);
        (await endpoint.StatsAsync(Cancel))["answered"]!.GetValue<long>().ShouldBeGreaterThan(10);
        var result = (await CommandRun.OfAsync(folder.Path, run)).Succeeded();

        result.Error.ShouldContain("goes on: ");
        result.Json["models"]!.AsArray().Select(m => (string)m!["name"]!).Distinct().ShouldBe(["sft", "dpo", "ppo"], ignoreOrder: true);
        var page = await File.ReadAllTextAsync((string)result.Json["report"]!, Cancel);
        page.ShouldContain("Critique and revision, by round");
        page.ShouldContain("Critique and revision, by principle");

        // The writer mends what the checks can tell, so revisions are kept; a mended answer cannot be mended again.
        WorkspaceRows.Count(folder, "revisions WHERE outcome = 'kept' AND round = 1").ShouldBeGreaterThan(16);
        WorkspaceRows.Count(folder, "revisions WHERE outcome <> 'kept' AND round = 2").ShouldBeGreaterThan(16);
        WorkspaceRows.Count(folder, "revisions").ShouldBe(64); // half of 32 families with 2 prompts each, 2 rounds
        // The judge of the endpoint says how sure it is: 0.8 of A or B, the rest of the probability is shared by the other and the tie.
        WorkspaceRows.Count(folder, "preferences WHERE p > 0.5 AND p < 1").ShouldBeGreaterThan(0);
        WorkspaceRows.Count(folder, "demonstrations d JOIN prompts p ON p.id = d.prompt_id JOIN dataset_items i ON i.item_id = d.id JOIN preferences x ON x.family = p.family").ShouldBe(0);
        WorkspaceRows.Count(folder, "preferences x JOIN prompts p ON p.id = x.prompt_id WHERE p.split <> 'train'").ShouldBe(0);

        // What was under way when the run was killed may have been answered and not yet kept.
        var stats = await endpoint.StatsAsync(Cancel);
        stats["paidTwice"]!.GetValue<long>().ShouldBeLessThanOrEqualTo(UnderWay);
        (await CommandRun.OfAsync(folder.Path, run)).Succeeded();
        (await endpoint.StatsAsync(Cancel))["requests"]!.GetValue<long>().ShouldBe(stats["requests"]!.GetValue<long>());
    }

    [Fact]
    public async Task Command_makes_both_datasets_exports_them_and_asks_nothing_again()
    {
        using var folder = new TestFolder();
        folder.Write("writer.json", StarterWriter.Rules(ScenarioSet.Read([folder.File("specs/starter")]).Build(Split.Train, 1, 1)));
        await using var endpoint = await EndpointProcess.StartAsync("--model", $"writer=rules:{folder.File("writer.json")}");
        (await CommandRun.OfAsync(folder.Path, "prompts", "build", "--per-family", "1")).Succeeded();
        string[] cai = ["cai", "--writer", endpoint.Model("writer"), "--judge", endpoint.Model("random"), "--checks-first", "--count", "24", "--export", "out", "--json"];

        var plan = (await CommandRun.OfAsync(folder.Path, [.. cai, "--dry-run"])).Succeeded().Json;
        (await endpoint.StatsAsync(Cancel))["requests"]!.GetValue<long>().ShouldBe(0);
        WorkspaceRows.Count(folder, "responses").ShouldBe(0);
        // 12 prompts with an answer, a critique and a revision, and 12 with two answers; the judge is asked about each of the 24 pairs at most twice.
        plan["requests"]!.GetValue<long>().ShouldBeInRange((12 * 3) + (12 * 2), (12 * 3) + (12 * 2) + (24 * 2));

        var made = (await CommandRun.OfAsync(folder.Path, cai)).Succeeded().Json;
        made["rounds"]![0]!["n"]!.GetValue<int>().ShouldBe(12);
        made["rounds"]![0]!["kept"]!["rate"]!.GetValue<double>().ShouldBeGreaterThan(0.5);
        File.ReadAllLines(folder.File("out/cai-sft.jsonl")).Length.ShouldBe(made["sft"]!["demonstrations"]!.GetValue<int>());
        File.ReadAllLines(folder.File("out/cai-preferences.jsonl")).Length.ShouldBe(made["preferences"]!["preferences"]!.GetValue<int>());

        var again = (await CommandRun.OfAsync(folder.Path, cai)).Succeeded().Json;
        (again["requests"]!.GetValue<long>(), again["known"]!.GetValue<int>()).ShouldBe((0, 12));
        again["sft"]!["id"]!.GetValue<string>().ShouldBe(made["sft"]!["id"]!.GetValue<string>());
        again["preferences"]!["id"]!.GetValue<string>().ShouldBe(made["preferences"]!["id"]!.GetValue<string>());
        (await endpoint.StatsAsync(Cancel))["paidTwice"]!.GetValue<long>().ShouldBe(0);

        var sft = (await CommandRun.OfAsync(folder.Path, "train", "sft", "--data", "cai-sft", "--set", "sft.epochs=1", "--set", "compute=fp32", "--json")).Succeeded().Json;
        sft["steps"]!.GetValue<int>().ShouldBe(1); // at most 12 replies, 32 a step
        var wrong = await CommandRun.OfAsync(folder.Path, "train", "sft", "--data", "cai-preferences");
        wrong.Error.ShouldContain("no dataset of demonstrations 'cai-preferences'; it has cai-sft");
    }

    [Fact]
    public async Task Command_refuses_few_shots_that_teach_the_wrong_thing_and_drops_them_when_told_to()
    {
        using var folder = new TestFolder();
        folder.Write("c.json", """
            {"constitutions": [{"critic": "Is it kind?", "revision": "Make it kind."}],
             "system_chat": [[{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}, {"role": "user", "content": "Is it kind?"},
                              {"role": "assistant", "content": "It is."}, {"role": "user", "content": "Make it kind."}, {"role": "assistant", "content": "Hello"}]]}
            """);
        (await CommandRun.OfAsync(folder.Path, "prompts", "build", "--per-family", "1", "--split", "train")).Succeeded();
        await using var endpoint = await EndpointProcess.StartAsync();
        string[] cai = ["cai", "--writer", endpoint.Model("first"), "--constitution", "c.json", "--count", "4"];

        var refused = await CommandRun.OfAsync(folder.Path, cai);
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("conversation 1: the response repeats the user");
        (await endpoint.StatsAsync(Cancel))["requests"]!.GetValue<long>().ShouldBe(0);

        var dropped = (await CommandRun.OfAsync(folder.Path, [.. cai, "--few-shots", "drop"])).Succeeded();
        dropped.Error.ShouldContain("conversation 1: the response repeats the user; it is left out");
        dropped.Out.ShouldContain("Critique and revision");
    }

    [Fact]
    public async Task Command_with_the_test_splits_as_prompts_has_nothing_to_learn_from()
    {
        using var folder = new TestFolder();
        (await CommandRun.OfAsync(folder.Path, "prompts", "build", "--per-family", "1", "--split", "held-out", "--out", "held-out.jsonl")).Succeeded();

        var run = await CommandRun.OfAsync(folder.Path, "cai", "--writer", "http://127.0.0.1:1/v1#none", "--prompts", "held-out.jsonl");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("left out because they are measured on");
    }

    private static async Task KillAsync(TestFolder folder, string[] arguments, Func<bool> isTime)
    {
        using var process = CommandRun.Start(folder.Path, null, arguments);
        process.StandardInput.Close();
        var end = CommandRun.EndOfAsync(process);
        while (!isTime())
        {
            process.HasExited.ShouldBeFalse(process.HasExited ? (await end).Error : "");
            await Task.Delay(5, Cancel);
        }

        process.Kill(entireProcessTree: true);
        (await end).ExitCode.ShouldNotBe(0);
    }
}
