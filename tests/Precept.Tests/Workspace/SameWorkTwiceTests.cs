using Microsoft.Data.Sqlite;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Tests.Workspace;

public sealed class SameWorkTwiceTests : IDisposable
{
    private readonly TestWorkspace _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Add_the_same_twice_is_one_row_with_its_first_place()
    {
        var (a, b, c) = (TestWorkspace.Prompt("a"), TestWorkspace.Prompt("b"), TestWorkspace.Prompt("c"));
        await _test.Open.AddPromptsAsync([b, a], Token);
        await _test.Open.AddPromptsAsync([a, c, b], Token);
        (await _test.Open.PromptsAsync(cancellationToken: Token)).Select(p => p.Messages[0].Content).ShouldBe(["b", "a", "c"]);

        var response = TestWorkspace.Response(a, 0);
        (await _test.Open.AddResponsesAsync([response, response], Token)).ShouldBe(1);
        (await _test.Open.AddResponsesAsync([response, TestWorkspace.Response(a, 1)], Token)).ShouldBe(1);

        var judgment = TestWorkspace.Judgment(a.Id);
        (await _test.Open.AddJudgmentsAsync([judgment, judgment], Token)).ShouldBe(1);
        var preference = TestWorkspace.Preference(a.Id, judgment.Id);
        (await _test.Open.AddPreferencesAsync([preference, preference], cancellationToken: Token)).ShouldBe(1);
        (await _test.Open.PreferencesAsync(cancellationToken: Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AddPrompts_edited_source_changes_what_is_said_about_the_prompt()
    {
        await _test.Open.AddPromptsAsync([TestWorkspace.Prompt("a", sections: "x")], Token);
        await _test.Open.AddPromptsAsync([TestWorkspace.Prompt("a", family: "f", sections: ["x", "y"])], Token);
        var prompt = (await _test.Open.PromptsAsync(cancellationToken: Token)).ShouldHaveSingleItem();
        prompt.Sections.ShouldBe(["x", "y"]);
        prompt.Family.ShouldBe("f");
    }

    [Fact]
    public async Task AddPrompts_prompt_in_another_split_is_an_error_and_adds_nothing()
    {
        await _test.Open.AddPromptsAsync([TestWorkspace.Prompt("a", Split.HeldOut)], Token);
        var error = await Should.ThrowAsync<InputException>(() =>
            _test.Open.AddPromptsAsync([TestWorkspace.Prompt("b"), TestWorkspace.Prompt("a", Split.Train)], Token));
        error.Message.ShouldContain("leak");
        (await _test.Open.PromptsAsync(cancellationToken: Token)).ShouldHaveSingleItem().Split.ShouldBe(Split.HeldOut);
    }

    [Fact]
    public async Task AddJudgments_ranking_takes_the_place_of_a_failure_and_not_the_other_way_round()
    {
        var judged = TestWorkspace.Judgment("p");
        var timeout = judged with { Outcome = Outcome.Timeout, Ranks = [], Broken = [] };
        timeout.Id.ShouldBe(judged.Id);
        await _test.Open.AddJudgmentsAsync([timeout], Token);
        (await _test.Open.AddJudgmentsAsync([judged], Token)).ShouldBe(1);
        (await _test.Open.AddJudgmentsAsync([timeout], Token)).ShouldBe(0);
        (await _test.Open.JudgmentsAsync(cancellationToken: Token)).ShouldHaveSingleItem().ShouldSayTheSameAs(judged);
    }

    [Fact]
    public async Task Answered_is_every_draw_of_that_model_and_sampler_once()
    {
        var (a, b, c) = (TestWorkspace.Prompt("a"), TestWorkspace.Prompt("b"), TestWorkspace.Prompt("c"));
        await _test.Open.AddResponsesAsync(
            [
                TestWorkspace.Response(a, 0), TestWorkspace.Response(a, 1),
                TestWorkspace.Response(b, 0), TestWorkspace.Response(b, 0, "another text of the same draw"),
                TestWorkspace.Response(c, 0, sampler: Sampler.Greedy), TestWorkspace.Response(c, 1, model: "other"),
            ],
            Token);
        var sampler = new Sampler().Canonical;
        (await _test.Open.AnsweredAsync("m", sampler, Token)).ShouldBe([(a.Id, 0), (a.Id, 1), (b.Id, 0)], ignoreOrder: true);
        (await _test.Open.ResponsesAsync("m", sampler, [b.Id], Token)).Select(r => r.PromptId).ShouldBe([b.Id, b.Id]);
        (await _test.Open.ResponsesAsync("m", Sampler.Greedy.Canonical, cancellationToken: Token)).ShouldHaveSingleItem().PromptId.ShouldBe(c.Id);
    }

    [Fact]
    public async Task AddResponses_thousands_go_in_by_one_transaction()
    {
        var prompts = Enumerable.Range(0, 1000).Select(i => TestWorkspace.Prompt($"prompt {i}")).ToList();
        var responses = prompts.SelectMany(p => Enumerable.Range(0, 5).Select(i => TestWorkspace.Response(p, i) with { TokenIds = [1, 2], LogProbs = [-1, -2] }));
        (await _test.Open.AddResponsesAsync(responses, Token)).ShouldBe(5000);
        (await _test.Open.AnsweredAsync("m", new Sampler().Canonical, Token)).Count.ShouldBe(5000);
    }

    [Fact]
    public async Task Write_cancelled_in_the_middle_leaves_nothing()
    {
        using var source = new CancellationTokenSource();
        IEnumerable<Response> Endless()
        {
            for (var i = 0; ; i++)
            {
                if (i == 100)
                {
                    source.Cancel();
                }

                yield return TestWorkspace.Response(TestWorkspace.Prompt("a"), i);
            }
        }

        await Should.ThrowAsync<OperationCanceledException>(() => _test.Open.AddResponsesAsync(Endless(), source.Token));
        (await _test.Open.ResponsesAsync("m", new Sampler().Canonical, cancellationToken: Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Killed_writer_loses_what_was_not_acknowledged_and_a_rerun_ends_in_the_same_rows()
    {
        var (a, b) = (TestWorkspace.Prompt("a"), TestWorkspace.Prompt("b"));
        await _test.Open.AddPromptsAsync([a], Token);

        // The disk as a kill in the middle of a transaction leaves it: database and log, copied while it is open.
        var killed = _test.Folder + "-killed";
        Directory.CreateDirectory(killed);
        try
        {
            await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_test.Folder, "precept.db")};Pooling=False"))
            {
                await connection.OpenAsync(Token);
                await using var transaction = await connection.BeginTransactionAsync(Token);
                await using var command = connection.CreateCommand();
                command.CommandText =
                    """
                    PRAGMA cache_size = 1; PRAGMA cache_spill = 1;
                    INSERT INTO prompts (id, split, family, source, messages, sections, slots, tags)
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                    SELECT 'half' || i, 'train', '', '', hex(randomblob(200)), '[]', '{}', '[]' FROM n
                    """;
                await command.ExecuteNonQueryAsync(Token);
                foreach (var file in Directory.GetFiles(_test.Folder, "precept.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
                {
                    File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
                }
            }

            new FileInfo(Path.Combine(killed, "precept.db-wal")).Length.ShouldBeGreaterThan(400_000, "the half-written rows must be on the disk for this test to mean anything");
            using (var again = WorkspaceFolder.Open(killed))
            {
                (await again.PromptsAsync(cancellationToken: Token)).Select(p => p.Id).ShouldBe([a.Id]);
                await again.AddPromptsAsync([a, b], Token);
                (await again.PromptsAsync(cancellationToken: Token)).Select(p => p.Id).ShouldBe([a.Id, b.Id]);
            }

            await _test.Open.AddPromptsAsync([a, b], Token);
            (await _test.Open.PromptsAsync(cancellationToken: Token)).Select(p => p.Id).ShouldBe([a.Id, b.Id]);
        }
        finally
        {
            Directory.Delete(killed, recursive: true);
        }
    }

    [Fact]
    public async Task Writers_side_by_side_lose_nothing()
    {
        using var second = WorkspaceFolder.Open(_test.Folder);
        WorkspaceFolder[] writers = [_test.Open, second, _test.Open, second];
        await Task.WhenAll(writers.Select((w, n) => Task.Run(
            async () =>
            {
                for (var i = 0; i < 10; i++)
                {
                    await w.AddPromptsAsync([TestWorkspace.Prompt($"{n} {i}"), TestWorkspace.Prompt($"shared {i}")], Token);
                }
            },
            Token)));
        (await second.PromptsAsync(cancellationToken: Token)).Count.ShouldBe(50);
    }
}
