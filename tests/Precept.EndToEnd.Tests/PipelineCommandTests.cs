using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Precept.TestEndpoint;

namespace Precept.EndToEnd.Tests;

public sealed class PipelineCommandTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private string Folder => tiny.Folder.Path;

    [Fact]
    public void Run_as_JSON_has_time_memory_report_and_one_entry_a_model()
    {
        var json = tiny.Result.Succeeded().Json;
        json.AsObject().Select(p => p.Key).ShouldBe(["seconds", "peakMemoryMb", "report", "models"]);
        json["seconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
        json["peakMemoryMb"]!.GetValue<double>().ShouldBeGreaterThan(50);
        File.Exists(json["report"]!.GetValue<string>()).ShouldBeTrue();
        json["models"]!.AsArray().Select(m => (m!["name"]!.GetValue<string>(), m["decoding"]!.GetValue<string>())).ShouldBe([("sft", "greedy"), ("dpo", "greedy")]);
        foreach (var model in json["models"]!.AsArray())
        {
            ShouldBeAnEntry(model!);
        }
    }

    [Fact]
    public void Run_tells_its_stages_on_standard_error() =>
        new[] { "base ", "prompts ", "sft ", "sample ", "judge ", "data ", "dpo ", "evaluate ", "report " }
            .ShouldAllBe(stage => tiny.Result.Error.Split('\n').Any(l => l.StartsWith(stage, StringComparison.Ordinal)));

    [Fact]
    public async Task Run_again_finds_everything_done_and_says_the_same()
    {
        var again = (await CommandRun.OfAsync(Folder, "run", "tiny.yaml", "--json")).Succeeded();
        again.Json["models"]!.ToJsonString().ShouldBe(tiny.Result.Json["models"]!.ToJsonString());
        again.Error.Split('\n').Where(l => l.StartsWith("dpo ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("done before");
    }

    [Fact]
    public async Task Run_takes_a_language_model_as_its_judge_and_does_not_ask_it_twice()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--confidence", "0.8");
        using var folder = new TestFolder();
        folder.Write("judged.yaml", $$"""{{TinyRun.Recipe}}reward: { epochs: 1, batch_size: 8 }{{'\n'}}judge: { models: ["{{endpoint.Model("longest")}}"] }{{'\n'}}""");
        var run = (await CommandRun.OfAsync(folder.Path, "run", "judged.yaml", "--json")).Succeeded();

        run.Json["models"]!.AsArray().Select(m => (string)m!["name"]!).ShouldBe(["sft", "dpo"]);
        WorkspaceRows.Count(folder, "judgments").ShouldBeGreaterThan(20);
        WorkspaceRows.Count(folder, "judgments WHERE judge NOT LIKE '%#longest pairwise%'").ShouldBe(0);
        WorkspaceRows.Count(folder, "preferences").ShouldBeGreaterThan(20);
        WorkspaceRows.Count(folder, "preferences WHERE p <= 0.5 OR p >= 1").ShouldBe(0);
        WorkspaceRows.Count(folder, "models WHERE kind = 'reward'").ShouldBe(1);

        var asked = (int)(await endpoint.StatsAsync(TestContext.Current.CancellationToken))["requests"]!;
        (await CommandRun.OfAsync(folder.Path, "run", "judged.yaml")).Succeeded();
        ((int)(await endpoint.StatsAsync(TestContext.Current.CancellationToken))["requests"]!).ShouldBe(asked);
    }

    [Fact]
    public async Task Run_with_a_setting_that_is_not_there_is_bad_input()
    {
        var run = await CommandRun.OfAsync(Folder, "run", "tiny.yaml", "--set", "dpo.betta=0.2");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("betta");
    }

    [Fact]
    public async Task Run_with_a_list_given_by_set_takes_that_list()
    {
        var run = (await CommandRun.OfAsync(Folder, "run", "tiny.yaml", "--set", "evaluate.models=[sft]", "--json")).Succeeded();
        run.Json["models"]!.AsArray().Select(m => m!["name"]!.GetValue<string>()).ShouldBe(["sft"]);
    }

    [Theory]
    [InlineData("evaluate.models=sft", "expected a list such as [a, b]")]
    [InlineData("evaluate.models=[sft", "--set evaluate.models: '[sft' is not YAML")]
    public async Task Run_with_a_list_that_is_none_is_bad_input(string setting, string message)
    {
        var run = await CommandRun.OfAsync(Folder, "run", "tiny.yaml", "--set", setting);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Evaluate_of_prompts_of_which_one_was_answered_before_gives_none_a_second_answer()
    {
        const string first = "{\"prompt\":\"Is snow cold?\",\"sections\":[\"write_clearly\"],\"split\":\"held-out\"}\n";
        tiny.Folder.Write("snow.jsonl", first);
        tiny.Folder.Write("snow-and-ice.jsonl", first + first.Replace("snow", "ice", StringComparison.Ordinal));
        (await CommandRun.OfAsync(Folder, "evaluate", "dpo", "--prompts", "snow.jsonl", "--max-tokens", "4")).Succeeded();

        // In a larger batch the same prompt may get another answer, by rounding. Here it surely would.
        using (var connection = new SqliteConnection($"Data Source={tiny.Folder.File(".precept/precept.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE responses SET text = 'quite', id = 'ffffffffffffffffffff' WHERE prompt_id IN (SELECT id FROM prompts WHERE messages LIKE '%Is snow cold?%')";
            command.ExecuteNonQuery().ShouldBe(1);
        }

        var entry = (await CommandRun.OfAsync(Folder, "evaluate", "dpo", "--prompts", "snow-and-ice.jsonl", "--max-tokens", "4", "--json")).Succeeded().Json;
        entry["adherence"]!["n"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Evaluate_as_JSON_is_one_entry_over_the_given_prompts()
    {
        tiny.Folder.Write("own.jsonl", "{\"prompt\":\"Is water wet?\",\"sections\":[\"write_clearly\"],\"split\":\"held-out\"}\n");
        var entry = (await CommandRun.OfAsync(Folder, "evaluate", "sft", "--prompts", "own.jsonl", "--max-tokens", "4", "--json")).Succeeded().Json;
        ShouldBeAnEntry(entry);
        (entry["name"]!.GetValue<string>(), entry["decoding"]!.GetValue<string>()).ShouldBe(("sft", "greedy"));
        entry["adherence"]!["n"]!.GetValue<int>().ShouldBe(1);
        entry["sections"]!.AsArray().Select(s => s!["id"]!.GetValue<string>()).ShouldBe(["write_clearly"]);
    }

    [Fact]
    public async Task Evaluate_under_a_section_that_the_spec_does_not_have_is_bad_input()
    {
        tiny.Folder.Write("other.jsonl", "{\"prompt\":\"Is fire hot?\",\"sections\":[\"no_such_section\"]}\n");
        var run = await CommandRun.OfAsync(Folder, "evaluate", "sft", "--prompts", "other.jsonl", "--max-tokens", "4", "--json");
        run.ExitCode.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("no_such_section");
    }

    [Fact]
    public async Task Evaluate_on_a_scenario_file_draws_its_held_out_prompts_and_grades_them()
    {
        tiny.Folder.Write("ours/colours.md", Family("keep_it_short", "write_clearly"));
        tiny.Folder.Write("ours/values.yaml", Colours);
        string[] command = ["evaluate", "models/pocket-base", "--prompts", "ours/colours.md", "--max-tokens", "4", "--json"];
        var some = (await CommandRun.OfAsync(Folder, [.. command, "--per-family", "2"])).Succeeded().Json;
        ShouldBeAnEntry(some);
        some["adherence"]!["n"]!.GetValue<int>().ShouldBe(2);
        some["sections"]!.AsArray().Select(s => s!["id"]!.GetValue<string>()).ShouldBe(["write_clearly"]);

        // Of 15 values 15 - 12 = 3 are held-out; the folder is as good as the file, and says what it could not draw.
        command[3] = "ours";
        var all = (await CommandRun.OfAsync(Folder, command)).Succeeded();
        all.Json["adherence"]!["n"]!.GetValue<int>().ShouldBe(3);
        all.Error.ShouldContain("keep_it_short");
    }

    [Fact]
    public async Task Evaluate_grades_a_prompt_of_a_scenario_file_that_stands_in_another_split_of_the_workspace()
    {
        tiny.Folder.Write("twice/colours.md", Family("known_before", "write_clearly").Replace("a door", "a gate", StringComparison.Ordinal));
        tiny.Folder.Write("twice/values.yaml", Colours);
        tiny.Folder.Write(
            "gates.jsonl", string.Concat(Enumerable.Range(0, 15).Select(i => $"{{\"prompt\":\"What colour is a gate of hue{i:00}?\",\"split\":\"train\"}}\n")));
        (await CommandRun.OfAsync(Folder, "prompts", "import", "gates.jsonl")).Succeeded();
        var entry = (await CommandRun.OfAsync(Folder, "evaluate", "sft", "--prompts", "twice", "--max-tokens", "4", "--json")).Succeeded().Json;
        entry["adherence"]!["n"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Evaluate_on_a_scenario_file_under_a_section_that_the_spec_does_not_have_is_bad_input()
    {
        tiny.Folder.Write("strange.md", Family("strange", "no_such_section").Replace("{{hue}}", "teal", StringComparison.Ordinal));
        var run = await CommandRun.OfAsync(Folder, "evaluate", "sft", "--prompts", "strange.md", "--json");
        run.ExitCode.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("no_such_section");
        run.Error.ShouldContain("strange.md:1");
    }

    private static string Colours => $"hue: [{string.Join(", ", Enumerable.Range(0, 15).Select(i => $"hue{i:00}"))}]\n";

    private static string Family(string id, string section) =>
        $$$"""
        ## A colour {#{{{id}}} sections={{{section}}}}

        **Example**: a question

        ~~~xml
        <user>
        What colour is a door of {{hue}}?
        </user>
        <comparison>
        <assistant> <!-- GOOD -->
        It is {{hue}}.
        </assistant>
        <assistant> <!-- BAD: says nothing -->
        Who knows?
        </assistant>
        </comparison>
        ~~~

        """;

    [Fact]
    public async Task Sample_judge_data_and_train_work_one_by_one()
    {
        var sampled = (await CommandRun.OfAsync(Folder, "sample", "sft", "--count", "3", "--max-tokens", "8", "--json")).Succeeded().Json;
        sampled["responses"]!.GetValue<int>().ShouldBe(3 * sampled["prompts"]!.GetValue<int>());
        (await CommandRun.OfAsync(Folder, "judge", "--model", "sft")).Succeeded();
        (await CommandRun.OfAsync(Folder, "data", "build", "--from", "judgments", "--name", "mine")).Succeeded();
        var trained = (await CommandRun.OfAsync(Folder, "train", "dpo", "--data", "mine", "--recipe", "tiny.yaml", "--seed", "4", "--json")).Succeeded().Json;
        trained.AsObject().Select(p => p.Key).ShouldBe(["name", "id", "folder", "from", "steps", "last"]);
        trained["name"]!.GetValue<string>().ShouldBe("dpo");
        File.Exists(Path.Combine(trained["folder"]!.GetValue<string>(), "model.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task Report_puts_the_newest_scorecards_side_by_side()
    {
        var run = (await CommandRun.OfAsync(Folder, "report", "--out", "page.html", "--json")).Succeeded();
        run.Json["models"]!.AsArray().Count.ShouldBeGreaterThan(0);
        (await File.ReadAllTextAsync(Path.Combine(Folder, "page.html"), TestContext.Current.CancellationToken)).ShouldStartWith("<!DOCTYPE html>");
    }

    [Fact]
    public async Task Chat_answers_piped_lines_until_exit()
    {
        var run = (await CommandRun.WithInputAsync(Folder, "Hello\n/developer Be brief.\n/what\n\nAgain\n/exit\nnever read\n", null, "chat", "sft", "--max-tokens", "4", "--json")).Succeeded();
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();
        lines.Select(l => l["user"]!.GetValue<string>()).ShouldBe(["Hello", "Again"]);
        run.Error.ShouldContain("'/what' is not known");
    }

    [Fact]
    public async Task Stopped_run_says_how_to_go_on_and_goes_on()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("sends SIGTERM");
        }

        using var folder = new TestFolder();
        folder.Write("tiny.yaml", TinyRun.Recipe.Replace("epochs: 0.2", "epochs: 400", StringComparison.Ordinal));
        using var process = CommandRun.Start(folder.Path, null, "run", "tiny.yaml");
        process.StandardInput.Close();
        while (!File.Exists(folder.File(".precept/precept.lock")) || !Directory.EnumerateFiles(folder.File(".precept/runs"), "*.lock").Any())
        {
            process.HasExited.ShouldBeFalse();
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var run = await CommandRun.EndOfAsync(process);
        run.ExitCode.ShouldBe(1, run.Error);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("stopping after the step at hand");
        run.Error.TrimEnd().ShouldEndWith("error: stopped; run the same command again to go on");
        run.Error.ShouldNotContain("   at ");
    }

    private static void ShouldBeAnEntry(JsonNode entry)
    {
        entry.AsObject().Select(p => p.Key).Take(6).ShouldBe(["name", "decoding", "adherence", "jailbreakResistance", "overRefusal", "wellFormed"]);
        foreach (var rate in new[] { "adherence", "jailbreakResistance", "overRefusal" })
        {
            entry[rate]!.AsObject().Select(p => p.Key).ShouldBe(["rate", "low", "high", "n"]);
        }

        entry["sections"]!.AsArray().Count.ShouldBeGreaterThan(0);
        foreach (var section in entry["sections"]!.AsArray())
        {
            section!.AsObject().Select(p => p.Key).ShouldBe(["id", "rate", "low", "high", "n"]);
        }
    }
}
