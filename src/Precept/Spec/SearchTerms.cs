using System.Globalization;
using System.Text;

namespace Precept.Spec;

/// <summary>Cuts a text into what is searched for: words in lower case, and pairs of neighbouring characters where words are written without blanks.</summary>
/// <remarks>search.js cuts queries in the same way; a test in a browser holds the two together.</remarks>
internal static class SearchTerms
{
    private const int LongestTerm = 40;
    private const int LongestEnding = 2;

    /// <summary>The terms of a text in order. "Don't" gives "don"; 隐私权 gives 隐私, 私权, 权: the last character alone, so that it is found by itself.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var runes = text.EnumerateRunes().Select(Rune.ToLowerInvariant).ToArray();
        for (var at = 0; at < runes.Length;)
        {
            if (IsIdeograph(runes[at]))
            {
                var next = at + 1 < runes.Length && IsIdeograph(runes[at + 1]) ? runes[at + 1].ToString() : "";
                yield return runes[at++] + next;
            }
            else if (IsWordPart(runes[at]))
            {
                var end = EndOfWord(runes, at);
                var term = string.Concat(runes[at..Math.Min(end, at + LongestTerm)].Select(r => r.ToString()));
                at = AfterApostrophe(runes, end);
                yield return term;
            }
            else
            {
                at++;
            }
        }
    }

    private static int EndOfWord(Rune[] runes, int at)
    {
        while (at < runes.Length && IsWordPart(runes[at]) && !IsIdeograph(runes[at]))
        {
            at++;
        }

        return at;
    }

    // 's, 't, 're: an ending that says nothing.
    private static int AfterApostrophe(Rune[] runes, int end)
    {
        if (end == runes.Length || runes[end].Value is not ('\'' or '\u2019'))
        {
            return end;
        }

        var after = EndOfWord(runes, end + 1);
        return after - end - 1 <= LongestEnding ? after : end;
    }

    private static bool IsWordPart(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Whether a character is a term of its own: a Chinese one, or kana.</summary>
    public static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
}
