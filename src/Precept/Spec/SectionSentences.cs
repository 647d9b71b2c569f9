using System.Text;
using Precept.Spec.Diff;

namespace Precept.Spec;

/// <summary>A sentence of a section's text.</summary>
/// <param name="Number">Its number in the section, from 1.</param>
/// <param name="Text">The sentence, on one line, without list marks and footnotes.</param>
/// <param name="Line">The line of the spec's file on which it begins, from 1.</param>
public sealed record SectionSentence(int Number, string Text, int Line);

/// <summary>Cuts a section's text into numbered sentences, and finds where each stands in the file.</summary>
public static class SectionSentences
{
    // Enough to tell the sentences of a section apart; what is repeated is found in order.
    private const int CharactersCompared = 40;

    /// <summary>The sentences of a section, in order; examples and commentary are left out.</summary>
    /// <param name="source">The spec.</param>
    /// <param name="section">A section of it.</param>
    /// <returns>The sentences; one that cannot be found in the file has the line of the section's heading.</returns>
    public static IReadOnlyList<SectionSentence> Of(SpecSource source, Section section)
    {
        var end = source.Document.Sections.Select(s => s.Line).Where(l => l > section.Line).DefaultIfEmpty(int.MaxValue).Min();
        var (text, lines) = Packed(source.Tree.Text, section.Line, end);
        var (sentences, from) = (new List<SectionSentence>(), 0);
        foreach (var sentence in BodySentences.Of(section.Body))
        {
            var packed = string.Concat(sentence.Where(c => !char.IsWhiteSpace(c)).Take(CharactersCompared));
            var at = packed.Length == 0 ? -1 : text.IndexOf(packed, from, StringComparison.Ordinal);
            from = at < 0 ? from : at + packed.Length;
            sentences.Add(new SectionSentence(sentences.Count + 1, BodySentences.OneSpaced(sentence), at < 0 ? section.Line : lines[at]));
        }

        return sentences;
    }

    /// <summary>The section's text without white space and footnotes, and the line of each character.</summary>
    private static (string Text, List<int> Lines) Packed(string source, int heading, int end)
    {
        var (text, lines, number) = (new StringBuilder(), new List<int>(), 0);
        foreach (var line in source.EnumerateLines())
        {
            number++;
            foreach (var c in number > heading && number < end ? BodySentences.WithoutFootnotes(line.ToString()) : "")
            {
                if (!char.IsWhiteSpace(c))
                {
                    text.Append(c);
                    lines.Add(number);
                }
            }
        }

        return (text.ToString(), lines);
    }
}
