namespace Precept.Spec.Checks;

/// <summary>
/// Sentences: a run of <c>. ! ? 。 ！ ？</c> ends one. A plain <c>. ! ?</c> does so only before white space, a closing mark, a Chinese
/// character or the end, so that <c>3.5</c> and <c>example.org</c> stay whole; neither does the point of a list number (<c>1.</c> at a line's
/// start) or of a common abbreviation. Only what holds a letter or a digit counts; the last sentence needs no end mark.
/// </summary>
public static class Sentences
{
    /// <summary>Abbreviations, in small letters, whose point ends no sentence.</summary>
    public static IReadOnlyList<string> Abbreviations { get; } = ["mr", "mrs", "ms", "dr", "prof", "e.g", "i.e", "vs"];

    /// <summary>The number of sentences.</summary>
    public static int Count(string text) => Of(text).Count;

    /// <summary>The sentences, in order, trimmed, each with its end marks.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsEndMark(text[at]))
            {
                continue;
            }

            var first = at;
            while (at + 1 < text.Length && IsEndMark(text[at + 1]))
            {
                at++;
            }

            if (Ends(text, first, at))
            {
                while (at + 1 < text.Length && IsClosing(text[at + 1]))
                {
                    at++;
                }

                Add(text.AsSpan(start, at + 1 - start));
                start = at + 1;
            }
        }

        Add(text.AsSpan(start));
        return sentences;

        void Add(ReadOnlySpan<char> sentence)
        {
            foreach (var rune in sentence.EnumerateRunes())
            {
                if (System.Text.Rune.IsLetterOrDigit(rune))
                {
                    sentences.Add(sentence.Trim().ToString());
                    return;
                }
            }
        }
    }

    private static bool Ends(string text, int first, int last)
    {
        if (text.AsSpan(first, last - first + 1).ContainsAny('。', '！', '？'))
        {
            return true;
        }

        if (last + 1 < text.Length)
        {
            var next = text[last + 1];
            if (!char.IsWhiteSpace(next) && !IsClosing(next) && next < '\u2E80')
            {
                return false;
            }
        }

        return first != last || text[first] != '.' || !IsAbbreviationOrListNumber(text, first);
    }

    private static bool IsAbbreviationOrListNumber(string text, int point)
    {
        var from = point;
        // The longest abbreviation has three characters, a list number rarely more: a bounded look back.
        while (from > 0 && point - from < 5 && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] != '(')
        {
            from--;
        }

        var word = text.AsSpan(from, point - from);
        if (word.Length == 0 || point + 1 == text.Length)
        {
            return false;
        }

        var atLineStart = from == 0 || text[from - 1] == '\n';
        return (atLineStart && !word.ContainsAnyExceptInRange('0', '9')) || Abbreviations.Contains(word.ToString().ToLowerInvariant());
    }

    private static bool IsEndMark(char c) => c is '.' or '!' or '?' or '。' or '！' or '？';

    private static bool IsClosing(char c) => c is '"' or '\'' or ')' or ']' or '*' or '_' or '\u2019' or '\u201D' or '」' or '』' or '）' or '》';
}
