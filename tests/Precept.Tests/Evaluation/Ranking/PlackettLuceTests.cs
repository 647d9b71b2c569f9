using CsCheck;
using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Tests.Evaluation.Ranking;

public sealed class PlackettLuceTests
{
    [Fact]
    public void Fit_of_rankings_of_varying_subsets_gives_the_published_worths() =>
        PlackettLuce.Fit(4, [TieredRanking.Of(0, 1, 2), TieredRanking.Of(3, 2, 0), TieredRanking.Of(1, 3)])
            .LogWorths.ShouldBe([-0.44328, 0.69506, -0.67061, 0.41883], 1e-4);

    [Fact]
    public void Fit_of_rankings_of_two_is_Bradley_Terry_also_with_ties() =>
        Gen.Int[0, 2].SelectMany(a => Gen.Int[1, 2].Select(Gen.Int[-1, 1], (d, verdict) => new Duel(a, (a + d) % 3, verdict))).List[3, 25].Sample(duels =>
        {
            var (pairs, rankings) = (BradleyTerry.Of(3, duels, resamples: 1).Fit, PlackettLuce.Fit(3, [.. duels.Select(Ranking)]));
            rankings.Outcome.ShouldBe(pairs.Outcome);
            if (pairs.IsDefined)
            {
                rankings.LogWorths.ShouldBe(pairs.LogWorths, 1e-7);
                rankings.LogLikelihood.ShouldBe(pairs.LogLikelihood, 1e-7);
            }
        }, iter: 300);

    [Fact]
    public void Fit_of_ties_is_the_mean_over_the_orders_that_they_leave_open()
    {
        // Each tied ranking stands for its orders, so many times over that all weigh the same: 6 of {0,1,2} > 3, 2 of 3 > 0 > {1,2}.
        TieredRanking[] tied = [new([[0, 1, 2], [3]]), new([[3], [0], [1, 2]]), TieredRanking.Of(2, 3, 1, 0)];
        TieredRanking[] orders =
        [
            .. new[] { (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0) }.Select(o => TieredRanking.Of(o.Item1, o.Item2, o.Item3, 3)),
            .. Enumerable.Repeat(TieredRanking.Of(3, 0, 1, 2), 3), .. Enumerable.Repeat(TieredRanking.Of(3, 0, 2, 1), 3),
            .. Enumerable.Repeat(TieredRanking.Of(2, 3, 1, 0), 6),
        ];
        var (mean, all) = (PlackettLuce.Fit(4, tied), PlackettLuce.Fit(4, orders));
        mean.LogWorths.ShouldBe(all.LogWorths, 1e-8);
        mean.LogLikelihood.ShouldBe(all.LogLikelihood / 6, 1e-8);
    }

    [Fact]
    public void Fit_of_one_ranking_has_no_finite_worths_and_of_all_level_has_equal_ones()
    {
        PlackettLuce.Fit(3, [TieredRanking.Of(2, 0, 1)]).Outcome.ShouldBe(WorthOutcome.Unbounded);
        PlackettLuce.Fit(3, [TieredRanking.Of(2, 0, 1)]).Parts.Select(p => p[0]).ShouldBe([2, 0, 1]);
        PlackettLuce.Fit(3, [TieredRanking.Of(0, 1)]).Outcome.ShouldBe(WorthOutcome.Unlinked);
        PlackettLuce.Fit(3, [new([[0, 1, 2]])]).LogWorths.ShouldBe([0, 0, 0], 1e-12);
        var prior = PlackettLuce.Fit(3, [TieredRanking.Of(2, 0, 1)], BradleyTerry.SmallPrior).LogWorths;
        prior[2].ShouldBeGreaterThan(prior[0]);
        prior[0].ShouldBeGreaterThan(prior[1]);
    }

    [Fact]
    public void Fit_of_a_ranking_and_its_reverse_levels_the_ends_but_not_the_middle()
    {
        // 0 > 1 > 2 and 2 > 1 > 0 with worths (a, b, a): L = 2 log a + 2 log b - 2 log(2a + b) - 2 log(a + b). With b = 1, dL/da = 0: 1/a = 2/(2a+1) + 1/(a+1), so a = 1/sqrt 2.
        var worths = PlackettLuce.Fit(3, [TieredRanking.Of(0, 1, 2), TieredRanking.Of(2, 1, 0)]).LogWorths;
        worths[0].ShouldBe(worths[2], 1e-9);
        (worths[0] - worths[1]).ShouldBe(-Math.Log(2) / 2, 1e-9);
    }

    [Fact]
    public void Of_rankings_drawn_from_known_worths_has_intervals_that_hold_them()
    {
        double[] truth = [1, 0.3, -0.2, -1.1];
        var random = new SeededRandom(5);
        var (held, all) = (0, 0);
        for (var run = 0; run < 40; run++)
        {
            TieredRanking[] rankings = [.. Enumerable.Range(0, 60).Select(_ => Draw(truth, random))];
            foreach (var (worth, estimate) in truth.Zip(PlackettLuce.Of(4, rankings, seed: run, resamples: 200).LogWorths))
            {
                held += estimate.Low <= worth && worth <= estimate.High ? 1 : 0;
                all++;
            }
        }

        // 160 intervals, correlated in fours: at 95 % some 152, give or take 3.5 times the root of 2.
        ((double)held / all).ShouldBeInRange(0.88, 0.99);
    }

    [Fact]
    public void FromRanks_puts_equal_ranks_into_one_tier() =>
        TieredRanking.FromRanks([7, 5, 9], [2, 0, 2]).Tiers.Select(t => string.Join(' ', t)).ShouldBe(["5", "7 9"]);

    [Fact]
    public void Of_what_is_no_ranking_throws()
    {
        Should.Throw<ArgumentException>(() => PlackettLuce.Fit(2, [TieredRanking.Of(0, 2)]));
        Should.Throw<ArgumentException>(() => PlackettLuce.Fit(2, [TieredRanking.Of(0, 0)]));
        Should.Throw<ArgumentException>(() => PlackettLuce.Fit(2, [new([[0], [], [1]])]));
        Should.Throw<ArgumentException>(() => PlackettLuce.Fit(20, [new([Enumerable.Range(0, 13).ToArray()])]));
    }

    private static TieredRanking Ranking(Duel duel) => duel.Verdict switch
    {
        1 => TieredRanking.Of(duel.First, duel.Second),
        -1 => TieredRanking.Of(duel.Second, duel.First),
        _ => new([[duel.First, duel.Second]]),
    };

    // Gumbel noise and sorting draws from Plackett-Luce.
    private static TieredRanking Draw(double[] worths, SeededRandom random) =>
        TieredRanking.Of(worths.Select((t, i) => (Noisy: t - Math.Log(-Math.Log(1 - random.NextDouble() + double.Epsilon)), i)).OrderByDescending(x => x.Noisy).Select(x => x.i).ToArray());
}
