using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

/// <summary>Drafts, tabs, leases.</summary>
public sealed class DraftTests : IAsyncLifetime
{
    private static readonly LabelContent Begun = new() { Tiers = [0, null, null], Reason = "so far" };

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private RunningWorkbench _workbench = null!;
    private string _campaign = null!;
    private Annotator _ann = null!;

    public async ValueTask InitializeAsync()
    {
        _workbench = await RunningWorkbench.StartAsync(change: o => o with { Clock = _clock });
        _campaign = await _workbench.AddCampaignAsync(
            await _workbench.AddPersonAsync("ada", PersonRole.Admin), tasks: 1, settings: new CampaignSettings { GoldShare = 0, RepeatShare = 0, Overlap = new Overlap { Fewest = 1, Most = 1 } });
        _ann = await Annotator.JoinAsync(_workbench, _campaign, "ann");
    }

    public async ValueTask DisposeAsync()
    {
        _ann.Dispose();
        await _workbench.DisposeAsync();
    }

    [Fact]
    public async Task Draft_is_saved_with_a_version_and_an_event_each_time()
    {
        var task = await _ann.TaskAsync();

        (await _ann.DraftAsync(task.Assignment, 0, Begun)).Json.GetProperty("version").GetInt32().ShouldBe(1);
        var second = await _ann.DraftAsync(task.Assignment, 1, Begun with { Reason = "further" });

        second.Json.GetProperty("version").GetInt32().ShouldBe(2);
        second.Json.GetProperty("savedAt").GetInt64().ShouldBe(_clock.GetUtcNow().ToUnixTimeMilliseconds());
        second.Json.GetProperty("leaseUntil").GetInt64().ShouldBe(_clock.GetUtcNow().AddMinutes(15).ToUnixTimeMilliseconds());
        var shown = await _ann.TaskAsync();
        (shown.DraftVersion, shown.Draft!.Reason, shown.OtherTab).ShouldBe((2, "further", false));
        (await _workbench.Database.ReadAsync(c => c.Events.CountAsync(e => e.Kind == EventKinds.LabelDrafted && e.Subject == task.Assignment))).ShouldBe(2);
    }

