using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

public sealed class AssignmentTests
{
    private static readonly CampaignSettings Plain = new() { GoldShare = 0, RepeatShare = 0 };

    [Fact]
    public async Task Next_forty_people_at_once_give_each_task_to_two_and_none_twice_to_one()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await OverlapHoldsAsync([workbench], people: 40, tasks: 15);
    }

    /// <summary>People at work at once, on any number of servers with one database: every task is labeled by exactly two of them.</summary>
    internal static async Task OverlapHoldsAsync(IReadOnlyList<RunningWorkbench> workbenches, int people, int tasks)
    {
        var first = workbenches[0];
        var campaign = await first.AddCampaignAsync(await first.AddPersonAsync("ada", PersonRole.Admin), tasks);
        var annotators = new List<Annotator>();
        for (var i = 0; i < people; i++)
        {
            var person = await first.AddPersonAsync($"person-{i}", campaign: campaign);
            var at = workbenches[i % workbenches.Count];
            annotators.Add(new Annotator(at, await at.SignInAsync(person), person, campaign));
        }

        await Task.WhenAll(annotators.Select(WorkAsync));

        var rows = await first.Database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign).ToListAsync());
        rows.ShouldAllBe(t => t.Taken == 2 && t.Labeled == 2);
        var labels = await first.Database.ReadAsync(c => c.Labels.Where(l => l.CampaignId == campaign).ToListAsync());
        labels.Count.ShouldBe(2 * tasks);
        labels.DistinctBy(l => (l.TaskId, l.PersonId)).Count().ShouldBe(2 * tasks);
        (await first.Database.ReadAsync(c => c.Assignments.CountAsync(a => a.CampaignId == campaign))).ShouldBe(2 * tasks);
        (await ChainVerification.RunAsync(first.Database)).Findings.ShouldBeEmpty();
        annotators.ForEach(a => a.Dispose());
    }

    private static async Task WorkAsync(Annotator annotator)
    {
        for (var n = 0; await annotator.NextAsync() is { Task: { } task }; n++)
        {
            await annotator.DraftAsync(task.Assignment, 0, Annotator.Ranking(1, 0, 2));
            (await annotator.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2), $"key-{n}")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Next_one_shown_and_one_ahead_and_no_more()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 5);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");

        var shown = await ann.TaskAsync();
        var ahead = await ann.TaskAsync(holding: shown.Assignment);

        ahead.Assignment.ShouldNotBe(shown.Assignment);
        (await ann.TaskAsync()).Assignment.ShouldBe(shown.Assignment);
        (await ann.TaskAsync(holding: shown.Assignment)).Assignment.ShouldBe(ahead.Assignment);
        (await ann.TaskAsync(holding: ahead.Assignment)).Assignment.ShouldBe(shown.Assignment);
        (await workbench.Database.ReadAsync(c => c.Assignments.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Next_the_order_of_answers_is_a_stored_shuffle_of_the_person()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 1, answers: 9);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");

        var task = await ann.TaskAsync();

        task.Order.Order().ShouldBe(Enumerable.Range(0, 9));
        task.Order.ShouldBe(Assigner.OrderOf(task.TaskId, ann.Who.Id, 9));
        (await ann.FindAsync(task.Assignment))!.Order.ShouldBe(task.Order);
        Enumerable.Range(0, 50).Select(n => string.Concat(Assigner.OrderOf(task.TaskId, $"person {n}", 9))).Distinct().Count().ShouldBeGreaterThan(45); // of 9! orders
    }

    [Fact]
    public async Task Next_by_priority_then_fewest_labels_then_number()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada, tasks: 3);
        await workbench.Campaigns.AddTasksAsync(campaign, [new NewTask(RunningWorkbench.ContentOf(4)) { Priority = 1 }], ada.Id, cancellationToken: TestContext.Current.CancellationToken);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        using var ben = await Annotator.JoinAsync(workbench, campaign, "ben");

        (await LabelAllAsync(ann)).Select(t => t.Number).ShouldBe([4, 1, 2, 3]);

        var carl = await Annotator.JoinAsync(workbench, campaign, "carl");
        var taken = await carl.TaskAsync(); // task 4 for the second time: none left of it
        taken.Number.ShouldBe(4);
        await workbench.Campaigns.AddTasksAsync(campaign, [new NewTask(RunningWorkbench.ContentOf(5))], ada.Id, cancellationToken: TestContext.Current.CancellationToken);
        (await ben.TaskAsync()).Number.ShouldBe(5); // nobody has labeled it
        carl.Dispose();
    }

    [Theory]
    [InlineData(CampaignState.Draft, NothingToDo.Paused)]
    [InlineData(CampaignState.Paused, NothingToDo.Paused)]
    [InlineData(CampaignState.Finished, NothingToDo.AllDone)]
    public async Task Next_a_campaign_that_does_not_run_gives_nothing_new(CampaignState state, NothingToDo why)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        using var ben = await Annotator.JoinAsync(workbench, campaign, "ben");
        var begun = await ann.TaskAsync();

        await workbench.Campaigns.SetStateAsync(campaign, state, ada.Id, cancellationToken: TestContext.Current.CancellationToken);

        (await ben.NextAsync()).ShouldBe((null, why));
        (await ann.TaskAsync()).Assignment.ShouldBe(begun.Assignment); // what is under way
    }

    [Fact]
    public async Task Next_harm_that_a_person_opted_out_of_is_not_given()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await HarmfulCampaignAsync(workbench, Plain);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        await OptOutAsync(workbench, ann, "violence");

        (await LabelAllAsync(ann)).Select(t => t.Number).ShouldBe([1, 3]); // 2 shows violence, 3 hate
    }

    [Fact]
    public async Task Next_harm_that_a_person_opts_out_of_is_not_given_again_after_they_lost_the_place()
    {
        var clock = new LaterClock();
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Clock = clock });
        using var ann = await Annotator.JoinAsync(workbench, await HarmfulCampaignAsync(workbench, Plain), "ann");
        await ann.SubmitAsync((await ann.TaskAsync()).Assignment, Annotator.Ranking(0, 1, 2));
        (await ann.TaskAsync()).Number.ShouldBe(2);
        clock.Advance(TimeSpan.FromHours(1));
        await workbench.Server.Services.GetRequiredService<LeaseExpiry>().ExpireAsync(TestContext.Current.CancellationToken);
        await OptOutAsync(workbench, ann, "violence");

        (await ann.TaskAsync()).Number.ShouldBe(3);
    }

    [Fact]
    public async Task Next_no_more_harm_a_day_than_the_campaign_allows()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(DateTime.UtcNow.Date.AddMinutes((24 * 60) - 10), TimeSpan.Zero));
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Clock = clock });
        var campaign = await HarmfulCampaignAsync(workbench, Plain with { Wellbeing = new Wellbeing { DailyHarmful = 1 } });
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");

        (await LabelAllAsync(ann)).Select(t => t.Number).ShouldBe([1, 2]);
        (await ann.NextAsync()).Why.ShouldBe(NothingToDo.HarmfulLimit);

        clock.Advance(TimeSpan.FromMinutes(15));
        (await ann.TaskAsync()).Number.ShouldBe(3);
    }

    [Fact]
    public async Task Next_overlap_grows_to_the_most_while_people_disagree()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(
            await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 1, answers: 2, Plain with { Overlap = new Overlap { Fewest = 2, Most = 4, Confidence = 0.8 } });
        var wanted = new List<int>();
        foreach (var (handle, tiers) in new[] { ("ann", (int[])[0, 1]), ("ben", [1, 0]), ("carl", [0, 1]), ("dora", [1, 0]) })
        {
            using var annotator = await Annotator.JoinAsync(workbench, campaign, handle);
            (await annotator.SubmitAsync((await annotator.TaskAsync()).Assignment, Annotator.Ranking(tiers))).Status.ShouldBe(HttpStatusCode.OK);
            wanted.Add(await workbench.Database.ReadAsync(c => c.Tasks.Select(t => t.Wanted).SingleAsync()));
        }

        wanted.ShouldBe([2, 3, 4, 4]);
        using var last = await Annotator.JoinAsync(workbench, campaign, "emil");
        (await last.NextAsync()).ShouldBe((null, NothingToDo.AllDone));
    }

    [Fact]
    public async Task Next_overlap_stays_where_people_agree()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        // Two of two: P(share > 1/2) under Beta(3, 1) is 1 - 1/8 = 0.875.
        var campaign = await workbench.AddCampaignAsync(
            await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 1, answers: 2, Plain with { Overlap = new Overlap { Fewest = 2, Most = 4, Confidence = 0.87 } });
        foreach (var handle in new[] { "ann", "ben" })
        {
            using var annotator = await Annotator.JoinAsync(workbench, campaign, handle);
            await annotator.SubmitAsync((await annotator.TaskAsync()).Assignment, Annotator.Ranking(0, 1));
        }

        (await workbench.Database.ReadAsync(c => c.Tasks.Select(t => t.Wanted).SingleAsync())).ShouldBe(2);
    }

    internal static async Task<List<AssignedTask>> LabelAllAsync(Annotator annotator, Func<AssignedTask, LabelContent>? label = null)
    {
        var tasks = new List<AssignedTask>();
        while (await annotator.NextAsync() is { Task: { } task })
        {
            tasks.Add(task);
            (await annotator.SubmitAsync(task.Assignment, label?.Invoke(task) ?? Annotator.Ranking(0, 1, 2), $"key-{tasks.Count}")).Status.ShouldBe(HttpStatusCode.OK);
        }

        return tasks;
    }

    private static Task<bool> OptOutAsync(RunningWorkbench workbench, Annotator annotator, string harm) => workbench.Database.WriteAsync(async c =>
    {
        var person = await c.Users.SingleAsync(p => p.Id == annotator.Who.Id);
        person.Settings = WorkbenchJson.Of(new PersonSettings { OptOut = [harm] });
        return true;
    });

    private static async Task<string> HarmfulCampaignAsync(RunningWorkbench workbench, CampaignSettings settings)
    {
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada, tasks: 1, settings: settings);
        await workbench.Campaigns.AddTasksAsync(
            campaign,
            [
                new NewTask(RunningWorkbench.ContentOf(2) with { Harms = ["violence", "abuse"] }),
                new NewTask(RunningWorkbench.ContentOf(3) with { Harms = ["hate"] }),
            ],
            ada.Id);
        return campaign;
    }
}
