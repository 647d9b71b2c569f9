// Byte-pair encoding (Sennrich, Haddow & Birch 2016, arXiv:1508.07909) over bytes (Radford et al. 2019): start from the 256 bytes and
// merge the most frequent adjacent pair, again and again, until the vocabulary is full.
//
// Departures: pieces can be kept out of the counts (slot values that must not become tokens); ties are broken by text, so that the same
// corpus gives the same vocabulary. Counts are kept incrementally: a merge touches only the pieces that contain the pair.
using System.Runtime.InteropServices;

namespace Precept.Training.Tokenizers;

/// <summary>A trained vocabulary, in the byte alphabet and without special tokens.</summary>
/// <param name="Tokens">The 256 bytes in order, then the merged tokens in order of creation; no duplicates.</param>
/// <param name="Merges">The merges, most important first; the i-th makes token 256 + i.</param>
public sealed record BpeVocabulary(IReadOnlyList<string> Tokens, IReadOnlyList<(string Left, string Right)> Merges);

/// <summary>What a vocabulary is trained for.</summary>
public sealed record BpeTrainerOptions
{
    /// <summary>Most tokens, the special tokens and the 256 bytes included; 264 to 1,000,000. Default 1,024.</summary>
    public int VocabSize { get; init; } = 1024;

    /// <summary>Words (without a leading space, any case) whose pieces are not counted, so that no merge comes from them.</summary>
    public IReadOnlySet<string> Excluded { get; init; } = new HashSet<string>();

    /// <summary>A pair with a smaller weighted count is not merged; above 0. Default 2.</summary>
    public double MinimumCount { get; init; } = 2;
}

/// <summary>Trains byte-level BPE vocabularies.</summary>
public static class BpeTrainer
{
    // Counts are integers of this unit, so that adding and subtracting never drifts and ties are exact.
    private const double Unit = 1.0 / (1 << 20);

