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

    [Fact]
    public async Task Check_of_a_sound_spec_finds_nothing()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", "be_brief:\n  - id: one_sentence\n    max_sentences: 1\n");
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--json")).Succeeded();
        run.Out.Trim().ShouldBe("[]");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_of_a_reference_to_nowhere_is_an_error_with_its_place()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec.Replace("](#be_brief)", "](#be_short)", StringComparison.Ordinal));
        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--json");
        run.ExitCode.ShouldBe(1);
        var finding = run.Json.AsArray().Single()!.AsObject();
        finding.Select(p => p.Key).ShouldBe(["code", "severity", "file", "line", "message"]);
        finding["code"]!.GetValue<string>().ShouldBe("PS001");
        finding["severity"]!.GetValue<string>().ShouldBe("error");
        finding["file"]!.GetValue<string>().ShouldBe(Path.Combine("small", "spec.md"));
        finding["line"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Check_of_a_check_that_fails_a_good_reply_is_an_error_at_the_reply()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", "be_kind:\n  - id: never_asks\n    question: false\nbe_brief:\n  - id: only_with_a_slot\n    when: { slot: x }\n    contains: never\n");
        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--json");
        run.ExitCode.ShouldBe(1);
        var finding = run.Json.AsArray().Single()!;
        finding["code"]!.GetValue<string>().ShouldBe("PS101");
        finding["line"]!.GetValue<int>().ShouldBe(12);
        finding["message"]!.GetValue<string>().ShouldContain("never_asks");
    }

    [Fact]
    public async Task Check_of_checks_and_scenarios_for_sections_that_are_not_there_names_both()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", "\nbe_loud:\n  - id: loud\n    uppercase: true\n");
        folder.Write(
            "small/scenarios/a.md",
            "## A family {#fam sections=be_quiet}\n\n**Example**: one\n\n~~~xml\n<user>\nHi\n</user>\n<comparison>\n<assistant> <!-- GOOD -->\nHi.\n</assistant>\n<assistant> <!-- BAD -->\nNo.\n</assistant>\n</comparison>\n~~~\n");
        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--json");
        run.ExitCode.ShouldBe(1);
        var findings = run.Json.AsArray();
        findings.Select(f => f!["code"]!.GetValue<string>()).ShouldAllBe(c => c == "PS000");
        findings.Select(f => (Path.GetFileName(f!["file"]!.GetValue<string>()), f["line"]!.GetValue<int>())).ShouldBe([("checks.yaml", 3), ("a.md", 1)]);
    }

    [Fact]
    public async Task Check_of_a_spec_that_cannot_be_read_is_a_finding()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "# A {#same}\n\n# B {#same}\n");
        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--json");
        run.ExitCode.ShouldBe(1);
        run.Json.AsArray().Single()!["line"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Check_of_the_starter_spec_finds_no_error() =>
        (await CommandRun.OfAsync(TestFolder.Repository, "spec", "check", "specs/starter")).ExitCode.ShouldBe(0);

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
