using System.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Precept.Preferences;
using Precept.Spec;
using Precept.Workspace;
using Precept.Workspace.Storage;

namespace Precept.Tests.Workspace;

public sealed class SpecVersionsTests : IDisposable
{
    private const string First = "# Be kind {#kind authority=user}\n\nKindness. [^k3pt]\n";
    private const string Second = "# Be kind {#kind authority=user}\n\nKindness, always. [^k3pt]\n";
    private const string Checks = "kind:\n  - id: polite\n    not: { contains: fool }\n";

    private readonly TestWorkspace _test = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _test.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Spec_is_read_back_as_it_was_after_its_files_have_changed()
    {
        Write("spec.md", First);
        Write("spec.yaml", "version: 1.4.0\n");
        Write("checks.yaml", Checks);
        Write("examples/k3pt.md", "**Example**: one\n\n~~~xml\n<user>\nHi\n</user>\n~~~\n");
        var (then, document) = (SpecFiles.Read(_folder), SpecReader.Read(_folder));
        (await _test.Open.SaveSpecAsync(then, _folder, Token)).ShouldBeTrue();
        (await _test.Open.SaveSpecAsync(then, _folder, Token)).ShouldBeFalse();
        Directory.Delete(_folder, recursive: true);
        Write("spec.md", Second);

        foreach (var name in new[] { "1.4.0", document.Hash, document.Hash[..6], then.Hash[..6], CurrentSections.JudgedHash(document, then.Checks) })
        {
            var back = (await _test.Open.FindSpecAsync(name, Token)).ShouldNotBeNull(name);
            back.Hash.ShouldBe(then.Hash);
            back.Document.Version.ShouldBe("1.4.0");
            back.Document.Hash.ShouldBe(document.Hash);
            back.Document.Sections.ShouldSayTheSameAs(document.Sections);
            back.Document.EvaluationFiles.ShouldHaveSingleItem().SectionId.ShouldBe("kind");
            back.Checks.Hash.ShouldBe(then.Checks.Hash);
        }

        (await _test.Open.FindSpecAsync("2.0.0", Token)).ShouldBeNull();
        (await _test.Open.FindSpecAsync(document.Hash[..3], Token)).ShouldBeNull();
    }

