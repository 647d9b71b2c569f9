using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

/// <summary>Qualification, gold and repeats.</summary>
public sealed class MixedInTests
{
    private static readonly KnownAnswer Known = new([0, 1, 2], "keep_secrets", "A keeps the secret.");

    [Theory]
    [InlineData(3, QualificationState.Passed)] // 3 of 4 reach 0.75
    [InlineData(2, QualificationState.Failed)]
    public async Task Qualification_the_round_comes_first_and_the_cut_off_decides(int right, QualificationState expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await CampaignAsync(workbench, new CampaignSettings { GoldShare = 0, RepeatShare = 0, Qualification = new Qualification { Items = 4, CutOff = 0.75 } }, TaskPurpose.Qualification, 6);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");

        for (var n = 0; n < 4; n++)
        {
            var task = await ann.TaskAsync();
            task.Purpose.ShouldBe(TaskPurpose.Qualification);
            var told = await ann.SubmitAsync(task.Assignment, n < right ? Annotator.Ranking(0, 1, 2) : Annotator.Ranking(1, 0, 2), $"key-{n}");
            told.Json.GetProperty("known").GetProperty("isRight").GetBoolean().ShouldBe(n < right);
            told.Json.GetProperty("known").GetProperty("why").GetString().ShouldBe(n < right ? "" : Known.Why);
        }

        (await workbench.Database.ReadAsync(c => c.Members.Where(m => m.PersonId == ann.Who.Id).Select(m => m.Qualification).SingleAsync())).ShouldBe(expected);
        var (next, why) = await ann.NextAsync();
        (next?.Purpose, why).ShouldBe(expected == QualificationState.Passed ? (TaskPurpose.Normal, null) : ((TaskPurpose?)null, NothingToDo.NotQualified));
    }

    [Fact]
    public async Task Qualification_the_last_task_at_hand_leaves_nothing_to_fetch_ahead()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await CampaignAsync(workbench, new CampaignSettings { GoldShare = 0, RepeatShare = 0, Qualification = new Qualification { Items = 1 } }, TaskPurpose.Qualification, 2);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        var task = await ann.TaskAsync();

