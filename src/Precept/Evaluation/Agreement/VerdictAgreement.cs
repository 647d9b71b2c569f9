namespace Precept.Evaluation;

/// <summary>How far two judges' verdicts on pairs of responses agree. Intervals are over prompts: the pairs of one prompt are no independent cases.</summary>
/// <param name="Prompts">The prompts that the pairs are of.</param>
/// <param name="Tally">All pairs, counted.</param>
/// <param name="WithTies">Share of all pairs of which both say the same, where a tie is a verdict like the others.</param>
/// <param name="WithoutTies">Share of the pairs that neither calls a tie of which both say the same.</param>
/// <param name="Kappa">Cohen's kappa over better, tie and worse.</param>
public sealed record VerdictAgreement(int Prompts, PairTally Tally, Rate WithTies, Rate WithoutTies, Estimate Kappa)
{
    /// <summary>The figures of the pairs of some prompts.</summary>
    /// <param name="perPrompt">What was said of the pairs of each prompt; prompts without pairs do not count.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    public static VerdictAgreement Of(IEnumerable<PairTally> perPrompt, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        PairTally[] tallies = [.. perPrompt.Where(t => t.Pairs > 0)];
        return new VerdictAgreement(
            tallies.Length,
            PairTally.Sum(tallies),
            ClusteredShare.Of(tallies.Select(t => (t.Agreed, t.Pairs))),
            ClusteredShare.Of(tallies.Select(t => (t.Same, t.Decided))),
            OverPrompts(tallies, table => CohenKappa.Value(table, KappaWeights.None), seed, resamples));
    }

    /// <summary>A statistic of the table of verdicts with its interval over prompts.</summary>
    internal static Estimate OverPrompts(
        IReadOnlyList<PairTally> tallies, Func<double[,], double> statistic, long seed, int resamples = Statistics.DefaultResamples) => ClusterBootstrap.Of(
        tallies.Count, times => statistic(PairTally.Sum(tallies, times).ToTable()), PairTally.Sum(tallies).Pairs, seed, resamples);
}
