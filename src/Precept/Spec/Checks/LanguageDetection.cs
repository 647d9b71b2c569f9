using System.Text;

namespace Precept.Spec.Checks;

/// <summary>
/// Which script most of a text's words are written in: <c>en</c> for Latin letters, <c>zh</c> for Chinese characters. Words are counted, not
/// letters, so that a Chinese sentence with one English name stays Chinese. It tells scripts apart, not English from French.
/// </summary>
public static class LanguageDetection
{
    /// <summary>The languages that can be asked for.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "zh"];

    /// <summary><c>en</c> or <c>zh</c> when more than half of the words are of that script, otherwise null.</summary>
    public static string? Detect(string text)
    {
        var (latin, han, other) = (0, 0, 0);
        var previous = 'x';
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Words.IsHan(rune) ? 'h' : !Rune.IsLetter(rune) ? 'x' : IsLatin(rune) ? 'l' : 'o';
            // An apostrophe or a mark inside a word does not start a second one.
            if (kind == 'x' && rune.Value is '\'' or '\u2019' or '-' || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            han += kind == 'h' ? 1 : 0;
            latin += kind == 'l' && previous != 'l' ? 1 : 0;
            other += kind == 'o' && previous != 'o' ? 1 : 0;
            previous = kind;
        }

        var all = latin + han + other;
        return 2 * latin > all ? "en" : 2 * han > all ? "zh" : null;
    }

    private static bool IsLatin(Rune rune) => rune.Value is <= 0x024F or (>= 0x1E00 and <= 0x1EFF) or (>= 0xFF21 and <= 0xFF5A);
}
