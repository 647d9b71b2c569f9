namespace Precept.EndToEnd.Tests;

public sealed class SpecCommandTests
{
    internal const string Spec =
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

    [Fact]
    public async Task Write_of_a_folder_gives_the_same_bytes_under_the_same_paths()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "\uFEFF" + Spec.Replace("\n", "\r\n", StringComparison.Ordinal));
        folder.Write("small/examples/ab12.md", "Examples for [^ab12] in Be kind:\n\n**Example**: x\n\n~~~xml\n<user>\nhi\n</user>\n~~~");
        folder.Write("small/notes.txt", "no part of the spec");

        var json = (await CommandRun.OfAsync(folder.Path, "spec", "write", "small", "out", "--json")).Succeeded().Json;

        json["files"]!.GetValue<int>().ShouldBe(2);
        json["different"]!.AsArray().ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(folder.Path, "out"), "*", SearchOption.AllDirectories).Length.ShouldBe(2);
        foreach (var file in (string[])["spec.md", Path.Combine("examples", "ab12.md")])
        {
            File.ReadAllBytes(Path.Combine(folder.Path, "out", file)).ShouldBe(File.ReadAllBytes(Path.Combine(folder.Path, "small", file)));
        }
    }

    [Fact]
    public async Task Write_of_one_file_keeps_what_does_not_read_and_says_so()
    {
        using var folder = new TestFolder();
        folder.Write("wrong.md", "# A {#a}\n\n**Example**: x\n\n~~~xml\n<user>\nhi\n~~~\n");

        var run = (await CommandRun.OfAsync(folder.Path, "spec", "write", "wrong.md", "copy.md")).Succeeded();

        run.Error.ShouldContain("1 place does not read");
        File.ReadAllBytes(Path.Combine(folder.Path, "copy.md")).ShouldBe(File.ReadAllBytes(Path.Combine(folder.Path, "wrong.md")));
    }
}
