using CsCheck;
using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Tests.Evaluation.Agreement;

public sealed class ClusteredShareTests
{
    [Fact]
    public void Of_cases_that_stand_alone_is_Wilson() =>
        Gen.Bool.Array[1, 60].Sample(cases => ClusteredShare.Of(cases.Select(c => (c ? 1 : 0, 1))).Equals(Statistics.Share(cases)));

    [Fact]
    public void Of_clusters_that_are_all_or_nothing_counts_clusters()
    {
        // 40 clusters of 5, half of them all right: the effective number is that of the clusters, less one for the variance that is estimated.
        var share = ClusteredShare.Of(Enumerable.Range(0, 40).Select(i => (5 * (i % 2), 5)));
        var (low, high) = Statistics.WilsonBounds(0.5, 39);
        share.Value.ShouldBe(0.5);
        share.Low.ShouldBe(low, 1e-12);
        share.High.ShouldBe(high, 1e-12);
        share.N.ShouldBe(200);
    }

    [Fact]
    public void Of_nothing_but_successes_rests_on_the_clusters()
    {
        var share = ClusteredShare.Of([(5, 5), (3, 3), (0, 0)]);
        share.High.ShouldBe(1);
        share.Low.ShouldBe(Statistics.Wilson(2, 2).Low, 1e-12);
        share.N.ShouldBe(8);
    }

    [Fact]
    public void Of_no_cases_is_NaN() => ClusteredShare.Of([(0, 0)]).ShouldBe(new Rate(double.NaN, double.NaN, double.NaN, 0));

    [Fact]
    public void Of_alike_cases_covers_the_truth_where_Wilson_does_not()
    {
        // 60 clusters of 6 that share one coin with probability 0.7, p = 0.6.
        var random = SeededRandom.For(11, "clustered coverage");
        var (clustered, plain) = (0, 0);
        for (var run = 0; run < 400; run++)
        {
            var clusters = Enumerable.Range(0, 60).Select(_ =>
            {
                var shared = random.NextDouble() < 0.6;
                return (Enumerable.Range(0, 6).Count(_ => random.NextDouble() < 0.7 ? shared : random.NextDouble() < 0.6), 6);
            }).ToArray();
            clustered += Covers(ClusteredShare.Of(clusters)) ? 1 : 0;
            plain += Covers(Statistics.Wilson(clusters.Sum(c => c.Item1), 360)) ? 1 : 0;
        }

        clustered.ShouldBeInRange(362, 396); // 380 expected, standard deviation 4.4
        plain.ShouldBeLessThan(330);

        static bool Covers(Rate rate) => rate.Low <= 0.6 && 0.6 <= rate.High;
    }
}
