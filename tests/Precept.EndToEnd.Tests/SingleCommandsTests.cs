using System.Text.Json.Nodes;

namespace Precept.EndToEnd.Tests;

/// <summary>The whole way, one command at a time, on the shipped base model: few prompts, short answers, a step or two of each training.</summary>
public sealed class SingleCommandsTests
{
    private const string Recipe =
        """
        name: small
        seed: 3
        spec: small
        base: models/pocket-base
        compute: fp32
        sft: { epochs: 1, batch_size: 6 }
        data: { max_tokens: 64 }
        dpo: { epochs: 0.2, batch_size: 4 }
        reward: { epochs: 0.2, batch_size: 4 }
        ppo: { options: { iterations: 2, prompts_per_iteration: 4, batch_size: 4, epochs: 1, max_tokens: 12 } }
        grpo: { options: { iterations: 2, prompts_per_iteration: 2, answers: 2, batch_size: 4, max_tokens: 12 } }

        """;

    private const string Scenario =
        """
        ## A tool {#tool sections=be_brief}

        **Example**: a question

        ~~~xml
        <user>
        What is a {{thing}} for?
        </user>
        <comparison>
        <assistant> <!-- GOOD -->
        A {{thing}} is a tool.
        </assistant>
        <assistant> <!-- BAD: goes on -->
        Well, a {{thing}} is a tool. There is more to say.
        </assistant>
        </comparison>
        ~~~

        """;

    // The models are so small that threads mostly wait for one another.
    private static readonly Dictionary<string, string?> OneThread = new() { ["OMP_NUM_THREADS"] = "1" };

    [Fact]
    public async Task Stages_one_by_one_go_from_prompts_to_a_report()
    {
        RequireBase();
        using var folder = Filled();
        var built = await JsonAsync(folder, "prompts build --per-family 12");
        var train = built["families"]![0]!["train"]!.GetValue<int>();
        train.ShouldBe(12);

        var sft = await TrainedAsync(folder, "sft", 2);
        var sampled = await JsonAsync(folder, "sample sft --count 4 --max-tokens 12");
        sampled.AsObject().Select(p => p.Key).ShouldBe(["model", "id", "split", "sampler", "prompts", "responses"]);
        (sampled["id"]!.GetValue<string>(), sampled["responses"]!.GetValue<int>()).ShouldBe((Id(sft), 4 * train));

        var judged = await JsonAsync(folder, "judge");
        (judged["judged"]!.GetValue<int>(), judged["sections"]![0]!["n"]!.GetValue<int>()).ShouldBe((train, 4 * train));
        var data = await JsonAsync(folder, "data build --from judgments");
        (data["name"]!.GetValue<string>(), data["preferences"]!.GetValue<int>()).ShouldSatisfyAllConditions(
            d => d.Item1.ShouldBe("judgments"), d => d.Item2.ShouldBeGreaterThan(0));

        var dpo = await TrainedAsync(folder, "dpo");
        var reward = await TrainedAsync(folder, "reward");
        var byReward = await JsonAsync(folder, "judge --judge reward:reward");
        ((string)byReward["judge"]!).ShouldStartWith("reward:");
        byReward["judged"]!.GetValue<int>().ShouldBe(train);
        (await JsonAsync(folder, "judge agreement checks reward:"))["pairs"]![0]!["pairs"]!.GetValue<int>().ShouldBeGreaterThan(0);
        var ptx = await TrainedAsync(folder, "ppo", 2, " --set ppo.options.ptx_coefficient=0.5"); // with the replies of sft as its text
        var ppo = await TrainedAsync(folder, "ppo", 2);
        var grpo = await TrainedAsync(folder, "grpo", 2);
        new[] { dpo, reward, ppo, grpo }.ShouldAllBe(m => m["from"]!.GetValue<string>() == Id(sft));
        new[] { sft, dpo, reward, ptx, ppo, grpo }.Select(Id).Distinct().Count().ShouldBe(6);

        foreach (var model in new[] { "sft", "dpo", "ppo", "grpo" })
        {
            var entry = await JsonAsync(folder, $"evaluate {model} --max-tokens 12");
            (entry["name"]!.GetValue<string>(), entry["adherence"]!["n"]!.GetValue<int>()).ShouldBe((model, 4));
        }

        var report = await JsonAsync(folder, "report");
        report["models"]!.AsArray().Select(m => m!["name"]!.GetValue<string>()).ShouldBe(["sft", "dpo", "ppo", "grpo"]);
        report["baseline"]!.GetValue<string>().ShouldBe("sft");
        new[] { "dpo", "ppo", "grpo" }.ShouldContain(report["featured"]!.GetValue<string>());
        report["curves"]!.GetValue<int>().ShouldBeGreaterThan(2); // sft's loss, ppo's reward and entropy at the least
        report["conversations"]!.GetValue<int>().ShouldBe(1); // of each family one
        var page = await File.ReadAllTextAsync(report["report"]!.GetValue<string>(), TestContext.Current.CancellationToken);
        page.ShouldContain("Before: sft");
        page.ShouldContain("ppo.Options.Iterations");
    }

