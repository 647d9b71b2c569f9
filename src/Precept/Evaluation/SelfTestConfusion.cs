using Precept.Judging;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Writes kinds of pairs.</summary>
public static class PairKinds
{
    /// <summary>The grades: <c>GOOD&gt;BAD</c>.</summary>
    public static string Name(this PairKind kind) => kind switch
    {
        PairKind.GoodOverBad => "GOOD>BAD",
        PairKind.GoodOverOk => "GOOD>OK",
        PairKind.OkOverBad => "OK>BAD",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <summary>What a judge chose in pairs of two grades.</summary>
/// <param name="Kind">The grades.</param>
/// <param name="Better">How often the higher graded reply.</param>
/// <param name="Tie">How often neither.</param>
/// <param name="Worse">How often the lower graded reply.</param>
/// <param name="Failed">How often there was no judgment.</param>
public sealed record PairConfusion(PairKind Kind, int Better, int Tie, int Worse, int Failed)
{
    internal static IReadOnlyList<PairConfusion> Of(IReadOnlyList<SelfTestVerdict> all) =>
    [
        .. Enum.GetValues<PairKind>().Select(kind =>
        {
            int Count(SelfTestChoice? choice) => all.Count(v => v.Case.Kind == kind && v.Choice == choice);
            return new PairConfusion(kind, Count(SelfTestChoice.Better), Count(SelfTestChoice.Tie), Count(SelfTestChoice.Worse), Count(null));
        }),
    ];
}

/// <summary>Where a judge's grade of a reply comes from.</summary>
public enum GradeSource
{
    /// <summary>Its rating: 6 and 7 are GOOD, 4 and 5 OK, 1 to 3 BAD.</summary>
    Rating,

    /// <summary>Whether it breaks a section: then BAD, else GOOD; it cannot say OK.</summary>
    Breaches,
}

/// <summary>The spec's grades of single replies against the judge's.</summary>
/// <param name="Source">What the judge's grades are taken from.</param>
/// <param name="Counts">[spec's grade, judge's grade], both from BAD (0) to GOOD (2).</param>
/// <param name="Right">The share of replies with the same grade.</param>
public sealed record GradeConfusion(GradeSource Source, int[][] Counts, Rate Right)
{
    /// <summary>The grade that a rating from 1 to 7 stands for.</summary>
    public static Verdict OfRating(int rating) => rating switch
    {
        >= 6 => Verdict.Good,
        >= 4 => Verdict.Ok,
        _ => Verdict.Bad,
    };

    // A judge of pairs grades a reply once for each pair: no one grade to compare.
    internal static GradeConfusion? Of(SelfTestRun run)
    {
        SelfTestJudgment[] judged = [.. run.Judgments.Where(j => j.Judgment.Outcome == Outcome.Judged)];
        if (judged.Any(j => j.Shown.Count != j.Comparison.Replies.Count))
        {
            return null;
        }

        var source = judged.Any(j => j.Judgment.Ratings.Count > 0) ? GradeSource.Rating
            : judged.Any(j => j.Judgment.Broken.Any(b => b.Count > 0)) ? GradeSource.Breaches
            : (GradeSource?)null;
        return source is { } by ? Of(by, [.. judged.Where(j => Grades(by, j.Judgment) == j.Shown.Count).SelectMany(j => Grades(by, j))]) : null;
    }

    private static GradeConfusion Of(GradeSource source, IReadOnlyList<(int Example, Verdict Spec, Verdict Judge)> grades)
    {
        int[][] counts = [.. Enum.GetValues<Verdict>().Select(s => Enum.GetValues<Verdict>().Select(j => grades.Count(g => g.Spec == s && g.Judge == j)).ToArray())];
        return new(source, counts, SelfTestFigures.Share(grades, g => g.Spec == g.Judge, g => g.Example));
    }

    // Where a judge is made of several, not every one of them may grade.
    private static int Grades(GradeSource source, Judgment of) => source == GradeSource.Rating ? of.Ratings.Count : of.Broken.Count;

    private static IEnumerable<(int Example, Verdict Spec, Verdict Judge)> Grades(GradeSource source, SelfTestJudgment of) => of.Shown.Select((reply, i) =>
    {
        var judge = source == GradeSource.Rating ? OfRating(of.Judgment.Ratings[i]) : of.Judgment.Broken[i].Count > 0 ? Verdict.Bad : Verdict.Good;
        return (of.Comparison.ExampleNumber, of.Comparison.Replies[reply].Verdict, judge);
    });
}
