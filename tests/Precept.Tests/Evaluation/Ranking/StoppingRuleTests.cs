using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation.Ranking;

public sealed class StoppingRuleTests
{
    private static readonly int[] FirstBetter = [0, 1];
    private static readonly int[] SecondBetter = [1, 0];
    private static readonly int[] Level = [0, 0];

    private static readonly Gen<(StoppingSettings Settings, int Answers, int[][] Rankings)> Tasks =
        from minimum in Gen.Int[1, 5]
        from more in Gen.Int[0, 6]
        from threshold in Gen.Double[0.5, 0.999]
        from whole in Gen.Bool
        from answers in Gen.Int[1, 5]
        from rankings in Gen.Int[0, 4].Array[answers].Array[0, 14]
        select (new StoppingSettings(minimum, minimum + more, threshold, whole ? StopWhen.OrderIsSure : StopWhen.BestIsSure), answers, rankings);

    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(2, 1, 0.75)] // 1 - 1/4
    [InlineData(4, 1, 0.9375)] // 1 - 1/16
    [InlineData(5, 1, 0.96875)] // 1 - 1/32
    [InlineData(1, 5, 0.03125)]
    [InlineData(6, 2, 0.9375)] // 7 throws, at most 5 heads: 1 - 8/128
    [InlineData(7, 2, 0.96484375)] // 8 throws, at most 6 heads: 1 - 9/256
    public void BetaAboveHalf_is_the_binomial_tail(int a, int b, double tail) => StoppingRule.BetaAboveHalf(a, b).ShouldBe(tail, 1e-12);

    [Fact]
    public void BetaAboveHalf_of_any_counts_mirrors() =>
        Gen.Int[1, 2000].Select(Gen.Int[1, 2000]).Sample((a, b) => Math.Abs(StoppingRule.BetaAboveHalf(a, b) + StoppingRule.BetaAboveHalf(b, a) - 1) < 1e-9);

    [Fact]
    public void Decide_stops_at_four_of_one_mind_and_not_at_three()
    {
        var settings = new StoppingSettings();
        Decide(2, settings, FirstBetter, FirstBetter, FirstBetter).Reason.ShouldBe(StopReason.Unsure);
        var four = Decide(2, settings, FirstBetter, FirstBetter, FirstBetter, FirstBetter);
        (four.Stop, four.Reason, four.Order[0], four.Sureness).ShouldBe((true, StopReason.Sure, 0, 0.96875));
    }

    [Fact]
    public void Decide_with_one_against_needs_seven()
    {
        // 5 to 1: 7 throws, at most 5 heads, 1 - 8/128 = 0.9375. 6 to 1: 8 throws, at most 6 heads, 1 - 9/256.
        var settings = new StoppingSettings();
        int[][] labels = [SecondBetter, FirstBetter, FirstBetter, FirstBetter, FirstBetter, FirstBetter];
        Decide(2, settings, labels).Sureness.ShouldBe(0.9375, 1e-12);
        Decide(2, settings, labels).Stop.ShouldBeFalse();
        Decide(2, settings, [.. labels, FirstBetter]).Reason.ShouldBe(StopReason.Sure);
    }

    [Fact]
    public void Decide_on_answers_that_all_find_level_stops_at_six()
    {
        var settings = new StoppingSettings();
        var five = Decide(2, settings, Level, Level, Level, Level, Level);
        five.Stop.ShouldBeFalse();
        five.Pairs[0].Better.ShouldBe(0.5); // no one sees a difference
        five.Pairs[0].Level.ShouldBe(0.9375, 1e-12);
        Decide(2, settings, Level, Level, Level, Level, Level, Level).Reason.ShouldBe(StopReason.Sure);
    }

    [Fact]
    public void Decide_ties_do_not_count_against_a_preference()
    {
        var decision = Decide(2, new StoppingSettings(), FirstBetter, Level, FirstBetter, FirstBetter, FirstBetter);
        decision.Pairs.Single().ShouldBe(new SettledPair(0, 1, 4, 0, 1, 0.96875, StoppingRule.BetaAboveHalf(2, 6)));
        decision.Reason.ShouldBe(StopReason.Sure);
    }

    [Fact]
    public void Decide_looks_at_the_best_or_at_the_whole_order()
    {
        // All have answer 2 first; over the other two they are split.
        int[][] labels = [[1, 2, 0], [2, 1, 0], [1, 2, 0], [2, 1, 0]];
        var best = Decide(3, new StoppingSettings(), labels);
        best.Reason.ShouldBe(StopReason.Sure);
        best.Order.ShouldBe([2, 0, 1]);
        best.Pairs.Select(p => (p.Upper, p.Lower)).ShouldBe([(2, 0), (2, 1)]);
        var order = Decide(3, new StoppingSettings(When: StopWhen.OrderIsSure), labels);
        order.Reason.ShouldBe(StopReason.Unsure);
        order.Pairs.Select(p => (p.Upper, p.Lower)).ShouldBe([(2, 0), (0, 1)]);
        order.Sureness.ShouldBe(0.5);
    }

    [Fact]
    public void Decide_never_stops_below_the_minimum_and_always_at_the_maximum() =>
        Tasks.Sample(task =>
        {
            var decision = Decide(task.Answers, task.Settings, task.Rankings);
            var n = task.Rankings.Length;
            return (n >= task.Settings.Minimum || !decision.Stop)
                && (n < task.Settings.Maximum || decision.Stop)
                && decision.Stop == decision.Reason is StopReason.Sure or StopReason.AtMaximum
                && (n < task.Settings.Minimum || decision.Reason == StopReason.Sure == (decision.Sureness >= task.Settings.Threshold));
        });

    [Fact]
    public void Decide_on_labels_in_another_order_or_under_other_ranks_is_the_same() =>
        Tasks.Sample(task =>
        {
            var (a, b) = (Decide(task.Answers, task.Settings, task.Rankings), Decide(task.Answers, task.Settings, [.. task.Rankings.Reverse().Select(r => r.Select(rank => (rank * 3) - 5).ToArray())]));
            return a.Reason == b.Reason && a.Order.SequenceEqual(b.Order) && a.Pairs.SequenceEqual(b.Pairs);
        });

    [Theory]
    [InlineData(0.5, 0.222656, 0.111328)]
    [InlineData(0.7, 0.485388, 0.010720)]
    [InlineData(0.8, 0.741945, 0.001834)]
    [InlineData(0.9, 0.946264, 0.000104)]
    public void Decide_stops_before_the_maximum_as_often_as_documented(double share, double stopped, double onTheOther)
    {
        // All 2^10 courses of ten labels of people who prefer the first answer with this probability.
        double early = 0, wrong = 0;
        for (var course = 0; course < 1024; course++)
        {
            int[][] labels = [.. Enumerable.Range(0, 10).Select(i => (course >> i & 1) == 0 ? FirstBetter : SecondBetter)];
            var p = labels.Aggregate(1.0, (product, l) => product * (ReferenceEquals(l, FirstBetter) ? share : 1 - share));
            var at = Enumerable.Range(1, 10).First(n => Decide(2, new StoppingSettings(), labels[..n]).Stop);
            var decision = Decide(2, new StoppingSettings(), labels[..at]);
            early += decision.Reason == StopReason.Sure ? p : 0;
            wrong += decision.Reason == StopReason.Sure && decision.Order[0] == 1 ? p : 0;
        }

        early.ShouldBe(stopped, 5e-7);
        wrong.ShouldBe(onTheOther, 5e-7);
    }

    [Fact]
    public void Decide_on_one_answer_needs_the_minimum_only() =>
        Decide(1, new StoppingSettings(2, 5), [0], [0]).Reason.ShouldBe(StopReason.Sure);

    [Fact]
    public void Decide_outside_the_bounds_throws()
    {
        Should.Throw<ArgumentException>(() => Decide(2, new StoppingSettings(), [0]));
        Should.Throw<ArgumentOutOfRangeException>(() => Decide(2, new StoppingSettings(0, 3)));
        Should.Throw<ArgumentOutOfRangeException>(() => Decide(2, new StoppingSettings(4, 3)));
        Should.Throw<ArgumentOutOfRangeException>(() => Decide(2, new StoppingSettings(Threshold: 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Decide(2, new StoppingSettings(Threshold: double.NaN)));
        Should.Throw<ArgumentOutOfRangeException>(() => Decide(0, new StoppingSettings()));
    }

    private static StoppingDecision Decide(int answers, StoppingSettings settings, params int[][] rankings) => StoppingRule.Decide(answers, rankings, settings);
}
