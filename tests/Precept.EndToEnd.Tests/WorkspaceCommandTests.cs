using System.Text.Json.Nodes;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.EndToEnd.Tests;

public sealed class WorkspaceCommandTests
{
    private const string Spec = "# Be brief {#be_brief authority=user}\n\nOne sentence.\n";
    private const string Checks = "be_brief:\n  - id: one\n    max_sentences: 1\n";

    [Fact]
    public async Task Prompts_build_counts_families_and_shortfalls_and_writes_what_can_be_read_again()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        folder.Write("small/scenarios/a.md", Scenario);
        folder.Write("small/scenarios/values.yaml", "thing: [kiln, loom, lathe, anvil, forge]\n");
        var json = (await CommandRun.OfAsync(folder.Path, "prompts", "build", "--spec", "small", "--per-family", "2", "--out", "p.jsonl", "--json")).Succeeded().Json;

        // Of five values three are train, one validation and one held-out.
        json["prompts"]!.GetValue<int>().ShouldBe(4);
        json["families"]!.ToJsonString().ShouldBe("""[{"id":"fam","train":2,"validation":1,"held-out":1}]""");
        json["shortfalls"]!.ToJsonString().ShouldBe(
            """[{"family":"fam","split":"validation","wanted":2,"given":1},{"family":"fam","split":"held-out","wanted":2,"given":1}]""");
        json["out"]!.GetValue<string>().ShouldBe("p.jsonl");
        PromptFiles.Read(folder.File("p.jsonl")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Prompts_import_of_the_same_file_again_adds_nothing()
    {
        using var folder = new TestFolder();
        folder.Write("p.jsonl", "{\"prompt\":\"What is a kiln?\"}\n{\"prompt\":\"What is a loom?\"}\n");
        var first = (await CommandRun.OfAsync(folder.Path, "prompts", "import", "p.jsonl", "--json")).Succeeded().Json;
        var second = (await CommandRun.OfAsync(folder.Path, "prompts", "import", "p.jsonl", "--json")).Succeeded().Json;
        (first["prompts"]!.GetValue<int>(), first["added"]!.GetValue<int>()).ShouldBe((2, 2));
        (second["prompts"]!.GetValue<int>(), second["added"]!.GetValue<int>()).ShouldBe((2, 0));
        first["splits"]!.AsObject().Select(s => s.Key).ShouldBe(["train", "validation", "held-out"]);
    }

    [Fact]
    public async Task Judged_responses_become_a_dataset_that_is_exported_and_read_again()
    {
        using var folder = new TestFolder();
        await FillAsync(folder);
        var judged = (await CommandRun.OfAsync(folder.Path, "judge", "--spec", "small", "--json")).Succeeded().Json.AsObject();
        judged.Remove("spec");
        var section = judged["sections"]!.AsArray().Single()!.AsObject();
        (section["id"]!.GetValue<string>(), section["broken"]!.GetValue<int>(), section["n"]!.GetValue<int>()).ShouldBe(("be_brief", 1, 4));
        section.Select(p => p.Key).ShouldBe(["id", "broken", "rate", "low", "high", "n"]);
        section["rate"]!.GetValue<double>().ShouldBe(0.25);
        judged.Remove("sections");
        judged.Remove("seconds");
        judged.ToJsonString().ShouldBe(
            """{"judge":"checks","judged":2,"current":0,"refused":0,"invalid":0,"timeout":0,"filtered":0,"incomparable":0,"cached":0,"ties":1,"withoutSections":0,"positionBias":null,"favoursFirst":0,"bothOrders":0,"decidedBy":{},"panel":null,"requests":0,"tokens":0,"cost":null}""");

        // The second time there is nothing to judge, and the counts are the same.
        var again = (await CommandRun.OfAsync(folder.Path, "judge", "--spec", "small", "--json")).Succeeded().Json;
        (again["judged"]!.GetValue<int>(), again["current"]!.GetValue<int>(), again["ties"]!.GetValue<int>()).ShouldBe((0, 2, 1));

        var built = (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "judgments", "--spec", "small", "--name", "pairs", "--json")).Succeeded().Json;
        (built["preferences"]!.GetValue<int>(), built["counts"]!["ties"]!.GetValue<int>()).ShouldBe((1, 1));

        var exported = (await CommandRun.OfAsync(folder.Path, "data", "export", "pairs", "pairs.jsonl", "--json")).Succeeded().Json;
        exported["hash"]!.GetValue<string>().ShouldBe(built["id"]!.GetValue<string>());
        var pair = Dataset.Read(folder.File("pairs.jsonl")).Preferences.Single();
        (pair.Chosen, pair.Rejected).ShouldBe(("An oven.", "Well. An oven."));
        pair.Sections.ShouldBe(["be_brief"]);
    }

