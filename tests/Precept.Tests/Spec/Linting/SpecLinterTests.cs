using Precept.Spec;
using Precept.Spec.Linting;

namespace Precept.Tests.Spec.Linting;

public sealed class SpecLinterTests : IDisposable
{
    private const string Clean =
        "# A {#a}\nsee [?](#b)\n## B {#b authority=user}\n**Example**: x\n\n~~~xml\n<user>\nhi\n</user>\n<comparison>\n"
        + "<assistant> <!-- GOOD -->\nHello.\n</assistant>\n<assistant> <!-- BAD -->\nNo.\n</assistant>\n</comparison>\n~~~\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("precept-linter").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_of_a_clean_spec_finds_nothing() => Linted.Of(Clean).ShouldBeEmpty();

    [Fact]
    public void Run_of_a_reference_to_no_section_names_it_and_its_place()
    {
        const string Text = "# A {#a}\nsee [?](#b)";
        var finding = Linted.Of(Text).ShouldHaveSingleItem();

        finding.ToString().ShouldBe("my.md:2: error PS001: the reference names the section 'b', which is not there; correct the id");
        Linted.Marked(finding, Text).ShouldBe("b");
    }

    [Fact]
    public void Run_of_a_verdict_with_unknown_sections_gives_two_errors() =>
        Linted.Of("# A {#a}\n**Example**: x\n\n~~~xml\n<user>\nx\n</user>\n<comparison>\n<assistant> <!-- BAD[#b]: as [?](#c) says -->\nx\n</assistant>\n</comparison>\n~~~")
            .Where(f => f.Severity == FindingSeverity.Error).Select(f => (f.Code, f.Line)).ShouldBe([("PS001", 9), ("PS002", 9)]);

    [Fact]
    public void Run_of_several_syntax_errors_finds_them_all_and_the_rest_too() =>
        Linted.Of("# A {#a}\n# B {#a}\n# C {#c authority=boss}\n# D {#d x}\n**Example**: open\n\n~~~xml\n<user>\n~~~\n\nsee [?](#nowhere)")
            .Where(f => f.Severity == FindingSeverity.Error).Select(f => (f.Code, f.Line))
            .ShouldBe([("PS006", 2), ("PS007", 3), ("PS008", 4), ("PS009", 8), ("PS001", 11)]);

    [Fact]
    public void Run_of_a_verdict_that_is_none_says_what_one_is()
    {
        var finding = Linted.Of(Clean.Replace("<!-- BAD -->", "<!-- AWFUL -->", StringComparison.Ordinal), "PS010").ShouldHaveSingleItem();

        finding.Line.ShouldBe(14);
        finding.Message.ShouldContain("write GOOD, OK or BAD");
    }

    [Fact]
    public void Run_in_a_folder_gives_the_severities_of_spec_yaml_and_the_given_ones_before_them()
    {
        Write("spec.md", "# A {#a authority=user}\nsee [?](#b)\n");
        Write("spec.yaml", "severity:\n  PS005: off\n  PS001: warning\n");

        SpecLinter.Run(_folder).Select(f => (f.Code, f.Severity)).ShouldBe([("PS001", FindingSeverity.Warning)]);
        SpecLinter.Run(_folder, new Dictionary<string, FindingSeverity?> { ["PS005"] = FindingSeverity.Error, ["PS001"] = null })
            .Select(f => (f.Code, f.Severity)).ShouldBe([("PS005", FindingSeverity.Error)]);
    }

    [Fact]
    public void Run_with_settings_and_checks_that_cannot_be_read_says_so_at_their_lines_and_goes_on()
    {
        Write("spec.md", "# A {#a}\nsee [?](#b)\n");
        Write("spec.yaml", "severity:\n  PS005: loud\n");
        Write("checks.yaml", "\na:\n  - max_words: 3\n");

        SpecLinter.Run(_folder).Select(f => (f.Code, Path.GetFileName(f.File), f.Line))
            .ShouldBe([("PS001", "spec.md", 2), ("PS000", "checks.yaml", 3), ("PS000", "spec.yaml", 2)]);
    }

    [Fact]
    public void Run_of_checks_for_a_section_that_is_not_there_is_an_error_at_the_check()
    {
        Write("spec.md", "# A {#a}\n");
        Write("checks.yaml", "\nb:\n  - id: short\n    max_words: 3\n");

        SpecLinter.Run(_folder).Select(f => (f.Code, Path.GetFileName(f.File), f.Line)).ShouldBe([("PS000", "checks.yaml", 3)]);
    }

    [Fact]
    public void Run_of_a_file_that_is_no_text_is_one_finding()
    {
        File.WriteAllBytes(Path.Combine(_folder, "spec.md"), [0x23, 0x20, 0xFF, 0xFE]);

        SpecLinter.Run(_folder).ShouldHaveSingleItem().Code.ShouldBe("PS000");
    }

    [Fact]
    public void Run_where_there_is_no_spec_throws() => Should.Throw<InputException>(() => SpecLinter.Run(_folder)).Message.ShouldContain("has no spec");

    [Fact]
    public void Run_orders_by_file_then_line_then_code()
    {
        Write("spec.md", "# A {#a authority=user}\n\t[?](#b)[^ab12]\n");
        Write("examples/cd34.md", "Examples for [^cd34] in A:\n");
        Write("examples/zz99.md", "");

        SpecLinter.Run(_folder).Select(f => (Path.GetFileName(f.File), f.Line, f.Code)).ShouldBe(
        [
            ("spec.md", 1, "PS005"), ("spec.md", 2, "PS001"), ("spec.md", 2, "PS003"), ("spec.md", 2, "PS217"),
            ("cd34.md", 0, "PS004"), ("zz99.md", 0, "PS004"),
        ]);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }
}
