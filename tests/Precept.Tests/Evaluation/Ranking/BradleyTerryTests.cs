using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation.Ranking;

public sealed class BradleyTerryTests
{
    private static readonly Gen<double[,]> Wins = Gen.Int[2, 6].SelectMany(n => Gen.Int[0, 4].Array[n * n].Select(w =>
    {
        var wins = new double[n, n];
        for (var i = 0; i < n * n; i++)
        {
            wins[i / n, i % n] = i / n == i % n ? 0 : w[i] / 2.0;
        }

        return wins;
    }));

    [Fact]
    public void Fit_of_two_wins_one_and_one_gives_the_published_strengths() =>
        BradleyTerry.Fit(new double[,] { { 0, 2, 0 }, { 0, 0, 1 }, { 1, 0, 0 } }).LogWorths.ShouldBe([0.419618, -0.419618, 0], 5e-7);

    [Fact]
    public void Fit_of_seven_to_three_is_the_log_odds_and_147_Elo()
    {
        var worths = BradleyTerry.Fit(new double[,] { { 0, 7 }, { 3, 0 } }).LogWorths;
        (worths[0] - worths[1]).ShouldBe(0.847298, 5e-7);
        BradleyTerry.ToElo(worths[0] - worths[1]).ShouldBe(147.1907, 5e-5);
        BradleyTerry.WinProbability(worths[0], worths[1]).ShouldBe(0.7, 1e-12);
    }

    [Fact]
    public void Of_ties_counts_half_a_win_for_each()
    {
        List<Duel> duels = [.. Record(0, 1, 6, 3, 1), .. Record(1, 2, 5, 2, 1), .. Record(0, 2, 7, 1, 0)];
        var estimates = BradleyTerry.Of(3, duels, resamples: 50);
        estimates.Fit.LogWorths.ShouldBe([0.804370, 0.069591, -0.873961], 5e-7);
        estimates.LogWorths.Select(w => w.Value).ShouldBe(estimates.Fit.LogWorths, 1e-9);
        estimates.LogWorths[0].N.ShouldBe(26);
        estimates.Elo(0).Value.ShouldBe(0.804370 * 400 / Math.Log(10), 1e-3);
    }

    [Fact]
    public void Fit_of_an_item_that_never_lost_has_no_finite_strengths_and_says_which_item()
    {
        var fit = BradleyTerry.Fit(new double[,] { { 0, 1, 0 }, { 2, 0, 0 }, { 1, 1, 0 } });
        fit.Outcome.ShouldBe(WorthOutcome.Unbounded);
        fit.LogWorths.ShouldAllBe(w => double.IsNaN(w));
        fit.LogLikelihood.ShouldBe(double.NaN);
        fit.Parts.Count.ShouldBe(2);
        fit.Parts[0].ShouldBe([2]); // never beaten from outside: first
        fit.Parts[1].ShouldBe([0, 1]);
    }

