using System.Text.Json;
using System.Xml.Linq;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Training;
using Precept.Workspace;
using Eval = Precept.Evaluation.Evaluation;

namespace Precept.EndToEnd.Tests;

/// <summary>The report of a workspace that no recipe filled. Models are rows with a learning curve: a report loads no weights.</summary>
public sealed class ReportCommandTests
{
    private const string Brief = "An oven.";
    private const string Long = "Well. An oven.";

    [Fact]
    public async Task Report_shows_curves_conversations_settings_and_the_best_model_by_validation()
    {
        using var folder = new TestFolder();
        using var filled = await Filled.InAsync(folder);
        await filled.AddAsync("sft", Split.Validation, _ => Long);
        await filled.AddAsync("dpo", Split.Validation, _ => Brief);
        await filled.AddAsync("ppo", Split.Validation, _ => Long);
        await filled.AddAsync("sft", Split.HeldOut, _ => Long);
        await filled.AddAsync("dpo", Split.HeldOut, i => i == 0 ? Long : Brief);
        await filled.AddAsync("ppo", Split.HeldOut, _ => Brief);

        var json = (await ReportAsync(folder)).Json;
        json.AsObject().Select(p => p.Key).ShouldBe(["report", "models", "featured", "baseline", "curves", "conversations"]);
        json["models"]!.AsArray().Select(m => m!["name"]!.GetValue<string>()).ShouldBe(["sft", "dpo", "ppo"]);

        // ppo is better on what is shown, but dpo on the validation prompts, and those choose.
        (json["featured"]!.GetValue<string>(), json["baseline"]!.GetValue<string>()).ShouldBe(("dpo", "sft"));
        (json["curves"]!.GetValue<int>(), json["conversations"]!.GetValue<int>()).ShouldBe((3, 10));

        var page = Page(folder);
        Ids(page).ShouldBe(["result", "scorecards", "sections", "authority", "families", "curves", "conversations", "lineage"]);
        var replies = page.Descendants("section").Where(s => (string?)s.Attribute("class") == "reply").ToArray();
        replies.Length.ShouldBe(20);
        replies.Where((_, i) => i % 2 == 0).ShouldAllBe(r => r.Value.Contains("Before: sft") && r.Value.Contains("✗ breaks be_brief"));
        replies.Where((_, i) => i % 2 == 1).ShouldAllBe(r => r.Value.Contains("After: dpo") && r.Value.Contains(Long) == r.Value.Contains("✗ breaks be_brief"));
        page.ToString().ShouldContain("dpo.Beta");
        page.ToString().ShouldNotContain("optimistic");
    }

    [Fact]
    public async Task Report_without_validation_scorecards_says_that_the_shown_prompts_chose()
    {
        using var folder = new TestFolder();
        using var filled = await Filled.InAsync(folder);
        await filled.AddAsync("sft", Split.HeldOut, _ => Long);
        await filled.AddAsync("dpo", Split.HeldOut, i => i == 0 ? Long : Brief);
        await filled.AddAsync("ppo", Split.HeldOut, _ => Brief);
        (await ReportAsync(folder)).Json["featured"]!.GetValue<string>().ShouldBe("ppo");
        Page(folder).ToString().ShouldContain("optimistic");
    }

    [Fact]
    public async Task Report_of_one_model_has_nothing_to_compare_and_no_conversations()
    {
        using var folder = new TestFolder();
        using var filled = await Filled.InAsync(folder);
        await filled.AddAsync("sft", Split.HeldOut, _ => Long);
        var json = (await ReportAsync(folder)).Json;
        (json["featured"], json["conversations"]!.GetValue<int>()).ShouldBe((null, 0));
        Ids(Page(folder)).ShouldBe(["result", "scorecards", "sections", "authority", "families", "curves", "lineage"]);
    }

    [Fact]
    public async Task Report_over_a_damaged_learning_curve_names_the_file()
    {
        using var folder = new TestFolder();
        using var filled = await Filled.InAsync(folder);
        await filled.AddAsync("sft", Split.HeldOut, _ => Long);
        folder.Write(".precept/models/sft/curve.json", "[{");
        var run = await CommandRun.OfAsync(folder.Path, "report", "--spec", "small");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("curve.json: is no learning curve");
    }

    private static async Task<CommandRun> ReportAsync(TestFolder folder) =>
        (await CommandRun.OfAsync(folder.Path, "report", "--spec", "small", "--out", "page.html", "--json")).Succeeded();

    private static XElement Page(TestFolder folder) => XDocument.Load(folder.File("page.html")).Root!;

    private static IEnumerable<string> Ids(XElement page) => page.Descendants("section").Select(s => (string?)s.Attribute("id")).OfType<string>();

    /// <summary>A workspace with twelve held-out prompts and two validation prompts, each of a family of its own.</summary>
    private sealed class Filled(WorkspaceFolder workspace, CheckJudge judge, IReadOnlyList<Prompt> prompts) : IDisposable
    {
        public void Dispose() => workspace.Dispose();

        public static async Task<Filled> InAsync(TestFolder folder)
        {
            folder.Write("small/spec.md", "# Be brief {#be_brief authority=user}\n\nOne sentence.\n");
            folder.Write("small/checks.yaml", "be_brief:\n  - id: one\n    max_sentences: 1\n");
            Prompt[] prompts =
            [
                .. Enumerable.Range(0, 14).Select(i => new Prompt([new Message(Role.User, $"What is kiln {i}?")], ["be_brief"])
                {
                    Split = i < 12 ? Split.HeldOut : Split.Validation,
                    Family = $"fam{i}",
                }),
            ];
            var workspace = WorkspaceFolder.Open(folder.File(".precept"));
            await workspace.AddPromptsAsync(prompts);
            return new Filled(workspace, new CheckJudge(SpecReader.Read(folder.File("small")), CheckSet.Read(folder.File("small/checks.yaml"))), prompts);
        }

        /// <summary>A model with a curve of one figure, its greedy answers to a split and their scorecard.</summary>
        public async Task AddAsync(string name, Split split, Func<int, string> answer)
        {
            var model = ContentHash.Of(name);
            var folder = Path.Combine(workspace.ModelsFolder, name);
            Directory.CreateDirectory(folder);
            StepReport[] curve = [.. Enumerable.Range(0, 3).Select(s => new StepReport(s, 3, new Dictionary<string, double> { ["loss"] = 3 - s }))];
            await File.WriteAllTextAsync(Path.Combine(folder, "curve.json"), JsonSerializer.Serialize(curve));
            using (var run = await workspace.BeginStageAsync(new Stage(name, [], """{"Beta":0.1}""", 1)))
            {
                if (!run.State.IsDone)
                {
                    await run.CompleteAsync(model);
                }
            }

            await workspace.AddModelAsync(new TrainedModel(model, name, name, $"models/{name}", judge.Spec.Hash, "", ""));
            Prompt[] asked = [.. prompts.Where(p => p.Split == split)];
            Response[] responses = [.. asked.Select((p, i) => new Response(p.Id, model, Sampler.Greedy with { Seed = 0 }, 0, answer(i)))];
            await workspace.AddResponsesAsync(responses);
            var specHash = ContentHash.Of(judge.Spec.Hash, judge.Checks.Hash);
            await workspace.AddScorecardAsync(
                Eval.Score(name, "greedy", model, asked, responses, judge, specHash), CurrentSections.Of(judge.Spec, judge.Checks));
        }
    }
}
