using Precept.Workbench.PublicInput;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.PublicInput;

public sealed class OpinionTests
{
    // Statements 1 to 3 are one camp's, 4 to 6 the other's; both agree with 7; nobody minds 8.
    private static readonly int[] First = [1, 1, 1, -1, -1, -1, 1, 0];
    private static readonly int[] Second = [-1, -1, -1, 1, 1, 1, 1, 0];
    private static readonly int[] AlwaysAgree = [1, 1, 1, 1, 1, 1, 1, 1];

    [Fact]
    public async Task Sixty_in_two_camps_are_found_and_what_both_agree_on_is_on_top()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var researcher = await workbench.AddPersonAsync("ada", PersonRole.Researcher);
        var campaign = await workbench.AddCampaignAsync(researcher);
        var consultation = await workbench.AddConsultationAsync(
            campaign, ["Short is best.", "One line is enough.", "No greetings.", "Warmth matters.", "Say hello.", "Explain at length.", "Be right before all.", "Use any font."], areResultsPublic: true);
        var voters = Enumerable.Repeat(First, 35).Concat(Enumerable.Repeat(Second, 25)).Concat(Enumerable.Repeat(AlwaysAgree, 2)).ToList();
        foreach (var (number, votes) in voters.Index())
        {
            foreach (var (statement, value) in votes.Index())
            {
                (await workbench.Get<Ballots>().VoteAsync(consultation.Id, $"voter {number}", statement + 1, value)).ShouldBe(PublicProblem.None);
            }
        }

        var result = await workbench.Get<PublicResults>().OfAsync(consultation.Id, TestContext.Current.CancellationToken);

        (result.Participants, result.Votes, result.StraightLiners, result.Placed).ShouldBe((62, 496, 2, 60));
        result.Groups.Select(g => g.Size).ShouldBe([35, 25]);
        result.Groups[0].Typical.Where(t => t.Agrees).Select(t => t.Statement.Number).ShouldBeSubsetOf([1, 2, 3]);
        result.Groups[1].Typical.Where(t => t.Agrees).Select(t => t.Statement.Number).ShouldBeSubsetOf([4, 5, 6]);
        result.Groups.ShouldAllBe(g => g.Typical.Any(t => t.Agrees));
        var top = result.ByConsensus[0];
        top.Statement.Number.ShouldBe(7);
        top.Consensus.ShouldBe(36.0 / 37 * 26 / 27, 1e-12); // (35 + 1) / (35 + 2) in one camp, (25 + 1) / (25 + 2) in the other
        result.ByConsensus.Single(s => s.Statement.Number == 1).Consensus.ShouldBe(36.0 / 37 * 1 / 27, 1e-12);
        result.ByConsensus.Single(s => s.Statement.Number == 8).Consensus.ShouldBe(1.0 / 37 * 1 / 27, 1e-12); // passes count as votes
        // Straight-liners are in the totals of a statement, and not in its consensus.
        result.Statements.Single(s => s.Number == 7).Votes.ShouldBe(new Evaluation.VoteCount(62, 0, 0));
        result.Statements.Single(s => s.Number == 1).Votes.ShouldBe(new Evaluation.VoteCount(37, 25, 0));
        // The camps differ most, and equally, on 1 to 6: 36/37 of one agree, and 1/27 of the other; or 26/27 and 1/37.
        result.Divisive.Select(s => s.Statement.Number).ShouldBeSubsetOf([1, 2, 3, 4, 5, 6]);
        result.Divisive[0].Spread.ShouldBe((36.0 / 37) - (1.0 / 27), 1e-12);

