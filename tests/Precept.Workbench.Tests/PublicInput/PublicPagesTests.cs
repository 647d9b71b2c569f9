using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.PublicInput;

public sealed class PublicPagesTests
{
    [Fact]
    public async Task Page_shows_question_section_and_a_statement_to_nobody_signed_in()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = workbench.NewClient();

        using var answer = await client.GetAsync($"/public/{consultation.Slug}", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("How brief should <em>it</em> be?");
        page.ShouldContain("The assistant says no more than is needed.");
        page.ShouldContain("Two plus two makes four.");
        page.ShouldContain("Short is best.");
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(c => c.StartsWith(ParticipantCookie.Name, StringComparison.Ordinal)); // reading leaves no trace
    }

    [Fact]
    public async Task Page_of_a_consultation_that_was_never_opened_is_not_there()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        await workbench.Get<Consultations>().CreateAsync(campaign, new NewConsultation("be_brief", null, "Draft", "", ["A"], false));
        using var client = workbench.NewClient();

        foreach (var path in (string[])["", "/proposals", "/results"])
        {
            using var answer = await client.GetAsync("/public/draft" + path, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Vote_sets_a_cookie_that_scripts_cannot_read_and_keeps_only_its_hash()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/votes", ("statement", "1"), ("vote", "1"));

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(ParticipantCookie.Name, StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldContain("path=/public", Case.Insensitive);
        var secret = cookie.Split(';')[0].Split('=')[1];
        var participant = await workbench.Database.ReadAsync(c => c.Participants.SingleAsync());
        participant.SecretHash.ShouldBe(ParticipantCookie.HashFor(consultation.Id, secret));
        typeof(ParticipantRow).GetProperties().Select(p => p.Name).ShouldBe(["Id", "ConsultationId", "SecretHash", "JoinedAt"], ignoreOrder: true);
    }

    [Fact]
    public async Task Vote_can_be_changed_and_counts_once()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best.", "Long is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        await client.VoteAsync(consultation.Slug, 1, 1);
        await client.VoteAsync(consultation.Slug, 1, -1);

        var vote = await workbench.Database.ReadAsync(c => c.Votes.SingleAsync());
        vote.Value.ShouldBe(-1);
        (await workbench.Database.ReadAsync(c => c.Statements.Where(s => s.Number == 1).Select(s => s.Votes).SingleAsync())).ShouldBe(1);
        ConsultationExamples.AskedIn(await client.ReadPageAsync($"/public/{consultation.Slug}")).ShouldBe(2);
    }

    [Fact]
    public async Task Vote_of_a_script_brings_the_next_statement_alone()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best.", "Long is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        client.DefaultRequestHeaders.Add("X-Part", "ballot");

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/votes", ("statement", "1"), ("vote", "0"));
        var part = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        part.ShouldNotContain("<html");
        ConsultationExamples.AskedIn(part).ShouldBe(2);
    }

