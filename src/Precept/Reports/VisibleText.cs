using System.Globalization;
using System.Text;

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
                to.Append(markStart).Append(CodePoint(text[0])).Append(markEnd);
                text = text[1..];
                continue;
            }

            var lineBreak = rune.Value == '\r' && text.Length > 1 && text[1] == '\n';
            if (!lineBreak)
            {
                if (IsUnseen(rune))
                {
                    to.Append(markStart).Append(Mark(rune.Value)).Append(markEnd);
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

    private static bool IsUnseen(Rune rune)
    {
        switch (rune.Value)
        {
            case '\n' or '\t' or 0x200C or 0x200D:
                return false;
            case 0x115F or 0x1160 or 0x3164 or 0xFFA0: // letters without a shape
            case >= 0xE0100 and <= 0xE01EF: // variation selectors that carry hidden bytes
            case >= 0xFDD0 and <= 0xFDEF:
                return true;
        }

        return (rune.Value & 0xFFFE) == 0xFFFE || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
    }

    private static string Mark(int value) => value switch
    {
        < 0x20 => ((char)(0x2400 + value)).ToString(),
        0x7F => "\u2421",
        _ => CodePoint(value),
    };

    private static string CodePoint(int value) => string.Create(CultureInfo.InvariantCulture, $"\u27E8U+{value:X4}\u27E9");
}
