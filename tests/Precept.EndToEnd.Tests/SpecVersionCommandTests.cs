namespace Precept.EndToEnd.Tests;

public sealed class SpecVersionCommandTests
{
    [Fact]
    public async Task Versions_that_were_added_are_listed_with_their_hashes()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "# A {#a authority=user}\n\nOne.\n");
        folder.Write("small/spec.yaml", "version: 1.4.0\n");
        var added = (await CommandRun.OfAsync(folder.Path, "spec", "add", "small", "--json")).Succeeded().Json;
        added["files"]!.ToJsonString().ShouldBe("""["spec.md","spec.yaml"]""");
        ((bool)added["new"]!).ShouldBeTrue();
        (await CommandRun.OfAsync(folder.Path, "spec", "add", "small")).Succeeded().Out.ShouldContain("was there already");

        folder.Write("small/spec.md", "# A {#a authority=user}\n\nTwo.\n");
        folder.Write("small/spec.yaml", "version: 2.0.0\n");
        (await CommandRun.OfAsync(folder.Path, "spec", "add", "small")).Succeeded();
        var versions = (await CommandRun.OfAsync(folder.Path, "spec", "versions", "--json")).Succeeded().Json.AsArray();
        versions.Select(v => (string)v!["version"]!).ShouldBe(["1.4.0", "2.0.0"]);
        versions[0]!.AsObject().Select(p => p.Key).ShouldBe(["version", "hash", "judgedHash", "sourceHash", "savedAt", "path", "sections", "pinnedBy"]);
        ((string)versions[0]!["sourceHash"]!).ShouldBe((string)added["sourceHash"]!);
        versions[1]!["pinnedBy"]!.ToJsonString().ShouldBe("""{"judgments":0,"preferences":0,"datasets":[],"models":[],"scorecards":0}""");

        var shown = (await CommandRun.OfAsync(folder.Path, "spec", "versions")).Succeeded();
        shown.Out.ShouldContain("2 versions");
        shown.Out.Split('\n').ShouldAllBe(l => l.Length <= 80);
    }

    [Fact]
    public async Task Diff_compares_a_version_that_the_workspace_keeps_with_the_file_of_today()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", "# A {#a authority=user}\n\nOne.\n");
        folder.Write("small/spec.yaml", "version: 1.4.0\n");
        (await CommandRun.OfAsync(folder.Path, "spec", "add", "small")).Succeeded();
        folder.Write("small/spec.md", "# A {#a authority=root}\n\nOne.\n");

        var changes = (await CommandRun.OfAsync(folder.Path, "spec", "diff", "workspace:1.4.0", "small", "--json")).Succeeded().Json.AsArray();
        changes.Select(c => ((string)c!["kind"]!, (string)c["section"]!, (string)c["from"]!, (string)c["to"]!)).ShouldContain(("authority-raised", "a", "user", "root"));

        var unknown = await CommandRun.OfAsync(folder.Path, "spec", "diff", "workspace:9.9.9", "small");
        unknown.ExitCode.ShouldBe(2);
        unknown.Error.ShouldContain("precept spec versions");
    }

    [Fact]
    public async Task Listing_makes_no_workspace()
    {
        using var folder = new TestFolder();
        (await CommandRun.OfAsync(folder.Path, "spec", "versions")).ExitCode.ShouldBe(2);
        Directory.Exists(folder.File(".precept")).ShouldBeFalse();
    }
}
