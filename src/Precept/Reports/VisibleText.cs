using System.Text;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>Makes text from anywhere safe to stand in markup: escapes it, and shows what a reader could not see.</summary>
/// <remarks>
/// Shown as marks: control characters (as their pictures, U+2400 and on), bidirectional controls, zero-width and other format characters,
/// tag characters, blank letters, noncharacters and lone surrogates (as <c>⟨U+202E⟩</c>). The joiners U+200C and U+200D stay, because emoji
/// and several scripts are written with them. New lines and tabs stay; a carriage return before a new line is dropped.
/// </remarks>
internal static class VisibleText
{
    /// <summary>Appends text, escaped for element content and for quoted attributes alike.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="markStart">Written before each mark (trusted markup); empty inside attributes.</param>
    /// <param name="markEnd">Written after each mark.</param>
    public static void AppendEscaped(StringBuilder to, ReadOnlySpan<char> text, string markStart = "", string markEnd = "")
    {
        while (!text.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf16(text, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (!valid)
            {
                to.Append(markStart).Append(UnseenCharacters.Mark(text[0])).Append(markEnd);
                text = text[1..];
                continue;
            }

            var lineBreak = rune.Value == '\r' && text.Length > 1 && text[1] == '\n';
            if (!lineBreak)
            {
                if (UnseenCharacters.Contains(rune))
                {
                    to.Append(markStart).Append(UnseenCharacters.Mark(rune.Value)).Append(markEnd);
                }
                else
                {
                    AppendSeen(to, rune, text[..used]);
                }
            }

            text = text[used..];
        }
    }

    private static void AppendSeen(StringBuilder to, Rune rune, ReadOnlySpan<char> characters) => _ = rune.Value switch
    {
        '<' => to.Append("&lt;"),
        '>' => to.Append("&gt;"),
        '&' => to.Append("&amp;"),
        '"' => to.Append("&quot;"),
        '\'' => to.Append("&#39;"),
        _ => to.Append(characters),
    };
}
