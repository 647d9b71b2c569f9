namespace Precept.Spec.Diff;

/// <summary>Finds the texts that are most like a given one without comparing it with all of them.</summary>
/// <remarks>
/// An inverted index proposes candidates by the rarer words that they share; only the best few are compared in full. Words that stand in more than
/// 64 texts propose nothing, so that the work for one text is bounded by its own length whatever the others are.
/// </remarks>
internal sealed class SimilarityIndex
{
    private const int MostPostings = 64;
    private const int Candidates = 12;

    private readonly IReadOnlyList<WordBag> _bags;
    private readonly Dictionary<string, List<int>> _postings = new(StringComparer.Ordinal);

    public SimilarityIndex(IReadOnlyList<WordBag> bags)
    {
        _bags = bags;
        for (var i = 0; i < bags.Count; i++)
        {
            foreach (var word in bags[i].Counts.Keys)
            {
                if (!_postings.TryGetValue(word, out var posting))
                {
                    _postings[word] = posting = [];
                }

                // One more than is used: it marks the word as too common.
                if (posting.Count <= MostPostings)
                {
                    posting.Add(i);
                }
            }
        }
    }

    /// <summary>The best candidates with their similarity, best first, in the order of the index where equal.</summary>
    public IReadOnlyList<(int Index, double Similarity)> Nearest(WordBag bag)
    {
        var shared = new Dictionary<int, int>();
        foreach (var (word, count) in bag.Counts)
        {
            if (_postings.TryGetValue(word, out var posting) && posting.Count <= MostPostings)
            {
                foreach (var i in posting)
                {
                    shared[i] = shared.GetValueOrDefault(i) + Math.Min(count, _bags[i].Counts[word]);
                }
            }
        }

        return
        [
            .. shared.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(Candidates)
                .Select(s => (Index: s.Key, Similarity: bag.Similarity(_bags[s.Key])))
                .OrderByDescending(s => s.Similarity).ThenBy(s => s.Index),
        ];
    }
}
