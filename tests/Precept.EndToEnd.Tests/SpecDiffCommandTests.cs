using System.Diagnostics;
using System.Text.Json.Nodes;
using Precept.Cli.Commands;
using Precept.Judging;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.EndToEnd.Tests;

/// <summary><c>precept spec diff</c>, over folders and over the revisions of a repository of its own.</summary>
public sealed class SpecDiffCommandTests
{
    private const string First =
        """
        # Be kind {#be_kind authority=root}

        The assistant must greet whoever greets it. [^k3pt]

        # Be brief {#be_brief authority=user}

        One sentence is enough.

        """;

    private static readonly string Second = First.Replace("must greet", "should greet", StringComparison.Ordinal);

    private static readonly (string, string?, string?, string?)[] Expected =
    [
        ("body-edited", "be_kind", "The assistant must greet whoever greets it. [^k3pt]", "The assistant should greet whoever greets it. [^k3pt]"),
        ("obligation-weakened", "be_kind", "The assistant must greet whoever greets it.", "The assistant should greet whoever greets it."),
    ];

    [Fact]
    public async Task Diff_as_JSON_is_an_array_of_changes_with_five_keys()
    {
        using var folder = Versions();
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two", "--json")).Succeeded();
        run.Error.ShouldBeEmpty();
        run.Json.AsArray().ShouldAllBe(c => c!.AsObject().Select(p => p.Key).SequenceEqual(new[] { "kind", "section", "from", "to", "detail" }));
        Changes(run).ShouldBe(Expected);
        run.Json[0]!["detail"]!.GetValue<string>().ShouldBe("1 sentence reworded");
        run.Json[1]!["detail"].ShouldBeNull();
    }

    [Fact]
    public async Task Diff_for_people_ends_with_the_step_and_keeps_to_80_columns()
    {
        using var folder = Versions();
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two")).Succeeded();
        run.Out.ShouldContain("one -> two");
        run.Out.ShouldContain("! obligation weakened");
        run.Out.ShouldContain("- The assistant must greet whoever greets it.");
        run.Out.ShouldContain("+ The assistant should greet whoever greets it.");
        run.Out.ShouldContain("version step: major");
        run.Out.ShouldNotContain("\e[");
        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
    }

