namespace Precept.EndToEnd.Tests;

public sealed class SpecCheckCommandTests
{
    private const string Spec = SpecCommandTests.Spec;

    [Fact]
    public async Task Check_of_a_sound_spec_finds_nothing()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        folder.Write("small/checks.yaml", "be_brief:\n  - id: one_sentence\n    max_sentences: 1\nbe_kind:\n  - id: hello\n    contains: hello\n");
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
        var finding = run.Json.AsArray().Single(f => f!["severity"]!.GetValue<string>() == "error")!;
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
        var findings = run.Json.AsArray().Where(f => f!["severity"]!.GetValue<string>() == "error").ToArray();
        findings.Select(f => f!["code"]!.GetValue<string>()).ShouldAllBe(c => c == "PS000");
        findings.Select(f => (Path.GetFileName(f!["file"]!.GetValue<string>()), f["line"]!.GetValue<int>())).ShouldBe([("checks.yaml", 3), ("a.md", 1)]);
    }

    [Fact]
    public async Task Check_of_a_spec_with_a_syntax_error_is_a_finding()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "# A {#same}\n\n# B {#same}\n");
        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--json");
        run.ExitCode.ShouldBe(1);
        var finding = run.Json.AsArray().Single()!;
        (finding["code"]!.GetValue<string>(), finding["line"]!.GetValue<int>()).ShouldBe(("PS006", 3));
    }

    [Fact]
    public async Task Check_of_the_starter_spec_finds_no_error() =>
        (await CommandRun.OfAsync(TestFolder.Repository, "spec", "check", "specs/starter")).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Check_as_text_shows_the_line_with_its_marks_the_notes_by_code_and_a_summary()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec.Replace("](#be_brief)", "](#be_short)", StringComparison.Ordinal).Replace("<!-- GOOD -->\nYes.", "<!-- OK -->\nYes.", StringComparison.Ordinal));

        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBeEmpty();
        run.Out.ReplaceLineEndings("\n").ShouldBe(
            """
            small/spec.md:3: error PS001: the reference names the section 'be_short', which
                is not there; correct the id
                3 | Kindness costs nothing. See [the other](#be_short).
                  |                                          ^^^^^^^^

            Good to know (--notes shows each):
              PS201     1  A verdict is OK

            small/spec.md: 1 error, 0 warnings, 1 note

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Check_as_text_with_notes_shows_them_in_full()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec.Replace("<!-- GOOD -->", "<!-- OK -->", StringComparison.Ordinal));

        var run = (await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--notes")).Succeeded();

        run.Out.ShouldContain("small/spec.md:12: info PS201: the verdict is OK");
        run.Out.ShouldNotContain("Good to know");
        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
    }

    [Fact]
    public async Task Check_as_text_cannot_be_steered_by_the_spec_and_aligns_wide_characters()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "# 甲 {#a}\n\n中文\u001b[31m [?](#b\u202Ec) [?](#b)\n");

        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small");

        run.Out.ShouldNotContain('\u001b');
        run.Out.ShouldNotContain('\u202e');
        var lines = run.Out.ReplaceLineEndings("\n").Split('\n');
        var source = Array.FindIndex(lines, l => l.StartsWith("    3 | ", StringComparison.Ordinal));
        var marked = lines[source].IndexOf("(#b)", StringComparison.Ordinal) + 2;
        lines[source + 1].IndexOf('^', StringComparison.Ordinal).ShouldBe(marked + 2); // the two Chinese characters take two columns each
    }

    [Fact]
    public async Task Check_with_severities_makes_a_warning_an_error_and_silences_another()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "# A {#a authority=user}\n\n!!! meta\n    The model must obey.\n");
        folder.Write("small/spec.yaml", "severity: { PS005: error }\n");

        (await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--severity", "PS018=off")).ExitCode.ShouldBe(1);
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--json", "--severity", "PS005=info", "--severity", "PS018=off")).Succeeded();
        run.Json.AsArray().Select(f => (f!["code"]!.GetValue<string>(), f["severity"]!.GetValue<string>())).ShouldBe([("PS005", "info")]);
    }

    [Theory]
    [InlineData("PS005")]
    [InlineData("PS005=loud")]
    [InlineData("PS999=off")]
    [InlineData("PS000=off")]
    public async Task Check_with_a_severity_that_is_none_is_bad_usage(string setting)
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);

        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--severity", setting);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"--severity {setting}");
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_as_sarif_is_one_log_with_paths_from_the_current_folder()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "# A {#a}\n\nsee [?](#b)\n");

        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", Path.Combine(folder.Path, "small"), "--format", "sarif");

        run.ExitCode.ShouldBe(1);
        var result = run.Json["runs"]![0]!["results"]!.AsArray().Single()!;
        var place = result["locations"]![0]!["physicalLocation"]!;
        place["artifactLocation"]!["uri"]!.GetValue<string>().ShouldBe("small/spec.md");
        place["region"]!.ToJsonString().ShouldBe("""{"startLine":3,"startColumn":10,"endColumn":11}""");
    }

    [Fact]
    public async Task Check_as_github_annotates_errors_and_warnings_and_notes_when_asked()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec.Replace("](#be_brief)", "](#be_short)", StringComparison.Ordinal).Replace("<!-- GOOD -->", "<!-- OK -->", StringComparison.Ordinal));

        var run = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--format", "github");
        var withNotes = await CommandRun.OfAsync(folder.Path, "spec", "check", "small", "--format", "github", "--notes");

        run.ExitCode.ShouldBe(1);
        run.Out.Trim().ShouldBe("::error file=small/spec.md,line=3,col=42,endColumn=50,title=PS001::the reference names the section 'be_short', which is not there; correct the id");
        withNotes.Out.Split('\n').Count(l => l.StartsWith("::notice file=small/spec.md,line=", StringComparison.Ordinal)).ShouldBe(2);
    }
}
