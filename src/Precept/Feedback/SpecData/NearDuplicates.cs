namespace Precept.Feedback.SpecData;

/// <summary>A text that another is nearly the same as.</summary>
/// <param name="Name">The name that it was added under.</param>
/// <param name="Similarity">Jaccard similarity, 0 to 1.</param>
internal readonly record struct Likeness(string Name, double Similarity);

/// <summary>Texts, and which of them another is nearly the same as.</summary>
/// <remarks>
/// Two texts are near duplicates when half of their phrases are common (runs of 5 words or 4 Chinese characters), or seven tenths of their words.
/// The second measure is for short texts: one changed word spoils five phrases, which may be all there are. Texts under 5 words are
/// compared by phrases alone.
/// </remarks>
internal sealed class NearDuplicates
{
    /// <summary>Least Jaccard similarity of phrases.</summary>
    public const double OfPhrases = 0.5;

    /// <summary>Least Jaccard similarity of words, order aside.</summary>
    public const double OfWords = 0.7;

    private const int LeastWords = 5;
    private static readonly NGrams Phrases = new(words: 5, characters: 4);

    // A pair at the threshold is missed with a probability of 0.4 % (phrases: (1 − 0.5³)⁴²) and 0.02 % (words: (1 − 0.7³)²⁰).
    private readonly MinHashIndex _phrases = new(bands: 42, rows: 3, OfPhrases);
    private readonly MinHashIndex _words = new(bands: 20, rows: 3, OfWords);
    private readonly List<string> _names = [];

    /// <summary>Adds a text.</summary>
    public void Add(IReadOnlyList<TextUnit> units, string name)
    {
        _phrases.Add(PhrasesOf(units));
        _words.Add(WordsOf(units));
        _names.Add(name);
    }

    /// <summary>The text that this one is nearly the same as, or null.</summary>
    public Likeness? Find(IReadOnlyList<TextUnit> units) =>
        (_phrases.Nearest(PhrasesOf(units)) ?? _words.Nearest(WordsOf(units))) is { } found ? new Likeness(_names[found.Number], found.Similarity) : null;

    private static HashSet<ulong> PhrasesOf(IReadOnlyList<TextUnit> units) => [.. Phrases.OfAny(units)];

    private static HashSet<ulong> WordsOf(IReadOnlyList<TextUnit> units) =>
        units.Count < LeastWords ? [] : [.. units.Select(u => NGrams.Whole([u]))];
}
