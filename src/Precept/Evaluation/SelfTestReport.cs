using Precept.Judging;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>How the judgments behind the cases ended.</summary>
/// <param name="Judged">Cases with a choice or a tie.</param>
/// <param name="Refused">Cases whose judgment the judge declined.</param>
/// <param name="Invalid">Cases whose judgment could not be read.</param>
/// <param name="Timeout">Cases without an answer in time.</param>
/// <param name="Filtered">Cases that a content filter cut.</param>
public sealed record SelfTestOutcomes(int Judged, int Refused, int Invalid, int Timeout, int Filtered)
{
    /// <summary>Cases that were not judged.</summary>
    public int Failed => Refused + Invalid + Timeout + Filtered;
}

/// <summary>A share of cases with three intervals. Cases of one example are alike, so the headline counts them for less than independent ones.</summary>
/// <param name="Headline">With Wilson's interval for as many independent cases as these are worth (<see cref="ClusteredShare"/>).</param>
/// <param name="Independent">With Wilson's interval as if all were independent: too narrow where those of one example end alike.</param>
/// <param name="Bootstrap">With the percentile interval of a bootstrap of whole examples: without width where all cases end alike.</param>
public sealed record SelfTestAccuracy(Rate Headline, Rate Independent, Estimate Bootstrap);

/// <summary>A section's accuracy.</summary>
/// <param name="Id">The section.</param>
/// <param name="Title">Its title.</param>
/// <param name="Authority">Its authority.</param>
/// <param name="Rate">The share of its judged cases that are right.</param>
/// <param name="Ties">How many of them are ties.</param>
/// <param name="Failed">Its cases that were not judged.</param>
public sealed record SelfTestSection(string Id, string Title, Authority Authority, Rate Rate, int Ties, int Failed);

/// <summary>Accuracy where text is left out of a reply, and where none is.</summary>
/// <param name="N">Cases with an elision, those not judged included.</param>
/// <param name="With">The accuracy over them.</param>
/// <param name="Without">The accuracy over all others.</param>
public sealed record SelfTestElided(int N, Rate With, Rate Without);

/// <summary>What a judge is worth on the graded replies of a spec. Every share has an interval and a count; a judgment that failed is in none but <see cref="WorstCase"/>.</summary>
public sealed record SelfTestReport
{
    /// <summary>The judge's configuration.</summary>
    public required string Judge { get; init; }

    /// <summary>The spec.</summary>
    public required SpecDocument Spec { get; init; }

    /// <summary>Whether the judge was kept from seeing each example while it was tested on it.</summary>
    public required bool HeldOut { get; init; }

    /// <summary>Seed of the order in which replies were shown, and of the bootstrap.</summary>
    public required long Seed { get; init; }

    /// <summary>The number of cases.</summary>
    public required int N { get; init; }

    /// <summary>The number of examples they stand in.</summary>
    public required int Examples { get; init; }

    /// <summary>The number of comparisons they stand in.</summary>
    public required int Comparisons { get; init; }

    /// <summary>Ordered pairs that are no case because their texts are the same.</summary>
    public required int IdenticalTexts { get; init; }

    /// <summary>How the judgments ended.</summary>
    public required SelfTestOutcomes Outcomes { get; init; }

    /// <summary>Of the judged cases the share that is right; a tie is wrong.</summary>
    public required SelfTestAccuracy Accuracy { get; init; }

    /// <summary>Of the judged cases that are no ties the share that is right.</summary>
    public required Rate WithoutTies { get; init; }

    /// <summary>Of the judged cases the share that is tied.</summary>
    public required Rate Ties { get; init; }

    /// <summary>Of all cases the share that is right: what failed counts as wrong.</summary>
    public required Rate WorstCase { get; init; }

    /// <summary>By section, the weakest first; of equals the one with more cases.</summary>
    public required IReadOnlyList<SelfTestSection> Sections { get; init; }

    /// <summary>By the section's authority, highest first.</summary>
    public required IReadOnlyList<NamedRate> Authorities { get; init; }

    /// <summary>By the grades of the pair.</summary>
    public required IReadOnlyList<NamedRate> Kinds { get; init; }

    /// <summary>Whether the order of the replies sways the judge.</summary>
    public required PositionBias Position { get; init; }

    /// <summary>Whether their length does.</summary>
    public required LengthBias Length { get; init; }

