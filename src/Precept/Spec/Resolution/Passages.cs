using Precept.Spec.Checks;

namespace Precept.Spec.Resolution;

/// <summary>A sentence of a message.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its length, white space at both ends left out.</param>
/// <param name="Quotation">How it is quoted; <see cref="Quotation.None"/> for the author's own words, quotations inside them included.</param>
internal readonly record struct Passage(int Start, int Length, Quotation Quotation);

/// <summary>Cuts a message into sentences, quoted ones apart from the author's own.</summary>
/// <remarks>
/// A sentence ends with <c>. ! ?</c> before white space, with <c>。 ！ ？ ； ;</c>, at a blank line, and at a line break unless the next line goes on
/// with a small letter. The points of list numbers and of common abbreviations end none. A quotation inside a sentence is part of it; its own
/// sentences come besides.
/// </remarks>
internal static class Passages
{
    /// <summary>All sentences, in the order of their beginnings.</summary>
    public static IReadOnlyList<Passage> Of(string text, QuotedText quoted)
    {
        var passages = new List<Passage>();
        for (var start = 0; start < text.Length;)
        {
            var block = IsOwn(quoted[start]) ? Quotation.None : quoted[start];
            var end = start + 1;
            while (end < text.Length && (IsOwn(quoted[end]) ? Quotation.None : quoted[end]) == block)
            {
                end++;
            }

            Cut(text, start, end, i => block != Quotation.None || quoted[i] == Quotation.None, block, passages);
            start = end;
        }

        Quotations(text, quoted, passages);
        passages.Sort((a, b) => a.Start.CompareTo(b.Start) is var start and not 0 ? start : b.Length.CompareTo(a.Length));
        return passages;
    }

    private static bool IsOwn(Quotation quotation) => quotation is Quotation.None or Quotation.Inline;

    private static void Quotations(string text, QuotedText quoted, List<Passage> passages)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (quoted[start] == Quotation.Inline)
            {
                var end = start + 1;
                while (end < text.Length && quoted[end] == Quotation.Inline)
                {
                    end++;
                }

                Cut(text, start + 1, end - 1, _ => true, Quotation.Inline, passages);
                start = end;
            }
        }
    }

    private static void Cut(string text, int from, int to, Func<int, bool> isOwn, Quotation quotation, List<Passage> passages)
    {
        var start = from;
        for (var i = from; i < to; i++)
        {
            if (text[i] == '\n' ? !BreaksAt(text, i, to) : !IsEnd(text, i, to))
            {
                continue;
            }

            if (isOwn(i) || ClosesQuotation(text, i, to))
            {
                var end = isOwn(i) ? i + 1 : i + 2;
                Add(start, end);
                start = end;
            }
        }

        Add(start, to);

        void Add(int first, int end)
        {
            while (first < end && char.IsWhiteSpace(text[first]))
            {
                first++;
            }

            while (end > first && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            if (end > first)
            {
                passages.Add(new Passage(first, end - first, quotation));
            }
        }
    }

    private static bool BreaksAt(string text, int newline, int to) => newline + 1 >= to || !char.IsLower(text[newline + 1]);

    private static bool IsEnd(string text, int at, int to) => text[at] switch
    {
        '。' or '！' or '？' or '；' or ';' => true,
        '!' or '?' => at + 1 == to || char.IsWhiteSpace(text[at + 1]) || IsClosing(text[at + 1]),
        '.' => (at + 1 == to || char.IsWhiteSpace(text[at + 1]) || IsClosing(text[at + 1])) && !IsAbbreviationOrNumber(text, at),
        _ => false,
    };

    /// <summary>Whether a quotation's last end mark ends the sentence around it as well: <c>Say "Hello." Then stop.</c></summary>
    private static bool ClosesQuotation(string text, int at, int to) =>
        at + 1 < to && IsClosing(text[at + 1]) && (at + 2 == to || (at + 3 < to && char.IsWhiteSpace(text[at + 2]) && char.IsUpper(text[at + 3])));

    private static bool IsClosing(char c) => c is '"' or '\u201d' or '\u2019' or '\'' or ')' or ']' or '」' or '』' or '»';

    private static bool IsAbbreviationOrNumber(string text, int point)
    {
        var from = point;
        while (from > 0 && point - from < 5 && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] != '(')
        {
            from--;
        }

        var word = text[from..point];
        return word.Length > 0
            && (((from == 0 || text[from - 1] == '\n') && word.All(char.IsAsciiDigit)) || Sentences.Abbreviations.Contains(word.ToLowerInvariant()));
    }
}
