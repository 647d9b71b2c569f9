using System.Text;
using Precept.Spec.Checks;
using Precept.Spec.Syntax;

namespace Precept.Spec.Diff;

/// <summary>Cuts a section's prose into sentences: paragraphs, list items and table rows apart, lines of code blocks as they are.</summary>
/// <remarks>Line breaks within a paragraph, list marks and footnote tags are left out, so that laying a text out anew changes no sentence.</remarks>
internal static class BodySentences
{
    /// <summary>The question mark of a reference that stands for a title ends no sentence.</summary>
    private const string TitleReference = "[?](#";

    private const string NoEnd = "[\uE000](#";

    /// <summary>The sentences, in order.</summary>
    public static IReadOnlyList<string> Of(string body)
    {
        var sentences = new List<string>();
        var block = new StringBuilder();
        string? fence = null;
        foreach (var line in body.Split('\n'))
        {
            var text = line.Trim();
            var mark = text.StartsWith("```", StringComparison.Ordinal) ? "```" : text.StartsWith("~~~", StringComparison.Ordinal) ? "~~~" : null;
            if (mark is not null && (fence is null || mark == fence))
            {
                End();
                fence = fence is null ? mark : null;
            }
            else if (fence is not null)
            {
                sentences.Add(line);
            }
            else
            {
                AddProse(text);
            }
        }

        End();
        return sentences;

        void AddProse(string text)
        {
            var item = AfterListMark(text);
            if (text.Length == 0 || item != text || text[0] is '#' or '|')
            {
                End();
            }

            block.Append(block.Length > 0 ? " " : "").Append(item);
        }

        void End()
        {
            var prose = OneSpaced(WithoutFootnotes(block.ToString())).Replace(TitleReference, NoEnd, StringComparison.Ordinal);
            sentences.AddRange(Sentences.Of(prose).Select(s => s.Replace(NoEnd, TitleReference, StringComparison.Ordinal)));
            block.Clear();
        }
    }

    /// <summary>The text without footnote tags and the blanks before them.</summary>
    public static string WithoutFootnotes(string text)
    {
        if (!text.Contains("[^", StringComparison.Ordinal))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        var from = 0;
        foreach (var footnote in InlineParser.Read(text, 0, text.Length)!.Footnotes)
        {
            kept.Append(text, from, footnote.Start - from);
            while (kept.Length > 0 && kept[^1] == ' ')
            {
                kept.Length--;
            }

            from = footnote.End;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The text with each stretch of white space as one blank.</summary>
    public static string OneSpaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string AfterListMark(string text)
    {
        if (text.Length > 2 && text[0] is '-' or '*' or '+' && text[1] == ' ')
        {
            return text[2..].TrimStart();
        }

        var digits = 0;
        while (digits < text.Length && digits < 9 && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        return digits > 0 && digits + 1 < text.Length && text[digits] is '.' or ')' && text[digits + 1] == ' ' ? text[(digits + 2)..].TrimStart() : text;
    }
}