    /// <summary>What needs no judge: the longest wins, the first shown wins, the first in the spec wins.</summary>
    public required IReadOnlyList<SelfTestBaseline> Baselines { get; init; }

    /// <summary>Choices by the grades of the pair.</summary>
    public required IReadOnlyList<PairConfusion> Pairs { get; init; }

    /// <summary>Grades of single replies against the spec's; null where the judge only compares.</summary>
    public required GradeConfusion? Grades { get; init; }

    /// <summary>Cases with elided replies apart.</summary>
    public required SelfTestElided Elided { get; init; }

    /// <summary>Whether the judge's probabilities can be believed; null where it gives none.</summary>
    public required Calibration? Calibration { get; init; }

    /// <summary>Computes all figures of a run.</summary>
    public static SelfTestReport Of(SelfTestRun run)
    {
        var (all, seed) = (run.Verdicts, run.Cases.Seed);
        SelfTestVerdict[] judged = [.. all.Where(v => v.Choice is not null)];
        return new SelfTestReport
        {
            Judge = run.Judge,
            Spec = run.Cases.Spec,
            HeldOut = run.HeldOut,
            Seed = seed,
            N = all.Count,
            Examples = all.Select(v => v.Case.Comparison.ExampleNumber).Distinct().Count(),
            Comparisons = run.Cases.Comparisons.Count,
            IdenticalTexts = run.Cases.IdenticalTexts,
            Outcomes = OutcomesOf(all),
            Accuracy = AccuracyOf(judged, seed),
            WithoutTies = SelfTestFigures.Right(judged.Where(v => v.Choice != SelfTestChoice.Tie)),
            Ties = SelfTestFigures.Share(judged, v => v.Choice == SelfTestChoice.Tie),
            WorstCase = SelfTestFigures.Right(all),
            Sections = [.. SectionsOf(run)],
            Authorities = [.. judged.GroupBy(v => v.Case.Comparison.Authority).OrderByDescending(g => g.Key).Select(g => new NamedRate(g.Key.Name(), SelfTestFigures.Right(g)))],
            Kinds = [.. Enum.GetValues<PairKind>().Select(k => new NamedRate(k.Name(), SelfTestFigures.Right(judged.Where(v => v.Case.Kind == k))))],
            Position = PositionBias.Of(run),
            Length = LengthBias.Of(judged, seed),
            Baselines = SelfTestBaseline.All(judged, seed),
            Pairs = PairConfusion.Of(all),
            Grades = GradeConfusion.Of(run),
            Elided = new(all.Count(v => v.Case.IsElided), SelfTestFigures.Right(judged.Where(v => v.Case.IsElided)), SelfTestFigures.Right(judged.Where(v => !v.Case.IsElided))),
            Calibration = Calibration.Of(judged, seed),
        };
    }

    private static SelfTestAccuracy AccuracyOf(SelfTestVerdict[] judged, long seed) => new(
        SelfTestFigures.Right(judged),
        Statistics.Share(judged.Select(v => v.IsRight)),
        SelfTestFigures.Of(judged, v => v.Case.Comparison.ExampleNumber, v => [v.IsRight ? 1 : 0, 1], s => s[0] / s[1], seed));

    private static SelfTestOutcomes OutcomesOf(IReadOnlyList<SelfTestVerdict> all)
    {
        int Count(Outcome outcome) => all.Count(v => v.Outcome == outcome);
        return new(Count(Outcome.Judged), Count(Outcome.Refused), Count(Outcome.Invalid), Count(Outcome.Timeout), Count(Outcome.Filtered));
    }

    private static IEnumerable<SelfTestSection> SectionsOf(SelfTestRun run) =>
        run.Verdicts.GroupBy(v => v.Case.Comparison.Example.SectionId)
            .Select(g =>
            {
                var section = run.Cases.Spec.Find(g.Key)!;
                SelfTestVerdict[] judged = [.. g.Where(v => v.Choice is not null)];
                return new SelfTestSection(
                    section.Id, section.Title, section.Authority, SelfTestFigures.Right(judged), judged.Count(v => v.Choice == SelfTestChoice.Tie), g.Count() - judged.Length);
            })
            .OrderBy(s => double.IsNaN(s.Rate.Value) ? 2 : s.Rate.Value).ThenByDescending(s => s.Rate.N).ThenBy(s => s.Id, StringComparer.Ordinal);
}
