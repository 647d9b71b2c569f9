using Precept.Spec;

namespace Precept.TestEndpoint.Scripts;

/// <summary>How a scripted judge sees the candidates.</summary>
/// <param name="seed">The program's seed and the request's.</param>
internal delegate Verdict Judging(JudgeQuestion question, string seed);

/// <summary>What a scripted judge thinks.</summary>
/// <param name="Order">The candidates, best first, as indices.</param>
/// <param name="Passes">For each candidate as shown, whether it keeps what it is judged by.</param>
internal sealed record Verdict(IReadOnlyList<int> Order, IReadOnlyList<bool> Passes)
{
    /// <summary>Passes all but what stands below the best; a candidate alone passes.</summary>
    public static Verdict ByOrder(IReadOnlyList<int> order) => new(order, [.. order.Select((_, i) => i == order[0])]);
}

/// <summary>The judges that can be named on the command line.</summary>
internal static class Judgings
{
    /// <summary>The first shown is always the best.</summary>
    public static Verdict First(JudgeQuestion question, string seed) => Verdict.ByOrder([.. Indices(question)]);

    /// <summary>The second shown is always the best; alone, an answer fails.</summary>
    public static Verdict Second(JudgeQuestion question, string seed) =>
        question.Candidates.Count < 2 ? new([.. Indices(question)], [false]) : Verdict.ByOrder([1, 0, .. Indices(question).Skip(2)]);

    /// <summary>The longest is the best.</summary>
    public static Verdict Longest(JudgeQuestion question, string seed) =>
        Verdict.ByOrder([.. Indices(question).OrderByDescending(i => question.Candidates[i].Text.Length)]);

    /// <summary>The shortest is the best.</summary>
    public static Verdict Shortest(JudgeQuestion question, string seed) =>
        Verdict.ByOrder([.. Indices(question).OrderBy(i => question.Candidates[i].Text.Length)]);

    /// <summary>A coin for each set of candidates, whichever the order in which they are shown.</summary>
    public static Verdict Random(JudgeQuestion question, string seed)
    {
        var all = question.Candidates.Select(c => c.Text).Order(StringComparer.Ordinal).ToArray();
        var luck = question.Candidates.Select(c => SeededRandom.For(0, [seed, "random", c.Text, .. all]).NextDouble()).ToArray();
        return new([.. Indices(question).OrderByDescending(i => luck[i])], [.. luck.Select(l => l >= 0.5)]);
    }

    /// <summary>All candidates, as shown.</summary>
    public static IEnumerable<int> Indices(JudgeQuestion question) => Enumerable.Range(0, question.Candidates.Count);
}
