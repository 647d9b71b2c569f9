using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.PublicInput;

public sealed class PublicResultsTests(PostgresServer postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_of_as_many_statements_as_there_may_be_are_reckoned()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, PublicLimits.MostStatements);

        (await workbench.Get<PublicResults>().OfAsync(consultation.Id, Stop)).Statements.Count.ShouldBe(PublicLimits.MostStatements);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Results_follow_a_moderation_that_leaves_count_and_sum_of_numbers_as_they_were(bool isPostgres)
    {
        var database = isPostgres ? await postgres.NewDatabaseAsync() : null;
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        var consultation = await OpenAsync(workbench, 4);
        await AcceptAsync(1, 4);
        (await NumbersAsync()).ShouldBe([1, 4], ignoreOrder: true);

        await AcceptAsync(2, 3); // 1 + 4 = 2 + 3

        (await NumbersAsync()).ShouldBe([2, 3], ignoreOrder: true);

        async Task<IEnumerable<int>> NumbersAsync() => (await workbench.Get<PublicResults>().OfAsync(consultation.Id, Stop)).Statements.Select(s => s.Number);

        async Task AcceptAsync(params int[] accepted)
        {
            foreach (var number in Enumerable.Range(1, 4))
            {
                (await workbench.Get<Statements>().ModerateAsync(consultation.Id, number, accepted.Contains(number) ? StatementState.Accepted : StatementState.Rejected)).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public async Task Results_follow_a_vote_that_goes_down_by_one_a_millisecond_later()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, 1);
        (await workbench.Get<Ballots>().VoteAsync(consultation.Id, "voter", 1, 1)).ShouldBe(PublicProblem.None);
        (await CountAsync()).ShouldBe(new VoteCount(1, 0, 0));

        // The sum of the votes and the newest time are together what they were.
        await workbench.Database.WriteAsync(
            async c =>
            {
                var vote = await c.Votes.SingleAsync(Stop);
                (vote.Value, vote.VotedAt) = (0, vote.VotedAt + 1);
                return true;
            },
            Stop);

        (await CountAsync()).ShouldBe(new VoteCount(0, 0, 1));

        async Task<VoteCount> CountAsync() => (await workbench.Get<PublicResults>().OfAsync(consultation.Id, Stop)).Statements.Single().Votes;
    }

    private static async Task<ConsultationRow> OpenAsync(RunningWorkbench workbench, int statements)
    {
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        var consultation = await workbench.AddConsultationAsync(campaign, []);
        await workbench.Database.WriteAsync(
            c =>
            {
                c.Statements.AddRange(Enumerable.Range(1, statements).Select(n => Statements.Row(consultation.Id, n, $"Statement {n}.", null, StatementState.Accepted, TimeProvider.System)));
                return Task.FromResult(true);
            },
            Stop);
        return consultation;
    }
}
