using System.Text.Json.Nodes;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.EndToEnd.Tests;

/// <summary>People's labels through <c>precept data build</c>, <c>judge agreement</c> and <c>status</c>.</summary>
public sealed class LabelsToDataTests
{
    private const string Spec = "# Be brief {#be_brief authority=user}\n\nOne sentence.\n";
    private const string Checks = "be_brief:\n  - id: one\n    max_sentences: 1\n";
    private static readonly Prompt Kiln = new([new Message(Role.User, "What is a kiln?")], ["be_brief"]) { Split = Split.Train, Family = "fam" };
    private static readonly Response Long = new(Kiln.Id, "m", new Sampler(), 0, "Well. An oven.");
    private static readonly Response Short = new(Kiln.Id, "m", new Sampler(), 1, "An oven.");
    private static readonly Response Edited = new(Kiln.Id, "human:maria", new Sampler(), 0, "An oven for clay.");

    [Fact]
    public async Task Edited_over_chosen_over_rejected_become_preferences_of_people()
    {
        using var folder = new TestFolder();
        var maria = await FillAsync(folder, [2, 1, 0], "maria");
        var built = await JsonAsync(folder, "data build --from judgments --judge human --spec small --name people");

        (built["preferences"]!.GetValue<int>(), built["judge"]!.GetValue<string>()).ShouldBe((3, "human:maria"));
        built["counts"]!.AsObject().Select(c => c.Key).ShouldBe(
            ["adjudicated", "below_strength", "contradicted", "identical_texts", "not_judged", "over_limit", "repeated", "ties", "unacceptable"]);
        var exported = await JsonAsync(folder, "data export people people.jsonl");
        exported["hash"]!.GetValue<string>().ShouldBe(built["id"]!.GetValue<string>());
        var dataset = Dataset.Read(folder.File("people.jsonl"));
        dataset.Preferences.Select(p => (p.Chosen, p.Rejected)).ShouldBe(
            [("An oven.", "Well. An oven."), ("An oven for clay.", "Well. An oven."), ("An oven for clay.", "An oven.")]);
        dataset.Preferences.ShouldAllBe(p => p.Origin == maria.Id && p.Sections.Single() == "be_brief");
        dataset.Lineage.Models.ShouldBe(["m", "human:maria"], ignoreOrder: true);
    }