    [Fact]
    public void Files_come_back_byte_for_byte() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n")), Gen.Bool).Sample(
            (comment, lineEnd, mark) =>
            {
                byte[] markdown = [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes($"# A {{#a authority=user}}{lineEnd}{lineEnd}{Convert.ToBase64String(comment)}  {lineEnd}\t")];
                byte[] yaml = [.. "# "u8, .. Encoding.UTF8.GetBytes(Convert.ToHexString(comment)), .. "\r\nversion: 'x'\n\n"u8];
                var files = new SpecFiles("folder", "name", [new SpecFile("spec.md", markdown), new SpecFile("spec.yaml", yaml)]);
                using var test = new TestWorkspace();
                test.Open.SaveSpecAsync(files).GetAwaiter().GetResult();
                var back = test.Open.FindSpecAsync(files.Hash).GetAwaiter().GetResult()!;
                back.Files.Select(f => f.Path).ShouldBe(["spec.md", "spec.yaml"]);
                back.Files[0].Content.ToArray().ShouldBe(markdown);
                back.Files[1].Content.ToArray().ShouldBe(yaml);
            },
            iter: 10,
            threads: 1);

    [Fact]
    public async Task Version_means_the_text_that_was_saved_last()
    {
        Write("spec.yaml", "version: 2.0.0\n");
        foreach (var text in new[] { First, Second, First })
        {
            Write("spec.md", text);
            _test.Clock.Now = _test.Clock.Now.AddMinutes(1);
            await _test.Open.SaveSpecAsync(SpecFiles.Read(_folder), _folder, Token);
        }

        (await _test.Open.FindSpecAsync("2.0.0", Token))!.Document.Hash.ShouldBe(SpecReader.Parse(First, "spec.md").Hash);
        var versions = await _test.Open.SpecVersionsAsync(Token);
        versions.Select(v => v.Hash).ShouldBe([SpecReader.Parse(First, "spec.md").Hash, SpecReader.Parse(Second, "spec.md").Hash]);
        versions[0].SavedAt.ShouldBe(_test.Clock.Now);
    }

    [Fact]
    public async Task Changed_commentary_is_another_text_of_the_same_spec()
    {
        Write("spec.md", First);
        await _test.Open.SaveSpecAsync(SpecFiles.Read(_folder), cancellationToken: Token);
        Write("spec.md", First + "\n!!! meta \"Commentary\"\n    Why.\n");
        await _test.Open.SaveSpecAsync(SpecFiles.Read(_folder), cancellationToken: Token);
        var versions = await _test.Open.SpecVersionsAsync(Token);
        versions.Count.ShouldBe(2);
        versions.Select(v => v.Hash).Distinct().ShouldHaveSingleItem();
        (await _test.Open.FindSpecAsync(versions[0].Hash, Token))!.Document.CommentaryBlocks.ShouldHaveSingleItem();
        (await _test.Open.FindSpecAsync(versions[0].SourceHash!, Token))!.Document.CommentaryBlocks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Versions_say_what_was_made_under_them()
    {
        Write("spec.md", First);
        Write("checks.yaml", Checks);
        var first = SpecFiles.Read(_folder);
        await _test.Open.SaveSpecAsync(first, cancellationToken: Token);
        Write("spec.md", Second);
        var second = SpecFiles.Read(_folder);
        await _test.Open.SaveSpecAsync(second, cancellationToken: Token);

        var under = CurrentSections.Of(first.Document, first.Checks)["kind"];
        var judgment = TestWorkspace.Judgment("p", "checks", ("kind", under));
        await _test.Open.AddJudgmentsAsync([judgment, TestWorkspace.Judgment("q", "checks", ("kind", "elsewhere")), TestWorkspace.Judgment("r")], Token);
        var preference = TestWorkspace.Preference("p", judgment.Id, "kind");
        await _test.Open.FreezeDatasetAsync("pairs", new Dataset([preference], new(CurrentSections.JudgedHash(first.Document, first.Checks), "checks")), cancellationToken: Token);
        await _test.Open.AddModelAsync(new TrainedModel("id", "dpo", "dpo", "models/dpo", second.Document.Hash, "t", "t"), Token);

        var versions = await _test.Open.SpecVersionsAsync(Token);
        var pins = versions[0].PinnedBy;
        (pins.Judgments, pins.Preferences, pins.Scorecards).ShouldBe((1, 1, 0));
        pins.Datasets.ShouldBe(["pairs"]);
        pins.Models.ShouldBeEmpty();
        versions[1].PinnedBy.Models.ShouldBe(["dpo"]);
        versions[1].PinnedBy.Judgments.ShouldBe(0);
    }

    [Fact]
    public async Task Beginning_of_several_hashes_is_an_error()
    {
        for (var i = 0; i < 500; i++)
        {
            Write("spec.md", $"# A {{#a authority=user}}\n\nText {i}.\n");
            await _test.Open.SaveSpecAsync(SpecFiles.Read(_folder), cancellationToken: Token);
        }

        // Among 1500 hashes of 16 bits each, two begin alike (the chance of none is below 1e-7).
        var versions = await _test.Open.SpecVersionsAsync(Token);
        var shared = versions.SelectMany(v => new[] { v.Hash, v.JudgedHash, v.SourceHash! }.Select(h => (h[..4], v.Hash))).Distinct()
            .GroupBy(h => h.Item1).First(g => g.Count() > 1).Key;
        (await Should.ThrowAsync<InputException>(() => _test.Open.FindSpecAsync(shared, Token))).Message.ShouldContain("give more of it");
    }

    [Fact]
    public async Task Older_workspace_is_brought_up_to_date_and_keeps_its_specs_and_judgments()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "old")).FullName;
        var database = new DbContextOptionsBuilder<WorkspaceContext>().UseSqlite($"Data Source={Path.Combine(folder, "precept.db")};Pooling=False").Options;
        await using (var context = new WorkspaceContext(database))
        {
            await context.GetService<IMigrator>().MigrateAsync("20260101000000_Initial", Token);
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO specs (id, version, path, checks_hash, saved_at) VALUES ('abcdef0123', 'v1', 'spec.md', 'c', 5)", Token);
            await context.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO judgments (id, prompt_id, judge, outcome, reason, response_ids, ranks, broken, section_hashes)
                VALUES ('j', 'p', 'checks', 'judged', '', '["a","b"]', '[0,1]', '[[],[]]', '{{}}')
                """,
                Token);
        }

        using var workspace = WorkspaceFolder.Open(folder);
        var version = (await workspace.SpecVersionsAsync(Token)).ShouldHaveSingleItem();
        (version.Version, version.Hash, version.SourceHash, version.SavedAt.ToUnixTimeMilliseconds()).ShouldBe(("v1", "abcdef0123", null, 5));
        (await Should.ThrowAsync<InputException>(() => workspace.FindSpecAsync("v1", Token))).Message.ShouldContain("before the workspace kept texts");
        (await workspace.JudgmentsAsync(cancellationToken: Token)).ShouldHaveSingleItem().Ranks.ShouldBe([0, 1]);
        Write("spec.md", First);
        (await workspace.SaveSpecAsync(SpecFiles.Read(_folder), cancellationToken: Token)).ShouldBeTrue();
        (await workspace.SpecVersionsAsync(Token)).Count.ShouldBe(2);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
        File.WriteAllText(Path.Combine(_folder, name), text);
    }
}
