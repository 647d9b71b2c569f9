using System.Globalization;
using System.Text.RegularExpressions;
using Precept.Spec.Linting;

namespace Precept.Tests.Spec.Linting;

/// <summary>docs/formats/spec-findings.md: each code's example gives the finding, and the same mended does not.</summary>
public sealed partial class DocumentedFindingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-findings").FullName;

    public static TheoryData<string> Codes => [.. SpecRules.All.Select(r => r.Code)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Example_of_a_code_gives_it_and_the_mended_one_does_not(string code)
    {
        var halves = RuleDocumentation.Of(code).Split("\nMended:\n");
        halves.Length.ShouldBe(2);

        Write(halves[0]).ShouldBeGreaterThan(0);
        SpecLinter.Run(_folder).Select(f => f.Code).ShouldContain(code);

        Write(halves[1]).ShouldBeGreaterThan(0);
        SpecLinter.Run(_folder).Select(f => f.Code).ShouldNotContain(code);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Mended_example_reads_without_an_error(string code)
    {
        foreach (var half in RuleDocumentation.Of(code).Split("\nMended:\n"))
        {
            Write(half);
        }

        SpecLinter.Run(_folder).Where(f => f.Severity == FindingSeverity.Error).ShouldBeEmpty();
    }

    [Fact]
    public void Page_lists_every_code_with_its_severity_and_title()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs/formats/spec-findings.md"));

        TableRow().Matches(page).Select(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value))
            .ShouldBe(SpecRules.All.Select(r => (r.Code, r.Severity.Name(), r.Title)));
        Part().Matches(page).Select(m => (m.Groups[1].Value, m.Groups[3].Value, m.Groups[2].Value))
            .ShouldBe(SpecRules.All.Select(r => (r.Code, r.Severity.Name(), r.Title)));
    }

    [Fact]
    public void Registry_is_in_the_order_of_codes_and_names_each_once()
    {
        SpecRules.All.Select(r => r.Code).ShouldBe(SpecRules.All.Select(r => r.Code).Distinct().Order(StringComparer.Ordinal));
        SpecRules.All.Select(r => r.Name).ShouldBeUnique();
        SpecRules.All.ShouldAllBe(r => SpecRules.Find(r.Code) == r);
        RuleDocumentation.Of("PS999").ShouldBe("");
    }

    private int Write(string markdown)
    {
        var blocks = Block().Matches(markdown);
        foreach (Match block in blocks)
        {
            var path = Path.Combine(_folder, block.Groups[1].Success ? block.Groups[1].Value : "spec.md");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Character().Replace(block.Groups[2].Value, m => char.ConvertFromUtf32(int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
        }

        return blocks.Count;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Precept.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Precept.slnx is in no folder above the tests");
        }

        return folder;
    }

    [GeneratedRegex("(?:<!-- file: (\\S+) -->\n)?````\\w+\n(.*?)\n````", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("⟨U\\+([0-9A-F]+)⟩")]
    private static partial Regex Character();

    [GeneratedRegex(@"^\| \[(PS\d{3})\]\(#\S+\) \| (\w+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"^## (PS\d{3}) (.+)\n\n\*(\w+)\*: ", RegexOptions.Multiline)]
    private static partial Regex Part();
}
