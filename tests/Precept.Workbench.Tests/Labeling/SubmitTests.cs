using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

public sealed class SubmitTests : IAsyncLifetime
{
    private RunningWorkbench _workbench = null!;
    private string _campaign = null!;
    private Annotator _ann = null!;

    public async ValueTask InitializeAsync()
    {
        _workbench = await RunningWorkbench.StartAsync();
        _campaign = await _workbench.AddCampaignAsync(await _workbench.AddPersonAsync("ada", PersonRole.Admin));
        _ann = await Annotator.JoinAsync(_workbench, _campaign, "ann");
    }

    public async ValueTask DisposeAsync()
    {
        _ann.Dispose();
        await _workbench.DisposeAsync();
    }

    [Fact]
    public async Task Submit_a_whole_label_is_kept_with_its_event_and_counts()
    {
        var task = await _ann.TaskAsync();

        var told = await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 2, 1), milliseconds: 4000);

        told.Status.ShouldBe(HttpStatusCode.OK);
        told.Json.GetProperty("revision").GetInt32().ShouldBe(1);
        told.Json.GetProperty("today").GetProperty("done").GetInt32().ShouldBe(1);
        told.Json.GetProperty("today").GetProperty("goal").GetInt32().ShouldBe(40);
        told.Json.TryGetProperty("known", out _).ShouldBeFalse(); // null is left out
        var label = await LabelAsync(task.Assignment);
        (label.Id, label.Milliseconds, label.IsWithdrawn).ShouldBe((told.Json.GetProperty("label").GetString()!, 4000L, false));
        WorkbenchJson.Read<LabelContent>(label.Content).Tiers.ShouldBe([0, 2, 1]);
        var row = await TaskRowAsync(task.TaskId);
        (row.Taken, row.Labeled, row.Wanted).ShouldBe((1, 1, 2));
        var last = await _workbench.Database.ReadAsync(c => c.Events.Where(e => e.Subject == task.Assignment).OrderBy(e => e.Seq).LastAsync());
        (last.Kind, last.Seq).ShouldBe((EventKinds.LabelSubmitted, label.EventSeq));
    }

    [Fact]
    public async Task Submit_the_same_key_many_times_at_once_is_one_label()
    {
        var task = await _ann.TaskAsync();

        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 1), "same")));

        told.ShouldAllBe(t => t.Status == HttpStatusCode.OK);
        told.Select(t => t.Json.GetRawText()).Distinct().Count().ShouldBe(1);
        (await LabelAsync(task.Assignment)).Revision.ShouldBe(1);
        (await TaskRowAsync(task.TaskId)).Labeled.ShouldBe(1);
        (await EventsAsync(task.Assignment)).Count(k => k == EventKinds.LabelSubmitted).ShouldBe(1);
    }

    [Fact]
    public async Task Submit_again_with_a_new_key_revises_and_the_history_holds_both()
    {
        var task = await _ann.TaskAsync();
        await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2), "first");

        var told = await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(2, 1, 0), "second");
        var late = await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2), "first");

        told.Json.GetProperty("revision").GetInt32().ShouldBe(2);
        late.Json.GetProperty("revision").GetInt32().ShouldBe(2); // the late one changes nothing
        WorkbenchJson.Read<LabelContent>((await LabelAsync(task.Assignment)).Content).Tiers.ShouldBe([2, 1, 0]);
        var history = await _ann.SendAsync(HttpMethod.Get, task.Assignment, "history", null);
        var labels = history.Json.EnumerateArray().Where(e => e.GetProperty("kind").GetString()!.StartsWith("label.", StringComparison.Ordinal)).ToList();
        labels.Select(e => e.GetProperty("kind").GetString()).ShouldBe(["label.submitted", "label.revised"]);
        labels.Select(e => string.Concat(e.GetProperty("content").GetProperty("content").GetProperty("tiers").EnumerateArray().Select(t => t.GetInt32()))).ShouldBe(["012", "210"]);
        (await TaskRowAsync(task.TaskId)).Labeled.ShouldBe(1);
    }

    [Fact]
    public async Task Withdraw_a_label_becomes_a_draft_and_may_be_submitted_again()
    {
        var task = await _ann.TaskAsync();
        await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2), "first");

        var told = await _ann.PostAsync(task.Assignment, "withdraw", new { key = "first" });

        told.Status.ShouldBe(HttpStatusCode.OK);
        (await LabelAsync(task.Assignment)).IsWithdrawn.ShouldBeTrue();
        var row = await TaskRowAsync(task.TaskId);
        (row.Taken, row.Labeled).ShouldBe((1, 0));
        var again = await _ann.TaskAsync();
        again.Assignment.ShouldBe(task.Assignment);
        again.Draft!.Tiers.ShouldBe([0, 1, 2]);
        again.Submitted.ShouldBeNull();

        (await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(1, 0, 2), "second")).Json.GetProperty("revision").GetInt32().ShouldBe(2);
        (await _ann.PostAsync(task.Assignment, "withdraw", new { key = "first" })).Status.ShouldBe(HttpStatusCode.OK); // late, changes nothing
        (await LabelAsync(task.Assignment)).IsWithdrawn.ShouldBeFalse();
        (await TaskRowAsync(task.TaskId)).Labeled.ShouldBe(1);
        (await EventsAsync(task.Assignment)).ShouldBe([EventKinds.TaskGiven, EventKinds.LabelSubmitted, EventKinds.LabelWithdrawn, EventKinds.LabelRevised]);
    }

    [Fact]
    public async Task Submit_of_another_persons_assignment_is_not_found()
    {
        var task = await _ann.TaskAsync();
        using var ben = await Annotator.JoinAsync(_workbench, _campaign, "ben");

        (await ben.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ben.SendAsync(HttpMethod.Get, task.Assignment, "history", null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Skip_frees_the_place_and_the_person_is_not_given_it_again()
    {
        var task = await _ann.TaskAsync();

        (await _ann.PostAsync(task.Assignment, "skip", new { tab = "tab-1", reason = "too-hard" })).Status.ShouldBe(HttpStatusCode.OK);
        (await _ann.PostAsync(task.Assignment, "skip", new { tab = "tab-1", reason = "too-hard" })).Status.ShouldBe(HttpStatusCode.OK);

        (await TaskRowAsync(task.TaskId)).Taken.ShouldBe(0);
        var others = new List<string>();
        while (await _ann.NextAsync() is { Task: { } next })
        {
            others.Add(next.TaskId);
            (await _ann.SubmitAsync(next.Assignment, Annotator.Ranking(0, 1, 2), "k" + others.Count)).Status.ShouldBe(HttpStatusCode.OK);
        }

        others.Count.ShouldBe(2);
        others.ShouldNotContain(task.TaskId);
        (await _ann.SubmitAsync(task.Assignment, Annotator.Ranking(0, 1, 2), "late")).Code.ShouldBe("gone");
    }

    [Fact]
    public async Task Submit_what_is_unclear_becomes_one_note_that_follows_the_label()
    {
        var task = await _ann.TaskAsync();
        var unclear = Annotator.Ranking(0, 1, 2) with { Unclear = new SectionDoubt("be_brief", "How brief?") };
        await _ann.SubmitAsync(task.Assignment, unclear, "first");
        (await NotesAsync()).ShouldBe([("be_brief", "How brief?")]);

        await _ann.SubmitAsync(task.Assignment, unclear with { Unclear = new SectionDoubt("be_brief", "How brief is brief?") }, "second");
        (await NotesAsync()).ShouldBe([("be_brief", "How brief is brief?")]);

        await _ann.SubmitAsync(task.Assignment, unclear with { Unclear = new SectionDoubt("keep_secrets", "From whom?") }, "third");
        (await NotesAsync()).ShouldBe([("keep_secrets", "From whom?")]);

        await _ann.SubmitAsync(task.Assignment, unclear with { Unclear = null }, "fourth");
        (await NotesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Submit_what_is_clear_now_resolves_a_note_that_others_have_answered()
    {
        var task = await _ann.TaskAsync();
        var unclear = Annotator.Ranking(0, 1, 2) with { Unclear = new SectionDoubt("be_brief", "How brief?") };
        await _ann.SubmitAsync(task.Assignment, unclear, "first");
        var note = await _workbench.Database.ReadAsync(c => c.Notes.SingleAsync());
        (await _workbench.Server.Services.GetRequiredService<SectionNotes>().WriteAsync(_campaign, "be_brief", note.Id, "A sentence or two.", _ann.Who, TestContext.Current.CancellationToken)).ShouldBeTrue();

        await _ann.SubmitAsync(task.Assignment, unclear with { Unclear = null }, "second");

        (await NotesAsync()).ShouldBe([("be_brief", "How brief?"), ("be_brief", "A sentence or two.")], ignoreOrder: true);
        (await _workbench.Database.ReadAsync(c => c.Notes.SingleAsync(n => n.Id == note.Id))).ResolvedBy.ShouldBe(_ann.Who.Id);
    }

    private Task<List<(string, string)>> NotesAsync() => _workbench.Database.ReadAsync(async c => (await c.Notes.ToListAsync()).Select(n => (n.SectionId, n.Text)).ToList());

    private Task<LabelRow> LabelAsync(string assignment) => _workbench.Database.ReadAsync(c => c.Labels.SingleAsync(l => l.AssignmentId == assignment));

    private Task<TaskRow> TaskRowAsync(string task) => _workbench.Database.ReadAsync(c => c.Tasks.SingleAsync(t => t.Id == task));

    private Task<List<string>> EventsAsync(string assignment) => _workbench.Database.ReadAsync(c => c.Events.Where(e => e.Subject == assignment).OrderBy(e => e.Seq).Select(e => e.Kind).ToListAsync());
}
