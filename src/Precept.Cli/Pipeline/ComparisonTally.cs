using Precept.Evaluation;
using Precept.Judging;

namespace Precept.Cli.Pipeline;

/// <summary>What came of comparisons of two answers.</summary>
/// <param name="Judged">Those with a verdict, ties included.</param>
/// <param name="Ties">Verdicts that neither is better.</param>
/// <param name="NotJudged">Those that ended otherwise.</param>
/// <param name="Outcomes">Those without a verdict by outcome.</param>
/// <param name="WithP">Verdicts that come with a probability.</param>
/// <param name="PositionBias">Of the verdicts that were asked for in both orders, the share whose orders disagreed.</param>
internal sealed record ComparisonTally(int Judged, int Ties, int NotJudged, IReadOnlyDictionary<Outcome, int> Outcomes, int WithP, Rate PositionBias)
{
    /// <summary>Counts.</summary>
    public static ComparisonTally Of(IReadOnlyList<Judgment> judgments)
    {
        Judgment[] judged = [.. judgments.Where(j => j.Outcome == Outcome.Judged)];
        return new ComparisonTally(
            judged.Length,
            judged.Count(j => j.Ranks.Distinct().Count() == 1),
            judgments.Count - judged.Length,
            judgments.Where(j => j.Outcome != Outcome.Judged).CountBy(j => j.Outcome).ToDictionary(),
            judged.Count(j => j.P is not null),
            Statistics.Share(judged.Where(j => j.OrdersAgree is not null).Select(j => j.OrdersAgree == false)));
    }
}