    [Fact]
    public async Task Draft_of_a_second_tab_is_refused_until_it_takes_over()
    {
        var task = await _ann.TaskAsync();
        await _ann.DraftAsync(task.Assignment, 0, Begun);
        var other = _ann.AtTab("tab-2");

        (await other.TaskAsync()).OtherTab.ShouldBeTrue();
        (await other.PostAsync(task.Assignment, "heartbeat", new { tab = "tab-2" })).Json.GetProperty("otherTab").GetBoolean().ShouldBeTrue();
        var refused = await other.DraftAsync(task.Assignment, 1, new LabelContent());
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "otherTab"));
        refused.Json.GetProperty("tab").GetString().ShouldBe("tab-1");
        refused.Json.GetProperty("version").GetInt32().ShouldBe(1);
        refused.Json.GetProperty("content").GetProperty("reason").GetString().ShouldBe("so far");

        var taken = await other.PostAsync(task.Assignment, "take", new { tab = "tab-2" });
        taken.Json.GetProperty("version").GetInt32().ShouldBe(1);
        taken.Json.GetProperty("content").GetProperty("reason").GetString().ShouldBe("so far");
        (await other.DraftAsync(task.Assignment, 1, Begun with { Reason = "from the second" })).Status.ShouldBe(HttpStatusCode.OK);

        var back = await _ann.DraftAsync(task.Assignment, 1, Begun);
        (back.Status, back.Json.GetProperty("content").GetProperty("reason").GetString()).ShouldBe((HttpStatusCode.Conflict, "from the second"));
    }

    [Fact]
    public async Task Draft_of_another_tab_is_taken_once_the_first_is_silent()
    {
        var task = await _ann.TaskAsync();
        await _ann.DraftAsync(task.Assignment, 0, Begun);

        _clock.Advance(TimeSpan.FromMinutes(3));
        var other = _ann.AtTab("tab-2");

        (await other.TaskAsync()).OtherTab.ShouldBeFalse();
        (await other.DraftAsync(task.Assignment, 1, Begun)).Status.ShouldBe(HttpStatusCode.OK);
        (await _ann.DraftAsync(task.Assignment, 1, Begun)).Code.ShouldBe("otherTab");
    }

    [Fact]
    public async Task Draft_after_the_submission_is_told_so()
    {
        var task = await _ann.TaskAsync();
        await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2));

        var told = await _ann.DraftAsync(task.Assignment, 0, Begun);

        (told.Status, told.Code).ShouldBe((HttpStatusCode.Gone, "submitted"));
        (await _workbench.Database.ReadAsync(c => c.Drafts.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Heartbeat_keeps_the_task_and_silence_gives_it_back()
    {
        var task = await _ann.TaskAsync();
        for (var n = 0; n < 3; n++)
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
            await ExpireAsync();
            (await _ann.PostAsync(task.Assignment, "heartbeat", new { tab = "tab-1" })).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await StateAsync(task.Assignment)).ShouldBe((AssignmentState.Leased, 1));
        _clock.Advance(TimeSpan.FromMinutes(16)); // the server's own clockwork frees it
        for (var waited = 0; (await StateAsync(task.Assignment)).State == AssignmentState.Leased && waited < 200; waited++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        (await StateAsync(task.Assignment)).ShouldBe((AssignmentState.Expired, 0));
    }

    [Fact]
    public async Task Expired_the_same_person_takes_it_up_again_with_the_draft()
    {
        var task = await _ann.TaskAsync();
        await _ann.DraftAsync(task.Assignment, 0, Begun);
        await LetExpireAsync(task.Assignment);

        var again = await _ann.TaskAsync();

        (again.Assignment, again.Draft!.Reason, again.DraftVersion).ShouldBe((task.Assignment, "so far", 1));
        (await StateAsync(task.Assignment)).ShouldBe((AssignmentState.Leased, 1));
    }

    [Fact]
    public async Task Expired_a_submission_counts_while_there_is_room()
    {
        var task = await _ann.TaskAsync();
        await LetExpireAsync(task.Assignment);

        (await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2))).Status.ShouldBe(HttpStatusCode.OK);

        (await StateAsync(task.Assignment)).ShouldBe((AssignmentState.Submitted, 1));
    }

    [Fact]
    public async Task Expired_and_given_to_another_the_label_is_kept_as_a_draft()
    {
        var task = await _ann.TaskAsync();
        await LetExpireAsync(task.Assignment);
        using var ben = await Annotator.JoinAsync(_workbench, _campaign, "ben");
        var bens = await ben.TaskAsync();

        var told = await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(2, 1, 0));
        var drafted = await _ann.DraftAsync(task.Assignment, 1, Annotator.Ranking(2, 0, 1));

        (told.Status, told.Code).ShouldBe((HttpStatusCode.Gone, "gone"));
        (drafted.Status, drafted.Code).ShouldBe((HttpStatusCode.Gone, "gone"));
        var kept = await _workbench.Database.ReadAsync(c => c.Drafts.SingleAsync(d => d.AssignmentId == task.Assignment));
        WorkbenchJson.Read<LabelContent>(kept.Content).Tiers.ShouldBe([2, 0, 1]);
        (await ben.SubmitAsync(bens.Assignment, Annotator.Ranking(0, 1, 2))).Status.ShouldBe(HttpStatusCode.OK);
        (await _workbench.Database.ReadAsync(c => c.Labels.CountAsync())).ShouldBe(1);
    }

    private Task<int> ExpireAsync() => _workbench.Server.Services.GetRequiredService<LeaseExpiry>().ExpireAsync();

    private async Task LetExpireAsync(string assignment)
    {
        _clock.Advance(TimeSpan.FromMinutes(16));
        await ExpireAsync();
        (await StateAsync(assignment)).ShouldBe((AssignmentState.Expired, 0));
    }

    private Task<(AssignmentState State, int Taken)> StateAsync(string assignment) => _workbench.Database.ReadAsync(async c =>
    {
        var a = await c.Assignments.SingleAsync(x => x.Id == assignment);
        return (a.State, await c.Tasks.Where(t => t.Id == a.TaskId).Select(t => t.Taken).SingleAsync());
    });
}
