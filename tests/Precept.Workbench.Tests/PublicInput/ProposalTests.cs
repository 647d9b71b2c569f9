using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Site;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.PublicInput;

public sealed class ProposalTests
{
    private const string Present = "The assistant says no more than is needed.";
    private const string Proposed = "The assistant says no more than is needed, and no less.";

    [Fact]
    public async Task Proposal_page_starts_from_the_sections_text_and_shows_what_is_changed()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (_, _, consultation) = await OpenAsync(workbench);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        (await client.GetStringAsync($"/public/{consultation.Slug}/proposals", TestContext.Current.CancellationToken)).ShouldContain($">{Present}</textarea>");
        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/proposals", ("text", Proposed), ("why", ""), ("act", "show"));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("""needed<ins class="diff-ins">, and no less</ins>.""");
        (await workbench.Database.ReadAsync(c => c.Proposals.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData(Present, "So.", "The wording is the present one")]
    [InlineData("  ", "So.", "Something is missing")]
    [InlineData(Proposed, " ", "Something is missing")]
    public async Task Proposal_without_a_change_or_a_reason_is_refused_and_its_text_stays(string text, string why, string expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (_, _, consultation) = await OpenAsync(workbench);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);

        using var answer = await client.SubmitAsync($"/public/{consultation.Slug}/proposals", ("text", text), ("why", why), ("act", "send"));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain(expected);
        page.ShouldContain($">{text}</textarea>");
    }

    [Fact]
    public async Task Decision_needs_a_reason_is_an_event_and_stands_on_the_public_page_and_in_the_sites_file()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, researcher, consultation) = await OpenAsync(workbench);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        using var sent = await client.SubmitAsync($"/public/{consultation.Slug}/proposals", ("text", Proposed), ("why", "Less can be too little."), ("act", "send"));
        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var host = await workbench.SignInAsync(researcher);
        var address = $"/campaigns/{campaign}/consultations/{consultation.Id}/proposals/1";

        using var without = await host.SubmitAsync(address, ("state", "adopted"), ("reason", " "));
        without.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await workbench.Database.ReadAsync(c => c.Events.CountAsync(e => e.Kind == EventKinds.ProposalDecided))).ShouldBe(0);
        using var decided = await host.SubmitAsync(address, ("state", "adopted"), ("reason", "It closes <b>a gap</b>."));
        decided.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var written = await workbench.Database.ReadAsync(c => c.Events.SingleAsync(e => e.Kind == EventKinds.ProposalDecided));
        (written.CampaignId, written.PersonId).ShouldBe((campaign, researcher.Id));
        written.Content.ShouldContain("\"state\":\"adopted\"");
        using var other = workbench.NewClient();
        var page = await other.GetStringAsync($"/public/{consultation.Slug}/proposals", TestContext.Current.CancellationToken);
        page.ShouldContain("adopted");
        page.ShouldContain("Reason: It closes &lt;b&gt;a gap&lt;/b&gt;.");
        foreach (var file in (string[])[$"/campaigns/{campaign}/decisions.json", $"/api/v1/campaigns/{campaign}/decisions"])
        {
            var decision = PublicDecisions.Parse(await host.GetStringAsync(file, TestContext.Current.CancellationToken), file).Single();
            (decision.Section, decision.Title, decision.Proposal, decision.State, decision.Reason, decision.From, decision.Why)
                .ShouldBe(("be_brief", "How brief?", Proposed, DecisionState.Adopted, "It closes <b>a gap</b>.", Present, "Less can be too little."));
        }
    }

    [Fact]
    public async Task Proposal_of_a_moderated_consultation_is_seen_by_its_proposer_only_until_it_is_shown()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (campaign, researcher, consultation) = await OpenAsync(workbench, isModerated: true);
        using var client = await workbench.NewVisitorAsync(consultation.Slug);
        using var other = await workbench.NewVisitorAsync(consultation.Slug);
        using var sent = await client.SubmitAsync($"/public/{consultation.Slug}/proposals", ("text", Proposed), ("why", "Less can be too little."), ("act", "send"));
        var address = $"/public/{consultation.Slug}/proposals";

        (await client.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldContain("Less can be too little.");
        (await other.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldNotContain("Less can be too little.");
        using var host = await workbench.SignInAsync(researcher);
        using var shown = await host.SubmitAsync($"/campaigns/{campaign}/consultations/{consultation.Id}/proposals/1/shown", ("show", "true"));
        shown.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await other.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldContain("Less can be too little.");
    }

    private static async Task<(string Campaign, Person Researcher, ConsultationRow Consultation)> OpenAsync(RunningWorkbench workbench, bool isModerated = false)
    {
        var researcher = await workbench.AddPersonAsync("ada", PersonRole.Researcher);
        var campaign = await workbench.AddCampaignAsync(researcher);
        return (campaign, researcher, await workbench.AddConsultationAsync(campaign, ["Short is best."], isModerated));
    }
}
