using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation.Agreement;

public sealed class KappaTests
{
    private static readonly double[,] Published = { { 0, 4, 1 }, { 0, 8, 0 }, { 0, 1, 5 } };

    /// <summary>Ten units, fourteen raters, five categories.</summary>
    private static readonly int[][] FleissTable =
    [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ];

    private static readonly Gen<(int First, int Second)[]> Ratings = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]).Array[1, 30];

    [Fact]
    public void Cohen_of_the_published_table_gives_value_error_and_interval()
    {
        var kappa = CohenKappa.Of(Published);
        kappa.Value.ShouldBe(0.4842, 5e-5);
        kappa.StandardError.ShouldBe(0.1380, 5e-5);
        kappa.Low.ShouldBe(0.2137, 5e-5);
        kappa.High.ShouldBe(0.7547, 5e-5);
        kappa.N.ShouldBe(19);
    }

    [Fact]
    public void Cohen_linear_weights_of_the_published_table() => CohenKappa.Of(Published, KappaWeights.Linear).Value.ShouldBe(0.4701, 5e-5);

    [Fact]
    public void Cohen_quadratic_weights_by_hand()
    {
        // Rows 5, 8, 6; columns 0, 13, 6; squared distances 0, 1/4, 1. Observed: (4/4 + 1 + 1/4) / 19 = 2.25 / 19.
        // Expected: (5*13/4 + 5*6 + 8*6/4 + 8*0/4 + 6*0 + 6*13/4) / 361 = 77.75 / 361.
        CohenKappa.Of(Published, KappaWeights.Quadratic).Value.ShouldBe(1 - (2.25 / 19 / (77.75 / 361)), 1e-12);
    }

    [Fact]
    public void Cohen_two_categories_are_the_same_under_all_weights() =>
        Gen.Int[0, 20].Array[4].Where(c => c.Sum() > 0).Sample(c =>
        {
            var table = new double[,] { { c[0], c[1] }, { c[2], c[3] } };
            var none = CohenKappa.Of(table);
            return Enum.GetValues<KappaWeights>().All(w => CohenKappa.Of(table, w).Equals(none));
        });

    [Fact]
    public void Cohen_raters_exchanged_and_categories_renamed_is_the_same() =>
        Ratings.Sample(ratings =>
        {
            var kappa = CohenKappa.Of(ratings, [0, 1, 2]);
            return Same(kappa, CohenKappa.Of(ratings.Select(r => (r.Second, r.First)), [0, 1, 2])) && Same(kappa, CohenKappa.Of(ratings, [2, 0, 1]));
        });

    [Fact]
    public void Cohen_identical_ratings_are_1_and_one_category_is_undefined() =>
        Gen.Int[0, 2].Array[1, 30].Sample(ratings =>
        {
            var kappa = CohenKappa.Of(ratings.Select(r => (r, r)), [0, 1, 2]);
            return ratings.Distinct().Count() == 1 ? !kappa.IsDefined : kappa.Value == 1;
        });

    [Fact]
    public void Cohen_without_cases_is_undefined_and_a_table_that_is_none_throws()
    {
        CohenKappa.Of(new double[3, 3]).ShouldBe(Estimate.Undefined(0));
        CohenKappa.Of(new double[0, 0]).ShouldBe(Estimate.Undefined(0));
        Should.Throw<ArgumentException>(() => CohenKappa.Of(new double[2, 3]));
        Should.Throw<ArgumentException>(() => CohenKappa.Of(new double[,] { { -1, 2 }, { 1, 1 } }));
        Should.Throw<ArgumentException>(() => CohenKappa.Of([("a", "b")], ["a"]));
    }

    [Fact]
    public void Cohen_interval_covers_the_true_kappa_at_about_its_rate()
    {
        // Both raters copy a fair coin with probability 0.8 and toss their own otherwise: agreement 0.8^2 + (1 - 0.8^2) / 2 = 0.82, kappa 0.64.
        var random = Precept.Spec.SeededRandom.For(5, "kappa coverage");
        var covered = 0;
        for (var run = 0; run < 400; run++)
        {
            var kappa = CohenKappa.Of(Enumerable.Range(0, 200).Select(_ =>
            {
                var truth = random.NextInt(2);
                return (Said(truth), Said(truth));
            }).ToArray(), [0, 1]);
            covered += kappa.Low <= 0.64 && 0.64 <= kappa.High ? 1 : 0;
        }

        // 95 % of 400 is 380, standard deviation 4.4.
        covered.ShouldBeInRange(362, 396);

        int Said(int truth) => random.NextDouble() < 0.8 ? truth : random.NextInt(2);
    }

    [Fact]
    public void Fleiss_of_the_published_table() => FleissKappa.Of(FleissTable).Value.ShouldBe(0.209931, 5e-7);

    [Fact]
    public void Fleiss_units_and_categories_in_another_order_are_the_same() =>
        FleissKappa.Of([.. FleissTable.Reverse().Select(u => u.Reverse().ToArray())]).Value.ShouldBe(0.209931, 5e-7);

    [Fact]
    public void Fleiss_full_agreement_is_1_and_one_category_or_one_rater_is_undefined()
    {
        FleissKappa.Of([[3, 0], [0, 3]]).Value.ShouldBe(1, 1e-12);
        FleissKappa.Of([[3, 0], [3, 0]]).IsDefined.ShouldBeFalse();
        FleissKappa.Of([[1, 0], [0, 1]]).IsDefined.ShouldBeFalse();
        FleissKappa.Of([]).IsDefined.ShouldBeFalse();
        Should.Throw<ArgumentException>(() => FleissKappa.Of([[3, 0], [1, 0]]));
    }

    [Fact]
    public void Fleiss_units_of_one_cluster_are_drawn_together()
    {
        // Each unit twice in one cluster of its own: kappa and the draws are those of each unit once.
        var once = FleissKappa.Of(FleissTable);
        var twice = FleissKappa.Of([.. FleissTable.SelectMany(u => new[] { u, u })], clusterOf: [.. FleissTable.SelectMany((_, i) => new[] { i, i })]);

        twice.Value.ShouldBe(once.Value, 1e-12);
        twice.Low.ShouldBe(once.Low, 1e-12);
        twice.High.ShouldBe(once.High, 1e-12);
        Should.Throw<ArgumentException>(() => FleissKappa.Of([[1, 1], [2, 0]], clusterOf: [0]));
    }

    [Fact]
    public void Gwet_high_agreement_where_kappa_collapses()
    {
        // 118 times both yes, 5 and 2 times one of them, never both no: the share of yes is (123 + 120) / 250 = 0.972.
        double[,] table = { { 118, 5 }, { 2, 0 } };
        var both = GwetAc1.Of([.. Enumerable.Repeat((int[])[2, 0], 118), .. Enumerable.Repeat((int[])[1, 1], 7)]);
        both.Value.ShouldBe(((118 / 125.0) - (2 * 0.972 * 0.028)) / (1 - (2 * 0.972 * 0.028)), 1e-12);
        both.Value.ShouldBe(0.9408, 5e-5);
        CohenKappa.Of(table).Value.ShouldBe(-0.0234, 5e-5);
    }

    [Fact]
    public void Gwet_error_of_equal_raters_by_hand()
    {
        // Two units, two raters, two categories: (2,0) and (1,1). Shares 3/4 and 1/4, p_e = 3/8, p_a = 1/2, AC1 = (1/8) / (5/8) = 1/5.
        // Influences: 1: (5/8)/(5/8) - 2 * 4/5 * (1/4 - 3/8)/(5/8) = 1.32; 2: -3/5 - 2 * 4/5 * (1/2 - 3/8)/(5/8) = -0.92; mean 0.2.
        // Variance: (1.12^2 + 1.12^2) / (2 * 1).
        var ac1 = GwetAc1.Of([[2, 0], [1, 1]]);
        ac1.Value.ShouldBe(0.2, 1e-12);
        ac1.StandardError.ShouldBe(1.12, 1e-12);
    }

    [Fact]
    public void Gwet_identical_ratings_are_1_also_in_one_category_and_nothing_is_undefined()
    {
        GwetAc1.Of([[2, 0], [0, 2], [2, 0]]).Value.ShouldBe(1, 1e-12);
        GwetAc1.Of([[2, 0], [2, 0]]).Value.ShouldBe(1, 1e-12);
        GwetAc1.Of([]).IsDefined.ShouldBeFalse();
        GwetAc1.Of([[1, 0], [0, 1]]).IsDefined.ShouldBeFalse();
        GwetAc1.Of([[2], [2]]).IsDefined.ShouldBeFalse();
    }

    private static bool Same(Estimate a, Estimate b) =>
        a.Value.Equals(b.Value) || (Math.Abs(a.Value - b.Value) < 1e-12 && Math.Abs(a.StandardError - b.StandardError) < 1e-7);
}
