using System.Text;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>What texts are compared by: a word in lower case, or one character where words are written without blanks.</summary>
/// <param name="Text">The word or the character.</param>
/// <param name="IsCharacter">Whether it is a single Chinese or Japanese character.</param>
internal readonly record struct TextUnit(string Text, bool IsCharacter);

/// <summary>Cuts texts into units; case, punctuation and layout do not count.</summary>
internal static class TextUnits
{
    /// <summary>The units in order: the words of <see cref="SearchTerms"/>, and of its pairs of characters the first character each.</summary>
    public static IReadOnlyList<TextUnit> Of(string text)
    {
        var units = new List<TextUnit>();
        foreach (var term in SearchTerms.Of(text))
        {
            var first = Rune.GetRuneAt(term, 0);
            units.Add(SearchTerms.IsIdeograph(first) ? new(first.ToString(), true) : new(term, false));
        }

        return units;
    }

    /// <summary>The units of several texts, one after the other.</summary>
    public static IReadOnlyList<TextUnit> Of(IEnumerable<string> texts) => [.. texts.SelectMany(Of)];

    /// <summary>The units with single blanks between them: texts that differ in case, punctuation or layout only are equal.</summary>
    public static string Canonical(IEnumerable<TextUnit> units) => string.Join(' ', units.Select(u => u.Text));
}