    [Fact]
    public async Task Vote_without_the_token_is_refused()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = workbench.NewClient();

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/votes", ("statement", "1"), ("vote", "1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await workbench.Database.ReadAsync(c => c.Votes.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("2", "1", HttpStatusCode.UnprocessableEntity)] // no such statement
    [InlineData("1", "2", HttpStatusCode.BadRequest)]
    [InlineData("1", "agree", HttpStatusCode.BadRequest)]
    public async Task Vote_that_is_none_is_refused(string statement, string vote, HttpStatusCode expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/votes", ("statement", statement), ("vote", vote));

        answer.StatusCode.ShouldBe(expected);
        (await workbench.Database.ReadAsync(c => c.Votes.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Votes_beyond_the_rate_limit_are_refused()
    {
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { PublicRequestsPerMinute = 3 });
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/votes", ("statement", "1"), ("vote", "1"));
            codes.Add(answer.StatusCode);
        }

        codes.ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.TooManyRequests]);
    }

    [Fact]
    public async Task Statement_is_added_with_its_authors_agreement()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        using var other = await workbench.NewVisitorAsync(consultation.Slug);

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/statements", ("text", "  Clear\r\n is better   than short. "));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var statement = await workbench.Database.ReadAsync(c => c.Statements.SingleAsync(s => s.Number == 2));
        (statement.Text, statement.State, statement.Votes).ShouldBe(("Clear is better than short.", StatementState.Accepted, 1));
        (await workbench.Database.ReadAsync(c => c.Votes.SingleAsync())).Value.ShouldBe(1);
        await other.VoteAsync(consultation.Slug, 1, 1);
        (await other.ReadPageAsync($"/public/{consultation.Slug}")).ShouldContain("Clear is better than short.");
    }

    [Fact]
    public async Task Statement_of_a_moderated_consultation_is_seen_by_its_author_only_until_it_is_accepted()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."], isModerated: true);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        using var other = await workbench.NewVisitorAsync(consultation.Slug);

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/statements", ("text", "Clear is better."));

        answer.Headers.Location!.ToString().ShouldContain("said=waiting");
        (await client.ReadPageAsync($"/public/{consultation.Slug}")).ShouldContain("Clear is better.");
        (await other.ReadPageAsync($"/public/{consultation.Slug}")).ShouldNotContain("Clear is better.");
        using var vote = await other.SubmitAsync($"/public/{consultation.Slug}/votes", ("statement", "2"), ("vote", "1"));
        vote.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await workbench.Get<Statements>().ModerateAsync(consultation.Id, 2, StatementState.Accepted);
        await other.VoteAsync(consultation.Slug, 1, 1);
        (await other.ReadPageAsync($"/public/{consultation.Slug}")).ShouldContain("Clear is better.");
    }

    [Theory]
    [InlineData("SHORT is best", "has been said already")]
    [InlineData("Ｓｈｏｒｔ　ｉｓ　ｂｅｓｔ！", "has been said already")]
    [InlineData(" \u200B … ", "Something is missing")]
    public async Task Statement_that_is_there_or_says_nothing_is_refused_with_the_reason(string text, string expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/statements", ("text", text));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(expected);
        (await workbench.Database.ReadAsync(c => c.Statements.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [InlineData(280, HttpStatusCode.SeeOther)]
    [InlineData(281, HttpStatusCode.UnprocessableEntity)]
    public async Task Statement_has_at_most_280_characters_whatever_they_take(int length, HttpStatusCode expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, []);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/statements", ("text", "a" + string.Concat(Enumerable.Repeat("😀", length - 1))));

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Hostile_text_is_escaped_and_unseen_characters_are_shown()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["<img src=x onerror=alert(1)> \u202Eevil"], title: "<script>alert(1)</script>", areResultsPublic: true);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        await client.VoteAsync(consultation.Slug, 1, 1);

        foreach (var path in (string[])["", "/results"])
        {
            var page = await client.ReadPageAsync($"/public/{consultation.Slug}{path}");
            page.ShouldNotContain("\u202E");
            page.ShouldContain("⟨U+202E⟩");
            var raw = await client.GetStringAsync($"/public/{consultation.Slug}{path}", TestContext.Current.CancellationToken);
            raw.ShouldNotContain("<img");
            raw.ShouldNotContain("<script>alert");
        }
    }

    [Fact]
    public async Task Closed_consultation_stays_readable_and_takes_nothing()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        await workbench.Get<Consultations>().ChangeAsync(consultation.CampaignId, consultation.Id, isOpen: false, isModerated: false, areResultsPublic: true);

        using var vote = await client.SubmitAsync($"/public/{consultation.Slug}/votes", ("statement", "1"), ("vote", "1"));
        using var statement = await client.SubmitAsync($"/public/{consultation.Slug}/statements", ("text", "New."));
        using var proposal = await client.SubmitAsync($"/public/{consultation.Slug}/proposals", ("text", "New."), ("why", "So."));

        new[] { vote, statement, proposal }.ShouldAllBe(a => a.StatusCode == HttpStatusCode.UnprocessableEntity);
        var page = await client.ReadPageAsync($"/public/{consultation.Slug}");
        page.ShouldContain("This consultation is closed.");
        page.ShouldNotContain("/votes\"  data-ballot");
        (await workbench.Database.ReadAsync(async c => await c.Votes.CountAsync() + await c.Proposals.CountAsync() + await c.Participants.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Results_are_shown_only_where_the_host_says_so()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        await client.VoteAsync(consultation.Slug, 1, 1);

        (await client.ReadPageAsync($"/public/{consultation.Slug}/results")).ShouldContain("The results are not public yet.");
        await workbench.Get<Consultations>().ChangeAsync(consultation.CampaignId, consultation.Id, isOpen: true, isModerated: false, areResultsPublic: true);
        var page = await client.ReadPageAsync($"/public/{consultation.Slug}/results");
        page.ShouldContain("1 agree · 0 disagree · 0 pass");
        page.ShouldContain("No groups are shown: 1 participants");
        // Wilson for 1 of 1: 1 / (1 + 1.959964^2) = 0.2065 to 1.
        page.ShouldContain("100 % agree (95 % interval 21 to 100 %)");
    }

    [Fact]
    public async Task Page_in_Chinese_has_no_English_phrase_of_its_own()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["简短最好。"]);
        using var client = workbench.NewClient();
        client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");

        var page = await client.ReadPageAsync($"/public/{consultation.Slug}");

        page.ShouldContain("您同意吗？");
        page.ShouldContain("阅读本节：Be brief");
        page.ShouldNotContain("</span> Disagree", Case.Sensitive);
        page.ShouldContain("</span> 不同意");
    }

    private static async Task<ConsultationRow> OpenAsync(
        RunningWorkbench workbench, IReadOnlyList<string> statements, bool isModerated = false, string title = "How brief?", bool areResultsPublic = false)
    {
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher));
        return await workbench.AddConsultationAsync(campaign, statements, isModerated, areResultsPublic, title);
    }
}
