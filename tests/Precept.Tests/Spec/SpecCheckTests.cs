using Precept.Spec;
using Precept.Spec.Linting;

namespace Precept.Tests.Spec;

public class SpecCheckTests
{
    private const string Example = "**Example**: x\n\n~~~xml\n<user>\nhi\n</user>\n~~~\n";

    [Fact]
    public void Run_clean_spec_finds_nothing() =>
        Run("# A {#a}\nsee [?](#b)\n## B {#b authority=user}\n" + Example).ShouldBeEmpty();

    [Fact]
    public void Run_reference_to_no_section_is_an_error() =>
        Run("# A {#a}\nsee [?](#b)").ShouldHaveSingleItem().ToString()
            .ShouldBe("my.md:2: error PS001: the reference names the section 'b', which is not there; correct the id");

    [Fact]
    public void Run_verdict_with_unknown_sections_is_two_errors() =>
        Run("# A {#a}\n**Example**: x\n\n~~~xml\n<comparison>\n<assistant> <!-- BAD[#b]: as [?](#c) says -->\nx\n</assistant>\n</comparison>\n~~~")
            .Select(f => (f.Code, f.Severity, f.Line))
            .ShouldBe([("PS001", FindingSeverity.Error, 6), ("PS002", FindingSeverity.Error, 6)]);

    [Fact]
    public void Run_section_with_authority_but_no_example_is_a_warning() =>
        Run("# A {#a}\n## B {#b authority=guideline}").Select(f => (f.Code, f.Severity, f.Line))
            .ShouldBe([("PS005", FindingSeverity.Warning, 2)]);

    [Fact]
    public void Run_footnotes_and_files_that_do_not_match_are_warnings()
    {
        var document = SpecReader.Parse("# A {#a}\none[^aaaa] two[^bbbb]", "my.md") with
        {
            EvaluationFiles = [new("aaaa", null, "a", [], "examples/aaaa.md"), new("cccc", null, null, [], "examples/cccc.md")],
        };

        SpecCheck.Run(document, "my.md").Select(f => (f.Code, f.File, f.Line))
            .ShouldBe([("PS003", "my.md", 2), ("PS004", "examples/cccc.md", 0)]);
    }

    [Fact]
    public void Run_spec_without_any_evaluation_file_leaves_its_footnotes_alone() =>
        Run("# A {#a}\none[^aaaa]").ShouldBeEmpty();

    private static IReadOnlyList<SpecFinding> Run(string text) => SpecCheck.Run(SpecReader.Parse(text, "my.md"), "my.md");
}
