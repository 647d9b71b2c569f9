using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.PublicInput;

public sealed class ConsultationPagesTests
{
    [Fact]
    public async Task Researcher_makes_opens_and_moderates_a_consultation()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var researcher = await workbench.AddPersonAsync("ada", PersonRole.Researcher);
        var campaign = await workbench.AddCampaignAsync(researcher);
        using var host = await workbench.SignInAsync(researcher);

        using var made = await host.SubmitAsync(
            $"/campaigns/{campaign}/consultations", ("about", "be_brief"), ("title", "How brief, exactly?"), ("question", "Say."), ("statements", "One.\r\nTwo.\n\none"), ("moderated", "true"));
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var row = await workbench.Database.ReadAsync(c => c.Consultations.SingleAsync());
        (row.Slug, row.IsOpen, row.IsModerated, row.AreResultsPublic, row.OpenedAt).ShouldBe(("how-brief-exactly", false, true, false, null));
        (await workbench.Get<Statements>().AllAsync(row.Id)).Select(s => s.Text).ShouldBe(["One.", "Two."]);

        var address = $"/campaigns/{campaign}/consultations/{row.Id}";
        using var opened = await host.SubmitAsync(address + "/settings", ("open", "true"), ("moderated", "true"), ("results", "true"));
        using var seeded = await host.SubmitAsync(address + "/statements", ("text", "Three."));
        using var again = await host.SubmitAsync(address + "/statements", ("text", "three"));
        using var rejected = await host.SubmitAsync(address + "/statements/2", ("accept", "false"));
        (opened.StatusCode, seeded.StatusCode, again.StatusCode, rejected.StatusCode)
            .ShouldBe((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect));
        (await workbench.Get<Statements>().AllAsync(row.Id)).Select(s => s.State).ShouldBe([StatementState.Accepted, StatementState.Rejected, StatementState.Accepted]);
        (await host.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldContain("Other statements (3)");
        (await host.GetStringAsync($"/campaigns/{campaign}/consultations", TestContext.Current.CancellationToken)).ShouldContain("How brief, exactly?");
    }

    [Theory]
    [InlineData("nowhere", "T", "no such section")]
    [InlineData("be_brief@1", "T", "no such section")] // no example begins there
    [InlineData("be_brief", "  ", "has a title")]
    public async Task Consultation_without_a_title_or_a_section_is_refused(string about, string title, string expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var researcher = await workbench.AddPersonAsync("ada", PersonRole.Researcher);
        var campaign = await workbench.AddCampaignAsync(researcher);
        using var host = await workbench.SignInAsync(researcher);

        using var answer = await host.SubmitAsync($"/campaigns/{campaign}/consultations", ("about", about), ("title", title), ("question", ""), ("statements", ""));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(expected);
    }

    [Theory]
    [InlineData("How brief?", "how-brief")]
    [InlineData("  --Under <b>  ", "under-b")]
    [InlineData("多简短？", "be-brief")]
    public void Slug_is_plain(string title, string expected) => Consultations.SlugOf(title, "be_brief").ShouldBe(expected);