    [Fact]
    public async Task Weak_and_unacceptable_pairs_are_left_out_and_counted()
    {
        using var folder = new TestFolder();
        var maria = await FillAsync(folder, [2, 1, 0], "maria");
        await PutAsync(folder, maria with { Strength = PreferenceStrength.Slightly });
        var strong = await JsonAsync(folder, "data build --from judgments --judge human --min-strength better --spec small --name strong");
        (strong["preferences"]!.GetValue<int>(), strong["counts"]!["below_strength"]!.GetValue<int>()).ShouldBe((2, 1));

        await PutAsync(folder, maria with { AllUnacceptable = true });
        var fit = await JsonAsync(folder, "data build --from judgments --judge human --spec small --name fit");
        (fit["preferences"]!.GetValue<int>(), fit["counts"]!["unacceptable"]!.GetValue<int>()).ShouldBe((2, 1));
        var all = await JsonAsync(folder, "data build --from judgments --judge human --include-unacceptable --spec small --name all");
        (all["preferences"]!.GetValue<int>(), all["counts"]!["unacceptable"]!.GetValue<int>()).ShouldBe((3, 0));

        var wrong = await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "judgments", "--min-strength", "much", "--spec", "small");
        wrong.ExitCode.ShouldBe(2);
        wrong.Error.ShouldContain("significantly");
    }

    [Fact]
    public async Task Adjudication_decides_the_data_and_is_a_judge_of_its_own_in_agreement()
    {
        using var folder = new TestFolder();
        var maria = await FillAsync(folder, [0, 1, 2], "maria");
        await PutAsync(folder, maria with { Judge = "human:ruth/adjudicated", Ranks = [2, 1, 0] });
        var built = await JsonAsync(folder, "data build --from judgments --judge human --spec small --name people");
        (built["preferences"]!.GetValue<int>(), built["counts"]!["adjudicated"]!.GetValue<int>()).ShouldBe((3, 3));
        await JsonAsync(folder, "data export people people.jsonl");
        Dataset.Read(folder.File("people.jsonl")).Preferences[0].Chosen.ShouldBe("An oven.");

        // Her own labels alone are as she gave them.
        (await JsonAsync(folder, "data build --from judgments --judge human:maria --spec small --name maria"))["counts"]!["adjudicated"]!.GetValue<int>().ShouldBe(0);

        var agreement = await JsonAsync(folder, "judge agreement --spec small");
        agreement["judges"]!.AsArray().Select(j => j!["judge"]!.GetValue<string>()).ShouldBe(["human:maria", "human:ruth/adjudicated", "checks"], ignoreOrder: true);
    }

    [Fact]
    public async Task Status_says_whose_revised_label_made_a_dataset_stale()
    {
        using var folder = new TestFolder();
        var maria = await FillAsync(folder, [2, 1, 0], "maria");
        await JsonAsync(folder, "data build --from judgments --judge human --spec small --name people");
        await PutAsync(folder, maria with { Ranks = [1, 2, 0] });

        var stale = (await JsonAsync(folder, "status --spec small"))["stale"]!.AsArray().Single(s => s!["kind"]!.GetValue<string>() == "datasets")!;
        (stale["name"]!.GetValue<string>(), stale["labels"]!.ToJsonString()).ShouldBe(("people", """["revised by human:maria"]"""));
        (await CommandRun.OfAsync(folder.Path, "status", "--spec", "small")).Succeeded().Out.ShouldContain("label revised by human:maria");
    }

    [Fact]
    public async Task Labels_under_other_texts_and_of_other_splits_are_told_where_no_judgment_is_left()
    {
        using var folder = new TestFolder();
        await FillAsync(folder, [2, 1, 0], "maria");
        folder.Write("small/spec.yaml", "version: 1.4.0\n");

        var split = await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "judgments", "--judge", "human", "--spec", "small", "--split", "validation");
        split.ExitCode.ShouldBe(2);
        split.Error.Trim().ShouldBe(
            "error: the workspace has no judgment of 'human' of validation prompts under small (version 1.4.0) as it is now; 1 judgment of 'human' is of train or held-out prompts: --split takes those of another split");

        folder.Write("small/spec.md", Spec.Replace("One sentence", "Two sentences", StringComparison.Ordinal));
        var changed = await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "judgments", "--judge", "human", "--spec", "small");
        changed.ExitCode.ShouldBe(2);
        changed.Error.Trim().ShouldBe(
            "error: the workspace has no judgment of 'human' of train prompts under small (version 1.4.0) as it is now; 1 judgment of 'human' is under another text of its sections: is --spec right?");

        // Of all judges: Maria's and that of the checks.
        (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "judgments", "--spec", "small")).Error.ShouldContain("2 judgments are under other texts of their sections");
        (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "judgments", "--judge", "llama", "--spec", "small")).Error.ShouldContain("'precept judge' judges");
    }

    [Fact]
    public async Task Judged_prompts_of_other_splits_are_left_aside_and_counted()
    {
        using var folder = new TestFolder();
        var maria = await FillAsync(folder, [1, 1, 0], "maria");
        var other = new Prompt([new Message(Role.User, "What is a quern?")], ["be_brief"]) { Split = Split.HeldOut, Family = "quern" };
        Response[] answers = [new(other.Id, "m", new Sampler(), 0, "A mill."), new(other.Id, "m", new Sampler(), 1, "A hand mill.")];
        using (var workspace = WorkspaceFolder.Open(folder.File(".precept")))
        {
            await workspace.AddPromptsAsync([other], TestContext.Current.CancellationToken);
            await workspace.AddResponsesAsync(answers, TestContext.Current.CancellationToken);
        }

        await PutAsync(folder, new Judgment(other.Id, [.. answers.Select(a => a.Id)], [0, 1], [], maria.Judge, maria.SectionHashes) { DecidedOn = "be_brief" });

        var built = (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "judgments", "--judge", "human", "--spec", "small", "--max-per-prompt", "1")).Succeeded().Out;

        // The person's own answer over two that are even: two preferences, one of them over the limit, and a tie.
        built.ShouldContain(": 1 preference\n");
        built.ShouldContain("left aside: 1 judged prompt of other splits");
        built.ShouldMatch(@"ties\W+1 vote\b");
        built.ShouldMatch(@"over_limit\W+1 preference\b");
    }

    private static async Task<JsonNode> JsonAsync(TestFolder folder, string command) =>
        (await CommandRun.OfAsync(folder.Path, [.. command.Split(' '), "--json"])).Succeeded().Json;

    // The checks judge first: their judgment says which sections there are now.
    private static async Task<Judgment> FillAsync(TestFolder folder, int[] ranks, string handle)
    {
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", Checks);
        using (var workspace = WorkspaceFolder.Open(folder.File(".precept")))
        {
            await workspace.AddPromptsAsync([Kiln]);
            await workspace.AddResponsesAsync([Long, Short]);
        }

        await JsonAsync(folder, "judge --spec small");
        using var judged = WorkspaceFolder.Open(folder.File(".precept"));
        var checks = (await judged.JudgmentsAsync("checks")).Single();
        var label = new Judgment(Kiln.Id, [Long.Id, Short.Id, Edited.Id], ranks, [], JudgeKinds.Person(handle), checks.SectionHashes) { DecidedOn = "be_brief" };
        await judged.PutLabelsAsync([], [Edited], [label], []);
        return label;
    }

    private static async Task PutAsync(TestFolder folder, Judgment judgment)
    {
        using var workspace = WorkspaceFolder.Open(folder.File(".precept"));
        await workspace.PutLabelsAsync([], [], [judgment], []);
    }
}
