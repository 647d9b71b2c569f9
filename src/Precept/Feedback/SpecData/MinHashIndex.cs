namespace Precept.Feedback.SpecData;

/// <summary>Finds a set that is like a given one among many, without comparing it with all of them.</summary>
/// <remarks>
/// MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4): two sets of Jaccard similarity s
/// become candidates with probability 1 − (1 − s^rows)^bands; candidates are then compared exactly, so that nothing is found that is not there.
/// A bucket proposes its first 256 sets only: texts made to collide cost no more than that.
/// </remarks>
/// <param name="bands">How many bands.</param>
/// <param name="rows">Hash functions in each.</param>
/// <param name="threshold">The least similarity that is found, (0, 1].</param>
internal sealed class MinHashIndex(int bands, int rows, double threshold)
{
    private const int MostInBucket = 256;
    private readonly List<IReadOnlySet<ulong>> _sets = [];
    private readonly Dictionary<(int Band, ulong Key), List<int>> _buckets = [];

    /// <summary>Adds a set; its number is the count of those before it.</summary>
    public void Add(IReadOnlySet<ulong> set)
    {
        foreach (var bucket in Buckets(set))
        {
            if (!_buckets.TryGetValue(bucket, out var members))
            {
                _buckets[bucket] = members = [];
            }

            if (members.Count < MostInBucket)
            {
                members.Add(_sets.Count);
            }
        }

        _sets.Add(set);
    }

    /// <summary>The set that is most like the given one, if any reaches the threshold; of equals the earliest.</summary>
    public (int Number, double Similarity)? Nearest(IReadOnlySet<ulong> set)
    {
        (int Number, double Similarity)? best = null;
        foreach (var number in Buckets(set).SelectMany(b => _buckets.GetValueOrDefault(b) ?? []).Distinct().Order())
        {
            var similarity = Jaccard(set, _sets[number]);
            if (similarity >= threshold && similarity > (best?.Similarity ?? 0))
            {
                best = (number, similarity);
            }
        }

        return best;
    }

    /// <summary>What two sets have in common by what they have together, 0 to 1; 0 where both are empty.</summary>
    public static double Jaccard(IReadOnlySet<ulong> one, IReadOnlySet<ulong> other)
    {
        var (fewer, more) = one.Count <= other.Count ? (one, other) : (other, one);
        var common = fewer.Count(more.Contains);
        var either = one.Count + other.Count - common;
        return either == 0 ? 0 : (double)common / either;
    }

    private IEnumerable<(int Band, ulong Key)> Buckets(IReadOnlySet<ulong> set)
    {
        if (set.Count == 0)
        {
            yield break;
        }

        for (var band = 0; band < bands; band++)
        {
            var key = 0UL;
            for (var row = 0; row < rows; row++)
            {
                var function = NGrams.Mix((ulong)(band * rows + row + 1) * 0x9E3779B97F4A7C15);
                var least = ulong.MaxValue;
                foreach (var member in set)
                {
                    least = Math.Min(least, NGrams.Mix(member ^ function));
                }

                key = NGrams.Mix(key ^ least);
            }

            yield return (band, key);
        }
    }
}