    [Fact]
    public async Task Second_consultation_of_a_title_has_an_address_of_its_own()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        (await workbench.AddConsultationAsync(campaign, [])).Slug.ShouldBe("how-brief");
        (await workbench.AddConsultationAsync(campaign, [])).Slug.ShouldBe("how-brief-2");
    }

    [Fact]
    public async Task Consultation_about_an_example_shows_that_example_only()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        var line = TestSpec.Files.Document.Find("be_brief")!.Examples.Single().Line;
        var consultation = await workbench.AddConsultationAsync(campaign, [], example: line);
        using var client = workbench.NewClient();

        var page = await client.GetStringAsync($"/public/{consultation.Slug}", TestContext.Current.CancellationToken);

        page.ShouldContain("Two plus two makes four.");
        page.ShouldContain("a sum");
    }

    [Fact]
    public async Task Consultation_of_another_campaign_is_not_there()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var researcher = await workbench.AddPersonAsync("ada", PersonRole.Researcher);
        var (mine, other) = (await workbench.AddCampaignAsync(researcher), await workbench.AddCampaignAsync(await workbench.AddPersonAsync("bo", PersonRole.Researcher), name: "Other"));
        var consultation = await workbench.AddConsultationAsync(other, ["Short is best."]);
        using var host = await workbench.SignInAsync(researcher);
        var under = $"/campaigns/{mine}/consultations/{consultation.Id}";

        foreach (var path in (string[])["", "/results", "/votes.csv", "/comments.csv", "/raw.jsonl"])
        {
            using var answer = await host.GetAsync(under + path, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        foreach (var (path, fields) in ((string, (string, string)[])[])
            [("/settings", [("open", "false")]), ("/statements", [("text", "New.")]), ("/statements/1", [("accept", "false")]), ("/proposals/1", [("state", "adopted"), ("reason", "R")]), ("/proposals/1/shown", [("show", "true")])])
        {
            using var answer = await host.SubmitAsync(under + path, fields);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var foreign = await host.GetAsync($"/campaigns/{other}/decisions.json", TestContext.Current.CancellationToken);
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await workbench.Get<Statements>().AllAsync(consultation.Id)).Single().State.ShouldBe(StatementState.Accepted);
        (await workbench.Get<Consultations>().FindAsync(other, consultation.Id))!.IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData(PersonRole.Labeler)]
    [InlineData(PersonRole.Reviewer)]
    public async Task Members_below_researcher_may_not_moderate(PersonRole role)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        var consultation = await workbench.AddConsultationAsync(campaign, ["Short is best."]);
        using var client = await workbench.SignInAsync(await workbench.AddPersonAsync("lee", role, campaign));

        using var page = await client.GetAsync($"/campaigns/{campaign}/consultations/{consultation.Id}", TestContext.Current.CancellationToken);
        using var moderated = await client.SubmitAsync($"/campaigns/{campaign}/consultations/{consultation.Id}/statements/1", ("accept", "false"));
        using var decisions = await client.GetAsync($"/campaigns/{campaign}/decisions.json", TestContext.Current.CancellationToken);

        new[] { page, moderated, decisions }.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Votes_go_out_with_the_sign_of_Polis_and_come_in_again_the_same()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var researcher = await workbench.AddPersonAsync("ada", PersonRole.Researcher);
        var campaign = await workbench.AddCampaignAsync(researcher);
        var consultation = await workbench.AddConsultationAsync(campaign, ["One, first.", "Two \"second\".", "Three."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        await client.VoteAsync(consultation.Slug, 1, 1);
        await client.VoteAsync(consultation.Slug, 2, -1);
        await client.VoteAsync(consultation.Slug, 3, 0);
        using var host = await workbench.SignInAsync(researcher);
        var address = $"/campaigns/{campaign}/consultations/{consultation.Id}";

        var votes = await host.GetStringAsync(address + "/votes.csv", TestContext.Current.CancellationToken);
        var comments = await host.GetStringAsync(address + "/comments.csv", TestContext.Current.CancellationToken);
        votes.Split('\n')[0].ShouldBe("timestamp,datetime,comment-id,voter-id,vote");
        votes.TrimEnd('\n').Split('\n')[1..].Select(l => string.Join(',', l.Split(',')[2..])).ShouldBe(["1,0,-1", "2,0,1", "3,0,0"], ignoreOrder: true);
        comments.ShouldContain(",1,-1,1,0,1,\"One, first.\"\n");
        comments.ShouldContain(",2,-1,0,1,1,\"Two \"\"second\"\".\"\n");
        var lines = (await host.GetStringAsync(address + "/raw.jsonl", TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(6);
        lines.ShouldContain(l => l.StartsWith("""{"kind":"vote","statement":1,"participant":0,"vote":1,""", StringComparison.Ordinal));

        var second = await workbench.AddConsultationAsync(campaign, ["Three."]);
        using var form = new MultipartFormDataContent { { new StringContent(votes), "votes", "votes.csv" }, { new StringContent(comments), "comments", "comments.csv" } };
        using var taken = await host.PostAsync($"/campaigns/{campaign}/consultations/{second.Id}/import", form, TestContext.Current.CancellationToken);
        (await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("3 votes of 1 participants taken in, 2 statements added.");
        var result = await workbench.Get<PublicResults>().OfAsync(second.Id, TestContext.Current.CancellationToken);
        result.Statements.ToDictionary(s => s.Text, s => (s.Votes.Agrees, s.Votes.Disagrees, s.Votes.Passes))
            .ShouldBe(new Dictionary<string, (int, int, int)> { ["One, first."] = (1, 0, 0), ["Two \"second\"."] = (0, 1, 0), ["Three."] = (0, 0, 1) }, ignoreOrder: true);

        // The same file again: the same voters, nothing new.
        (await workbench.Get<PublicFiles>().ImportAsync(second.Id, votes, comments)).Statements.ShouldBe(0);
        (await workbench.Database.ReadAsync(c => c.Votes.CountAsync(v => v.ConsultationId == second.Id))).ShouldBe(3);
    }

    [Theory]
    [InlineData("timestamp,comment-id,voter-id,vote\n1,9,0,-1\n", "comment 9, which is not here")]
    [InlineData("timestamp,comment-id,voter-id,vote\n1,1,0,2\n", "votes.csv:2")]
    [InlineData("a,b\n", "no column")]
    public async Task Import_of_what_does_not_fit_is_refused_and_takes_nothing(string votes, string expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var researcher = await workbench.AddPersonAsync("ada", PersonRole.Researcher);
        var campaign = await workbench.AddCampaignAsync(researcher);
        var consultation = await workbench.AddConsultationAsync(campaign, ["One."]);
        using var host = await workbench.SignInAsync(researcher);

        using var form = new MultipartFormDataContent { { new StringContent(votes), "votes", "votes.csv" } };
        using var answer = await host.PostAsync($"/campaigns/{campaign}/consultations/{consultation.Id}/import", form, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(expected);
        (await workbench.Database.ReadAsync(c => c.Votes.CountAsync())).ShouldBe(0);
    }
}
