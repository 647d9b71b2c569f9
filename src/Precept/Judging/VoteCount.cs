namespace Precept.Judging;

/// <summary>Puts votes together. Only those that are judged are votes (docs/algorithms/judging.md).</summary>
public static class VoteCount
{
    /// <summary>Ranks by majority: a response that beats another in more votes than it loses gets a point over it; more points are better (Copeland 1951).</summary>
    /// <remarks>Of two responses this is the plain majority, and as many votes for one as for the other are a tie. A vote that ties them counts for neither.</remarks>
    /// <param name="votes">The votes, all on the same responses.</param>
    /// <returns>Dense ranks from 0; empty where nothing is judged.</returns>
    public static IReadOnlyList<int> Ranks(IReadOnlyList<Vote> votes)
    {
        var judged = votes.Where(v => v.Outcome == Outcome.Judged).ToArray();
        if (judged.Length == 0)
        {
            return [];
        }

        var n = judged[0].Ranks.Count;
        var points = new int[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                points[i] += Math.Sign(judged.Sum(v => Math.Sign(v.Ranks[j] - v.Ranks[i])));
            }
        }

        return Dense([.. points.Select(p => -p)]);
    }

    /// <summary>The probability that the first of two responses is better: the mean of the votes' own where each has one; else their share with half a vote for each side (Krichevsky and Trofimov 1981), a tie being half a vote.</summary>
    /// <param name="votes">Votes on two responses.</param>
    /// <returns>In (0, 1), or null where nothing is judged or a vote without a probability stands alone.</returns>
    public static double? P(IReadOnlyList<Vote> votes)
    {
        var judged = votes.Where(v => v.Outcome == Outcome.Judged && v.Ranks.Count == 2).ToArray();
        return judged.Length > 0 && judged.All(v => v.P is not null) ? judged.Average(v => v.P!.Value)
            : judged.Length < 2 ? null
            : (judged.Sum(v => v.P ?? (1 + Math.Sign(v.Ranks[1] - v.Ranks[0])) / 2.0) + 0.5) / (judged.Length + 1);
    }

    /// <summary>A judgment of two responses whose majority and whose probability do not point opposite ways: where they do, it is a tie.</summary>
    internal static Judgment Consistent(Judgment judgment) =>
        judgment.Ranks is [var first, var second] && judgment.P is { } p && Math.Sign(second - first) * Math.Sign(p - 0.5) < 0 ? judgment with { Ranks = [0, 0] } : judgment;

    /// <summary>The share of pairs of judged votes that order two responses alike, a tie agreeing with a tie only; over all pairs of responses. Null with fewer than two votes.</summary>
    public static double? Agreement(IReadOnlyList<Vote> votes)
    {
        var judged = votes.Where(v => v.Outcome == Outcome.Judged).ToArray();
        var (alike, all) = (0, 0);
        for (var u = 0; u < judged.Length; u++)
        {
            for (var v = u + 1; v < judged.Length; v++)
            {
                for (var i = 0; i < judged[u].Ranks.Count; i++)
                {
                    for (var j = i + 1; j < judged[u].Ranks.Count; j++)
                    {
                        all++;
                        alike += judged[u].Ranks[i].CompareTo(judged[u].Ranks[j]) == judged[v].Ranks[i].CompareTo(judged[v].Ranks[j]) ? 1 : 0;
                    }
                }
            }
        }

        return all > 0 ? (double)alike / all : null;
    }

    /// <summary>How it ended, where nothing is judged: what most votes say, the first where several do.</summary>
    public static Outcome Failure(IReadOnlyList<Vote> votes) =>
        votes.GroupBy(v => v.Outcome).Select(g => (g.Key, Count: g.Count())).DefaultIfEmpty((Outcome.Invalid, 0)).MaxBy(g => g.Item2).Item1;

    /// <summary>Dense ranks from 0: smaller values are better, equal ones tie.</summary>
    public static IReadOnlyList<int> Dense<T>(IReadOnlyList<T> values, IComparer<T>? comparer = null)
    {
        var distinct = new SortedSet<T>(values, comparer).ToList();
        return [.. values.Select(v => distinct.BinarySearch(v, comparer))];
    }
}