        (await ann.NextAsync(holding: task.Assignment)).ShouldBe((null, NothingToDo.NotQualified));
    }

    [Fact]
    public async Task Qualification_what_was_skipped_as_harmful_counts_neither_way()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await CampaignAsync(workbench, new CampaignSettings { GoldShare = 0, RepeatShare = 0, Qualification = new Qualification { Items = 2, CutOff = 1 } }, TaskPurpose.Qualification, 2);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");

        (await ann.PostAsync((await ann.TaskAsync()).Assignment, "skip", new { tab = "tab-1", reason = "harmful", harm = "violence" })).Status.ShouldBe(HttpStatusCode.OK);
        await ann.SubmitAsync((await ann.TaskAsync()).Assignment, Annotator.Ranking(0, 1, 2));

        (await ann.TaskAsync()).Purpose.ShouldBe(TaskPurpose.Normal);
    }

    [Fact]
    public async Task Qualification_a_task_whose_place_was_lost_is_given_again()
    {
        var clock = new LaterClock();
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Clock = clock });
        var campaign = await CampaignAsync(workbench, new CampaignSettings { GoldShare = 0, RepeatShare = 0, Qualification = new Qualification { Items = 1 } }, TaskPurpose.Qualification, 1);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        var task = await ann.TaskAsync();

        clock.Advance(TimeSpan.FromHours(1));
        await workbench.Server.Services.GetRequiredService<LeaseExpiry>().ExpireAsync(TestContext.Current.CancellationToken);

        (await ann.TaskAsync()).Assignment.ShouldBe(task.Assignment);
    }

    [Theory]
    [InlineData(0.5, QualificationState.Passed)] // 1 of 2: what was skipped as too hard is not right
    [InlineData(0.6, QualificationState.Failed)]
    public async Task Qualification_whose_last_task_is_skipped_is_concluded(double cutOff, QualificationState expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var settings = new CampaignSettings { GoldShare = 0, RepeatShare = 0, Qualification = new Qualification { Items = 2, CutOff = cutOff } };
        using var ann = await Annotator.JoinAsync(workbench, await CampaignAsync(workbench, settings, TaskPurpose.Qualification, 2), "ann");
        await ann.SubmitAsync((await ann.TaskAsync()).Assignment, Annotator.Ranking(0, 1, 2));
        await ann.PostAsync((await ann.TaskAsync()).Assignment, "skip", new { tab = "tab-1", reason = "too-hard" });

        var (next, why) = await ann.NextAsync();

        (next?.Purpose, why).ShouldBe(expected == QualificationState.Passed ? (TaskPurpose.Normal, null) : ((TaskPurpose?)null, NothingToDo.NotQualified));
        (await workbench.Database.ReadAsync(c => c.Members.Where(m => m.PersonId == ann.Who.Id).Select(m => m.Qualification).SingleAsync())).ShouldBe(expected);
    }

    [Fact]
    public async Task Gold_is_mixed_in_told_and_stays_as_it_is()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await CampaignAsync(workbench, new CampaignSettings { GoldShare = 0.5, RepeatShare = 0 }, TaskPurpose.Gold, 3, normal: 30);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");

        var tasks = await AssignmentTests.LabelAllAsync(ann);

        var gold = tasks.Where(t => t.Purpose == TaskPurpose.Gold).ToList();
        gold.Count.ShouldBeInRange(1, 3);
        tasks.Count(t => t.Purpose == TaskPurpose.Normal).ShouldBe(30);
        (await ann.SubmitAsync(gold[0].Assignment, Annotator.Ranking(2, 1, 0), "again")).Code.ShouldBe("known");
        (await ann.PostAsync(gold[0].Assignment, "withdraw", new { key = "again" })).Code.ShouldBe("known");
    }

    [Fact]
    public async Task Repeat_a_task_comes_once_more_after_some_others()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 30, settings: new CampaignSettings { GoldShare = 0, RepeatShare = 0.5 });
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");

        var tasks = await AssignmentTests.LabelAllAsync(ann);

        var rows = await workbench.Database.ReadAsync(c => c.Tasks.Where(t => t.Purpose == TaskPurpose.Repeat).ToListAsync());
        var repeats = tasks.Where(t => t.Purpose == TaskPurpose.Repeat).ToList();
        repeats.Count.ShouldBeInRange(1, 30); // none in 25 draws of a half: 3 in 100 million
        tasks.Count(t => t.Purpose == TaskPurpose.Normal).ShouldBe(30);
        rows.Select(r => r.FirstTaskId).Distinct().Count().ShouldBe(repeats.Count);
        rows.ShouldAllBe(r => r.ForPersonId == ann.Who.Id && r.Wanted == 1 && r.Taken == 1 && r.Labeled == 1);
        foreach (var repeat in repeats)
        {
            var first = tasks.FindIndex(t => t.TaskId == rows.Single(r => r.Id == repeat.TaskId).FirstTaskId);
            (tasks.IndexOf(repeat) - first).ShouldBeGreaterThan(5);
            repeat.Content.Answers.Select(a => a.Id).ShouldBe(tasks[first].Content.Answers.Select(a => a.Id));
        }
    }

    private static async Task<string> CampaignAsync(RunningWorkbench workbench, CampaignSettings settings, TaskPurpose purpose, int known, int normal = 3)
    {
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada, normal, settings: settings);
        await workbench.Campaigns.AddTasksAsync(campaign, [.. Enumerable.Range(100, known).Select(n => new NewTask(RunningWorkbench.ContentOf(n)) { Purpose = purpose, Known = Known })], ada.Id);
        return campaign;
    }
}
