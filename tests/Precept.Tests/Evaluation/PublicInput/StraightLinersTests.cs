using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Tests.Evaluation.PublicInput;

public sealed class StraightLinersTests
{
    [Fact]
    public void Find_seven_votes_all_the_same_and_not_six()
    {
        var votes = VoteTable.OfStances([Row(7, Stance.Agree, 30), Row(6, Stance.Agree, 30), Row(7, Stance.Pass, 30), Mixed(10)]);
        var found = StraightLiners.Find(votes);
        found.Select(f => (f.Participant, f.Stance, f.Same, f.Votes, f.Entropy)).ShouldBe([(0, Stance.Agree, 7, 7, 0), (2, Stance.Pass, 7, 7, 0)]);
    }

    [Fact]
    public void Find_says_how_likely_such_votes_are_by_chance()
    {
        // On each of 7 statements 7 others are for it and 2 against: with one vote for each stance added, 8 in 12 are for it.
        var votes = VoteTable.OfStances([Row(7, Stance.Agree, 7), .. Enumerable.Range(0, 9).Select(i => Enumerable.Range(0, 7).Select(s => (Stance?)((i + s) % 9 < 2 ? Stance.Disagree : Stance.Agree)).ToArray())]);
        StraightLiners.Find(votes)[0].Chance.ShouldBe(Math.Pow(8 / 12.0, 7), 1e-12);
        // 5.9 %: with the stricter rule such a voter may well be sincere.
        StraightLiners.Find(votes, new StraightLineSettings(MaxChance: 0.05)).ShouldNotContain(f => f.Participant == 0);
    }

    [Fact]
    public void Find_nearly_all_the_same_only_where_chance_rules_it_out()
    {
        // 29 of 30 votes for: an entropy of 0.211 bits. Among others who are split it is impossible; among others who are for everything it is not.
        var random = new SeededRandom(4);
        Stance?[] nearly = [Stance.Disagree, .. Row(29, Stance.Agree, 29)];
        Stance?[][] split = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 30).Select(_ => (Stance?)(random.NextInt(3) - 1)).ToArray())];
        Stance?[][] forIt = [.. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 30).Select(s => (Stance?)(((s * 7) + i) % 10 == 0 ? Stance.Disagree : Stance.Agree)).ToArray())];
        var found = StraightLiners.Find(VoteTable.OfStances([nearly, .. split])).Single();
        found.Participant.ShouldBe(0);
        found.Entropy.ShouldBe((29 / 30.0 * Math.Log2(30 / 29.0)) + (1 / 30.0 * Math.Log2(30)), 1e-12);
        found.Chance.ShouldBeLessThan(1e-6);
        StraightLiners.Find(VoteTable.OfStances([nearly, .. forIt])).ShouldBeEmpty();
    }

    [Fact]
    public void Find_of_votes_that_differ_finds_no_one()
    {
        StraightLiners.Find(VoteTable.OfStances([.. Enumerable.Repeat(Mixed(30), 5)])).ShouldBeEmpty();
        StraightLiners.Find(VoteTable.OfStances([])).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => StraightLiners.Find(VoteTable.OfStances([]), new StraightLineSettings(MinVotes: 1)));
    }

    [Fact]
    public void AtLeast_of_even_trials_is_the_binomial_tail()
    {
        StraightLiners.AtLeast(2, [0.5, 0.5, 0.5]).ShouldBe(0.5, 1e-12);
        StraightLiners.AtLeast(0, []).ShouldBe(1);
        StraightLiners.AtLeast(2, [0.1, 0.2]).ShouldBe(0.02, 1e-12);
        StraightLiners.AtLeast(1, [0.1, 0.2]).ShouldBe(0.28, 1e-12);
    }

    private static Stance?[] Row(int votes, Stance stance, int statements) => [.. Enumerable.Range(0, statements).Select(s => s < votes ? stance : (Stance?)null)];

    private static Stance?[] Mixed(int votes) => [.. Enumerable.Range(0, 30).Select(s => s < votes ? (Stance)((s % 3) - 1) : (Stance?)null)];
}
