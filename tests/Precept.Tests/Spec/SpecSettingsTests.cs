using Precept.Spec;
using Precept.Spec.Linting;

namespace Precept.Tests.Spec;

public sealed class SpecSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-settings").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Parse_of_all_keys_reads_them()
    {
        var settings = SpecSettings.Parse(
            "version: 1.4.0\ntitle: How the shop's assistant behaves\nseverity:\n  PS005: error\n  PS018: off\n  PS003: info\n", "spec.yaml");

        settings.Version.ShouldBe("1.4.0");
        settings.Title.ShouldBe("How the shop's assistant behaves");
        settings.Severity.ShouldBe(
            new Dictionary<string, FindingSeverity?> { ["PS005"] = FindingSeverity.Error, ["PS018"] = null, ["PS003"] = FindingSeverity.Info }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing said\n")]
    public void Parse_of_nothing_sets_nothing(string text) => SpecSettings.Parse(text, "spec.yaml").ShouldBe(SpecSettings.None);

    [Theory]
    [InlineData("version: 1\nauthor: me\n", 2, "'author' is not a setting")]
    [InlineData("severity:\n  PS005: fatal\n", 2, "'fatal' is not a severity")]
    [InlineData("severity:\n  PS005: error\n  orphans: off\n", 3, "'orphans' is not the code of a rule")]
    [InlineData("severity:\n  PS999: off\n", 2, "'PS999' is not the code of a rule")]
    [InlineData("severity:\n  PS000: off\n", 2, "'PS000' is not the code of a rule")]
    [InlineData("severity: off\n", 1, "expected a mapping")]
    [InlineData("\nversion: [1, 4]\n", 2, "expected a text")]
    [InlineData("title: \"two\\nlines\"\n", 1, "expected one line")]
    [InlineData("version: \" \"\n", 1, "expected one line")]
    [InlineData("- version\n", 1, "expected a mapping")]
    public void Parse_of_something_else_is_an_error_with_its_line(string text, int line, string message)
    {
        var error = Should.Throw<InputException>(() => SpecSettings.Parse(text, "spec.yaml"));

        error.Line.ShouldBe(line);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void Beside_reads_the_file_next_to_the_Markdown()
    {
        var markdown = Path.Combine(_folder, "spec.md");
        SpecSettings.Beside(markdown).ShouldBe(SpecSettings.None);

        File.WriteAllText(Path.Combine(_folder, "spec.yaml"), "version: 2\n");
        SpecSettings.Beside(markdown).Version.ShouldBe("2");
    }
}
