using System.Text;

namespace Precept.Spec.Checks;

/// <summary>Words: what white space separates, if it holds a letter or a digit; each Chinese character is a word of its own.</summary>
public static class Words
{
    /// <summary>The number of words.</summary>
    public static int Count(string text) => Of(text).Count;

    /// <summary>The words, in order, without punctuation at their ends.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        var start = -1;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isHan = IsHan(rune);
            if (isHan || Rune.IsWhiteSpace(rune))
            {
                End(at);
                if (isHan)
                {
                    words.Add(rune.ToString());
                }
            }
            else if (start < 0)
            {
                start = at;
            }

            at += rune.Utf16SequenceLength;
        }

        End(text.Length);
        return words;

        void End(int end)
        {
            if (start >= 0)
            {
                var word = Bare(text.AsSpan(start, end - start));
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                }
            }

            start = -1;
        }
    }

    /// <summary>Whether it is a Chinese character (a CJK ideograph).</summary>
    public static bool IsHan(Rune rune) =>
        rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> token)
    {
        var (from, to) = (int.MaxValue, 0);
        var at = 0;
        foreach (var rune in token.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                from = Math.Min(from, at);
                to = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        return to == 0 ? [] : token[from..to];
    }
}
