using System.Text.RegularExpressions;

namespace Precept.EndToEnd.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The word after the fence, or empty.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="File">The path named by a comment <c>&lt;!-- file: PATH --&gt;</c> on the line before, or null.</param>
/// <param name="Line">The line of the fence in the page, from 1.</param>
internal sealed record Fence(string Language, IReadOnlyList<string> Lines, string? File, int Line)
{
    /// <summary>The block's command lines: continued lines joined, without comments and empty lines.</summary>
    public IEnumerable<string> Commands() => string.Join('\n', Lines).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        .Select(l => Regex.Replace(l, @"(^|\s)#.*", "").Trim()).Where(l => l.Length > 0);
}

/// <summary>Cuts Markdown into fenced blocks and the text between them.</summary>
internal static partial class DocumentationFences
{
    /// <summary>The fenced blocks, in order.</summary>
    public static IReadOnlyList<Fence> Of(string markdown) => Cut(markdown).Fences;

    /// <summary>The text without fenced blocks and code in lines; line numbers stay.</summary>
    public static string Prose(string markdown) => InlineCode().Replace(Cut(markdown).Prose, "");

    private static (IReadOnlyList<Fence> Fences, string Prose) Cut(string markdown)
    {
        var fences = new List<Fence>();
        var prose = new List<string>();
        List<string>? block = null;
        string end = "", language = "", before = "";
        var start = 0;
        foreach (var (number, line) in markdown.ReplaceLineEndings("\n").Split('\n').Index())
        {
            var mark = FenceMark().Match(line);
            if (block is null && mark.Success)
            {
                (block, end, language, start) = ([], mark.Groups[1].Value, mark.Groups[2].Value, number + 1);
            }
            else if (block is not null && mark.Success && mark.Groups[2].Length == 0 && mark.Groups[1].Value.StartsWith(end, StringComparison.Ordinal))
            {
                fences.Add(new Fence(language, block, FileComment().Match(before) is { Success: true } file ? file.Groups[1].Value : null, start));
                block = null;
            }
            else if (block is not null)
            {
                block.Add(line);
            }
            else
            {
                prose.Add(line);
                before = line;
                continue;
            }

            prose.Add("");
        }

        return (fences, string.Join('\n', prose));
    }

    [GeneratedRegex(@"^\s*(`{3,}|~{3,})\s*(\S*)\s*$")]
    private static partial Regex FenceMark();

    [GeneratedRegex(@"^<!-- file: (\S+) -->$")]
    private static partial Regex FileComment();

    [GeneratedRegex("(`+)(?:(?!`).)+?\\1")]
    private static partial Regex InlineCode();
}
