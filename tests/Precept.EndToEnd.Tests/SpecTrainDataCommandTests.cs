using System.Text.Json.Nodes;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.TestEndpoint;

namespace Precept.EndToEnd.Tests;

/// <summary><c>precept spec train-data</c> on the starter spec, with the test endpoint as writer and judge over real HTTP.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class SpecTrainDataCommandTests
{
    // The writer puts approach and setting of the question into its prompts; of two answers one says that it made something up, which breaks the first section in view.
    private const string Rules =
        """
        - when: 'Approach: (?<approach>.*)\.\nSetting: (?<setting>.*)\.\n(?:.|\n)*has the role (?<role>\w+), one'
          reply: '{"messages": [{"role": "${role}", "content": "We want ${approach} for ${setting}."}, {"role": "user", "content": "So do it for ${setting}: ${approach}."}]}'
        - when: 'Approach: (?<approach>.*)\.\nSetting: (?<setting>.*)\.\n'
          reply: '{"messages": [{"role": "user", "content": "It is about ${setting}: ${approach}. What now?"}]}'
        - when: '"reasoning": "which sections'
          reply: '{"reasoning": "Think of the section first.", "answer": "A short plan comes first."}'
        - when: 'Conversation:'
          reply: ['I can do that, with one remark.', 'A short plan comes first.', 'I made this up: it was in 1234.']
        - when: 'Section 1 of 2: id (?<one>\w+);(?:.|\n)*Section 2 of 2: id (?<two>\w+);(?:.|\n)*I made this up'
          reply: '{"sections": [{"id": "${one}", "verdict": "broken", "words": "I made this up", "reason": "invented"}, {"id": "${two}", "verdict": "kept"}]}'
        - when: 'Section 1 of 2: id (?<one>\w+);(?:.|\n)*Section 2 of 2: id (?<two>\w+);'
          reply: '{"sections": [{"id": "${one}", "verdict": "kept"}, {"id": "${two}", "verdict": "kept"}]}'
        - when: 'Section 1 of 1: id (?<one>\w+);(?:.|\n)*I made this up'
          reply: '{"sections": [{"id": "${one}", "verdict": "broken", "words": "I made this up", "reason": "invented"}]}'
        - when: 'Section 1 of 1: id (?<one>\w+);'
          reply: '{"sections": [{"id": "${one}", "verdict": "kept"}]}'
        """;

    private static readonly string[] Sections = ["--section", "do_not_invent", "--section", "prevent_harm"];

    [Fact]
    public async Task Data_of_two_sections_is_made_once_trained_on_and_stale_when_a_section_changes()
    {
        using var folder = new TestFolder();
        await using var endpoint = await EndpointProcess.StartAsync("--model", $"m=rules:{Written(folder, Rules)}", "--faults", "429:5%,500:3%,cut:1%", "--retry-after", "5ms");
        string[] command = ["spec", "train-data", "--writer", endpoint.Model("m"), "--judge", endpoint.Model("m"), .. Sections, "--per-section", "4", "--attempts", "20", "--out", "made", "--json"];

        var made = (await CommandRun.OfAsync(folder.Path, command)).Succeeded().Json;

        ((int)made["total"]!["kept"]!).ShouldBe(8);
        made["sections"]!.AsArray().Select(s => (string)s!["id"]!).ShouldBe(["prevent_harm", "do_not_invent"], ignoreOrder: true);
        ((int)made["datasets"]!["demonstrations"]!["count"]!).ShouldBe(8);
        var demonstrations = Lines(folder, "made/demonstrations.jsonl");
        demonstrations.Count.ShouldBe(8);
        demonstrations.ShouldAllBe(d => (string)d["messages"]!.AsArray().Last()!["role"]! == "assistant" && !((string)d["messages"]!.AsArray().Last()!["content"]!).Contains("made this up"));
        Lines(folder, "made/preferences.jsonl").ShouldAllBe(p => ((string)p["rejected"]![0]!["content"]!).Contains("made this up"));
        NoSentenceOfTheSpecIn([.. Lines(folder, "made/prompts.jsonl").SelectMany(p => p["messages"]!.AsArray()).Select(m => (string)m!["content"]!)]);
        ((int)(await endpoint.StatsAsync(TestContext.Current.CancellationToken))["paidTwice"]!).ShouldBe(0);

        // The same command again asks nobody and freezes nothing new.
        var again = (await CommandRun.OfAsync(folder.Path, command)).Succeeded().Json;
        ((int)again["requests"]!).ShouldBe(0);
        ((string)again["datasets"]!["demonstrations"]!["id"]!).ShouldBe((string)made["datasets"]!["demonstrations"]!["id"]!);

        // 8 demonstrations, 4 a step.
        var sft = (await CommandRun.OfAsync(folder.Path, "train", "sft", "--data", "spec-data", "--set", "sft.epochs=1", "--set", "sft.batch_size=4", "--json")).Succeeded().Json;
        ((int)sft["steps"]!).ShouldBe(2);

        var current = (await CommandRun.OfAsync(folder.Path, "status", "--json")).Succeeded().Json;
        current["stale"]!.AsArray().ShouldBeEmpty();
        var changed = (await CommandRun.OfAsync(folder.Path, "status", "--spec", WithChangedSection(folder), "--json")).Succeeded().Json;
        var stale = changed["stale"]!.AsArray().Select(s => ((string)s!["kind"]!, (string)s["name"]!, string.Join(' ', s["sections"]!.AsArray()))).ToList();
        stale.ShouldContain(("datasets", "spec-data", "do_not_invent"));
        stale.ShouldContain(("models", "sft", "do_not_invent"));
        stale.Count(s => s.Item1 == "judgments").ShouldBeInRange(4, 5); // those of the section itself, and of a conflict with it
    }

    [Fact]
    public async Task Reasoning_is_in_a_column_of_its_own()
    {
        using var folder = new TestFolder();
        await using var endpoint = await EndpointProcess.StartAsync("--model", $"m=rules:{Written(folder, Rules)}");
        (await CommandRun.OfAsync(
            folder.Path, "spec", "train-data", "--writer", endpoint.Model("m"), "--judge", endpoint.Model("m"), "--section", "do_not_invent", "--per-section", "1", "--kinds", "hard", "--keep-reasoning",
            "--name", "thought")).Succeeded().Out.ShouldContain("dataset 'thought': 1 demonstration");
        var row = Lines(folder, ".precept/datasets/thought/demonstrations.jsonl").ShouldHaveSingleItem();
        ((string)row["reasoning"]!).ShouldBe("Think of the section first.");
        row["messages"]!.ToJsonString().ShouldNotContain("Think of");
    }

    [Fact]
    public async Task Dry_run_counts_prompts_answers_and_judgments_and_asks_nobody()
    {
        using var folder = new TestFolder();
        await using var endpoint = await EndpointProcess.StartAsync();
        var plan = (await CommandRun.OfAsync(
            folder.Path,
            ["spec", "train-data", "--writer", endpoint.Model("first"), "--judge", endpoint.Model("first"), .. Sections, "--per-section", "4", "--answers", "3", "--dry-run", "--json"])).Succeeded().Json;
        ((int)plan["requests"]!).ShouldBe(8 * (1 + 3 + 3)); // a prompt, three answers, and a judgment of each
        ((int)(await endpoint.StatsAsync(TestContext.Current.CancellationToken))["requests"]!).ShouldBe(0);
        (await CommandRun.OfAsync(folder.Path, "status", "--json")).Succeeded().Json["responses"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Prompts_of_a_file_given_with_against_are_left_out_and_named()
    {
        using var folder = new TestFolder();
        var rules = Written(folder, """- {when: "", reply: '{"messages": [{"role": "user", "content": "How far is it from the mill to the lower bridge?"}]}'}""");
        folder.Write("measured.jsonl", """{"prompt": "how far is it from the mill to the lower bridge"}""" + "\n");
        await using var endpoint = await EndpointProcess.StartAsync("--model", $"m=rules:{rules}");
        var run = await CommandRun.OfAsync(
            folder.Path, "spec", "train-data", "--writer", endpoint.Model("m"), "--judge", endpoint.Model("m"), "--section", "do_not_invent", "--per-section", "1", "--kinds", "ordinary", "--against", "measured.jsonl",
            "--out", "made");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("nothing was kept");
        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
        var rejected = Lines(folder, "made/rejected.jsonl");
        rejected.Count.ShouldBe(3);
        rejected.ShouldAllBe(r => (string)r["reason"]! == "contaminated" && ((string)r["detail"]!).StartsWith("exact: measured.jsonl:1"));
    }

    [Theory]
    [InlineData("--mode", "pairwise", "does not say whether one keeps the sections")]
    [InlineData("--judge", "reward:rm", "ranks answers")]
    [InlineData("--kinds", "easy=1", "'easy=1' is no share")]
    [InlineData("--languages", "en,fr", "'fr'")]
    [InlineData("--section", "nowhere", "no section 'nowhere'")]
    [InlineData("--section", "objectives", "no authority")]
    [InlineData("--name", "../x", "no file name")]
    [InlineData("--ground", "drawn", "all sections that apply")]
    public async Task Option_that_cannot_be_used_says_what_to_do(string option, string value, string message)
    {
        using var folder = new TestFolder();
        var run = await CommandRun.OfAsync(folder.Path, "spec", "train-data", "--writer", "ollama:none", option, value);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(message);
    }

    private static string Written(TestFolder folder, string rules) => folder.File(folder.Write("rules.yaml", rules));

    private static List<JsonNode> Lines(TestFolder folder, string file) => [.. File.ReadAllLines(folder.File(file)).Select(l => JsonNode.Parse(l)!)];

    private static void NoSentenceOfTheSpecIn(IReadOnlyList<string> messages)
    {
        messages.ShouldNotBeEmpty();
        var sentences = SpecReader.Read(Path.Combine(TestFolder.Repository, "specs", "starter")).Sections.SelectMany(s => Precept.Spec.Checks.Sentences.Of(s.Body)).Where(s => Words.Count(s) > 3).ToList();
        sentences.Count.ShouldBeGreaterThan(100);
        sentences.ShouldAllBe(s => !messages.Any(m => m.Contains(s)));
    }

    // A folder that is the starter spec but for one sentence more in one section.
    private static string WithChangedSection(TestFolder folder)
    {
        var starter = Path.Combine(TestFolder.Repository, "specs", "starter");
        var spec = SpecReader.Read(starter).Find("do_not_invent")!;
        Directory.CreateDirectory(folder.File("changed"));
        File.Copy(Path.Combine(starter, "checks.yaml"), folder.File("changed/checks.yaml"));
        File.WriteAllText(folder.File("changed/spec.md"), File.ReadAllText(Path.Combine(starter, "spec.md")).Replace(spec.Body, spec.Body + "\n\nThis holds for dates as well.\n", StringComparison.Ordinal));
        return "changed";
    }
}
