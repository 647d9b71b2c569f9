using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Tests.PublicInput;
using Precept.Workbench.Tests.Security;

namespace Precept.Workbench.Tests;

public sealed class PostgresTests(PostgresServer postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consultation_of_two_servers_counts_each_vote_once_and_answers_all_pages()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var one = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        await using var two = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        var ada = await one.AddPersonAsync("ada", PersonRole.Researcher);
        var consultation = await one.AddConsultationAsync(await one.AddCampaignAsync(ada), ["Short is best.", "Warmth matters more."], areResultsPublic: true);
        var visitors = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : two).NewVisitorAsync(consultation.Slug)));

        // All at once, each statement twice: the second vote takes the place of the first.
        await Task.WhenAll(visitors.Select(async (visitor, i) =>
        {
            await visitor.VoteAsync(consultation.Slug, 1, -1);
            await visitor.VoteAsync(consultation.Slug, 1, i < 6 ? 1 : -1);
            await visitor.VoteAsync(consultation.Slug, 2, 0);
        }));
        using var added = await visitors[0].SubmitAsync($"/public/{consultation.Slug}/statements", ("text", "Clear is better than short."));
        using var sent = await visitors[1].SubmitAsync(
            $"/public/{consultation.Slug}/proposals", ("text", "The assistant says what is needed."), ("why", "It is plainer."), ("act", "send"));

        (added.StatusCode, sent.StatusCode).ShouldBe((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther));
        var votes = await one.Database.ReadAsync(c => c.Votes.Join(c.Statements, v => v.StatementId, s => s.Id, (v, s) => new { s.Number, v.Value }).ToListAsync(Stop));
        votes.Count(v => v.Number == 1 && v.Value == 1).ShouldBe(6);
        votes.Count(v => v.Number == 1 && v.Value == -1).ShouldBe(2);
        (await one.Database.ReadAsync(c => c.Statements.OrderBy(s => s.Number).Select(s => s.Votes).ToListAsync(Stop))).ShouldBe([8, 8, 1]);
        (await one.Database.ReadAsync(c => c.Participants.CountAsync(Stop))).ShouldBe(8);
        foreach (var page in (string[])["", "/proposals", "/results"])
        {
            (await visitors[0].ReadPageAsync($"/public/{consultation.Slug}{page}")).ShouldContain("How brief?");
        }

        using var host = await two.SignInAsync(ada);
        foreach (var page in (string[])["", $"/{consultation.Id}", $"/{consultation.Id}/results"])
        {
            using var answer = await host.GetAsync($"/campaigns/{consultation.CampaignId}/consultations{page}", Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        }

        Array.ForEach(visitors, v => v.Dispose());
    }

    [Fact]
    public async Task Invitation_used_at_two_servers_at_once_makes_one_person()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var one = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        await using var two = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        var secret = Secrets.New();
        var ada = await one.AddPersonAsync("ada", PersonRole.Admin);
        await one.Database.WriteAsync(c =>
        {
            c.Invitations.Add(new InvitationRow
            {
                Id = "i", SecretHash = Secrets.HashOf(secret), Role = PersonRole.Labeler, Campaigns = "[]", Note = "", CreatedBy = ada.Id, CreatedAt = 1, ExpiresAt = long.MaxValue,
            });
            return Task.FromResult(true);
        }, cancellationToken: TestContext.Current.CancellationToken);
        var visitors = Enumerable.Range(0, 6).Select(i => new Visitor((i % 2 == 0 ? one : two).Url)).ToList();
        await Task.WhenAll(visitors.Select(v => v.OpenAsync("/join/" + secret)));

        var answers = await Task.WhenAll(visitors.Select((v, i) => v.PostAsync("/join/" + secret, ("displayName", $"Guest {i}"), ("handle", ""), ("password", "a fine long password"))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.NotFound).ShouldBe(5);
        (await two.Database.ReadAsync(c => c.Users.CountAsync(p => p.Role == PersonRole.Labeler, Stop))).ShouldBe(1);
        visitors.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task Two_servers_on_one_database_share_people_campaigns_and_cookies()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var one = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        await using var two = await RunningWorkbench.StartAsync(change: o => o with { Database = database });
        var admin = await one.AddPersonAsync("ada", PersonRole.Admin);
        await one.AddCampaignAsync(admin);
        using var client = await one.SignInAsync(admin);

        using var request = new HttpRequestMessage(HttpMethod.Get, two.Url + "/");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Refusals");
    }
}
