namespace Precept.Evaluation;

/// <summary>Ranks from 1, equal values sharing the mean of their places.</summary>
internal static class MidRanks
{
    /// <summary>The rank of each value, the smallest first.</summary>
    public static double[] Of(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && values[order[to]].Equals(values[order[from]]))
            {
                to++;
            }

            for (var at = from; at < to; at++)
            {
                ranks[order[at]] = (from + 1 + to) / 2.0;
            }

            from = to;
        }

        return ranks;
    }
}