    /// <summary>Learns merges from weighted texts.</summary>
    /// <param name="texts">Texts, each counted with its weight (finite, at least 0; 1 for plain counting).</param>
    /// <param name="options">Size and exclusions.</param>
    /// <returns>The vocabulary; smaller than asked where the corpus has no more pairs.</returns>
    public static BpeVocabulary Train(IEnumerable<(string Text, double Weight)> texts, BpeTrainerOptions options)
    {
        var smallest = SpecialTokens.All.Count + 256;
        if (options.VocabSize < smallest || options.VocabSize > 1_000_000)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.VocabSize, $"The vocabulary's size must be within {smallest} and 1,000,000.");
        }

        if (!(options.MinimumCount > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MinimumCount, "The minimum count must be above 0.");
        }

        return new Run(CountPieces(texts, options.Excluded)).Merge(options.VocabSize - SpecialTokens.All.Count, (long)Math.Ceiling(options.MinimumCount / Unit));
    }

    private static List<(string Piece, long Count)> CountPieces(IEnumerable<(string Text, double Weight)> texts, IReadOnlySet<string> excluded)
    {
        var words = excluded.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var counts = new Dictionary<string, double>();
        foreach (var (text, weight) in texts)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(nameof(texts), weight, "A weight must be finite and at least 0.");
            }

            foreach (var piece in PreTokenizer.Split(text))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, piece, out _) += weight;
            }
        }

        return [.. counts
            .Where(c => !words.Contains(c.Key.StartsWith(' ') ? c.Key[1..] : c.Key))
            .Select(c => (c.Key, (long)Math.Round(c.Value / Unit)))
            .Where(c => c.Item2 > 0)];
    }

    private readonly record struct Pair(int Left, int Right);

    private readonly record struct Candidate(long Count, string Left, string Right) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var order = other.Count.CompareTo(Count);
            order = order != 0 ? order : string.CompareOrdinal(Left, other.Left);
            return order != 0 ? order : string.CompareOrdinal(Right, other.Right);
        }
    }

    private sealed class Run
    {
        private readonly List<string> _tokens = [.. Enumerable.Range(0, 256).Select(b => ByteAlphabet.Char((byte)b).ToString())];
        private readonly Dictionary<string, int> _ids = [];
        private readonly List<int[]> _words = [];
        private readonly List<long> _counts = [];
        private readonly Dictionary<Pair, long> _pairs = [];
        private readonly Dictionary<Pair, List<int>> _where = [];
        private readonly PriorityQueue<Pair, Candidate> _queue = new();
        private readonly HashSet<Pair> _grown = [];

        public Run(List<(string Piece, long Count)> pieces)
        {
            for (var i = 0; i < _tokens.Count; i++)
            {
                _ids[_tokens[i]] = i;
            }

            foreach (var (piece, count) in pieces)
            {
                int[] word = [.. ByteAlphabet.Write(piece).Select(c => _ids[c.ToString()])];
                for (var i = 1; i < word.Length; i++)
                {
                    Add(new Pair(word[i - 1], word[i]), _words.Count, count);
                }

                _words.Add(word);
                _counts.Add(count);
            }

            Enqueue();
        }

        public BpeVocabulary Merge(int size, long minimum)
        {
            var merges = new List<(string, string)>();
            while (_tokens.Count < size && _queue.TryDequeue(out var pair, out var candidate))
            {
                // A pair whose count has fallen since it was queued goes back with its present count.
                var count = _pairs.GetValueOrDefault(pair);
                if (count < minimum)
                {
                    continue;
                }

                if (count != candidate.Count)
                {
                    if (count < candidate.Count)
                    {
                        _queue.Enqueue(pair, candidate with { Count = count });
                    }

                    continue;
                }

                // One way to each token: (a, bc) is not merged where (ab, c) has made abc already.
                var text = candidate.Left + candidate.Right;
                if (_ids.TryAdd(text, _tokens.Count))
                {
                    merges.Add((candidate.Left, candidate.Right));
                    _tokens.Add(text);
                    Apply(pair, _tokens.Count - 1);
                }
            }

            return new BpeVocabulary(_tokens, merges);
        }

        private void Apply(Pair pair, int id)
        {
            _where.Remove(pair, out var places);
            foreach (var w in places!)
            {
                var word = _words[w];
                var next = Merged(word, pair, id);
                if (next.Length == word.Length)
                {
                    continue;
                }

                for (var i = 1; i < word.Length; i++)
                {
                    _pairs[new Pair(word[i - 1], word[i])] -= _counts[w];
                }

                for (var i = 1; i < next.Length; i++)
                {
                    Add(new Pair(next[i - 1], next[i]), w, _counts[w]);
                }

                _words[w] = next;
            }

            _pairs.Remove(pair);
            Enqueue();
        }

        /// <summary>The word with the pair replaced wherever it stands, from the left; the same array where it does not stand.</summary>
        private static int[] Merged(int[] word, Pair pair, int id)
        {
            Span<int> next = word.Length <= 256 ? stackalloc int[word.Length] : new int[word.Length];
            var length = 0;
            for (var i = 0; i < word.Length; i++)
            {
                var merged = i + 1 < word.Length && word[i] == pair.Left && word[i + 1] == pair.Right;
                next[length++] = merged ? id : word[i];
                i += merged ? 1 : 0;
            }

            return length == word.Length ? word : next[..length].ToArray();
        }

        private void Add(Pair pair, int word, long count)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_pairs, pair, out _) += count;

            // Places of one word come one after another; a word that is listed again after another merge is passed over in Apply.
            var places = CollectionsMarshal.GetValueRefOrAddDefault(_where, pair, out _) ??= [];
            if (places.Count == 0 || places[^1] != word)
            {
                places.Add(word);
            }

            _grown.Add(pair);
        }

        private void Enqueue()
        {
            foreach (var pair in _grown)
            {
                if (_pairs.TryGetValue(pair, out var count) && count > 0)
                {
                    _queue.Enqueue(pair, new Candidate(count, _tokens[pair.Left], _tokens[pair.Right]));
                }
            }

            _grown.Clear();
        }
    }
}
