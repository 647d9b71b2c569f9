using CsCheck;
using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Tests.Evaluation.PublicInput;

public sealed class OpinionGroupsTests
{
    private static readonly Gen<Stance?[][]> Tables = Gen.Int[1, 9].SelectMany(statements =>
        Gen.Int[-1, 2].Select(v => v == 2 ? null : (Stance?)v).Array[statements].Array[0, 40]);

    [Fact]
    public void Of_three_camps_finds_them_whatever_the_seed()
    {
        var (votes, camp) = Camps([40, 25, 15], statements: 30, noise: 0.1, missing: 0.3);
        for (var seed = 1; seed <= 5; seed++)
        {
            var map = OpinionGroups.Of(votes, seed: seed);
            map.Groups.ShouldBe(3);
            map.Places.ShouldAllBe(p => p.Group == camp[p.Participant]); // the largest is group 0, as the largest camp is camp 0
            map.Silhouettes.Keys.ShouldBe([2, 3, 4, 5], ignoreOrder: true);
            map.Silhouettes[3].ShouldBe(map.Silhouettes.Values.Max());
            map.Members(1).Count.ShouldBe(25);
        }
    }

    [Fact]
    public void Of_two_camps_places_them_on_the_first_component_by_hand()
    {
        // Four statements, two camps of 6, all votes opposite: rows +-(1, 1, 1, 1), means 0. The first component is (1, 1, 1, 1)/2: places +-2; it explains everything.
        var votes = VoteTable.OfStances([.. Enumerable.Range(0, 12).Select(i => Enumerable.Repeat((Stance?)(i < 6 ? Stance.Agree : Stance.Disagree), 4).ToArray())]);
        var map = OpinionGroups.Of(votes);
        map.Groups.ShouldBe(2);
        map.Places.Select(p => p.X).ShouldBe([.. Enumerable.Repeat(2.0, 6), .. Enumerable.Repeat(-2.0, 6)], 1e-9);
        map.Places.Select(p => p.Y).ShouldAllBe(y => Math.Abs(y) < 1e-9);
        map.Explained.First.ShouldBe(1, 1e-9);
        map.Explained.Second.ShouldBe(0, 1e-9);
        map.Silhouettes[2].ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Of_few_votes_scales_by_the_root_of_statements_over_votes()
    {
        // Half of the statements seen, and of one mind with those who saw all: 1/2 of the sum, times the root of 4/2.
        Stance?[][] rows = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Repeat((Stance?)(i < 6 ? Stance.Agree : Stance.Disagree), 4).ToArray())];
        (rows[0][2], rows[0][3], rows[6][2], rows[6][3]) = (null, null, null, null);
        var map = OpinionGroups.Of(VoteTable.OfStances(rows), minVotes: 2);
        var (whole, half) = (map.Places[1], map.Places[0]);
        // The loadings a of the first two statements and b of the last two: whole 2a + 2b, half 2a sqrt 2. Power iteration by hand: covariance 12 within the first two,
        // 10 else, so that (a, b) is the eigenvector of [[24, 20], [20, 20]]: the value is 22 + sqrt 404.
        var ratio = (Math.Sqrt(404) - 2) / 20; // b / a
        var a = 1 / Math.Sqrt(2 + (2 * ratio * ratio));
        whole.X.ShouldBe(2 * a * (1 + ratio), 1e-8);
        half.X.ShouldBe(2 * a * Math.Sqrt(2), 1e-8);
    }

    [Fact]
    public void Of_participants_with_few_votes_or_set_apart_leaves_them_out()
    {
        var (votes, _) = Camps([20, 20], statements: 10, noise: 0, missing: 0);
        List<CastVote> all = [.. Cast(votes), .. Enumerable.Range(0, 6).Select(s => new CastVote("few", $"{s}", Stance.Agree, DateTimeOffset.UnixEpoch))];
        var map = OpinionGroups.Of(VoteTable.Of(all), new HashSet<int> { 0, 1 });
        map.TooFew.ShouldBe([40]);
        map.Places.Count.ShouldBe(38);
        map.Places.ShouldNotContain(p => p.Participant < 2);
    }

    [Fact]
    public void Of_one_opinion_or_of_nothing_is_one_group_or_none()
    {
        var map = OpinionGroups.Of(VoteTable.OfStances([.. Enumerable.Repeat(new Stance?[] { Stance.Agree, Stance.Pass, null }, 5)]), minVotes: 2);
        (map.Groups, map.Places.Count, map.Silhouettes.Count).ShouldBe((1, 5, 0));
        OpinionGroups.Of(VoteTable.OfStances([])).Groups.ShouldBe(0);
        OpinionGroups.Of(VoteTable.OfStances([[null, null]])).TooFew.ShouldBe([0]);
    }

    [Fact]
    public void Of_any_votes_puts_each_participant_into_one_place_and_no_group_is_empty() =>
        Tables.Sample(rows =>
        {
            var votes = VoteTable.OfStances(rows);
            var map = OpinionGroups.Of(votes, minVotes: 2);
            var all = map.Places.Select(p => p.Participant).Concat(map.TooFew).Order();
            return all.SequenceEqual(Enumerable.Range(0, rows.Length))
                && map.Places.All(p => double.IsFinite(p.X) && double.IsFinite(p.Y))
                && Enumerable.Range(0, map.Groups).All(g => map.Members(g).Count > 0)
                && map.Places.SequenceEqual(OpinionGroups.Of(votes, minVotes: 2).Places);
        }, iter: 300);

    [Fact]
    public void Silhouette_of_four_points_by_hand()
    {
        // 0 and 1 against 4 and 5 on a line: the outer ones a 1, b 4.5; the inner ones a 1, b 3.5.
        (double, double)[] points = [(0, 0), (1, 0), (4, 0), (5, 0)];
        Silhouette.Of(points, [[0, 0, 1, 1]], 1)[0].ShouldBe(((3.5 / 4.5) + (2.5 / 3.5)) / 2, 1e-12);
        // One point alone counts 0; 1 has a = 3.5 and b = 1; 4 has a 2, b 4; 5 has a 2.5, b 5.
        Silhouette.Of(points, [[0, 1, 1, 1]], 1)[0].ShouldBe((0 + ((1 - 3.5) / 3.5) + ((4 - 2) / 4.0) + ((5 - 2.5) / 5)) / 4, 1e-12);
    }

    [Fact]
    public void Table_of_several_votes_takes_the_last_by_time()
    {
        var early = DateTimeOffset.UnixEpoch;
        var votes = VoteTable.Of([new("a", "s", Stance.Agree, early.AddSeconds(2)), new("a", "s", Stance.Disagree, early), new("b", "s", Stance.Pass, early), new("b", "s", Stance.Agree, early)]);
        votes[0, 0].ShouldBe(Stance.Agree);
        votes[1, 0].ShouldBe(Stance.Agree); // at the same time: the last given
        Should.Throw<ArgumentException>(() => VoteTable.OfStances([[Stance.Agree], []]));
        Should.Throw<InputException>(() => VoteTable.OfStances([new Stance?[2001]]));
    }

    /// <summary>Camps with opinions of their own, drawn once; each participant follows theirs but for some noise.</summary>
    internal static (VoteTable Votes, int[] Camp) Camps(int[] sizes, int statements, double noise, double missing)
    {
        var random = new SeededRandom(21);
        Stance[][] opinions = [.. sizes.Select(_ => Enumerable.Range(0, statements).Select(_ => random.NextInt(2) == 0 ? Stance.Agree : Stance.Disagree).ToArray())];
        int[] camp = [.. sizes.SelectMany((size, c) => Enumerable.Repeat(c, size))];
        return (VoteTable.OfStances([.. camp.Select(c => opinions[c].Select(Vote).ToArray())]), camp);

        Stance? Vote(Stance opinion) => random.NextDouble() < missing ? null : random.NextDouble() < noise ? (Stance)(random.NextInt(3) - 1) : opinion;
    }

    private static IEnumerable<CastVote> Cast(VoteTable votes) => Enumerable.Range(0, votes.Participants.Count).SelectMany(p =>
        votes.VotesOf(p).Select(v => new CastVote(votes.Participants[p], votes.Statements[v.Statement], v.Stance, DateTimeOffset.UnixEpoch)));
}
