using Precept.Spec.Checks;

namespace Precept.Spec.Diff;

/// <summary>The words of a text with their numbers; case, punctuation and order do not count.</summary>
internal sealed class WordBag
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public WordBag(params IEnumerable<string> texts)
    {
        foreach (var word in texts.SelectMany(Words.Of))
        {
            var key = word.ToLowerInvariant();
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            Total++;
        }
    }

    /// <summary>The number of words.</summary>
    public int Total { get; }

    /// <summary>Each word with its number.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Weighted Jaccard similarity, 0 to 1: words in common by words in either, repeated ones counted as often. 0 where both are empty.</summary>
    public double Similarity(WordBag other)
    {
        var (fewer, more) = _counts.Count <= other._counts.Count ? (this, other) : (other, this);
        var common = 0L;
        foreach (var (word, count) in fewer._counts)
        {
            common += Math.Min(count, more._counts.GetValueOrDefault(word));
        }

        var either = (long)Total + other.Total - common;
        return either == 0 ? 0 : (double)common / either;
    }
}
