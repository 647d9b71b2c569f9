namespace Precept.Evaluation;

/// <summary>How much more often one judge is right than another on the same cases.</summary>
/// <param name="Difference">The first's accuracy less the second's over the cases that both judged, -1 to 1; interval: bootstrap of examples.</param>
/// <param name="OnlyFirst">Cases that only the first has right.</param>
/// <param name="OnlySecond">Cases that only the second has right.</param>
/// <param name="P">McNemar's exact two-sided p-value, as if the cases were independent.</param>
public sealed record PairedDifference(Estimate Difference, int OnlyFirst, int OnlySecond, double P)
{
    /// <summary>The difference of two runs over the same cases.</summary>
    /// <exception cref="ArgumentException">The cases are not the same.</exception>
    public static PairedDifference Of(SelfTestRun first, SelfTestRun second)
    {
        if (!ReferenceEquals(first.Cases, second.Cases))
        {
            throw new ArgumentException("the runs are over different cases", nameof(second));
        }

        var both = first.Verdicts.Zip(second.Verdicts).Where(p => p.First.Choice is not null && p.Second.Choice is not null);
        return Of([.. both.Select(p => (p.First, p.Second.IsRight))], first.Cases.Seed);
    }

    internal static PairedDifference Of(IReadOnlyList<(SelfTestVerdict Verdict, bool Other)> cases, long seed)
    {
        var difference = SelfTestFigures.Of(
            cases, c => c.Verdict.Case.Comparison.ExampleNumber, c => [(c.Verdict.IsRight ? 1 : 0) - (c.Other ? 1 : 0), 1], s => s[0] / s[1], seed);
        var (onlyFirst, onlySecond) = (cases.Count(c => c.Verdict.IsRight && !c.Other), cases.Count(c => !c.Verdict.IsRight && c.Other));
        return new(difference, onlyFirst, onlySecond, McNemar.P(onlyFirst, onlySecond));
    }
}

/// <summary>A rule that reads nothing, on the cases that the judge judged.</summary>
/// <param name="Id"><c>longest</c>, <c>first</c> (of those shown) or <c>source</c> (the first in the spec).</param>
/// <param name="Rate">How often it is right; where lengths are equal, <c>longest</c> is not.</param>
/// <param name="JudgeMinus">The judge against it.</param>
public sealed record SelfTestBaseline(string Id, Rate Rate, PairedDifference JudgeMinus)
{
    internal static IReadOnlyList<SelfTestBaseline> All(IReadOnlyList<SelfTestVerdict> judged, long seed) =>
    [
        Of("longest", judged, c => c.LengthDifference > 0, seed),
        Of("first", judged, c => c.BetterFirst, seed),
        Of("source", judged, c => c.BetterReply.Line < c.WorseReply.Line, seed),
    ];

    private static SelfTestBaseline Of(string id, IReadOnlyList<SelfTestVerdict> judged, Func<SelfTestCase, bool> right, long seed) => new(
        id,
        SelfTestFigures.Share(judged, v => right(v.Case)),
        PairedDifference.Of([.. judged.Select(v => (v, right(v.Case)))], seed));
}
