namespace Precept.EndToEnd.Tests;

public sealed class SpecSiteCommandTests
{
    private const string Spec = "# Be kind {#be_kind authority=user}\n\nKindness costs nothing.\n\n# Be brief {#be_brief}\n\nOne sentence is enough.\n";

    [Fact]
    public async Task Site_is_written_with_all_its_files_and_counted()
    {
        using var folder = Folder();
        var json = (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small", "--json")).Succeeded().Json.AsObject();
        json.Select(p => p.Key).ShouldBe(["index", "files", "bytes", "removed"]);
        json["index"]!.GetValue<string>().ShouldBe(folder.File("out/index.html"));
        // .nojekyll, index, all, two sections, four assets; the marker is not the site's.
        json["files"]!.GetValue<int>().ShouldBe(9);
        Files(folder).Count.ShouldBe(10);
        File.Exists(folder.File("out/sections/be_kind.html")).ShouldBeTrue();
    }

    [Fact]
    public async Task Same_spec_gives_the_same_bytes()
    {
        using var folder = Folder();
        (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small")).Succeeded();
        var first = Files(folder);
        (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small")).Succeeded();
        Files(folder).ShouldBe(first);
    }

    [Fact]
    public async Task Page_of_a_section_that_is_gone_is_removed_and_other_files_stay()
    {
        using var folder = Folder();
        (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small")).Succeeded();
        folder.Write("out/CNAME", "spec.example.org");
        folder.Write("small/spec.md", Spec.Split("# Be brief")[0]);
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small", "--json")).Succeeded();
        // The section's page, and the old search index.
        run.Json["removed"]!.GetValue<int>().ShouldBe(2);
        File.Exists(folder.File("out/sections/be_brief.html")).ShouldBeFalse();
        File.Exists(folder.File("out/CNAME")).ShouldBeTrue();
    }

    [Fact]
    public async Task Folder_of_somebody_else_is_left_alone_unless_forced()
    {
        using var folder = Folder();
        folder.Write("out/thesis.txt", "mine");
        var refused = await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("--force");
        Files(folder).Count.ShouldBe(1);
        (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small", "--force")).Succeeded();
        File.ReadAllText(folder.File("out/thesis.txt")).ShouldBe("mine");
        File.Exists(folder.File("out/index.html")).ShouldBeTrue();
    }

    [Fact]
    public async Task Marker_that_names_files_elsewhere_removes_none_of_them()
    {
        using var folder = Folder();
        var outside = folder.File("precious.txt");
        folder.Write("precious.txt", "mine");
        folder.Write("out/.precept-site", $"../precious.txt\n{outside}\nsections/../../precious.txt\nindex.html\n");
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small", "--json")).Succeeded();
        run.Json["removed"]!.GetValue<int>().ShouldBe(0);
        File.Exists(outside).ShouldBeTrue();
    }

    [Fact]
    public async Task Marker_removes_nothing_that_has_no_name_of_a_site()
    {
        using var folder = Folder();
        string[] foreign = ["notes.txt", "sections/notes.txt", "sections/.hidden.html", "sections/deep/page.html", "assets/site.js", "assets/own.0123456789.js"];
        foreach (var path in foreign)
        {
            folder.Write("out/" + path, "mine");
        }

        folder.Write("out/sections/gone.html", "ours");
        folder.Write("out/.precept-site", string.Join('\n', [.. foreign, "sections/gone.html"]));
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small", "--json")).Succeeded();
        run.Json["removed"]!.GetValue<int>().ShouldBe(1);
        foreign.ShouldAllBe(path => File.ReadAllText(folder.File("out/" + path)) == "mine");
        File.Exists(folder.File("out/sections/gone.html")).ShouldBeFalse();
    }

    [Fact]
    public async Task Page_of_an_id_whose_capitals_change_is_there_under_its_new_name_only()
    {
        using var folder = Folder();
        (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small")).Succeeded();
        folder.Write("small/spec.md", Spec.Replace("#be_kind", "#Be_Kind", StringComparison.Ordinal));
        (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small")).Succeeded();
        Directory.GetFiles(folder.File("out/sections")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["Be_Kind.html", "be_brief.html"]);
    }

    [Fact]
    public async Task Link_in_the_folder_is_not_written_or_removed_through()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a right of their own on Windows.");
        }

        using var folder = Folder();
        folder.Write("elsewhere/old.html", "mine");
        folder.Write("out/.precept-site", "sections/old.html\n");
        Directory.CreateSymbolicLink(folder.File("out/sections"), folder.File("elsewhere"));
        var refused = await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small", "--force");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("link");
        Directory.GetFiles(folder.File("elsewhere")).ShouldBe([folder.File("elsewhere/old.html")]);
        File.ReadAllText(folder.File("elsewhere/old.html")).ShouldBe("mine");
    }

    [Fact]
    public async Task Earlier_versions_give_a_page_each_pair()
    {
        using var folder = Folder();
        folder.Write("v1/spec.md", Spec);
        folder.Write("v2/spec.md", Spec.Replace("nothing", "little", StringComparison.Ordinal));
        folder.Write("small/spec.md", Spec.Replace("nothing", "much", StringComparison.Ordinal));
        (await CommandRun.OfAsync(folder.Path, "spec", "site", "out", "--spec", "small", "--against", "v1", "--against", "v2")).Succeeded();
        Files(folder).Keys.Where(p => p.StartsWith("changes/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(["changes/index.html", "changes/v1-to-small.html", "changes/v1-to-v2.html", "changes/v2-to-small.html"]);
        File.ReadAllText(folder.File("out/sections/be_kind.html")).ShouldContain("changes/v2-to-small.html#diff-s-be_kind");
        File.ReadAllText(folder.File("out/sections/be_brief.html")).ShouldNotContain("changes/v2-to-small.html#");
    }

    private static TestFolder Folder()
    {
        var folder = new TestFolder();
        folder.Write("small/spec.md", Spec);
        return folder;
    }

    private static SortedDictionary<string, string> Files(TestFolder folder)
    {
        var root = folder.File("out");
        return new(
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllText),
            StringComparer.Ordinal);
    }
}