    [Fact]
    public void Fit_of_items_that_never_met_says_that_they_are_not_linked()
    {
        var fit = BradleyTerry.Fit(new double[,] { { 0, 1, 0, 0 }, { 1, 0, 0, 0 }, { 0, 0, 0, 1 }, { 0, 0, 1, 0 } });
        fit.Outcome.ShouldBe(WorthOutcome.Unlinked);
        fit.Parts.Count.ShouldBe(2);
        BradleyTerry.Fit(new double[1, 1]).Outcome.ShouldBe(WorthOutcome.NoItems);
        BradleyTerry.Fit(new double[0, 0]).LogWorths.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_with_a_prior_is_finite_and_closed_for_one_win()
    {
        // By symmetry about the imagined item t = (d/2, -d/2), it at 0. The condition for the first: 1 + a = s(d) + 2a s(d/2), s the logistic function, a the prior.
        var fit = BradleyTerry.Fit(new double[,] { { 0, 1 }, { 0, 0 } }, BradleyTerry.SmallPrior);
        fit.Outcome.ShouldBe(WorthOutcome.Estimated);
        var d = fit.LogWorths[0] - fit.LogWorths[1];
        (Logistic(d) + Logistic(d / 2)).ShouldBe(1.5, 1e-9);
        fit.LogLikelihood.ShouldBe(Math.Log(Logistic(d)), 1e-9); // of the one win, without the prior
        BradleyTerry.Fit(new double[3, 3], 0.1).LogWorths.ShouldBe([0, 0, 0], 1e-9); // nothing but the prior
    }

    [Fact]
    public void Fit_is_the_fixed_point_of_Hunters_MM()
    {
        // Hunter 2004, equation 3: at the maximum, worth_i = wins_i / sum_j n_ij / (worth_i + worth_j).
        Wins.Where(w => BradleyTerry.Fit(w).IsDefined).Sample(wins =>
        {
            double[] worths = [.. BradleyTerry.Fit(wins).LogWorths.Select(Math.Exp)];
            var n = worths.Length;
            for (var i = 0; i < n; i++)
            {
                var (won, sum) = (0.0, 0.0);
                for (var j = 0; j < n; j++)
                {
                    won += wins[i, j];
                    sum += (wins[i, j] + wins[j, i]) / (worths[i] + worths[j]);
                }

                (won / sum / worths[i]).ShouldBe(1, 1e-7);
            }
        }, iter: 300);
    }

    [Fact]
    public void Fit_of_any_table_has_finite_strengths_exactly_where_it_says_so() =>
        Wins.Select(Gen.Bool.Select(b => b ? 0.5 : 0)).Sample((wins, prior) =>
        {
            var fit = BradleyTerry.Fit(wins, prior);
            return fit.Outcome is WorthOutcome.Estimated
                ? fit.LogWorths.All(double.IsFinite) && Math.Abs(fit.LogWorths.Sum()) < 1e-9 && (prior > 0 || fit.Parts.Count == 1)
                : fit.Outcome is WorthOutcome.Unbounded or WorthOutcome.Unlinked && prior == 0 && fit.Parts.Count > 1;
        }, iter: 500);

    [Fact]
    public void Of_prompts_as_clusters_has_a_wider_interval_than_cases_apart_and_is_the_same_for_the_same_seed()
    {
        // Every verdict five times over, as five pairs of one prompt: as cases of their own they seem to be five times as many.
        Duel[] duels = [.. Enumerable.Range(0, 200).Select(i => new Duel(0, 1, i / 5 % 3 == 0 ? -1 : 1))];
        int[] prompts = [.. Enumerable.Range(0, 200).Select(i => i / 5)];
        var (apart, together) = (BradleyTerry.Of(2, duels, seed: 3).LogWorths[0], BradleyTerry.Of(2, duels, prompts, seed: 3).LogWorths[0]);
        together.ShouldBe(BradleyTerry.Of(2, duels, prompts, seed: 3).LogWorths[0]);
        together.Value.ShouldBe(apart.Value, 1e-12);
        together.Low.ShouldBeLessThan(together.Value);
        together.High.ShouldBeGreaterThan(together.Value);
        (together.StandardError / apart.StandardError).ShouldBe(Math.Sqrt(5), 0.4);
        // The mean-0 strength is half the log-odds, whose error is 1 / sqrt(n p q).
        apart.StandardError.ShouldBe(0.5 / Math.Sqrt(200 * 0.65 * 0.35), 0.01);
    }

    [Fact]
    public void Of_what_is_no_comparison_throws()
    {
        Should.Throw<ArgumentException>(() => BradleyTerry.Of(2, [new Duel(0, 0, 1)]));
        Should.Throw<ArgumentException>(() => BradleyTerry.Of(2, [new Duel(0, 2, 1)]));
        Should.Throw<ArgumentException>(() => BradleyTerry.Of(2, [new Duel(0, 1, 2)]));
        Should.Throw<ArgumentException>(() => BradleyTerry.Of(2, [new Duel(0, 1, 1)], [0, 1]));
        Should.Throw<ArgumentException>(() => BradleyTerry.Fit(new double[,] { { 0, -1 }, { 1, 0 } }));
        Should.Throw<ArgumentException>(() => BradleyTerry.Fit(new double[2, 3]));
        Should.Throw<ArgumentOutOfRangeException>(() => BradleyTerry.Fit(new double[2, 2], -1));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static IEnumerable<Duel> Record(int first, int second, int wins, int losses, int ties) =>
    [
        .. Enumerable.Repeat(new Duel(first, second, 1), wins),
        .. Enumerable.Repeat(new Duel(second, first, 1), losses),
        .. Enumerable.Repeat(new Duel(first, second, 0), ties),
    ];
}
