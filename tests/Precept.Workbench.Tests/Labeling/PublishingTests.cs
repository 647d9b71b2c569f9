using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Tests.Labeling;

/// <summary>Labels as judgments in the workspace.</summary>
public sealed class PublishingTests
{
    [Fact]
    public async Task Labels_stand_in_the_workspace_as_the_person_left_them()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 2);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        var task = await ann.TaskAsync();

        await ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2), "first");
        var first = (await UntilAsync(workbench, found => found.Count == 1)).Single(); // by the running server, within seconds
        (first.Judge, first.DecidedOn, first.PromptId).ShouldBe(("human:ann", "keep_secrets", task.Content.Prompt.Id));
        first.ResponseIds.ShouldBe(task.Order.Select(i => task.Content.Answers[i].Id));
        first.Ranks.ShouldBe(task.Order);

        // With an edited answer the judgment has another id: the earlier one goes.
        await ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2) with { Edits = ["I cannot say.", null, null] }, "second");
        (await LabelTransfer.RunAsync(workbench.Database, workbench.Folder, cancellationToken: TestContext.Current.CancellationToken)).Revised.ShouldBe(0);
        var second = (await UntilAsync(workbench, found => found.Count == 1 && found[0].ResponseIds.Count == 4)).Single();
        second.Ranks.ShouldBe([.. task.Order.Select(i => i + 1), 0]);

        await ann.PostAsync(task.Assignment, "withdraw", new { key = "third" });
        await UntilAsync(workbench, found => found.Count == 0);
    }

    [Fact]
    public async Task Transfer_again_changes_nothing_and_gold_stays_out()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada, tasks: 2, settings: new CampaignSettings { GoldShare = 0.5, RepeatShare = 0 });
        await workbench.Campaigns.AddTasksAsync(
            campaign, [.. Enumerable.Range(10, 5).Select(n => new Campaigns.NewTask(RunningWorkbench.ContentOf(n)) { Purpose = TaskPurpose.Gold, Known = new KnownAnswer([0, 1, 2], "", "") })], ada.Id, cancellationToken: TestContext.Current.CancellationToken);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        await AssignmentTests.LabelAllAsync(ann);
        var elsewhere = Directory.CreateTempSubdirectory("precept-transfer-").FullName;

        var once = await LabelTransfer.RunAsync(workbench.Database, elsewhere, cancellationToken: TestContext.Current.CancellationToken);
        var twice = await LabelTransfer.RunAsync(workbench.Database, elsewhere, cancellationToken: TestContext.Current.CancellationToken);

        once.ShouldBe(new LabelChanges(2, 0, 0));
        twice.ShouldBe(new LabelChanges(0, 0, 0));
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task Stop_puts_what_is_missing()
    {
        var folder = Directory.CreateTempSubdirectory("precept-stop-").FullName;
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow); // it stands still: nothing is put while the server runs
        await using (var workbench = await RunningWorkbench.StartAsync(folder, o => o with { Clock = clock }))
        {
            var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Admin));
            using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
            await ann.SubmitAsync((await ann.TaskAsync()).Assignment, Annotator.Ranking(0, 1, 2));
        }

        using (var workspace = WorkspaceFolder.Open(folder))
        {
            (await workspace.JudgmentsAsync("human:ann", cancellationToken: TestContext.Current.CancellationToken)).Count.ShouldBe(1);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Server_puts_only_what_is_new_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("precept-once-").FullName;
        await using (var workbench = await RunningWorkbench.StartAsync(folder))
        {
            var campaign = await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 3);
            using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
            await ann.SubmitAsync((await ann.TaskAsync()).Assignment, Annotator.Ranking(0, 1, 2));
            var first = (await UntilAsync(workbench, found => found.Count == 1)).Single();
            using (var workspace = WorkspaceFolder.Open(folder))
            {
                await workspace.PutLabelsAsync([], [], [], [first.Id], cancellationToken: TestContext.Current.CancellationToken); // to be seen should it be put again
            }

            await ann.SubmitAsync((await ann.TaskAsync()).Assignment, Annotator.Ranking(0, 1, 2));
            (await UntilAsync(workbench, found => found.Count > 0)).ShouldHaveSingleItem().Id.ShouldNotBe(first.Id);
        }

        await using (await RunningWorkbench.StartAsync(folder))
        {
            // It looks when it starts and when it stops.
        }

        using (var workspace = WorkspaceFolder.Open(folder))
        {
            (await workspace.JudgmentsAsync("human:ann", cancellationToken: TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Adjudications_are_judgments_of_their_own()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada, tasks: 1);
        using var ann = await Annotator.JoinAsync(workbench, campaign, "ann");
        var task = await ann.TaskAsync();
        await ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2));
        var events = new EventLog(workbench.Database, TimeProvider.System);
        await workbench.Database.WriteAsync(async c =>
        {
            var (spec, content) = (await c.Campaigns.Select(x => x.SpecTextId).SingleAsync(), Annotator.Ranking(2, 1, 0) with { Reason = "It tells." });
            var decided = new AdjudicationRow { TaskId = task.TaskId, CampaignId = campaign, PersonId = ada.Id, Content = WorkbenchJson.Of(content), SpecTextId = spec, DecidedAt = 1, EventSeq = 0 };
            c.Adjudications.Add(decided);
            decided.EventSeq = (await events.AppendAsync(c, campaign, EventKinds.TaskAdjudicated, task.TaskId, ada.Id, new { content, spec })).Seq;
            return true;
        }, cancellationToken: TestContext.Current.CancellationToken);

        await LabelTransfer.RunAsync(workbench.Database, workbench.Folder, cancellationToken: TestContext.Current.CancellationToken);

        var found = await UntilAsync(workbench, f => f.Count == 2);
        found.Select(j => j.Judge).Order().ShouldBe(["human:ada/adjudicated", "human:ann"]);
        found.Single(j => j.Judge != "human:ann").Ranks.ShouldBe([2, 1, 0]);
    }

    [Fact]
    public async Task Withdrawn_in_one_campaign_what_the_person_said_in_another_stands()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var (one, two) = (await workbench.AddCampaignAsync(ada, tasks: 1), await workbench.AddCampaignAsync(ada, tasks: 1, name: "The same once more"));
        using var ann = await Annotator.JoinAsync(workbench, one, "ann");
        await workbench.JoinAsync(two, ann.Person);
        using var again = new Annotator(workbench, await workbench.SignInAsync(ann.Person), ann.Person, two);
        var (first, second) = (await ann.TaskAsync(), await again.TaskAsync());
        await workbench.Database.WriteAsync(c => c.Assignments.ExecuteUpdateAsync(s => s.SetProperty(a => a.Order, "[0,1,2]")), cancellationToken: TestContext.Current.CancellationToken); // shown alike: one judgment

        await again.SubmitAsync(second.Assignment, Annotator.Ranking(2, 1, 0), "two");
        await UntilAsync(workbench, found => found.Count == 1 && found[0].Ranks.SequenceEqual([2, 1, 0]));
        await ann.SubmitAsync(first.Assignment, Annotator.Ranking(0, 1, 2), "one");
        await UntilAsync(workbench, found => found.Count == 1 && found[0].Ranks.SequenceEqual([0, 1, 2]));
        (await ann.PostAsync(first.Assignment, "withdraw", new { key = "back" })).Status.ShouldBe(HttpStatusCode.OK);
        await UntilAsync(workbench, found => found.Count == 1 && found[0].Ranks.SequenceEqual([2, 1, 0]));
        (await again.PostAsync(second.Assignment, "withdraw", new { key = "back-too" })).Status.ShouldBe(HttpStatusCode.OK);
        await UntilAsync(workbench, found => found.Count == 0);
    }

    private static Task<IReadOnlyList<Judgment>> UntilAsync(RunningWorkbench workbench, Func<IReadOnlyList<Judgment>, bool> isMet) => WorkspaceJudgments.UntilAsync(workbench, isMet);
}