    [Fact]
    public async Task Diff_of_the_same_version_says_so()
    {
        using var folder = Versions();
        (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "one", "--exit-code")).Succeeded().Out.ShouldContain("no changes");
        (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "one", "--json")).Succeeded().Out.Trim().ShouldBe("[]");
    }

    [Fact]
    public async Task Diff_with_exit_code_fails_where_there_are_changes()
    {
        using var folder = Versions();
        var run = await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two", "--exit-code", "--json");
        run.ExitCode.ShouldBe(1);
        run.Json.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Diff_writes_a_page_beside_the_output()
    {
        using var folder = Versions();
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two", "--html", "out/diff.html", "--json")).Succeeded();
        run.Json.AsArray().Count.ShouldBe(2);
        File.ReadAllText(folder.File("out/diff.html")).ShouldContain("<title>What changed from one to two</title>");
    }

    [Fact]
    public async Task Diff_says_what_of_the_workspace_goes_stale_and_what_is_untouched()
    {
        using var folder = Versions();
        var sections = CurrentSections.Of(SpecReader.Read(folder.File("one")), Precept.Spec.Checks.CheckSet.Empty);
        using (var workspace = WorkspaceFolder.Open(folder.File("made")))
        {
            await workspace.AddJudgmentsAsync([Judgment("p1", "be_kind"), Judgment("p2", "be_brief"), Judgment("p3", "be_brief")], TestContext.Current.CancellationToken);
            Judgment Judgment(string prompt, string section) => new(prompt, ["r1", "r2"], [0, 1], [[], []], "checks", new Dictionary<string, string> { [section] = sections[section] });
        }

        var run = (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two", "--workspace", "made")).Succeeded();
        var lines = run.Out.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.ShouldContain("judgments 3 1 2 0 0"); // total, go stale, untouched, stale already, redone
        lines.ShouldContain("be_kind 1");
        lines.ShouldContain("untouched: 1 judged section");
    }

    [Fact]
    public async Task Diff_with_a_workspace_that_is_not_there_is_refused_and_without_one_is_not()
    {
        using var folder = Versions();
        (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two", "--workspace", "nowhere")).ExitCode.ShouldBe(2);
        (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two")).Succeeded().Out.ShouldNotContain("Consequences");
        Directory.Exists(folder.File(".precept")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("HEAD~1", "specs/small")]
    [InlineData("HEAD~1", "specs/small/spec.md")]
    [InlineData("HEAD~1:specs/small", "specs/small")]
    [InlineData("HEAD~1:./specs/small/", "HEAD:specs/small/spec.md")]
    [InlineData("HEAD~1", "HEAD:specs/small")]
    [InlineData("first:specs/small", "HEAD:specs/small")]
    public async Task Diff_reads_revisions_of_a_repository(string a, string b)
    {
        using var folder = await RepositoryAsync();
        Changes((await CommandRun.OfAsync(folder.Path, "spec", "diff", a, b, "--json")).Succeeded()).ShouldBe(Expected);
    }

    [Fact]
    public async Task Diff_the_other_way_round_is_strengthened()
    {
        using var folder = await RepositoryAsync();
        Changes((await CommandRun.OfAsync(folder.Path, "spec", "diff", "specs/small", "HEAD~1", "--json")).Succeeded())[1].Item1.ShouldBe("obligation-strengthened");
    }

    [Fact]
    public async Task Diff_reads_paths_beside_the_current_folder_and_a_repository_elsewhere()
    {
        using var folder = await RepositoryAsync();
        Changes((await CommandRun.OfAsync(folder.File("specs"), "spec", "diff", "HEAD~1:./small", "small", "--json")).Succeeded()).ShouldBe(Expected);
        using var elsewhere = new TestFolder();
        Changes((await CommandRun.OfAsync(elsewhere.Path, "spec", "diff", "HEAD~1", folder.File("specs/small"), "--json")).Succeeded()).ShouldBe(Expected);
    }

    [Fact]
    public async Task Diff_reads_checks_and_evaluation_prompts_of_a_revision_too()
    {
        using var folder = await RepositoryAsync();
        File.Delete(folder.File("specs/small/examples/k3pt.md"));
        folder.Write("specs/small/checks.yaml", "be_brief:\n  - id: short\n    max_sentences: 1\n");
        Directory.CreateDirectory(folder.File("temporary"));
        var environment = new Dictionary<string, string?> { ["TMPDIR"] = folder.File("temporary"), ["TMP"] = folder.File("temporary"), ["TEMP"] = folder.File("temporary") };
        var run = (await CommandRun.WithInputAsync(folder.Path, "", environment, "spec", "diff", "HEAD", "specs/small", "--json")).Succeeded();
        var changes = Changes(run);
        changes.Select(c => (c.Item1, c.Item2)).ShouldBe([("evaluation-lost", "be_kind"), ("check-changed", "be_brief")]);
        Directory.EnumerateDirectories(folder.File("temporary"), "precept-*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("HEAD", "HEAD~1", "write 'HEAD:PATH'")]
    [InlineData("nosuch", "specs/small", "'nosuch' is neither a file or folder here nor a revision")]
    [InlineData("HEAD:specs/none", "specs/small", "HEAD:specs/none: there is no such file or folder at that revision")]
    [InlineData("HEAD:../..", "specs/small", "leads out of the git repository")]
    [InlineData("HEAD~1:specs", "specs/small", "the folder has no spec")]
    [InlineData("", "specs/small", "is no git revision")]
    public async Task Diff_of_what_is_not_there_says_what_to_write(string a, string b, string message)
    {
        using var folder = await RepositoryAsync();
        var run = await CommandRun.OfAsync(folder.Path, "spec", "diff", a, b);
        run.ExitCode.ShouldBe(2, run.Error);
        run.Error.ShouldContain(message, Case.Insensitive);
    }

    [Fact]
    public async Task Diff_of_a_revision_that_does_not_read_as_a_whole_compares_what_reads_and_warns()
    {
        using var folder = await RepositoryAsync();
        var run = (await CommandRun.OfAsync(folder.Path, "spec", "diff", "broken:specs/small", "specs/small", "--json")).Succeeded();
        run.Error.ShouldContain("broken:specs/small: one place does not read: spec.md:3: the id 'same' stands already");
        Changes(run).ShouldContain(c => c.Item1 == "section-removed" && c.Item2 == "same");
    }

    [Fact]
    public async Task Html_without_a_file_writes_the_page_to_the_current_folder()
    {
        using var folder = Versions();
        (await CommandRun.OfAsync(folder.Path, "spec", "diff", "one", "two", "--html")).Succeeded().Out.ShouldContain("page: spec-diff.html");
        (await File.ReadAllTextAsync(folder.File("spec-diff.html"), TestContext.Current.CancellationToken)).ShouldStartWith("<!DOCTYPE html>");
    }

    [Fact]
    public async Task Diff_of_a_revision_outside_of_a_repository_says_so()
    {
        using var folder = Versions();
        var run = await CommandRun.OfAsync(folder.Path, "spec", "diff", "HEAD~1", "one");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("'HEAD~1' is no file or folder here");
        run.Error.ShouldContain("is in no git repository");
    }

    [Fact]
    public async Task Diff_never_takes_a_revision_for_an_option_of_git()
    {
        using var folder = await RepositoryAsync();
        var run = await CommandRun.OfAsync(folder.Path, "spec", "diff", "--", "--output=stolen:specs/small", "specs/small");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("is no git revision");
        File.Exists(folder.File("stolen")).ShouldBeFalse();
    }

    // HelpTests runs the examples of commands in a folder without a history.
    [Fact]
    public async Task Examples_of_the_help_work_in_a_repository()
    {
        using var folder = await RepositoryAsync();
        Directory.Move(folder.File("specs/small"), folder.File("specs/starter"));
        await GitAsync(folder, "add", "-A");
        await GitAsync(folder, "commit", "-qm", "moved");
        await GitAsync(folder, "commit", "-qm", "again", "--allow-empty");
        foreach (var example in SpecDiffCommand.Create().Examples)
        {
            (await CommandRun.OfAsync(folder.Path, [.. example.Split(' ').Skip(1)])).Succeeded().Out.ShouldContain("no changes");
        }
    }

    private static (string, string?, string?, string?)[] Changes(CommandRun run) =>
    [
        .. run.Json.AsArray().Select(c => (Text(c!["kind"])!, Text(c["section"]), Text(c["from"]), Text(c["to"]))),
    ];

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static TestFolder Versions()
    {
        var folder = new TestFolder();
        folder.Write("one/spec.md", First);
        folder.Write("two/spec.md", Second);
        return folder;
    }

    /// <summary>Two commits of specs/small; the tag <c>first</c> names the first, the branch <c>broken</c> has one that cannot be read.</summary>
    private static async Task<TestFolder> RepositoryAsync()
    {
        var folder = new TestFolder();
        Directory.Delete(folder.File("specs")); // a link
        folder.Write("specs/small/spec.md", First);
        folder.Write("specs/small/checks.yaml", "be_brief:\n  - id: short\n    max_sentences: 2\n");
        folder.Write("specs/small/examples/k3pt.md", "Examples for [^k3pt] in Be kind:\n\n**Example**: hello\n\n~~~xml\n<user>\nHello\n</user>\n~~~\n");
        await GitAsync(folder, "init", "-q");
        await GitAsync(folder, "config", "user.name", "Nobody");
        await GitAsync(folder, "config", "user.email", "nobody@example.org");
        await GitAsync(folder, "add", "specs");
        await GitAsync(folder, "commit", "-qm", "one");
        await GitAsync(folder, "tag", "first");
        await GitAsync(folder, "checkout", "-q", "-b", "broken");
        folder.Write("specs/small/spec.md", "# A {#same}\n\n# B {#same}\n");
        await GitAsync(folder, "commit", "-qam", "broken");
        await GitAsync(folder, "checkout", "-q", "-b", "work", "first");
        folder.Write("specs/small/spec.md", Second);
        await GitAsync(folder, "commit", "-qam", "two");
        return folder;
    }

    private static async Task GitAsync(TestFolder folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder.Path, .. arguments]) { RedirectStandardOutput = true })!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        git.ExitCode.ShouldBe(0, string.Join(' ', arguments));
    }
}
