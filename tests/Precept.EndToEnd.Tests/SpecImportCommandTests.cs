namespace Precept.EndToEnd.Tests;

public sealed class SpecImportCommandTests
{
    [Fact]
    public async Task Imported_constitution_and_prose_pass_the_check()
    {
        using var folder = new TestFolder();
        var json = (await CommandRun.OfAsync(folder.Path, "spec", "import", "specs/import/principles.json", "a", "--json")).Succeeded().Json.AsObject();
        json.Remove("hash");
        json.ToJsonString().ShouldBe("""{"out":"a","files":["spec.md","principles.yaml"],"sections":3,"principles":3,"conversations":1}""");
        (await CommandRun.OfAsync(folder.Path, "spec", "check", "a")).Succeeded().Out.ShouldContain("0 errors");

        var run = (await CommandRun.OfAsync(folder.Path, "spec", "import", "specs/import/house-rules.md", "b", "--authority", "user")).Succeeded();
        run.Out.ShouldContain("5 sections in");
        run.Out.Split('\n').ShouldAllBe(l => l.Length <= 80);
        (await CommandRun.OfAsync(folder.Path, "spec", "check", "b")).Succeeded().Out.ShouldContain("0 errors");
    }

    [Theory]
    [InlineData("absent.md", "out", "absent.md: the file does not exist")]
    [InlineData("specs/import/house-rules.md", "specs/starter", "there is a file already")]
    [InlineData("specs/starter/checks.yaml", "specs/import/house-rules.md", "there is a file already")]
    public async Task What_cannot_be_imported_is_bad_input(string from, string to, string message)
    {
        using var folder = new TestFolder();
        var run = await CommandRun.OfAsync(folder.Path, "spec", "import", from, to);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(message);
    }
}
