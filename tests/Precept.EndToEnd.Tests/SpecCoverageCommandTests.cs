namespace Precept.EndToEnd.Tests;

public sealed class SpecCoverageCommandTests
{
    private const string Spec =
        """
        # Style {#style}

        ## Be kind {#be_kind authority=user}

        Kindness costs nothing.

        **Example**: a greeting

        ~~~xml
        <user>
        Hello
        </user>
        <comparison>
        <assistant> <!-- GOOD -->
        Hello!
        </assistant>
        <assistant> <!-- BAD -->
        What now.
        </assistant>
        </comparison>
        ~~~

        ## Be brief {#be_brief authority=guideline}

        One sentence is enough.

        """;

    [Fact]
    public async Task Coverage_without_a_workspace_shows_what_the_spec_has()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);

        var run = (await CommandRun.OfAsync(folder.Path, "spec", "coverage", "--spec", "small")).Succeeded();

        run.Error.ShouldBeEmpty();
        run.Out.ReplaceLineEndings("\n").Split('\n').Skip(1).ShouldBe(
            """

            section   ex  cmp  eval  chk
            be_brief   0    0     0    –
            be_kind    1    1     0    –

            without authority: explain, and bind nobody
            style      0    0     0    –

            ex: examples, cmp: comparisons in them, eval: evaluation prompts, chk: checks
            No workspace (--workspace DIR): judgments and preferences are not counted.

            """.ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task Coverage_with_a_workspace_counts_preferences_in_80_columns_and_JSON()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec.Replace("be_kind", "be_kind_" + new string('x', 60), StringComparison.Ordinal));
        (await CommandRun.OfAsync(folder.Path, "data", "build", "--from", "spec", "--spec", "small")).Succeeded();

        var run = (await CommandRun.OfAsync(folder.Path, "spec", "coverage", "--spec", "small")).Succeeded();
        var json = (await CommandRun.OfAsync(folder.Path, "spec", "coverage", "--spec", "small", "--json")).Succeeded().Json;

        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
        json.AsObject().Select(p => p.Key).ShouldBe(["spec", "hash", "workspace", "sections"]);
        var kind = json["sections"]!.AsArray()[1]!.AsObject();
        kind.Select(p => p.Key).ShouldBe(
            ["id", "title", "authority", "gaps", "examples", "comparisons", "evaluationPrompts", "checks", "judgments", "preferences", "scorecard"]);
        kind["preferences"]!.GetValue<int>().ShouldBe(1);
        kind["judgments"]!.ToJsonString().ShouldBe("""{"human":0,"model":0,"checks":0}""");
        kind["scorecard"].ShouldBeNull();
    }
}
