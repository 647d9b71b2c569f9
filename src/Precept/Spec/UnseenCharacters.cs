using System.Globalization;
using System.Text;

namespace Precept.Spec;

/// <summary>Characters that a reader does not see, and the marks that stand for them.</summary>
/// <remarks>
/// Control characters, bidirectional controls, zero-width and other format characters, tag characters, blank letters, noncharacters and
/// variation selectors that can carry hidden bytes. New lines and tabs are seen; so are the joiners U+200C and U+200D, because emoji and several scripts are written with them.
/// </remarks>
internal static class UnseenCharacters
{
    /// <summary>Whether the character is one of them.</summary>
    public static bool Contains(Rune rune)
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

    /// <summary>A control character's picture (U+2400 and on), or <c>⟨U+202E⟩</c>.</summary>
    /// <param name="value">The code point, or a lone surrogate.</param>
    public static string Mark(int value) => value switch
    {
        < 0x20 => ((char)(0x2400 + value)).ToString(),
        0x7F => "\u2421",
        _ => string.Create(CultureInfo.InvariantCulture, $"\u27E8U+{value:X4}\u27E9"),
    };
}
