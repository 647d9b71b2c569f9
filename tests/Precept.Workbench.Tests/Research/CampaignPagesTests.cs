using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Responses;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Tests.Research;

public sealed class CampaignPagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_campaign_from_the_workspace_is_previewed_then_made()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using (var workspace = WorkspaceFolder.Open(workbench.Folder))
        {
            await workspace.SaveSpecAsync(TestSpec.Files, cancellationToken: Stop);
            var contents = Enumerable.Range(1, 3).Select(n => RunningWorkbench.ContentOf(n)).ToList();
            await workspace.AddPromptsAsync(contents.Select(c => c.Prompt), Stop);
            await workspace.AddResponsesAsync(contents.SelectMany(c => c.Answers), Stop);
        }

        var researcher = await workbench.AddPersonAsync("rea", PersonRole.Researcher);
        using var client = await workbench.SignInAsync(researcher);
        var page = await client.GetStringAsync("/campaigns/new", Stop);
        page.ShouldContain("1.0.0");
        var draw = Precept.Spec.ContentHash.Of("model", new Sampler().Canonical);
        page.ShouldContain(draw);
        Dictionary<string, string> form = new()
        {
            ["name"] = "Refusals <b>",
            ["spec"] = TestSpec.Files.Hash,
            ["source"] = "workspace",
            ["draw"] = draw,
            ["answers"] = "2",
            ["tasks"] = "2",
            ["seed"] = "1",
            ["action"] = "preview",
        };

        var preview = await PostAsync(client, "/campaigns/new", form);
        var text = await preview.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("That gives 2 tasks");
        text.ShouldContain("3 prompts fit; 0 of them have fewer than two different answers; 1 more were not drawn.");
        (await workbench.Database.ReadAsync(c => c.Campaigns.CountAsync(Stop))).ShouldBe(0);

        form["action"] = "make";
        var made = await PostAsync(client, "/campaigns/new", form);
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var settings = await client.GetStringAsync(made.Headers.Location, Stop);
        settings.ShouldContain("Refusals &lt;b&gt;");
        (await workbench.Database.ReadAsync(c => c.Tasks.Select(t => t.Sections).ToListAsync(Stop))).ShouldBe([",keep_secrets,", ",keep_secrets,"]);
    }

    [Fact]
    public async Task New_campaign_from_text_with_a_wrong_line_says_which()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var researcher = await workbench.AddPersonAsync("rea", PersonRole.Researcher);
        using var client = await workbench.SignInAsync(researcher);

        var answer = await PostAsync(client, "/campaigns/new", new() { ["name"] = "N", ["spec"] = "x", ["source"] = "text", ["text"] = """{"prompt": "Hi", "answers": ["one"]}""", ["action"] = "preview" });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("tasks.jsonl:1: 1 answer; a task has 2 to 9");
    }

    [Fact]
    public async Task Settings_wrong_values_are_told_in_place_and_right_ones_kept()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        using var client = await workbench.SignInAsync(admin);
        var form = SettingFields.Groups.SelectMany(g => g.Fields).ToDictionary(f => f.Key, f => f.Default);
        (form["name"], form["goldShare"], form["instructions"]) = ("Refusals", "0.9", "**Read**\r\nthis");

        var wrong = await PostAsync(client, $"/campaigns/{campaign}/settings", form);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await wrong.Content.ReadAsStringAsync(Stop);
        page.ShouldContain("This value cannot be used");
        page.ShouldContain("0 to 0.5");

        (form["goldShare"], form["overlap.fewest"], form["overlap.most"]) = ("0.1", "3", "5");
        var right = await PostAsync(client, $"/campaigns/{campaign}/settings", form);
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var head = await CampaignHead.ReadAsync(workbench.Database, campaign);
        (head.Settings.GoldShare, head.Settings.Overlap.Fewest, head.Settings.Instructions).ShouldBe((0.1, 3, "**Read**\nthis"));
        (await workbench.Database.ReadAsync(c => c.Tasks.Select(t => t.Wanted).Distinct().ToListAsync(Stop))).ShouldBe([3]);
        (await client.GetStringAsync($"/campaigns/{campaign}", Stop)).ShouldContain("<strong>Read</strong>");
    }

    [Theory]
    [InlineData("en", "Labels an hour")]
    [InlineData("zh", "每小时标注数")]
    public async Task Pages_of_a_campaign_answer_in_both_languages(string language, string words)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        using var client = await workbench.SignInAsync(admin);
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        WebUtility.HtmlDecode(await client.GetStringAsync($"/campaigns/{campaign}", Stop)).ShouldContain(words);
        var task = await workbench.Database.ReadAsync(c => c.Tasks.Select(t => t.Id).FirstAsync(Stop));
        foreach (var path in Features.Campaigns.CampaignTabs.All.Select(t => t.Path).Where(p => p.Length > 0).Append("tasks/add").Append($"tasks/{task}"))
        {
            using var answer = await client.GetAsync($"/campaigns/{campaign}/{path}", Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task Members_added_and_removed()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var labeler = await workbench.AddPersonAsync("lee");
        var campaign = await workbench.AddCampaignAsync(admin);
        using var client = await workbench.SignInAsync(admin);
        using var theirs = await workbench.SignInAsync(labeler);
        (await theirs.GetAsync($"/campaigns/{campaign}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await PostAsync(client, $"/campaigns/{campaign}/members", new() { ["handle"] = "lee" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await theirs.GetAsync($"/campaigns/{campaign}", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(client, $"/campaigns/{campaign}/members/remove", new() { ["handle"] = "lee" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await theirs.GetAsync($"/campaigns/{campaign}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(client, $"/campaigns/{campaign}/members", new() { ["handle"] = "nobody" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Tasks_are_narrowed_and_held()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(admin);
        var other = await workbench.AddCampaignAsync(admin, tasks: 1, name: "Other");
        using var client = await workbench.SignInAsync(admin);
        var task = await workbench.Database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign && t.Number == 2).Select(t => t.Id).FirstAsync(Stop));

        (await PostAsync(client, $"/campaigns/{other}/tasks/{task}/hold", new() { ["held"] = "yes" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(client, $"/campaigns/{campaign}/tasks/{task}/hold", new() { ["held"] = "yes" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var held = await client.GetStringAsync($"/campaigns/{campaign}/tasks?state=held", Stop);
        held.ShouldContain("Question 2");
        held.ShouldNotContain("Question 1");
        (await client.GetStringAsync($"/campaigns/{campaign}/tasks?section=be_brief", Stop)).ShouldContain("No task fits.");
        (await client.GetAsync($"/campaigns/{other}/tasks/{task}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    internal static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await client.PostAsync(address, content, Stop);
    }
}
