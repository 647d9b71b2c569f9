using System.Text.RegularExpressions;
using Precept.Spec.Syntax;

namespace Precept.Spec.Importing;

/// <summary>A heading of a text that is not a spec.</summary>
/// <param name="Line">Its line, from 0.</param>
/// <param name="Lines">How many lines it takes: 2 with an underline.</param>
/// <param name="Level">From 1 to 4.</param>
/// <param name="Title">Its text.</param>
/// <param name="Braces">The heading's own id and attributes, where it has such.</param>
internal sealed record ProseHeading(int Line, int Lines, int Level, string Title, HeadingBraces? Braces = null);

/// <summary>The id and attributes of a heading that is written as in a spec.</summary>
/// <param name="Id">The id.</param>
/// <param name="Attributes">The attributes as they are written, each with a blank before it.</param>
/// <param name="HasAuthority">Whether one of them is the authority.</param>
internal sealed record HeadingBraces(string Id, string Attributes, bool HasAuthority);

/// <summary>Finds headings: Markdown's (<c>#</c> and underlined); where a text has none, numbered ones that stand alone between blank lines.</summary>
internal static class ProseHeadings
{
    private const int MaxLevel = 4;
    private const int LongestNumbered = 80;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex Numbered = new(@"^(?<n>\d{1,3}(?:\.\d{1,3}){0,5})[.)]?\s+\S", Options);
    private static readonly Regex Named = new(@"^(?:Part|Chapter|Article|Section) (?:\d{1,3}|[IVXLC]{1,8})\b", Options | RegexOptions.IgnoreCase);
    private static readonly Regex Chinese = new("^第[一二三四五六七八九十百零〇0-9]{1,6}(?<kind>[编部章节条])", Options);
    private static readonly Regex ChineseList = new("^(?:[一二三四五六七八九十]{1,3}、|(?<inner>（[一二三四五六七八九十]{1,3}）))\\s*\\S", Options);

    /// <summary>All headings, in order.</summary>
    public static IReadOnlyList<ProseHeading> Of(IReadOnlyList<string> lines, bool[] isCode)
    {
        var markdown = Markdown(lines, isCode);
        return markdown.Count > 0 ? markdown : [.. Enumerable.Range(0, lines.Count).Where(i => !isCode[i] && StandsAlone(lines, i)).Select(i => NumberedAt(lines[i], i)).OfType<ProseHeading>()];
    }

    private static List<ProseHeading> Markdown(IReadOnlyList<string> lines, bool[] isCode)
    {
        var found = new List<ProseHeading>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (isCode[i])
            {
                continue;
            }

            if (Marked(lines[i], i) is { } marked)
            {
                found.Add(marked);
            }
            else if (i + 1 < lines.Count && !isCode[i + 1] && IsBlank(lines, i - 1) && IsTitle(lines[i]) && Underline(lines[i + 1]) is { } level)
            {
                found.Add(new ProseHeading(i, 2, level, lines[i].Trim()));
                i++;
            }
        }

        return found;
    }

    private static ProseHeading? Marked(string line, int at)
    {
        var level = line.AsSpan().IndexOfAnyExcept('#');
        if (level is < 1 or > MaxLevel || line[level] is not (' ' or '\t') || string.IsNullOrWhiteSpace(line[level..]))
        {
            return null;
        }

        if (line.Contains("{#", StringComparison.Ordinal) && SpecSyntaxTree.Parse(line, "") is { Errors.Count: 0 } tree && tree.Root.Blocks is [HeadingSyntax heading, ..])
        {
            var attributes = string.Concat(heading.Attributes.Select(a => $" {tree.TextOf(a)}"));
            var braces = new HeadingBraces(tree.TextOf(heading.Id), attributes, heading.Attributes.Any(a => tree.TextOf(a.Key) == "authority"));
            return new ProseHeading(at, 1, level, heading.Title is { } own ? tree.TextOf(own) : "", braces);
        }

        var title = line[level..].Trim();
        var bare = title.TrimEnd('#');
        return new ProseHeading(at, 1, level, bare.Length > 0 && bare.Length < title.Length && char.IsWhiteSpace(bare[^1]) ? bare.TrimEnd() : title);
    }

    private static int? Underline(string line) => line.AsSpan().TrimEnd() switch
    {
        ['=', '=', '=', ..] all when all.IndexOfAnyExcept('=') < 0 => 1,
        ['-', '-', '-', ..] all when all.IndexOfAnyExcept('-') < 0 => 2,
        _ => null,
    };

    private static bool IsTitle(string line) => !string.IsNullOrWhiteSpace(line) && !char.IsWhiteSpace(line[0]) && line[0] is not ('-' or '*' or '>' or '|' or '=' or '#' or '`' or '~' or '!');

    private static bool StandsAlone(IReadOnlyList<string> lines, int i) => IsBlank(lines, i - 1) && IsBlank(lines, i + 1) && !IsBlank(lines, i);

    private static bool IsBlank(IReadOnlyList<string> lines, int i) => i < 0 || i >= lines.Count || string.IsNullOrWhiteSpace(lines[i]);

    private static ProseHeading? NumberedAt(string line, int at)
    {
        var title = line.Trim();
        if (title.Length > LongestNumbered || title[^1] is '.' or '!' or '?' or ',' or ';' or ':' or '。' or '！' or '？' or '，' or '；' or '：')
        {
            return null;
        }

        var level = Numbered.Match(title) is { Success: true } numbered ? numbered.Groups["n"].Value.Count(c => c == '.') + 1
            : Named.IsMatch(title) ? 1
            : Chinese.Match(title) is { Success: true } chinese ? chinese.Groups["kind"].Value switch { "节" => 2, "条" => 3, _ => 1 }
            : ChineseList.Match(title) is { Success: true } list ? (list.Groups["inner"].Success ? 2 : 1)
            : 0;
        return level == 0 ? null : new ProseHeading(at, 1, Math.Min(level, MaxLevel), title);
    }
}
