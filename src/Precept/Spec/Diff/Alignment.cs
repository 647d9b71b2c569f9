namespace Precept.Spec.Diff;

/// <summary>A stretch of two aligned lists: equal on both sides, or what stands between two equal stretches.</summary>
internal readonly record struct AlignedRun(bool IsSame, int StartA, int CountA, int StartB, int CountB);

/// <summary>Aligns two lists by their equal items.</summary>
/// <remarks>
/// Patience differencing (Bram Cohen): equal beginnings and ends, then items that are unique on both sides as anchors, and so on between them;
/// a longest common subsequence where little is left. The work is near-linear: a stretch without anchors that is too large for the table
/// (250,000 cells) stays unaligned.
/// </remarks>
internal static class Alignment
{
    private const long MostCells = 250_000;
    private const int DeepestRecursion = 64;

    public static IReadOnlyList<AlignedRun> Of(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] Number(IReadOnlyList<string> items) => [.. items.Select(i => numbers.TryGetValue(i, out var n) ? n : numbers[i] = numbers.Count)];
        var pairs = new List<(int A, int B)>();
        Match(Number(a), Number(b), 0, a.Count, 0, b.Count, pairs, 0);
        pairs.Sort();
        return Runs(pairs, a.Count, b.Count);
    }

    /// <summary>The places of a longest strictly increasing subsequence.</summary>
    public static IReadOnlyList<int> LongestIncreasing(IReadOnlyList<int> values)
    {
        var ends = new List<int>();
        var before = new int[values.Count];
        for (var i = 0; i < values.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = values[ends[middle]] < values[i] ? (middle + 1, high) : (low, middle);
            }

            before[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var chosen = new List<int>();
        for (var at = ends.Count == 0 ? -1 : ends[^1]; at >= 0; at = before[at])
        {
            chosen.Add(at);
        }

        chosen.Reverse();
        return chosen;
    }

    private static void Match(int[] a, int[] b, int fromA, int toA, int fromB, int toB, List<(int A, int B)> pairs, int depth)
    {
        while (fromA < toA && fromB < toB && a[fromA] == b[fromB])
        {
            pairs.Add((fromA++, fromB++));
        }

        while (fromA < toA && fromB < toB && a[toA - 1] == b[toB - 1])
        {
            pairs.Add((--toA, --toB));
        }

        if (fromA == toA || fromB == toB)
        {
            return;
        }

        if ((long)(toA - fromA) * (toB - fromB) <= MostCells)
        {
            LongestCommon(a, b, fromA, toA, fromB, toB, pairs);
            return;
        }

        var anchors = depth < DeepestRecursion ? Anchors(a, b, fromA, toA, fromB, toB) : [];
        if (anchors.Count == 0)
        {
            return;
        }

        foreach (var (anchorA, anchorB) in anchors)
        {
            Match(a, b, fromA, anchorA, fromB, anchorB, pairs, depth + 1);
            pairs.Add((anchorA, anchorB));
            (fromA, fromB) = (anchorA + 1, anchorB + 1);
        }

        Match(a, b, fromA, toA, fromB, toB, pairs, depth + 1);
    }

    private static List<(int A, int B)> Anchors(int[] a, int[] b, int fromA, int toA, int fromB, int toB)
    {
        var placesB = Unique(b, fromB, toB);
        var common = Unique(a, fromA, toA).Where(p => p.Value >= 0 && placesB.GetValueOrDefault(p.Key, -1) >= 0)
            .Select(p => (A: p.Value, B: placesB[p.Key])).Order().ToList();
        return [.. LongestIncreasing([.. common.Select(c => c.B)]).Select(i => common[i])];
    }

    /// <summary>Each item to its place, or to -1 where it stands more than once.</summary>
    private static Dictionary<int, int> Unique(int[] items, int from, int to)
    {
        var places = new Dictionary<int, int>();
        for (var i = from; i < to; i++)
        {
            places[items[i]] = places.ContainsKey(items[i]) ? -1 : i;
        }

        return places;
    }

    private static void LongestCommon(int[] a, int[] b, int fromA, int toA, int fromB, int toB, List<(int A, int B)> pairs)
    {
        var (n, m) = (toA - fromA, toB - fromB);
        var length = new int[n + 1, m + 1]; // of the longest common subsequence of what follows i and j
        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = m - 1; j >= 0; j--)
            {
                length[i, j] = a[fromA + i] == b[fromB + j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        for (var (i, j) = (0, 0); i < n && j < m;)
        {
            if (a[fromA + i] == b[fromB + j])
            {
                pairs.Add((fromA + i++, fromB + j++));
            }
            else
            {
                _ = length[i + 1, j] >= length[i, j + 1] ? i++ : j++;
            }
        }
    }

    private static List<AlignedRun> Runs(List<(int A, int B)> pairs, int countA, int countB)
    {
        var runs = new List<AlignedRun>();
        var (atA, atB) = (0, 0);
        for (var i = 0; i < pairs.Count;)
        {
            var (startA, startB) = pairs[i];
            Between(startA, startB);
            var count = 0;
            for (; i < pairs.Count && pairs[i] == (startA + count, startB + count); i++)
            {
                count++;
            }

            runs.Add(new AlignedRun(true, startA, count, startB, count));
            (atA, atB) = (startA + count, startB + count);
        }

        Between(countA, countB);
        return runs;

        void Between(int nextA, int nextB)
        {
            if (nextA > atA || nextB > atB)
            {
                runs.Add(new AlignedRun(false, atA, nextA - atA, atB, nextB - atB));
            }
        }
    }
}
