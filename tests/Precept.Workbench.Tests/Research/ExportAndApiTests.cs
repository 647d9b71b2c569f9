using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Precept.Prompts;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Research;

public sealed class ExportAndApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_two_people_over_one_task()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var lee = await workbench.AddPersonAsync("lee");
        var campaign = await workbench.AddCampaignAsync(admin, tasks: 2);
        // Two people put A first; one of them puts B over C, the other the other way round.
        await LabelAsync(workbench, campaign, 1, admin, new LabelContent { Tiers = [0, 1, 2], DecidedOn = "keep_secrets", Breaches = [new(2, "keep_secrets", -1, "", "")] });
        await LabelAsync(workbench, campaign, 1, lee, new LabelContent { Tiers = [0, 2, 1], Ratings = [7, 2, 3] });
        using var client = await workbench.SignInAsync(admin);

        var pairs = (await client.GetStringAsync($"/campaigns/{campaign}/export/preferences.jsonl", Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        // A over B and A over C with both; B and C are even, which gives no pair.
        pairs.Select(p => (p.GetProperty("chosen")[0].GetProperty("content").GetString(), p.GetProperty("rejected")[0].GetProperty("content").GetString(), p.GetProperty("p").GetDouble())).ShouldBe(
            [("Answer A to question 1.", "Answer B to question 1.", 1), ("Answer A to question 1.", "Answer C to question 1.", 1)]);

        (await client.GetAsync($"/campaigns/{campaign}/export/preferences.jsonl?split=most", Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var bySplit = await Task.WhenAll(Splits.All.Select(async s => (await client.GetStringAsync($"/campaigns/{campaign}/export/preferences.jsonl?split={Splits.Name(s)}", Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        bySplit.ShouldBe([2, 0, 0]); // the prompt is one of train
        var labels = (await client.GetStringAsync($"/campaigns/{campaign}/export/labels.jsonl", Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        labels.Select(l => l.GetProperty("person").GetString()).ShouldBe(["ada", "lee"]);
        labels[1].GetProperty("content").GetProperty("ratings")[0].GetInt32().ShouldBe(7);

        var rows = (await client.GetStringAsync($"/campaigns/{campaign}/export/ranked.csv", Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(1 + (2 * 3));
        var (head, third) = (rows[0].Split(','), rows[3].Split(','));
        (third[Array.IndexOf(head, "answer")], third[Array.IndexOf(head, "tier")], third[Array.IndexOf(head, "breaks")]).ShouldBe(("3", "3", "keep_secrets"));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("", "")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1,A2)", "\"'@SUM(A1,A2)\"")]
    public void Cell_quotes_and_runs_nothing(string text, string cell) => SpreadsheetCell.Of(text).ShouldBe(cell);

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("'tis so", "'tis so")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("'", "'")]
    public void Cell_that_is_read_has_its_text(string cell, string text) => SpreadsheetCell.TextOf(cell).ShouldBe(text);

    [Fact]
    public async Task Api_tells_an_unknown_key_from_none_and_the_page_names_its_own_address()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        using var stranger = workbench.NewClient();
        (await TitleAsync()).ShouldBe("Sign in first");

        stranger.DefaultRequestHeaders.Add("Authorization", $"Bearer {ApiKeys.Prefix}{Secrets.New()}");

        (await TitleAsync()).ShouldBe("This key is unknown or was revoked");
        using var client = await workbench.SignInAsync(ada);
        (await client.GetStringAsync("/api", Stop)).ShouldContain($"{client.BaseAddress!.GetLeftPart(UriPartial.Authority)}/api/v1/campaigns");

        async Task<string?> TitleAsync()
        {
            using var answer = await stranger.GetAsync("/api/v1/campaigns", Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("title").GetString();
        }
    }

    [Fact]
    public async Task Api_makes_a_campaign_adds_tasks_starts_it_and_lists_labels()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using (var workspace = Precept.Workspace.WorkspaceFolder.Open(workbench.Folder))
        {
            await workspace.SaveSpecAsync(TestSpec.Files, cancellationToken: Stop);
        }

        var researcher = await workbench.AddPersonAsync("rea", PersonRole.Researcher);
        using var client = await KeyAsync(workbench, researcher);

        var made = await client.PostAsJsonAsync("/api/v1/campaigns", new { name = "By a program", spec = "1.0.0", settings = new { overlap = new { fewest = 1, most = 1 } } }, Stop);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!;
        using var lines = new StringContent("""{"prompt": "Hi?", "answers": ["Hi.", "Hello there!"]}""" + "\n" + """{"prompt": "Hi?", "answers": ["Hi.", "Hello there!"]}""");
        var added = await (await client.PostAsync($"/api/v1/campaigns/{id}/tasks", lines, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);
        (added.GetProperty("added").GetInt32(), added.GetProperty("given").GetInt32()).ShouldBe((1, 2));
        (await client.PutAsJsonAsync($"/api/v1/campaigns/{id}/state", new { state = "running" }, Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}", Stop)).GetProperty("state").GetString().ShouldBe("running");

        await LabelAsync(workbench, id, 1, researcher, new LabelContent { Tiers = [1, 0] });
        var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/labels?most=1", Stop);
        page.GetProperty("items")[0].GetProperty("content").GetProperty("tiers")[1].GetInt32().ShouldBe(0);
        var next = page.GetProperty("next").GetInt64();
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/labels?after={next}", Stop)).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/progress", Stop)).GetProperty("labels").GetInt32().ShouldBe(1);
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/tasks", Stop)).GetProperty("items")[0].GetProperty("labeled").GetInt32().ShouldBe(1);
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/campaigns", Stop)).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Api_wrong_tasks_say_which_line()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        using var client = await KeyAsync(workbench, admin);
        using var lines = new StringContent("\n{\"prompt\": \"Hi?\"}");

        var answer = await client.PostAsync($"/api/v1/campaigns/{campaign}/tasks", lines, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("tasks:2: a task has");
    }

    [Fact]
    public async Task Document_describes_every_route_of_the_api()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var client = workbench.NewClient();

        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);

        var paths = document.GetProperty("paths").EnumerateObject().ToList();
        paths.Select(p => p.Name).ShouldContain("/api/v1/campaigns/{campaign}/labels");
        foreach (var operation in paths.SelectMany(p => p.Value.EnumerateObject()))
        {
            operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrWhiteSpace();
        }

        paths.Select(p => p.Name).ShouldAllBe(p => p.StartsWith("/api/v1/"));
    }

    [Fact]
    public async Task Spec_pages_search_counts_and_threads_of_notes()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        var lee = await workbench.AddPersonAsync("lee", campaign: campaign);
        await LabelAsync(workbench, campaign, 1, admin, new LabelContent { Tiers = [0, 1, 1], DecidedOn = "keep_secrets", Breaches = [new(1, "keep_secrets", -1, "", "")] });
        using var client = await workbench.SignInAsync(admin);
        using var theirs = await workbench.SignInAsync(lee);

        var found = await theirs.GetStringAsync($"/campaigns/{campaign}/spec?q=secret", Stop);
        found.ShouldContain("Keep secrets");
        found.ShouldContain("3 tasks");
        found.ShouldContain("broken 1 time");
        found.ShouldNotContain("Be brief");
        (await theirs.GetStringAsync($"/campaigns/{campaign}/spec/keep_secrets", Stop)).ShouldContain("I cannot tell you that.");
        (await theirs.GetAsync($"/campaigns/{campaign}/spec/nothing", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await CampaignPagesTests.PostAsync(theirs, $"/campaigns/{campaign}/spec/keep_secrets/notes", new() { ["text"] = "What of <hints>?" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var note = await workbench.Database.ReadAsync(c => c.Notes.Select(n => n.Id).SingleAsync(Stop));
        (await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/spec/keep_secrets/notes", new() { ["text"] = "No hints.", ["parent"] = note })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CampaignPagesTests.PostAsync(client, $"/campaigns/{campaign}/notes/{note}/resolve", new() { ["resolved"] = "yes" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await theirs.GetStringAsync($"/campaigns/{campaign}/spec/keep_secrets", Stop);
        page.ShouldContain("What of &lt;hints&gt;?");
        page.ShouldContain("No hints.");
        page.ShouldContain("resolved by ada");
        (await CampaignPagesTests.PostAsync(theirs, $"/campaigns/{campaign}/spec/keep_secrets/notes", new() { ["text"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>A label as the labeling server leaves it.</summary>
    internal static async Task LabelAsync(RunningWorkbench workbench, string campaign, int number, Person person, LabelContent content)
    {
        var events = workbench.Server.Services.GetService(typeof(EventLog)) as EventLog;
        await workbench.Database.WriteAsync(async c =>
        {
            var task = await c.Tasks.FirstAsync(t => t.CampaignId == campaign && t.Number == number, Stop);
            var spec = await c.Campaigns.Where(x => x.Id == campaign).Select(x => x.SpecTextId).FirstAsync(Stop);
            var assignment = Guid.NewGuid().ToString("N");
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            c.Assignments.Add(new AssignmentRow { Id = assignment, TaskId = task.Id, CampaignId = campaign, PersonId = person.Id, State = AssignmentState.Submitted, Order = "[0,1,2]", GivenAt = now, LeaseUntil = now });
            (task.Taken, task.Labeled) = (task.Taken + 1, task.Labeled + 1);
            var written = await events!.AppendAsync(c, campaign, EventKinds.LabelSubmitted, assignment, person.Id, new { content }, Stop);
            c.Labels.Add(new LabelRow
            {
                Id = Guid.NewGuid().ToString("N"),
                AssignmentId = assignment,
                TaskId = task.Id,
                CampaignId = campaign,
                PersonId = person.Id,
                Content = WorkbenchJson.Of(content),
                Revision = 1,
                SubmissionKey = assignment,
                SpecTextId = spec,
                Milliseconds = 20_000,
                SubmittedAt = now,
                EventSeq = written.Seq,
            });
            return true;
        }, Stop);
    }

    private static async Task<HttpClient> KeyAsync(RunningWorkbench workbench, Person person)
    {
        var key = ApiKeys.Prefix + Secrets.New();
        await workbench.Database.WriteAsync(c =>
        {
            c.ApiKeys.Add(new ApiKeyRow { Id = Guid.NewGuid().ToString("N"), PersonId = person.Id, Name = "test", SecretHash = Secrets.HashOf(key), CreatedAt = 0 });
            return Task.FromResult(true);
        }, Stop);
        var client = workbench.NewClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        return client;
    }
}