    [Fact]
    public async Task Stage_without_the_one_before_it_says_what_to_do()
    {
        RequireBase();
        using var folder = Filled();
        await JsonAsync(folder, "prompts build --per-family 4");
        (string Command, string Advice)[] tooEarly =
        [
            ("train dpo", "'precept train sft' makes it"),
            ("train reward --from models/pocket-base", "'precept data build' makes one"),
            ("train ppo --from models/pocket-base", "'precept train reward' makes it"),
            ("train ppo --from models/pocket-base --reward models/pocket-base", "is no reward model"),
            ("train grpo --from models/pocket-base --reward models/pocket-base", "is no reward model"),
            ("data build --from judgments", "'precept judge' judges"),
            ("evaluate dpo", "'precept train dpo' makes it"),
            ("report", "'precept evaluate MODEL' makes one"),
        ];
        foreach (var (command, advice) in tooEarly)
        {
            var run = await RunAsync(folder, command);
            run.ExitCode.ShouldBe(2, $"{command}: {run.Error}");
            run.Out.ShouldBeEmpty();
            run.Error.ShouldContain(advice);
        }
    }

    private static void RequireBase()
    {
        if (!File.Exists(Path.Combine(TestFolder.Repository, "models/pocket-base/config.json")))
        {
            Assert.Skip("needs models/pocket-base");
        }
    }

    private static TestFolder Filled()
    {
        var folder = new TestFolder();
        folder.Write("small.yaml", Recipe);
        folder.Write("small/spec.md", "# Be brief {#be_brief authority=user}\n\nFew words.\n");
        folder.Write("small/checks.yaml", "be_brief:\n  - id: few\n    max_words: 6\n");
        folder.Write("small/scenarios/tools.md", Scenario);
        folder.Write(
            "small/scenarios/values.yaml",
            "thing: [kiln, loom, lathe, anvil, forge, saw, drill, clamp, chisel, mallet, plane, rasp, file, vice, awl, gouge, spade, rake, hoe, sickle]\n");
        return folder;
    }

    private static async Task<JsonNode> TrainedAsync(TestFolder folder, string kind, int? steps = null, string settings = "")
    {
        var json = await JsonAsync(folder, $"train {kind}{settings}");
        json.AsObject().Select(p => p.Key).ShouldBe(["name", "id", "folder", "from", "steps", "last"]);
        json["name"]!.GetValue<string>().ShouldBe(kind);
        json["steps"]!.GetValue<int>().ShouldBe(steps ?? json["steps"]!.GetValue<int>());
        json["last"]!.AsObject().Count.ShouldBeGreaterThan(0);
        File.Exists(Path.Combine(json["folder"]!.GetValue<string>(), "model.safetensors")).ShouldBeTrue();
        return json;
    }

    private static string Id(JsonNode model) => model["id"]!.GetValue<string>();

    private static async Task<JsonNode> JsonAsync(TestFolder folder, string command) => (await RunAsync(folder, command)).Succeeded().Json;

    private static Task<CommandRun> RunAsync(TestFolder folder, string command) => CommandRun.WithInputAsync(
        folder.Path, "", OneThread,
        [.. command.Split(' '), "--spec", "small", .. command.StartsWith("train", StringComparison.Ordinal) ? (string[])["--recipe", "small.yaml"] : [], "--json"]);
}
