using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workspace;

namespace Precept.EndToEnd.Tests;

public sealed class JudgeAgreementCommandTests
{
    private const string Spec =
        """
        # Be kind {#be_kind authority=user}

        Kindness costs nothing.

        # Be brief {#be_brief authority=guideline}

        One sentence is enough.

        """;

    [Fact]
    public async Task Agreement_of_two_people_counts_ties_outcomes_and_what_is_current()
    {
        using var folder = await FolderAsync();

        var run = (await CommandRun.OfAsync(folder.Path, "judge", "agreement", "ANNA", "human:ben", "--spec", "small", "--cases", "1")).Succeeded();
        var json = (await CommandRun.OfAsync(folder.Path, "judge", "agreement", "anna", "ben", "--spec", "small", "--json")).Succeeded().Json;

        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
        await File.WriteAllTextAsync("/tmp/agr-out-pair.txt", run.Out, TestContext.Current.CancellationToken);
        run.Out.ShouldContain("4 pairs of 4 prompts that both judged");
        run.Out.ShouldContain("1 the same, 2 opposite, 1 a tie only with A, 0 only with B, 0 with both");
        run.Out.ShouldContain("no vote: 1 refused");
        run.Out.ShouldContain("A B  case 1 of 3: be_kind");
        run.Out.ShouldMatch(@"A: [12] is better\. It smiles\.");
        var pair = json["pairs"]![0]!;
        (pair["a"]!.GetValue<string>(), pair["b"]!.GetValue<string>()).ShouldBe(("human:anna", "human:ben"));
        pair["withTies"]!["rate"]!.GetValue<double>().ShouldBe(0.25);
        pair["withoutTies"]!["rate"]!.GetValue<double>().ShouldBe(0.333333);
        pair["sections"]!.AsArray().Select(s => (s!["id"]!.GetValue<string>(), s["pairs"]!.GetValue<int>())).ShouldBe([("be_kind", 3), ("be_brief", 1)], ignoreOrder: true);
        json["judges"]![1]!["outcomes"]!["refused"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Agreement_with_stale_judgments_counts_what_an_earlier_text_was_judged_by()
    {
        using var folder = await FolderAsync();
        folder.Write("small/spec.md", Spec.Replace("costs nothing", "costs little", StringComparison.Ordinal));

        var current = (await CommandRun.OfAsync(folder.Path, "judge", "agreement", "--spec", "small", "--json")).Succeeded().Json;
        var all = (await CommandRun.OfAsync(folder.Path, "judge", "agreement", "--spec", "small", "--stale", "--json")).Succeeded().Json;

        current["pairs"]![0]!["pairs"]!.GetValue<int>().ShouldBe(1);
        all["pairs"]!.AsArray().Count.ShouldBe(3);
        all["pairs"]![0]!["pairs"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public async Task Agreement_of_all_judges_is_a_matrix_in_80_columns_and_a_page()
    {
        using var folder = await FolderAsync();

        var run = (await CommandRun.OfAsync(folder.Path, "judge", "agreement", "--spec", "small", "--html", "page.html")).Succeeded();

        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
        await File.WriteAllTextAsync("/tmp/agr-out-matrix.txt", run.Out, TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(folder.Path, "page.html"), "/tmp/agr-page.html", true);
        run.Out.ShouldContain("above: % the same where neither ties; below: kappa");
        run.Out.ShouldContain("page: page.html");
        var page = System.Xml.Linq.XDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "page.html"), TestContext.Current.CancellationToken));
        page.Descendants("table").Count(t => (string?)t.Attribute("class") == "heat-map").ShouldBe(1);
        page.Root!.Value.ShouldContain("It smiles.");
    }

    [Theory]
    [InlineData("human", "human:anna", "is part of several judges: human:anna, human:ben")]
    [InlineData("nobody", "anna", "no judge 'nobody'")]
    [InlineData("anna", "ANNA", "both names mean the judge 'human:anna'")]
    public async Task Agreement_of_names_that_fit_none_or_several_says_so(string a, string b, string message)
    {
        using var folder = await FolderAsync();
        var run = await CommandRun.OfAsync(folder.Path, "judge", "agreement", a, b, "--spec", "small");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(message);
    }

    private static async Task<TestFolder> FolderAsync()
    {
        var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        var hashes = CurrentSections.Of(SpecReader.Read(Path.Combine(folder.Path, "small")), CheckSet.Empty);
        using var workspace = WorkspaceFolder.Open(Path.Combine(folder.Path, ".precept"));
        var (prompts, responses, judgments) = (new List<Prompt>(), new List<Response>(), new List<Judgment>());
        // Anna: first, first, first, tie; Ben: first, second, second, first; a model once.
        (int[] Anna, int[] Ben)[] ranks = [([0, 1], [0, 1]), ([0, 1], [1, 0]), ([0, 1], [1, 0]), ([0, 0], [0, 1])];
        foreach (var ((anna, ben), i) in ranks.Select((r, i) => (r, i)))
        {
            var section = i == 3 ? "be_brief" : "be_kind";
            var prompt = new Prompt([new Message(Role.User, $"Say hello, the {i + 1}th time")], [section]);
            Response[] two = [new(prompt.Id, "m", new Sampler(), 0, "Hello there, good to see you!"), new(prompt.Id, "m", new Sampler(), 1, "What.")];
            prompts.Add(prompt);
            responses.AddRange(two);
            judgments.Add(Judged("human:anna", anna) with { Reason = "It smiles." });
            judgments.Add(Judged("human:ben", ben));
            if (i == 0)
            {
                judgments.Add(Judged("openai:tiny pairwise", [0, 1]));
            }

            Judgment Judged(string judge, int[] given) => new(prompt.Id, [two[0].Id, two[1].Id], given, [[], []], judge, new Dictionary<string, string> { [section] = hashes[section] });
        }

        judgments.Add(judgments[1] with { ResponseIds = [judgments[1].ResponseIds[1], judgments[1].ResponseIds[0]], Outcome = Outcome.Refused, Ranks = [] });
        await workspace.AddPromptsAsync(prompts, TestContext.Current.CancellationToken);
        await workspace.AddResponsesAsync(responses, TestContext.Current.CancellationToken);
        await workspace.AddJudgmentsAsync(judgments, TestContext.Current.CancellationToken);
        return folder;
    }
}
