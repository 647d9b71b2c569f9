using System.Collections.Concurrent;
using Precept.Spec.Linting;

namespace Precept.Tests.Spec.Linting;

/// <summary>Every irregularity of the published releases is found, at its line.</summary>
public sealed class ReleaseFindingsTests
{
    private const string Latest = "2025-12-18";
    private static readonly ConcurrentDictionary<string, IReadOnlyList<SpecFinding>> Found = new();

    /// <summary>What is irregular in the release of 2025-12-18: all findings of a code in model_spec.md.</summary>
    [Theory]
    [InlineData("PS201", 1602, 1683, 2885, 2890, 2917, 3174, 3197, 3798)] // OK
    [InlineData("PS203", 2952, 2959, 3575)] // a condition
    [InlineData("PS204", 3496)] // a reference in a verdict
    [InlineData("PS205", 205, 270)] // a reference in a title
    [InlineData("PS206", 1043, 1479, 1848, 2435, 3055, 3356, 3547, 4311)] // two comparisons
    [InlineData("PS207", 132, 142)] // no comparison
    [InlineData("PS208", 1859)] // [...] between messages
    [InlineData("PS212", 1482, 3733)] // an indented closing tag
    [InlineData("PS215", 3430, 4229)] // '#' in a fence
    [InlineData("PS216", 1284)] // ---
    [InlineData("PS217", 1452)] // a tab
    [InlineData("PS218", 2030, 2031)] // a zero-width space
    [InlineData("PS220", 34)] // a broken list item
    [InlineData("PS213")]
    [InlineData("PS214")]
    public void Irregularity_of_the_latest_release_is_found_at_these_lines_only(string code, params int[] lines) =>
        Lines(Latest, code).ShouldBe(lines);

    /// <summary>The same, where only some of the lines are known.</summary>
    [Theory]
    [InlineData("PS202", 14, 958, 1048, 2336, 3035)] // BAD[#section]
    [InlineData("PS209", 0, 734)] // after a tool's output
    [InlineData("PS219", 0, 1563, 1579, 2879, 3193)] // \\(
    [InlineData("PS210", 115)] // [...] in a reply
    [InlineData("PS211", 7)] // a stage direction
    public void Irregularity_of_the_latest_release_is_found_at_these_lines_too(string code, int count, params int[] lines)
    {
        var found = Lines(Latest, code);

        lines.ShouldBeSubsetOf(found);
        found.Length.ShouldBeGreaterThanOrEqualTo(Math.Max(count, lines.Length));
        (count == 0 || found.Length == count).ShouldBeTrue($"{code}: {found.Length}");
    }

    [Fact]
    public void Footnotes_and_files_of_the_latest_release_that_do_not_match_are_found()
    {
        var findings = Findings(Latest);

        Named(findings, "PS003").ShouldBe(["d0pu", "rse0", "h82a", "t5q0"], ignoreOrder: true);
        Named(findings, "PS004").ShouldBe(["91ld", "lds1"]);
        findings.Where(f => f.Code == "PS003").ShouldAllBe(f => Marked(f) == $"[^{f.Message.Split("[^")[1].Split(']')[0]}]");
    }

    [Fact]
    public void Stale_title_and_duplicate_conversation_of_the_latest_release_are_found()
    {
        var findings = Findings(Latest);

        findings.Where(f => f.Code == "PS011").Select(f => (Path.GetFileName(f.File), f.Line)).ShouldBe([("3kvn.md", 1)]);
        var duplicate = findings.Where(f => f.Code == "PS012").ShouldHaveSingleItem();
        Path.GetFileName(duplicate.File).ShouldBe("j45l.md");
        duplicate.Message.ShouldContain("examples/a93s.md");
    }

    [Fact]
    public void Tag_without_authority_and_reply_graded_twice_of_the_latest_release_are_found()
    {
        var findings = Findings(Latest);

        findings.Where(f => f.Code == "PS013").ShouldHaveSingleItem().Message.ShouldContain("'chain_of_command'");
        var twice = findings.Where(f => f.Code == "PS019").ShouldHaveSingleItem(); // in the example of the fence at 1479
        twice.Line.ShouldBeInRange(1485, 1510);
        findings.ShouldNotContain(f => f.Code == "PS017");
    }

    [Fact]
    public void Stray_asterisks_and_blanks_of_the_first_release_are_found()
    {
        Lines("2025-02-12", "PS213").ShouldBe([2745, 2749, 2750]);
        new[] { 1058, 1075, 3621 }.ShouldBeSubsetOf(Lines("2025-02-12", "PS214"));
    }

    [Theory]
    [InlineData("2025-02-12", 7, 0, 0)]
    [InlineData("2025-09-12", 7, 0, 0)]
    [InlineData("2025-12-18", 8, 4, 2)]
    public void Release_has_as_many_OK_verdicts_dangling_footnotes_and_orphans_as_published_and_no_error(string release, int ok, int dangling, int orphans)
    {
        var findings = Findings(release);

        findings.Count(f => f.Code == "PS201").ShouldBe(ok);
        findings.Count(f => f.Code == "PS003").ShouldBe(dangling);
        findings.Count(f => f.Code == "PS004").ShouldBe(orphans);
        findings.ShouldNotContain(f => f.Severity == FindingSeverity.Error);
    }

    [Theory]
    [InlineData("2025-02-12")]
    [InlineData("2025-12-18")]
    public void Span_of_every_finding_lies_in_its_line(string release)
    {
        var lines = new SourceLines();

        foreach (var finding in Findings(release).Where(f => f.Span is not null))
        {
            var line = lines.Of(finding).ShouldNotBeNull();
            var span = finding.Span!.Value;
            (span.Start >= 0 && span.Length > 0 && span.Start + span.Length <= line.Length).ShouldBeTrue(finding.ToString());
        }
    }

    private static IReadOnlyList<SpecFinding> Findings(string release) => Found.GetOrAdd(SharedData.Path($"model_spec/{release}"), p => SpecLinter.Run(p));

    private static int[] Lines(string release, string code) =>
        [.. Findings(release).Where(f => f.Code == code && Path.GetFileName(f.File) == "model_spec.md").Select(f => f.Line)];

    private static string[] Named(IEnumerable<SpecFinding> findings, string code) =>
        [.. findings.Where(f => f.Code == code).Select(f => f.Message.Split("[^")[1].Split(']')[0])];

    private static string Marked(SpecFinding finding) => new SourceLines().Of(finding)!.Substring(finding.Span!.Value.Start, finding.Span.Value.Length);
}
