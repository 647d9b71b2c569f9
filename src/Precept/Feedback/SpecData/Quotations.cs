using System.Text.RegularExpressions;
using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Feedback.SpecData;

/// <summary>Finds the spec's own words in a text: what is trained on must not hold the spec.</summary>
/// <remarks>
/// A text quotes the spec when it has a run of 8 words or 12 Chinese characters in common with a section's text; when a shorter
/// sentence of a section, of at least 4 words or 6 characters, stands in it whole; or when it names a section by an id of several parts (<c>do_not_invent</c>).
/// Case, punctuation and layout do not count.
/// </remarks>
public sealed partial class Quotations
{
    private static readonly NGrams Runs = new(words: 8, characters: 12);
    private const double ShortestSentence = 0.5;

    private readonly Dictionary<ulong, string> _runs = [];
    private readonly SortedDictionary<int, Dictionary<ulong, string>> _sentences = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Knows the text of all sections.</summary>
    public Quotations(SpecDocument spec)
    {
        foreach (var section in spec.Sections)
        {
            foreach (var run in Runs.Of(TextUnits.Of(section.Body)))
            {
                _runs.TryAdd(run, section.Id);
            }

            foreach (var sentence in BodySentences.Of(section.Body).Select(TextUnits.Of).Where(u => Runs.Length(u) is >= ShortestSentence and < 1))
            {
                if (!_sentences.TryGetValue(sentence.Count, out var ofLength))
                {
                    _sentences[sentence.Count] = ofLength = [];
                }

                ofLength.TryAdd(NGrams.Whole(sentence), section.Id);
            }

            if (section.Id.Contains('_'))
            {
                _ids.Add(section.Id);
            }
        }
    }

    /// <summary>The id of a section that a text quotes or names, or null.</summary>
    public string? Find(string text)
    {
        foreach (var name in Identifier().EnumerateMatches(text))
        {
            if (_ids.TryGetValue(text.Substring(name.Index, name.Length), out var named))
            {
                return named;
            }
        }

        var units = TextUnits.Of(text);
        foreach (var run in Runs.Of(units))
        {
            if (_runs.TryGetValue(run, out var quoted))
            {
                return quoted;
            }
        }

        return _sentences.Select(s => Sentence(units, s.Key, s.Value)).FirstOrDefault(s => s is not null);
    }

    private static string? Sentence(IReadOnlyList<TextUnit> units, int length, Dictionary<ulong, string> sentences)
    {
        for (var start = 0; start + length <= units.Count; start++)
        {
            if (sentences.TryGetValue(NGrams.Whole(units.Skip(start).Take(length)), out var section))
            {
                return section;
            }
        }

        return null;
    }

    [GeneratedRegex("[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();
}
