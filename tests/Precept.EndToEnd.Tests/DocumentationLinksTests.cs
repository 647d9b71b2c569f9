using System.Text.RegularExpressions;

namespace Precept.EndToEnd.Tests;

/// <summary>Links between the repository's Markdown files.</summary>
public sealed partial class DocumentationLinksTests
{
    [Fact]
    public void Relative_links_point_to_files_and_headings_that_exist()
    {
        var links = DocumentationFiles.Markdown.SelectMany(page => LinksOf(page).Select(link => (Page: page, Link: link))).ToArray();

        links.Length.ShouldBeGreaterThan(50);
        links.Where(l => Problem(l.Page, l.Link) is not null).Select(l => $"{l.Page}: {l.Link}: {Problem(l.Page, l.Link)}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_page_of_docs_is_linked_from_the_index()
    {
        var linked = LinksOf("docs/README.md").Select(l => "docs/" + l.Split('#')[0]).ToHashSet();

        DocumentationFiles.Markdown.Where(f => f.StartsWith("docs/", StringComparison.Ordinal) && f != "docs/README.md" && !linked.Contains(f)
            && !linked.Contains(Path.GetDirectoryName(f)!.Replace('\\', '/') + "/README.md")).ShouldBeEmpty();
        DocumentationFiles.Markdown.Where(f => f.StartsWith("docs/formats/", StringComparison.Ordinal)).ShouldAllBe(f => linked.Contains(f));
    }

    [Theory]
    [InlineData("What is a refusal", "what-is-a-refusal")]
    [InlineData("`ppo.options`", "ppooptions")]
    [InlineData("Pages, and `code`!", "pages-and-code")]
    [InlineData("What_holds - always", "what_holds---always")]
    public void Slug_of_a_heading_is_the_one_that_pages_get(string heading, string slug) => Slug(heading).ShouldBe(slug);

    private static IEnumerable<string> LinksOf(string page) => Link().Matches(DocumentationFences.Prose(DocumentationFiles.Text(page)))
        .Select(m => m.Groups[1].Value).Where(l => !Absolute().IsMatch(l));

    private static string? Problem(string page, string link)
    {
        var parts = link.Split('#', 2);
        var full = parts[0].Length == 0
            ? Path.Combine(DocumentationFiles.Root, page)
            : Path.GetFullPath(Path.Combine(DocumentationFiles.Root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
        if (!File.Exists(full) && !Directory.Exists(full))
        {
            return "no such file";
        }

        return parts.Length < 2 || AnchorsOf(File.ReadAllText(full)).Contains(parts[1]) ? null : "no such heading";
    }

    /// <summary>Ids that headings carry (<c>{#id}</c>), and those that they get from their words.</summary>
    private static HashSet<string> AnchorsOf(string markdown)
    {
        var headings = Heading().Matches(HeadingsOnly(markdown)).Select(m => m.Groups[1].Value).ToArray();
        return [.. headings.Select(h => OwnId().Match(h)).Where(m => m.Success).Select(m => m.Groups[1].Value), .. headings.Select(Slug)];
    }

    // Code in a heading is part of its words, so only fences are taken out.
    private static string HeadingsOnly(string markdown)
    {
        var fenced = DocumentationFences.Of(markdown).SelectMany(f => Enumerable.Range(f.Line, f.Lines.Count)).ToHashSet();
        return string.Join('\n', markdown.ReplaceLineEndings("\n").Split('\n').Where((_, i) => !fenced.Contains(i)));
    }

    private static string Slug(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));

    [GeneratedRegex(@"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Absolute();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\{#([\w-]+)")]
    private static partial Regex OwnId();
}
