namespace Precept.Evaluation;

/// <summary>One bar of a reliability diagram.</summary>
/// <param name="From">Lower bound of the probabilities in it.</param>
/// <param name="To">Upper bound; in it for the last bin only.</param>
/// <param name="Mean">Their mean; NaN where there are none.</param>
/// <param name="Observed">How often the reply shown first was the better one, with Wilson's interval.</param>
public sealed record CalibrationBin(double From, double To, double Mean, Rate Observed);

/// <summary>Whether a judge's probabilities come true. They are of the reply shown first; the order is drawn by seed.</summary>
/// <param name="Brier">Mean squared distance of probability and truth (Brier 1950): 0 for a seer, 0.25 for one who always says a half. Interval: bootstrap of examples.</param>
/// <param name="Error">Expected calibration error over the bins (Naeini et al. 2015): the mean distance of what was said and what came, by cases. Interval: bootstrap of examples.</param>
/// <param name="Bins">Ten bins of equal width from 0 to 1.</param>
public sealed record Calibration(Estimate Brier, Estimate Error, IReadOnlyList<CalibrationBin> Bins)
{
    private const int BinCount = 10;

    internal static Calibration? Of(IReadOnlyList<SelfTestVerdict> judged, long seed)
    {
        Said[] said = [.. judged.Where(v => v.P is not null).Select(v => new Said(
            v.Case.Comparison.ExampleNumber, v.From.Judgment.P!.Value, v.Case.BetterFirst))];
        if (said.Length == 0)
        {
            return null;
        }

        return new(
            SelfTestFigures.Of(said, s => s.Example, s => [Math.Pow(s.P - s.Truth, 2), 1], s => s[0] / s[1], seed),
            SelfTestFigures.Of(said, s => s.Example, BinSums, ErrorOf, seed),
            [.. Enumerable.Range(0, BinCount).Select(b => Bin(b, [.. said.Where(s => BinOf(s.P) == b)]))]);
    }

    private static int BinOf(double p) => Math.Min((int)(p * BinCount), BinCount - 1);

    private static double[] BinSums(Said said)
    {
        var sums = new double[2 * BinCount];
        sums[BinOf(said.P)] = said.P - said.Truth;
        sums[BinCount + BinOf(said.P)] = 1;
        return sums;
    }

    private static double ErrorOf(double[] sums) => sums.Take(BinCount).Sum(Math.Abs) / sums.Skip(BinCount).Sum();

    private static CalibrationBin Bin(int bin, Said[] said) => new(
        (double)bin / BinCount,
        (double)(bin + 1) / BinCount,
        said.Length == 0 ? double.NaN : said.Average(s => s.P),
        Statistics.Share(said.Select(s => s.First)));

    private readonly record struct Said(int Example, double P, bool First)
    {
        public double Truth => First ? 1 : 0;
    }
}
