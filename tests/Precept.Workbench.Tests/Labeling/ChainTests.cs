using System.Text;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labeling;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

/// <summary>That nothing in the events or labels can be changed unseen.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    private RunningWorkbench _workbench = null!;

    public async ValueTask InitializeAsync()
    {
        _workbench = await RunningWorkbench.StartAsync();
        var campaign = await _workbench.AddCampaignAsync(await _workbench.AddPersonAsync("ada", PersonRole.Admin));
        using var ann = await Annotator.JoinAsync(_workbench, campaign, "ann");
        var tasks = await AssignmentTests.LabelAllAsync(ann);
        await ann.SubmitAsync(tasks[0].Assignment, Annotator.Ranking(2, 1, 0), "revised");
        await ann.PostAsync(tasks[1].Assignment, "withdraw", new { key = "withdrawn" });
    }

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task Verify_what_the_server_wrote_is_whole()
    {
        var report = await ChainVerification.RunAsync(_workbench.Database, cancellationToken: TestContext.Current.CancellationToken);

        report.Findings.ShouldBeEmpty();
        (report.Campaigns, report.Events, report.Labels).ShouldBe((1, 11, 3)); // made, tasks, started; 3 given, 3 submitted, 1 revised, 1 withdrawn
    }

    [Theory]
    [InlineData("UPDATE events SET content = replace(content, '\"tiers\":[0,1,2]', '\"tiers\":[1,0,2]') WHERE kind = 'LabelX' OR kind = 'label.submitted'", "hash")]
    [InlineData("UPDATE events SET person_id = 'someone' WHERE number = 4", "hash")]
    [InlineData("UPDATE events SET hash = previous_hash WHERE number = 4", "hash")]
    [InlineData("DELETE FROM events WHERE number = 5", "number")]
    [InlineData("DELETE FROM events WHERE number = 11", "head")]
    [InlineData("UPDATE chain_heads SET hash = 'other'", "head")]
    [InlineData("UPDATE labels SET content = replace(content, '[2,1,0]', '[0,1,2]')", "label")]
    [InlineData("UPDATE labels SET is_withdrawn = NOT is_withdrawn WHERE is_withdrawn", "label")]
    [InlineData("UPDATE labels SET milliseconds = milliseconds + 1 WHERE revision = 2", "label")]
    [InlineData("UPDATE labels SET event_seq = (SELECT min(seq) FROM events WHERE kind = 'label.submitted' AND subject = assignment_id) WHERE revision = 2", "label")]
    [InlineData("UPDATE labels SET content = replace(content, '[2,1,0]', '[0,1,2]'), event_seq = 1000000 WHERE revision = 2", "label")]
    [InlineData("DELETE FROM labels WHERE revision = 2", "label")]
    public async Task Verify_a_change_by_hand_is_found(string sql, string code)
    {
        await ChangeAsync(sql);

        var report = await ChainVerification.RunAsync(_workbench.Database, cancellationToken: TestContext.Current.CancellationToken);

        report.Findings.Select(f => f.Code).ShouldContain(code);
    }

    [Theory]
    [InlineData("UPDATE labels SET content = replace(content, '[2,1,0]', '[0,1,2]')", "label")]
    [InlineData("UPDATE events SET person_id = 'someone' WHERE number = 4", "hash")]
    [InlineData("DELETE FROM events", "label")]
    [InlineData("DELETE FROM labels WHERE revision = 2", "label")]
    public async Task Verify_without_a_head_finds_that_and_the_rest(string sql, string code)
    {
        await ChangeAsync("DELETE FROM chain_heads");
        await ChangeAsync(sql);
        var campaign = await _workbench.Database.ReadAsync(c => c.Campaigns.Select(x => x.Id).SingleAsync(TestContext.Current.CancellationToken));

        var all = await ChainVerification.RunAsync(_workbench.Database, cancellationToken: TestContext.Current.CancellationToken);
        var one = await ChainVerification.RunAsync(_workbench.Database, campaign, TestContext.Current.CancellationToken);

        all.Findings.Select(f => f.Code).Distinct().ShouldBe(["head", code], ignoreOrder: true);
        one.Findings.ShouldBe(all.Findings);
    }

    [Theory]
    [InlineData("UPDATE labels SET content = replace(content, '\"tiers\":', '\"tiers\": ')")]
    [InlineData("UPDATE labels SET content = replace(content, ',\"turns\":[]', '') WHERE content LIKE '%,\"turns\":[]%'")]
    public async Task Verify_a_label_that_says_the_same_in_other_letters_is_whole(string sql)
    {
        await ChangeAsync(sql);

        (await ChainVerification.RunAsync(_workbench.Database, cancellationToken: TestContext.Current.CancellationToken)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_verifies_and_a_change_of_the_file_is_found()
    {
        using var file = new MemoryStream();
        (await EventExport.WriteAsync(_workbench.Database, file, cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(11);
        var text = Encoding.UTF8.GetString(file.ToArray());

        (await VerifyAsync(text)).ShouldBeEmpty();
        (await VerifyAsync(text.Replace("\"tiers\":[2,1,0]", "\"tiers\":[0,1,2]", StringComparison.Ordinal))).ShouldBe(["hash"]);
        var lines = text.TrimEnd('\n').Split('\n');
        (await VerifyAsync(string.Join('\n', lines.Where((_, i) => i != 5)))).ShouldBe(["number"]);
        (await VerifyAsync(string.Join('\n', lines.Select((l, i) => i == 5 ? lines[6] : i == 6 ? lines[5] : l)))).ShouldBe(["number", "number", "number"]);
        (await VerifyAsync("nonsense\n" + text)).ShouldBe(["line"]);
        (await VerifyAsync("[1]\n{\"seq\":\"x\"}\n")).ShouldBe(["line", "line"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task VerifyAsync_bytes_that_are_no_text_are_a_finding(bool hasByteOrderMark)
    {
        using var file = new MemoryStream();
        await EventExport.WriteAsync(_workbench.Database, file, cancellationToken: TestContext.Current.CancellationToken);
        using var changed = new MemoryStream([.. hasByteOrderMark ? Encoding.UTF8.GetPreamble() : [], .. file.ToArray(), 0x22, 0xFF, 0x22, 0x0A]);

        var report = await EventExport.VerifyAsync(changed, TestContext.Current.CancellationToken);

        report.Events.ShouldBe(11);
        report.Findings.ShouldBe([new ChainFinding("", 0, "line", "line 12: is no event")]);
    }

    [Fact]
    public async Task VerifyAsync_line_that_is_too_long_is_a_finding_and_stays_out_of_memory()
    {
        using var file = new LongLine(192 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread(); // the file answers at once, so all of it happens here

        var report = await EventExport.VerifyAsync(file, TestContext.Current.CancellationToken);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(file.Length / 2);
        report.Findings.ShouldBe([new ChainFinding("", 0, "line", $"line 1: has more than {16 << 20} bytes"), new ChainFinding("", 0, "line", "line 2: is no event")]);
    }

    [Fact]
    public async Task Verify_of_a_campaign_that_is_not_there_says_so() =>
        (await Should.ThrowAsync<Spec.InputException>(() => ChainVerification.RunAsync(_workbench.Database, "none"))).Message.ShouldContain("no campaign none");

    private Task<bool> ChangeAsync(string sql) => _workbench.Database.WriteAsync(async c =>
    {
#pragma warning disable EF1002, EF1003 // the tests' own statements
        (await c.Database.ExecuteSqlRawAsync(sql)).ShouldBeGreaterThan(0);
#pragma warning restore EF1002, EF1003
        return true;
    }, cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<IEnumerable<string>> VerifyAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await EventExport.VerifyAsync(file)).Findings.Select(f => f.Code);
    }
}
