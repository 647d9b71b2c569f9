using System.Text.RegularExpressions;
using Precept.Spec.Syntax;

namespace Precept.Spec.Importing;

/// <summary>Keeps prose from being read as a spec's format: a backslash, which Markdown does not show, goes before what would be.</summary>
/// <remarks>
/// A line that begins like an example, commentary or a fence, or that is a heading with braces, gets a backslash before it; a link to an anchor that no section has gets one
/// before its parenthesis. What is escaped already gets one more, so that <see cref="Undo"/> gives back exactly what was there. Closed code blocks stay as they are.
/// </remarks>
internal static class FormatEscapes
{
    private static readonly Regex Anchor = new(@"\](?<escapes>\\*)\(#(?<id>[^\s()]*)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>A line of prose, escaped.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isSection">Whether an id is that of a section.</param>
    public static string Line(string line, Func<string, bool> isSection)
    {
        var text = Inline(line, isSection);
        return ReadsAsFormat(line) ? "\\" + text : text;
    }

    /// <summary>A text within a line, such as a title: only its links are escaped.</summary>
    public static string Inline(string text, Func<string, bool> isSection) => !text.Contains("(#", StringComparison.Ordinal) ? text : Anchor.Replace(
        text, m => m.Groups["escapes"].Length == 0 && isSection(m.Groups["id"].Value) ? m.Value : $"]\\{m.Value[1..]}");

    /// <summary>The lines of a body without the backslashes that <see cref="Line"/> put in.</summary>
    public static IReadOnlyList<string> Undo(IReadOnlyList<string> lines)
    {
        var isCode = FencedLines.Of(lines);
        return [.. lines.Select((line, i) => isCode[i] ? line : UndoInline(line.StartsWith('\\') && ReadsAsFormat(line) ? line[1..] : line))];
    }

    /// <summary>A title, or a line's text, without the backslashes in its links.</summary>
    public static string UndoInline(string text) => Anchor.Replace(text, m => m.Groups["escapes"].Length == 0 ? m.Value : $"]{m.Value[2..]}");

    private static bool ReadsAsFormat(string line)
    {
        var text = line.AsSpan().TrimStart('\\');
        return text.StartsWith("**Example**:") || text.StartsWith("!!! meta") || FenceMarks.Opening(text) is not null
            || (text.StartsWith('#') && text.IndexOf("{#") >= 0);
    }
}