        using var client = workbench.NewClient();
        var page = await client.GetStringAsync($"/public/{consultation.Slug}/results", TestContext.Current.CancellationToken);
        page.ShouldContain("Map of opinions: 60 participants in 2 groups");
        page.ShouldContain("<strong>0.937</strong>");
        page.ShouldContain("2 participants gave the same answer to every one of at least 7 statements.");
    }

    [Fact]
    public void Groups_of_few_participants_are_not_shown()
    {
        var votes = Enumerable.Range(0, PublicResult.FewestForGroups - 1)
            .SelectMany(p => (p % 2 == 0 ? First : Second).Select((v, s) => new Evaluation.CastVote($"{p}", $"{s + 1}", (Evaluation.Stance)v, DateTimeOffset.UnixEpoch))).ToList();
        (int, string)[] statements = [.. Enumerable.Range(1, 8).Select(n => (n, $"Statement {n}"))];

        var result = PublicResult.Of(statements, votes);

        (result.Participants, result.Placed, result.Groups.Count, result.Places.Count, result.ByConsensus.Count).ShouldBe((19, 19, 0, 0, 0));
    }

    [Fact]
    public void Statements_of_a_tiny_group_are_not_shown()
    {
        var votes = Enumerable.Range(0, 24)
            .SelectMany(p => (p < 22 ? First : Second).Select((v, s) => new Evaluation.CastVote($"{p}", $"{s + 1}", (Evaluation.Stance)v, DateTimeOffset.UnixEpoch))).ToList();

        var result = PublicResult.Of([.. Enumerable.Range(1, 8).Select(n => (n, $"Statement {n}"))], votes);

        result.Groups.Select(g => (g.Size, g.Typical.Count > 0)).ShouldBe([(22, true), (2, false)]);
    }

    [Fact]
    public async Task What_a_tiny_group_thinks_cannot_be_read_off_another_group()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        var consultation = await workbench.AddConsultationAsync(campaign, [.. Enumerable.Range(1, 8).Select(n => $"Statement {n}.")], areResultsPublic: true);
        foreach (var voter in Enumerable.Range(0, 24))
        {
            foreach (var (statement, value) in (voter < 22 ? First : Second).Index())
            {
                (await workbench.Get<Ballots>().VoteAsync(consultation.Id, $"voter {voter}", statement + 1, value)).ShouldBe(PublicProblem.None);
            }
        }

        var result = await workbench.Get<PublicResults>().OfAsync(consultation.Id, TestContext.Current.CancellationToken);
        result.Groups.Select(g => g.Size).ShouldBe([22, 2]);
        result.Groups[0].Typical.ShouldAllBe(t => t.OtherVotes == 0 && t.OtherSeen == 0);
        result.ByConsensus.ShouldBeEmpty();
        result.Divisive.ShouldBeEmpty();

        using var client = workbench.NewClient();
        var page = await client.ReadPageAsync($"/public/{consultation.Slug}/results");
        page.ShouldContain("22 of 22 agree");
        page.ShouldContain("Too small to show what it thinks");
        page.ShouldNotContain("of the others");
        page.ShouldNotContain("% agree, by group");
    }

    [Fact]
    public void Shares_others_and_consensus_are_those_of_groups_that_are_shown()
    {
        // Two camps of 20, and two participants of a third opinion who alone agree with 9 to 16.
        int[] one = [.. First, -1, -1, -1, -1, -1, -1, -1, -1], two = [.. Second, -1, -1, -1, -1, -1, -1, -1, -1], third = [0, 0, 0, 0, 0, 0, -1, 0, 1, 1, 1, 1, 1, 1, 1, 1];
        var votes = Enumerable.Range(0, 42)
            .SelectMany(p => (p < 20 ? one : p < 40 ? two : third).Select((v, s) => new Evaluation.CastVote($"{p}", $"{s + 1}", (Evaluation.Stance)v, DateTimeOffset.UnixEpoch))).ToList();

        var result = PublicResult.Of([.. Enumerable.Range(1, 16).Select(n => (n, $"Statement {n}"))], votes);

        result.Groups.Select(g => g.Size).ShouldBe([20, 20, 2]);
        var typical = result.Groups[0].Typical.First(t => t.Agrees);
        (typical.Votes, typical.Seen, typical.OtherVotes, typical.OtherSeen).ShouldBe((20, 20, 0, 20));
        // (20 + 1) / (20 + 2) in each camp; the two who disagree would pull it to 1/4 and the product with it.
        var seventh = result.ByConsensus[0];
        (seventh.Statement.Number, seventh.Least, seventh.Most).ShouldBe((7, 21.0 / 22, 21.0 / 22));
        seventh.Consensus.ShouldBe(21.0 / 22 * 21 / 22, 1e-12);
        // Only the two agree with 9: (0 + 1) / (20 + 2) in each camp, and no sign of their 3/4.
        var ninth = result.ByConsensus.Single(s => s.Statement.Number == 9);
        (ninth.Least, ninth.Most).ShouldBe((1.0 / 22, 1.0 / 22));
        result.Divisive.Select(s => s.Statement.Number).ShouldBe([1, 2, 3, 4, 5], ignoreOrder: true);
    }

    [Fact]
    public void Next_statement_favours_few_votes()
    {
        // Chances are as 1 / (1 + votes): 1/1 to 1/9, so 9 of 10 participants are asked the statement without votes.
        const int participants = 4000;
        var asked = Enumerable.Range(0, participants).Count(p => Ballots.Next([(1, 8), (2, 0)], $"participant {p}") == 2);
        // Three standard deviations of a binomial share: 3 * sqrt(0.9 * 0.1 / 4000) = 0.0142.
        ((double)asked / participants).ShouldBe(0.9, 0.0143);
    }

    [Fact]
    public void Next_statement_stays_the_same_until_it_is_voted_on()
    {
        (int, int)[] statements = [(1, 0), (2, 0), (3, 0)];
        Ballots.Next(statements, "someone").ShouldBe(Ballots.Next(statements, "someone"));
        Ballots.Next([], "someone").ShouldBeNull();
    }

    [Fact]
    public void Hull_leaves_out_what_is_inside() =>
        OpinionPicture.HullOf([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 0)]).ShouldBe([(0, 0), (2, 0), (2, 2), (0, 2)]);
}
