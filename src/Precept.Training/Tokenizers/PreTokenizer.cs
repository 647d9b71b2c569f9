// Cuts text into the pieces inside which byte pairs may merge; no token ever spans two pieces.
//
// Departures from GPT-2's expression (Radford et al. 2019): every Han character, digit, punctuation mark and symbol is a piece of its
// own, so that a small vocabulary is spent on words; no contractions; no look-ahead, so that the expression runs in linear time.
using System.Text;
using System.Text.RegularExpressions;

namespace Precept.Training.Tokenizers;

/// <summary>The one way in which text is cut into pieces, in training a vocabulary and in encoding.</summary>
/// <remarks>
/// The alternatives, in order: a word with the space before it; one Han character; one other visible character (digit, punctuation,
/// symbol, anything beyond the basic plane) with the space before it; a run of tabs and line breaks; a run of spaces.
/// White space is spelled out as U+0009 to U+000D and U+0020, because engines disagree on what <c>\s</c> is.
/// </remarks>
public static class PreTokenizer
{
    private const string Han = "\u3400-\u9FFF\uF900-\uFAFF";

    /// <summary>The expression for engines that match code points, as it is written to <c>tokenizer.json</c>.</summary>
    public const string CodePointPattern =
        " ?[^\\P{L}" + Han + "\U00010000-\U0010FFFF]+|[" + Han + "]| ?[^\\t-\\r " + Han + "]|[\\t-\\r]+| +";

    /// <summary>The same for .NET, which matches UTF-16 units: a surrogate pair is one character and never a letter.</summary>
    private const string Utf16Pattern =
        " ?[^\\P{L}" + Han + "]+|[" + Han + "]| ?(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\\t-\\r " + Han + "])|[\\t-\\r]+| +";

    /// <summary>The expression over UTF-16; text must hold no lone surrogates (<see cref="WellFormed"/>). Its matches tile the text.</summary>
    public static Regex Regex { get; } = new(Utf16Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The pieces of a text, in order; joined they are the text, with lone surrogates replaced by U+FFFD.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (var match = Regex.Match(WellFormed(text)); match.Success; match = match.NextMatch())
        {
            yield return match.Value;
        }
    }

    /// <summary>The text with every lone surrogate replaced by U+FFFD, as UTF-8 demands.</summary>
    public static string WellFormed(string text)
    {
        if (IsWellFormed(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.ToString());
        }

        return result.ToString();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
