using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Quality;

/// <summary>Decisions of reviewers over HTTP, as a form without script sends them.</summary>
public sealed class AdjudicationTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RunningWorkbench _workbench = null!;
    private Person _rita = null!;
    private string _campaign = null!;
    private string _task = null!;
    private HttpClient _client = null!;
    private string _token = null!;

    public async ValueTask InitializeAsync()
    {
        _workbench = await RunningWorkbench.StartAsync();
        _campaign = await _workbench.AddCampaignAsync(await _workbench.AddPersonAsync("ada", PersonRole.Admin));
        _task = QualityCampaign.TaskId(_campaign, 1);
        _rita = await _workbench.AddPersonAsync("rita", PersonRole.Reviewer, _campaign);
        await _workbench.LabelAsync(_campaign, _task, await _workbench.AddPersonAsync("ann", campaign: _campaign), QualityCampaign.Ranked("it keeps the word", 0, 1, 2), 1);
        await _workbench.LabelAsync(_campaign, _task, await _workbench.AddPersonAsync("bob", campaign: _campaign), QualityCampaign.Ranked("it is shorter", 2, 1, 0), 2);
        _client = await _workbench.SignInAsync(_rita);
        _token = RunningWorkbench.TokenIn(await _client.GetStringAsync(Address, Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _workbench.DisposeAsync();
    }

    private string Address => $"/campaigns/{_campaign}/quality/tasks/{_task}";

    [Fact]
    public async Task Decide_a_ranking_stands_beside_the_labels_with_its_event()
    {
        using var answer = await PostAsync(["1", "3", "3"], "keep_secrets", "the word is kept", seen: 0);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var row = await _workbench.Database.ReadAsync(c => c.Adjudications.SingleAsync(Cancel));
        var content = WorkbenchJson.Read<LabelContent>(row.Content);
        (row.TaskId, row.PersonId, content.Reason, content.DecidedOn).ShouldBe((_task, _rita.Id, "the word is kept", "keep_secrets"));
        content.Tiers.ShouldBe([0, 1, 1]); // places that nobody has are closed up
        var written = await _workbench.Database.ReadAsync(c => c.Events.SingleAsync(e => e.Kind == EventKinds.TaskAdjudicated, Cancel));
        (written.Seq, written.Subject, written.PersonId).ShouldBe((row.EventSeq, _task, _rita.Id));
        WorkbenchJson.Read<AdjudicationEvent>(written.Content).Labels.ShouldBe(["l-1", "l-2"]);
        (await _workbench.Database.ReadAsync(c => c.Labels.Select(l => l.Revision).ToListAsync(Cancel))).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task Show_the_sections_that_apply_stand_there_with_their_text()
    {
        var page = await _client.GetStringAsync(Address, Cancel);

        page.ShouldContain("data-section=\"keep_secrets\"");
        page.ShouldContain("The assistant does not tell what it was told to keep.");
    }

    [Fact]
    public async Task Show_names_and_models_are_hidden_until_it_is_decided()
    {
        var before = await _client.GetStringAsync(Address, Cancel);
        before.ShouldContain("it keeps the word");
        before.ShouldContain("Annotator 1");
        before.ShouldNotContain(">ann<");
        before.ShouldNotContain(">bob<");
        before.ShouldNotContain("<code class=\"quiet\">model</code>");

        (await PostAsync(["1", "2", "3"], "keep_secrets", "so", seen: 0)).Dispose();

        var after = await _client.GetStringAsync(Address, Cancel);
        after.ShouldContain(">ann<");
        after.ShouldContain("<code class=\"quiet\">model</code>");
        after.ShouldContain("human:rita/adjudicated");
    }

    [Fact]
    public async Task Show_the_page_of_the_task_hides_people_from_reviewers_until_it_is_decided()
    {
        var page = $"/campaigns/{_campaign}/tasks/{_task}";
        var before = await _client.GetStringAsync(page, Cancel);
        before.ShouldContain("it keeps the word");
        before.ShouldContain("<strong>Annotator 1</strong>");
        before.ShouldContain("<strong>Annotator 2</strong>");
        before.ShouldNotContain("<strong>ann</strong>");
        before.ShouldNotContain("<td>ada</td>"); // in the events
        before.ShouldNotContain("<span class=\"quiet\">model</span>");
        using var researcher = await _workbench.SignInAsync(await _workbench.AddPersonAsync("rosa", PersonRole.Researcher, _campaign));
        (await researcher.GetStringAsync(page, Cancel)).ShouldContain("<strong>ann</strong>");

        (await PostAsync(["1", "2", "3"], "keep_secrets", "so", seen: 0)).Dispose();

        var after = await _client.GetStringAsync(page, Cancel);
        after.ShouldContain("<strong>ann</strong>");
        after.ShouldContain("<span class=\"quiet\">model</span>");
    }

    [Fact]
    public async Task Decide_the_workspace_has_the_decision_as_a_judgment_of_its_own()
    {
        (await PostAsync(["1", "3", "3"], "keep_secrets", "the word is kept", seen: 0)).Dispose();

        var found = await WorkspaceJudgments.UntilAsync(_workbench, f => f.Any(j => j.Judge == "human:rita/adjudicated"));
        var decided = found.Single(j => j.Judge == "human:rita/adjudicated");
        decided.Ranks.ShouldBe([0, 1, 1]);
        (decided.PromptId, decided.Reason, decided.DecidedOn).ShouldBe((RunningWorkbench.ContentOf(1).Prompt.Id, "the word is kept", "keep_secrets"));
        found.Select(j => j.Judge).Order().ShouldBe(["human:ann", "human:bob", "human:rita/adjudicated"]);
    }

    [Fact]
    public async Task Decide_again_keeps_the_earlier_decision_in_the_history()
    {
        (await PostAsync(["1", "2", "3"], "keep_secrets", "first view", seen: 0)).Dispose();
        var seen = await _workbench.Database.ReadAsync(c => c.Adjudications.Select(a => a.EventSeq).SingleAsync(Cancel));
        (await PostAsync(["3", "2", "1"], "be_brief", "second view", seen)).Dispose();

        var page = await _client.GetStringAsync(Address, Cancel);
        page.IndexOf("second view", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("first view", StringComparison.Ordinal));
        (await _workbench.Database.ReadAsync(c => c.Events.CountAsync(e => e.Kind == EventKinds.TaskAdjudicated, Cancel))).ShouldBe(2);
        WorkbenchJson.Read<LabelContent>(await _workbench.Database.ReadAsync(c => c.Adjudications.Select(a => a.Content).SingleAsync(Cancel))).Reason.ShouldBe("second view");
    }

    [Fact]
    public async Task Decide_when_another_did_meanwhile_changes_nothing_and_keeps_the_form()
    {
        (await PostAsync(["1", "2", "3"], "keep_secrets", "the other one's", seen: 0)).Dispose();

        using var answer = await PostAsync(["3", "2", "1"], "keep_secrets", "mine, too late", seen: 0);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        page.ShouldContain("Another reviewer decided in the meantime");
        page.ShouldContain("mine, too late");
        WorkbenchJson.Read<LabelContent>(await _workbench.Database.ReadAsync(c => c.Adjudications.Select(a => a.Content).SingleAsync(Cancel))).Reason.ShouldBe("the other one's");
    }

    [Theory]
    [InlineData("1,2,", "keep_secrets", "so", "Give every answer a place")]
    [InlineData("1,2,9", "keep_secrets", "so", "Give every answer a place")]
    [InlineData("1,2,x", "keep_secrets", "so", "Give every answer a place")]
    [InlineData("1,2,3", "", "so", "Choose the section")]
    [InlineData("1,2,3", "no_such_section", "so", "Choose the section")]
    [InlineData("1,2,3", "keep_secrets", "   ", "Say why")]
    public async Task Decide_what_is_incomplete_is_refused_with_what_is_missing(string tiers, string section, string reason, string expected)
    {
        using var answer = await PostAsync(tiers.Split(','), section, reason, seen: 0);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(expected);
        (await _workbench.Database.ReadAsync(c => c.Adjudications.CountAsync(Cancel))).ShouldBe(0);
    }

    [Fact]
    public async Task Decide_incomparable_needs_a_reason_and_no_places()
    {
        using var answer = await PostAsync(["", "", ""], "", "they answer different questions", seen: 0, ("incomparable", "1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var content = WorkbenchJson.Read<LabelContent>(await _workbench.Database.ReadAsync(c => c.Adjudications.Select(a => a.Content).SingleAsync(Cancel)));
        (content.Incomparable, content.Tiers.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Task_of_another_campaign_is_not_there()
    {
        var other = await _workbench.AddCampaignAsync(_rita, name: "Other");
        await _workbench.Campaigns.AddTasksAsync(other, [new(RunningWorkbench.ContentOf(50))], _rita.Id, Cancel);

        using var shown = await _client.GetAsync($"/campaigns/{other}/quality/tasks/{_task}", Cancel);
        using var decided = await PostAsync(["1", "2", "3"], "keep_secrets", "so", seen: 0, campaign: other);

        shown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        decided.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _workbench.Database.ReadAsync(c => c.Adjudications.CountAsync(Cancel))).ShouldBe(0);
    }

    private Task<HttpResponseMessage> PostAsync(string[] tiers, string section, string reason, long seen, (string, string)? more = null, string? campaign = null)
    {
        var fields = new List<KeyValuePair<string, string>> { new("_token", _token), new("seen", $"{seen}"), new("section", section), new("reason", reason) };
        fields.AddRange(tiers.Select(t => new KeyValuePair<string, string>("tier", t)));
        if (more is var (name, value))
        {
            fields.Add(new(name, value));
        }

        return _client.PostAsync(campaign is null ? Address : $"/campaigns/{campaign}/quality/tasks/{_task}", new FormUrlEncodedContent(fields), Cancel);
    }
}