    [Fact]
    public async Task Status_tells_what_a_changed_check_makes_stale()
    {
        using var folder = new TestFolder();
        await FillAsync(folder);
        (await CommandRun.OfAsync(folder.Path, "judge", "--spec", "small")).Succeeded();
        var before = (await CommandRun.OfAsync(folder.Path, "status", "--spec", "small", "--json")).Succeeded().Json;
        before.AsObject().Select(p => p.Key).ShouldBe(
            ["workspace", "spec_version", "spec_hash", "kinds", "sections", "stale", "prompts", "responses", "datasets", "models", "stages"]);
        Stale(before).ShouldBe(0);
        (before["prompts"]!["train"]!.GetValue<int>(), before["responses"]!.GetValue<int>()).ShouldBe((2, 4));

        folder.Write("small/checks.yaml", Checks.Replace("max_sentences: 1", "max_sentences: 2", StringComparison.Ordinal));
        Stale((await CommandRun.OfAsync(folder.Path, "status", "--spec", "small", "--json")).Succeeded().Json).ShouldBe(2);
        (await CommandRun.OfAsync(folder.Path, "status", "--spec", "small")).Succeeded().Out.ShouldContain("some of it is stale");
    }

    [Fact]
    public async Task Data_build_under_a_second_name_says_that_the_first_stays()
    {
        using var folder = new TestFolder();
        (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "spec", "--name", "first")).Succeeded();
        var second = (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "spec", "--name", "second", "--json")).Succeeded();
        second.Json["name"]!.GetValue<string>().ShouldBe("first");
        second.Error.ShouldStartWith("warning: ");
    }

    [Fact]
    public async Task Workspace_is_the_option_before_the_variable_before_the_default()
    {
        using var folder = new TestFolder();
        folder.Write("p.jsonl", "{\"prompt\":\"What is a kiln?\"}\n");
        var variable = new Dictionary<string, string?> { ["PRECEPT_WORKSPACE"] = "named" };
        (await CommandRun.OfAsync(folder.Path, "prompts", "import", "p.jsonl")).Succeeded();
        (await CommandRun.WithInputAsync(folder.Path, "", variable, "prompts", "import", "p.jsonl")).Succeeded();
        (await CommandRun.WithInputAsync(folder.Path, "", variable, "prompts", "import", "p.jsonl", "--workspace", "given")).Succeeded();
        new[] { ".precept", "named", "given" }.ShouldAllBe(w => File.Exists(Path.Combine(folder.Path, w, "precept.db")));
    }

    private const string Scenario =
        "## A family {#fam sections=be_brief}\n\n**Example**: one\n\n~~~xml\n<user>\nWhat is a {{thing}}?\n</user>\n<comparison>\n"
        + "<assistant> <!-- GOOD -->\nA tool.\n</assistant>\n<assistant> <!-- BAD -->\nWell. A tool.\n</assistant>\n</comparison>\n~~~\n";

    private static int Stale(JsonNode status) =>
        status["kinds"]!.AsArray().Single(k => k!["kind"]!.GetValue<string>() == "judgments")!["stale"]!.GetValue<int>();

    /// <summary>Two prompts with two answers each: one pair differs, one is a tie.</summary>
    private static async Task FillAsync(TestFolder folder)
    {
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", Checks);
        Prompt Prompt(string text) => new([new Message(Role.User, text)], ["be_brief"]) { Split = Split.Train, Family = "fam" };
        var (kiln, loom) = (Prompt("What is a kiln?"), Prompt("What is a loom?"));
        using var workspace = WorkspaceFolder.Open(folder.File(".precept"));
        await workspace.AddPromptsAsync([kiln, loom]);
        await workspace.AddResponsesAsync(
        [
            new Response(kiln.Id, "m", new Sampler(), 0, "Well. An oven."),
            new Response(kiln.Id, "m", new Sampler(), 1, "An oven."),
            new Response(loom.Id, "m", new Sampler(), 0, "For cloth."),
            new Response(loom.Id, "m", new Sampler(), 1, "It weaves."),
        ]);
    }
}
