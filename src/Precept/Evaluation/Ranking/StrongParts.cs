namespace Precept.Evaluation;

/// <summary>Which items are above which others by some chain of wins: the condition for a maximum of likelihood (Ford 1957; Hunter 2004, assumption 1).</summary>
internal static class StrongParts
{
    /// <summary>The strongly connected parts, ascending within; those that reach the most come first.</summary>
    /// <param name="above">Whether i was above j, or level with it.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(bool[,] above)
    {
        var n = above.GetLength(0);
        var (part, parts) = (new int[n], new List<(int Reaches, int[] Items)>());
        Array.Fill(part, -1);
        for (var i = 0; i < n; i++)
        {
            if (part[i] < 0)
            {
                var (down, up) = (Reached(n, i, (a, b) => above[a, b]), Reached(n, i, (a, b) => above[b, a]));
                int[] items = [.. Enumerable.Range(0, n).Where(j => down[j] && up[j])];
                Array.ForEach(items, j => part[j] = parts.Count);
                parts.Add((down.Count(r => r), items));
            }
        }

        return [.. parts.OrderByDescending(p => p.Reaches).ThenBy(p => p.Items[0]).Select(p => p.Items)];
    }

    /// <summary>Whether every item was compared with every other one, if only through third ones.</summary>
    public static bool AreLinked(bool[,] above) =>
        Array.TrueForAll(Reached(above.GetLength(0), 0, (a, b) => above[a, b] || above[b, a]), r => r);

    private static bool[] Reached(int n, int from, Func<int, int, bool> leads)
    {
        var (reached, open) = (new bool[n], new Stack<int>([from]));
        reached[from] = true;
        while (open.TryPop(out var at))
        {
            for (var j = 0; j < n; j++)
            {
                if (!reached[j] && leads(at, j))
                {
                    reached[j] = true;
                    open.Push(j);
                }
            }
        }

        return reached;
    }
}
