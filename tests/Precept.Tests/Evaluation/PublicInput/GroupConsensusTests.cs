using CsCheck;
using Precept.Evaluation;

namespace Precept.Tests.Evaluation.PublicInput;

public sealed class GroupConsensusTests
{
    [Fact]
    public void Of_8_of_10_and_3_of_5_is_the_published_value() =>
        GroupConsensus.Of([(8, 10), (3, 5)]).ShouldBe(0.428571, 5e-7);

    [Fact]
    public void Of_any_groups_is_a_probability_that_falls_with_each_disagreement() =>
        Gen.Int[0, 50].SelectMany(a => Gen.Int[0, 50].Select(more => (a, a + more))).List[1, 5].Sample(groups =>
            GroupConsensus.Of(groups) is > 0 and < 1 && GroupConsensus.Of([(groups[0].a, groups[0].Item2 + 1), .. groups.Skip(1)]) < GroupConsensus.Of(groups));

    [Fact]
    public void Of_more_agreements_than_votes_throws() => Should.Throw<ArgumentOutOfRangeException>(() => GroupConsensus.Of([(2, 1)]));

    [Fact]
    public void Of_a_map_counts_passes_as_seen_and_puts_the_greatest_first()
    {
        // Groups of 4 and 2 participants. Statement 0: 3 agree and 1 passes; 2 agree. Statement 1: all 4 agree; both disagree. Statement 2: one agrees; no one saw it.
        var votes = VoteTable.OfStances(
        [
            [Stance.Agree, Stance.Agree, Stance.Agree], [Stance.Agree, Stance.Agree, null], [Stance.Agree, Stance.Agree, null], [Stance.Pass, Stance.Agree, null],
            [Stance.Agree, Stance.Disagree, null], [Stance.Agree, Stance.Disagree, null],
        ]);
        var consensus = GroupConsensus.Of(votes, Map(0, 0, 0, 0, 1, 1));
        consensus.Select(c => c.Statement).ShouldBe([0, 2, 1]);
        consensus[0].Agree.ShouldBe(4 / 6.0 * (3 / 4.0), 1e-12);
        consensus[0].Counts[0].ShouldBe(new VoteCount(3, 0, 1));
        consensus[1].Agree.ShouldBe(2 / 3.0 * (1 / 2.0), 1e-12);
        consensus[2].Agree.ShouldBe(5 / 6.0 * (1 / 4.0), 1e-12);
        consensus[2].Disagree.ShouldBe(1 / 6.0 * (3 / 4.0), 1e-12);
    }

    [Fact]
    public void TwoProportions_of_16_in_25_and_57_in_72_by_hand() =>
        // One is added to each. Pooled 73/97; (0.64 - 0.791667) / sqrt(0.752577 * 0.247423 * (1/25 + 1/72)) = -0.151667 / 0.100172.
        RepresentativeStatements.TwoProportions(15, 24, 56, 71).ShouldBe(-1.51407, 5e-6);

    [Fact]
    public void OneProportion_of_three_in_three_is_two() => RepresentativeStatements.OneProportion(3, 3).ShouldBe(2 * Math.Sqrt(4) * 0.5, 1e-12);

    [Fact]
    public void Representative_statements_are_those_that_set_a_group_apart()
    {
        // Statement 0: everyone agrees. 1: only the first group does. 2: only the second group does, and the first one has not seen it.
        var votes = VoteTable.OfStances([.. Enumerable.Range(0, 20).Select(i => i < 10
            ? new Stance?[] { Stance.Agree, Stance.Agree, null }
            : [Stance.Agree, Stance.Disagree, Stance.Agree])]);
        var groups = RepresentativeStatements.Of(votes, Map([.. Enumerable.Range(0, 20).Select(i => i / 10)]));
        groups[0].Select(s => (s.Statement, s.Stance)).ShouldBe([(1, Stance.Agree)]);
        groups[1].Select(s => (s.Statement, s.Stance)).ShouldBe([(1, Stance.Disagree)]);
        var one = groups[0][0];
        (one.Votes, one.Seen, one.Share).ShouldBe((10, 10, 11 / 12.0));
        one.Ratio.ShouldBe(11 / 12.0 / (1 / 12.0), 1e-12);
        // 11 in 11 against 1 in 11: pooled 6/11.
        one.RatioTest.ShouldBe((1 - (1 / 11.0)) / Math.Sqrt(6 / 11.0 * (5 / 11.0) * (2 / 11.0)), 1e-12);
        one.IsSignificant.ShouldBeTrue();
    }

    [Fact]
    public void Representative_statements_of_groups_alike_are_the_one_that_differs_most()
    {
        var votes = VoteTable.OfStances([.. Enumerable.Range(0, 8).Select(i => new Stance?[] { Stance.Agree, i == 0 ? Stance.Disagree : Stance.Agree })]);
        var groups = RepresentativeStatements.Of(votes, Map([.. Enumerable.Range(0, 8).Select(i => i / 4)]));
        groups[0].Single().Statement.ShouldBe(1);
        groups[0].Single().IsSignificant.ShouldBeFalse();
    }

    private static OpinionMap Map(params int[] groups) =>
        new([.. groups.Select((g, p) => new OpinionPlace(p, 0, 0, g))], [], groups.Max() + 1, new Dictionary<int, double>(), (1, 0));
}
