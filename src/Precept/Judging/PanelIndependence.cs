namespace Precept.Judging;

/// <summary>How many independent judges a panel is worth.</summary>
/// <param name="Members">n: the members that were held against another.</param>
/// <param name="Correlation">The mean correlation of two members' verdicts, over the pairs of members that can be compared.</param>
/// <param name="Effective">n / (1 + (n - 1) rho), from 1 to n.</param>
public sealed record PanelIndependence(int Members, double Correlation, double Effective)
{
    /// <summary>Measures a panel over its judgments.</summary>
    /// <remarks>
    /// The verdict of a member on a pair of responses is +1, 0 or -1. The mean of n verdicts of variance s² with a correlation of rho between any two has the variance
    /// s²/n (1 + (n - 1) rho), which is what n / (1 + (n - 1) rho) uncorrelated ones have (the design effect of Kish 1965, section 5.4). Which response of a pair comes first means nothing, so each
    /// pair counts in both orders: the verdicts' mean is then 0 and the correlation is sum xy / sqrt(sum x² sum y²). A rho below 0 counts as 0: no panel is worth more than
    /// its members. Judges that are all right agree as well, so this is a lower bound of their independence.
    /// </remarks>
    /// <param name="panels">For each judgment its votes; a member is known by its configuration.</param>
    /// <returns>Null where no two members judged anything together on which both had a preference to show.</returns>
    public static PanelIndependence? Of(IEnumerable<IReadOnlyList<Vote>> panels)
    {
        var members = new List<string>();
        var sums = new Dictionary<(int, int), (double XY, double XX, double YY)>();
        foreach (var votes in panels)
        {
            var judged = votes.Where(v => v.Outcome == Outcome.Judged).Select(v => (Member: IndexOf(v.Judge), v.Ranks)).OrderBy(v => v.Member).ToArray();
            for (var u = 0; u < judged.Length; u++)
            {
                for (var v = u + 1; v < judged.Length; v++)
                {
                    Add((judged[u].Member, judged[v].Member), judged[u].Ranks, judged[v].Ranks);
                }
            }
        }

        double[] correlations = [.. sums.Values.Where(s => s.XX > 0 && s.YY > 0).Select(s => s.XY / Math.Sqrt(s.XX * s.YY))];
        if (correlations.Length == 0)
        {
            return null;
        }

        var (n, rho) = (sums.Where(s => s.Value.XX > 0 && s.Value.YY > 0).SelectMany(s => new[] { s.Key.Item1, s.Key.Item2 }).Distinct().Count(), correlations.Average());
        return new PanelIndependence(n, rho, n / (1 + ((n - 1) * Math.Clamp(rho, 0, 1))));

        int IndexOf(string judge)
        {
            var at = members.IndexOf(judge);
            if (at < 0)
            {
                members.Add(judge);
            }

            return at < 0 ? members.Count - 1 : at;
        }

        void Add((int, int) pair, IReadOnlyList<int> one, IReadOnlyList<int> other)
        {
            var sum = sums.GetValueOrDefault(pair);
            for (var i = 0; i < one.Count; i++)
            {
                for (var j = i + 1; j < one.Count; j++)
                {
                    double x = Math.Sign(one[j] - one[i]), y = Math.Sign(other[j] - other[i]);
                    sum = (sum.XY + (x * y), sum.XX + (x * x), sum.YY + (y * y));
                }
            }

            sums[pair] = sum;
        }
    }
}
