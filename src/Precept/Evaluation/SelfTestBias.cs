namespace Precept.Evaluation;

/// <summary>Whether the order in which replies are shown sways a judge.</summary>
/// <param name="Disagree">Of the judgments made in both orders the share whose orders disagree: Zheng et al. (2023, arXiv:2306.05685) call the rest consistent.</param>
/// <param name="FavoursFirst">How many of those that disagree chose the reply shown first both times.</param>
/// <param name="FavoursLast">How many chose the one shown last; the rest of those that disagree tied the replies in one order.</param>
/// <param name="BetterFirst">Accuracy over cases whose better reply is shown first.</param>
/// <param name="BetterLast">Accuracy over the other cases. A judge that is asked in one order only shows its bias here.</param>
public sealed record PositionBias(Rate Disagree, int FavoursFirst, int FavoursLast, Rate BetterFirst, Rate BetterLast)
{
    internal static PositionBias Of(SelfTestRun run)
    {
        SelfTestJudgment[] both = [.. run.Judgments.Where(j => j.Judgment.OrdersAgree is not null && j.Judgment.Outcome == Judging.Outcome.Judged)];
        SelfTestVerdict[] judged = [.. run.Verdicts.Where(v => v.Choice is not null)];
        return new(
            SelfTestFigures.Share(both, j => j.Judgment.OrdersAgree == false, j => j.Comparison.ExampleNumber),
            both.Count(j => j.Judgment.FavoursFirst == true),
            both.Count(j => j.Judgment.FavoursFirst == false),
            SelfTestFigures.Right(judged.Where(v => v.Case.BetterFirst)),
            SelfTestFigures.Right(judged.Where(v => !v.Case.BetterFirst)));
    }
}

/// <summary>Whether the length of replies sways a judge, whatever their grades.</summary>
/// <remarks>
/// The difference is Saito et al.'s verbosity bias with its sign (2023, arXiv:2310.10076; equal opportunity of Hardt et al. 2016): were a judge blind
/// to length, it would be right as often where the better reply is the longer one as where it is the shorter one. A judge that is right always has none.
/// </remarks>
/// <param name="Difference">Accuracy where the better reply is longer less accuracy where it is shorter, -1 to 1; above 0: longer replies are favoured. Interval: bootstrap of examples.</param>
/// <param name="BetterLonger">Accuracy where the better reply is longer.</param>
/// <param name="BetterShorter">Accuracy where it is shorter.</param>
/// <param name="Odds">
/// By what factor the odds of choosing a reply rise because it is the longer one: the exponential of the intercept of the logistic regression of "chose the longer one" on the truth
/// (coded -1 and 1), ties left out, half a case added to each cell (Haldane 1956). 1: no bias. Interval: bootstrap of examples.
/// </param>
/// <param name="EqualLengths">Cases whose replies are of one length; in none of these figures.</param>
public sealed record LengthBias(Estimate Difference, Rate BetterLonger, Rate BetterShorter, Estimate Odds, int EqualLengths)
{
    internal static LengthBias Of(IReadOnlyList<SelfTestVerdict> judged, long seed)
    {
        SelfTestVerdict[] unequal = [.. judged.Where(v => v.Case.LengthDifference != 0)];
        SelfTestVerdict[] decided = [.. unequal.Where(v => v.Choice != SelfTestChoice.Tie)];
        return new(
            SelfTestFigures.Of(unequal, v => v.Case.Comparison.ExampleNumber, Cells, s => (s[0] / s[2]) - (s[3] / s[5]), seed),
            SelfTestFigures.Right(unequal.Where(v => v.Case.LengthDifference > 0)),
            SelfTestFigures.Right(unequal.Where(v => v.Case.LengthDifference < 0)),
            SelfTestFigures.Of(decided, v => v.Case.Comparison.ExampleNumber, Cells, OddsOf, seed),
            judged.Count - unequal.Length);
    }

    // Better is longer: right, wrong without ties, all; better is shorter: the same.
    private static double[] Cells(SelfTestVerdict verdict)
    {
        var cells = new double[6];
        var at = verdict.Case.LengthDifference > 0 ? 0 : 3;
        cells[at] = verdict.IsRight ? 1 : 0;
        cells[at + 1] = verdict.Choice == SelfTestChoice.Worse ? 1 : 0;
        cells[at + 2] = 1;
        return cells;
    }

    private static double OddsOf(double[] s) => s[0] + s[1] == 0 || s[3] + s[4] == 0
        ? double.NaN
        : Math.Sqrt((s[0] + 0.5) / (s[1] + 0.5) * ((s[4] + 0.5) / (s[3] + 0.5)));
}
