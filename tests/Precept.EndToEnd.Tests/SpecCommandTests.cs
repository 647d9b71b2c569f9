namespace Precept.EndToEnd.Tests;

public sealed class SpecCommandTests
{
    private const string Spec =
        """
        # Be kind {#be_kind authority=user}

        Kindness costs nothing. See [the other](#be_brief).

        **Example**: a greeting

        ~~~xml
        <user>
        Hello
        </user>
        <comparison>
        <assistant> <!-- GOOD -->
        Hello! How can I help?
        </assistant>
        <assistant> <!-- BAD: rude -->
        What now.
        </assistant>
        </comparison>
        ~~~

        # Be brief {#be_brief authority=guideline}

        One sentence is enough.

        **Example**: a question

        ~~~xml
        <user>
        Is water wet?
        </user>
        <comparison>
        <assistant> <!-- GOOD -->
        Yes.
        </assistant>
        <assistant> <!-- BAD: long -->
        Well. Let me think. It is.
        </assistant>
        </comparison>
        ~~~

        """;

    [Fact]
    public async Task Show_as_JSON_counts_what_is_in_the_spec()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        var json = (await CommandRun.OfAsync(folder.Path, "spec", "show", "small", "--json")).Succeeded().Json.AsObject();
        json["hash"]!.GetValue<string>().Length.ShouldBe(20);
        json.Remove("hash");
        json.ToJsonString().ShouldBe(
            """{"version":"small","sections":2,"authority":{"root":0,"system":0,"developer":0,"user":1,"guideline":1,"none":0},"examples":2,"comparisons":2,"verdicts":{"GOOD":2,"OK":0,"BAD":2},"crossReferences":1,"footnotes":0,"commentary":0,"evaluationPrompts":0}""");
    }

    [Fact]
    public async Task Show_lists_sections_with_their_authority_kind_and_examples()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "show", "small")).Succeeded();
        run.Out.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldContain("be_kind user default 1");
        run.Out.ShouldContain("2 sections, 2 examples, 2 comparisons");
    }
}
