namespace Precept.EndToEnd.Tests;

public sealed class JudgeTestCommandTests
{
    private const string Spec =
        """
        # Style {#style}

        ## Be brief {#be_brief authority=user}

        One sentence is enough.

        **Example**: an hour

        ~~~xml
        <user>
        What time is it in Oslo when it is noon in London?
        </user>
        <comparison>
        <assistant> <!-- GOOD -->
        One o'clock.
        </assistant>
        <assistant> <!-- OK -->
        It is one o'clock there.
        </assistant>
        <assistant> <!-- BAD -->
        It is one o'clock there. Oslo is a fine town. [...]
        </assistant>
        </comparison>
        ~~~

        """;

    private const string Checks =
        """
        be_brief:
          - id: one_sentence
            max_sentences: 1
        """;

    [Fact]
    public async Task Test_of_the_checks_gives_the_figures_that_others_rely_on()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", Checks);
        var json = (await CommandRun.OfAsync(folder.Path, "judge", "test", "--spec", "small", "--json")).Succeeded().Json;

        // good over ok ties; good over bad and ok over bad are right: 2 of 3.
        json["n"]!.GetValue<int>().ShouldBe(3);
        json["accuracy"]!["rate"]!.GetValue<double>().ShouldBe(0.666667);
        json["accuracy"]!["low"]!.GetValue<double>().ShouldBeLessThan(0.666667);
        json["accuracy"]!["high"]!.GetValue<double>().ShouldBeGreaterThan(0.666667);
        json["positionBias"].ShouldBeNull();
        // All better replies are the shorter ones: there is nothing to compare with.
        json["lengthBias"].ShouldBeNull();
        json["length"]!["betterShorter"]!["n"]!.GetValue<int>().ShouldBe(3);
        json["baselines"]!["longest"]!.GetValue<double>().ShouldBe(0);
        json["baselines"]!["first"]!.GetValue<double>().ShouldBeInRange(0, 1);
        json["againstBaselines"]!["longest"]!["judgeMinus"]!["onlyFirst"]!.GetValue<int>().ShouldBe(2);
        json["confusion"]!["grades"]!["BAD"]!["BAD"]!.GetValue<int>().ShouldBe(1);
        json["sections"]!.AsArray().Select(s => s!["id"]!.GetValue<string>()).ShouldBe(["be_brief"]);
        json["elided"]!["n"]!.GetValue<int>().ShouldBe(2);
        Directory.Exists(folder.File(".precept")).ShouldBeFalse();
    }

    [Fact]
    public async Task Test_writes_a_page_and_a_table_and_fits_80_columns()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", Checks);
        var run = (await CommandRun.OfAsync(folder.Path, "judge", "test", "--spec", "small", "--with-examples", "--html", "--latex", "table.tex")).Succeeded();

        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
        run.Out.ShouldContain("checks, examples in view");
        File.ReadAllText(folder.File("judge-test.html")).ShouldStartWith("<!DOCTYPE html>");
        File.ReadAllText(folder.File("table.tex")).ShouldContain("\\toprule");
    }

    [Fact]
    public async Task Test_of_a_spec_without_graded_replies_says_what_to_do()
    {
        using var folder = new TestFolder();
        folder.Write("bare/spec.md", "# Style {#style}\n\nBe kind.\n");
        var run = await CommandRun.OfAsync(folder.Path, "judge", "test", "--spec", "bare");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("no graded replies");
    }
}
