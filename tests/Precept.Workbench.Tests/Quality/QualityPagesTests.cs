using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Tests.Quality;

/// <summary>The pages over HTTP, in both languages, with texts that would run if they were not escaped.</summary>
public sealed class QualityPagesTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RunningWorkbench _workbench = null!;
    private Person _ada = null!;
    private Person _ann = null!;
    private Person _bob = null!;
    private string _campaign = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _workbench = await RunningWorkbench.StartAsync();
        _ada = await _workbench.AddPersonAsync("ada", PersonRole.Admin);
        _campaign = await _workbench.AddCampaignAsync(_ada, name: Hostile);
        _ann = await _workbench.AddPersonAsync("ann", PersonRole.Labeler, _campaign);
        _bob = await _workbench.AddPersonAsync("bob", PersonRole.Labeler, _campaign);
        // Task 1: the same; task 2: the first two the other way round; task 3: opposite throughout.
        await PutAsync(1, _ann, 1, QualityCampaign.Ranked(Hostile, 0, 1, 2));
        await PutAsync(1, _bob, 2, QualityCampaign.Ranked("as it says", 0, 1, 2));
        await PutAsync(2, _ann, 3, QualityCampaign.Ranked("", 0, 1, 2));
        await PutAsync(2, _bob, 4, QualityCampaign.Ranked("", 1, 0, 2));
        await PutAsync(3, _ann, 5, QualityCampaign.Ranked("A keeps it", 0, 1, 2));
        await PutAsync(3, _bob, 6, QualityCampaign.Ranked(Hostile, 2, 1, 0));
        _client = await _workbench.SignInAsync(_ada);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _workbench.DisposeAsync();
    }

    [Theory]
    [InlineData("", "en", "Krippendorff’s alpha, ordinal")]
    [InlineData("", "zh", "“最长者胜”（不计并列）")]
    [InlineData("/annotators", "en", "Worth a look")]
    [InlineData("/annotators", "zh", "推断的准确率")]
    [InlineData("/models", "en", "No ranking compares the answers of two models.")]
    [InlineData("/models", "zh", "没有排序比较过两个模型的回答。")]
    [InlineData("/judges", "en", "has no current judgments")]
    [InlineData("/judges", "zh", "工作区中没有模型或检查器")]
    [InlineData("/disagreements", "en", "the most apart first")]
    [InlineData("/disagreements", "zh", "分歧最大者在前")]
    [InlineData("/items", "en", "Qualification tasks")]
    [InlineData("/items", "zh", "金标任务")]
    public async Task Page_shows_itself_in_both_languages_and_escapes_what_people_wrote(string page, string language, string expected)
    {
        var text = await GetAsync($"/campaigns/{_campaign}/quality{page}", language);

        WebUtility.HtmlDecode(text).ShouldContain(expected);
        text.ShouldNotContain("<script>alert");
        text.ShouldNotContain("<img src=x");
        text.ShouldNotContain("style=\"");
    }

    [Fact]
    public async Task Agreement_json_has_the_figures_that_are_reckoned_by_hand()
    {
        var json = JsonDocument.Parse(await GetAsync($"/api/v1/campaigns/{_campaign}/agreement", "en")).RootElement;

        // Nine pairs: three, two and none the same.
        json.GetProperty("whole").GetProperty("tasks").GetInt32().ShouldBe(3);
        json.GetProperty("whole").GetProperty("withTies").GetProperty("rate").GetDouble().ShouldBe(0.555556);
        json.GetProperty("whole").GetProperty("withTies").GetProperty("n").GetInt32().ShouldBe(9);
        // Tau-b 1, 1/3 and -1.
        json.GetProperty("tauB").GetProperty("value").GetDouble().ShouldBe(0.111111);
        // 18 verdicts, all decided, four pairs apart: 1 - 17 * 8 / (324 / 2).
        json.GetProperty("whole").GetProperty("alpha").GetProperty("value").GetDouble().ShouldBe(0.160494);
        // One and the same section throughout: alpha is not defined.
        json.GetProperty("decidedOnAlpha").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("annotators").EnumerateArray().Select(a => a.GetProperty("annotator").GetString()).ShouldBe(["ann", "bob"]);
    }

    [Fact]
    public async Task Figures_follow_the_next_label()
    {
        await GetAsync($"/api/v1/campaigns/{_campaign}/agreement", "en");
        await PutAsync(1, await _workbench.AddPersonAsync("cat", PersonRole.Labeler, _campaign), 7, QualityCampaign.Ranked("", 0, 1, 2));

        var json = JsonDocument.Parse(await GetAsync($"/api/v1/campaigns/{_campaign}/agreement", "en")).RootElement;

        json.GetProperty("whole").GetProperty("labels").GetInt32().ShouldBe(7);
        json.GetProperty("fleissKappa").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Disagreements_most_first_and_by_state()
    {
        var text = await GetAsync($"/campaigns/{_campaign}/quality/disagreements", "en");

        text.ShouldNotContain("Task 1<"); // nobody differs there
        text.IndexOf("Task 3<", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("Task 2<", StringComparison.Ordinal));
        (await GetAsync($"/campaigns/{_campaign}/quality/disagreements?state=decided", "en")).ShouldContain("No task here on which people differ.");
        (await GetAsync($"/campaigns/{_campaign}/quality/disagreements?section=keep_secrets&page=99", "en")).ShouldContain("Task 3<");
    }

    [Fact]
    public async Task Judges_the_majority_of_people_against_a_judge_with_both_reasons()
    {
        // The judge agrees with ann everywhere; where ann and bob differ the majority is a tie. Its judgment of task 2 is stale.
        using (var workspace = WorkspaceFolder.Open(_workbench.Folder))
        {
            await workspace.AddJudgmentsAsync([JudgmentOf(1, "x"), JudgmentOf(2, "x") with { SectionHashes = new Dictionary<string, string> { ["keep_secrets"] = "old" } }, JudgmentOf(3, Hostile)], Cancel);
        }

        var text = await GetAsync($"/campaigns/{_campaign}/quality/judges", "en");

        text.ShouldContain("openai:m");
        text.ShouldContain("read otherwise since: 1 judgment.");
        text.ShouldContain("Task 3<"); // opposite people are a tie, the judge says otherwise
        text.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        text.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task Pages_of_quality_are_not_for_labelers()
    {
        using var labeler = await _workbench.SignInAsync(_ann);

        foreach (var page in new[] { "", "/annotators", "/models", "/judges", "/disagreements", "/items", $"/tasks/{QualityCampaign.TaskId(_campaign, 1)}" })
        {
            using var answer = await labeler.GetAsync($"/campaigns/{_campaign}/quality{page}", Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        }
    }

    [Fact]
    public async Task Page_of_5000_labels_is_there_within_seconds_and_then_at_once()
    {
        var people = new List<Person>();
        for (var i = 0; i < 10; i++)
        {
            people.Add(await _workbench.AddPersonAsync($"p{i}", PersonRole.Labeler, _campaign));
        }

        await _workbench.Campaigns.AddTasksAsync(_campaign, [.. Enumerable.Range(100, 2500).Select(n => new NewTask(RunningWorkbench.ContentOf(n)))], _ada.Id, Cancel);
        var random = SeededRandom.For(1, "many");
        await _workbench.Database.WriteAsync(async c =>
        {
            var spec = await QualityCampaign.SpecAsync(c, _campaign);
            for (var i = 0; i < 5000; i++)
            {
                var row = QualityCampaign.Row(
                    _campaign, QualityCampaign.TaskId(_campaign, 100 + (i / 2)), people[(i + (i / 10 % 2)) % 10],
                    QualityCampaign.Ranked("because", random.NextInt(3), random.NextInt(3), random.NextInt(3)), 1000 + i, 30_000, spec);
                c.Assignments.Add(row.Assignment);
                c.Labels.Add(row.Label);
            }

            return true;
        }, Cancel);
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);

        (await GetAsync($"/campaigns/{_campaign}/quality", "en")).ShouldContain("2503 tasks");
        process.Refresh();
        var (first, worked) = (clock.Elapsed, process.TotalProcessorTime - before);
        clock.Restart();
        await GetAsync($"/campaigns/{_campaign}/quality", "en");
        var second = clock.Elapsed;
        TestContext.Current.SendDiagnosticMessage($"first {first.TotalSeconds:0.00} s with {worked.TotalSeconds:0.00} s of processor, then {second.TotalSeconds:0.00} s");

        // Kept figures: the second page reads nothing but what the labels are now. The bound is wide for machines that are busy.
        second.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private Task<string> PutAsync(int task, Person person, long seq, LabelContent content) =>
        _workbench.LabelAsync(_campaign, QualityCampaign.TaskId(_campaign, task), person, content, seq);

    private static Judgment JudgmentOf(int task, string reason)
    {
        var content = RunningWorkbench.ContentOf(task);
        return new Judgment(content.Prompt.Id, [.. content.Answers.Select(a => a.Id)], [0, 1, 2], [[], [], ["keep_secrets"]], "openai:m", new Dictionary<string, string>()) { Reason = reason };
    }

    private async Task<string> GetAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Language", language == "zh" ? "zh-CN" : "en");
        using var answer = await _client.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
