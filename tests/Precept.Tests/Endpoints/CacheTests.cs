using System.Net;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Tests.Endpoints;

/// <summary>Each thing is asked once: kept answers, calls under way together, repeats, ends in the middle.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("precept-calls-");

    private string File => Path.Combine(_folder.FullName, "calls.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task GetResponse_of_a_call_that_was_answered_in_an_earlier_run_asks_nobody()
    {
        var token = new TokenLogProb("fo", -0.125, [KeyValuePair.Create("fo", -0.125), KeyValuePair.Create("fi", -3.0)]);
        var model = new ScriptedChatClient((_, _) => ScriptedChatClient.Text("four").WithLogProbs([token]));
        var first = await AskAsync(model);
        var second = await AskAsync(model);
        model.Calls.Count.ShouldBe(1);
        foreach (var answer in new[] { first, second })
        {
            (answer.Text, answer.FinishReason, answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount).ShouldBe(("four", ChatFinishReason.Stop, 10, 5));
            var kept = answer.LogProbs().Single();
            (kept.Token, kept.LogProb).ShouldBe((token.Token, token.LogProb));
            kept.Top.ShouldBe(token.Top);
        }

        async Task<ChatResponse> AskAsync(ScriptedChatClient inner)
        {
            await using var store = CallDatabase.Open(File);
            using var client = new CachedChatClient(inner, "m", store, new CallMeter());
            return await client.GetResponseAsync(Catalogs.Question, new ChatOptions().WithLogProbs(2), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void GetResponse_of_any_calls_in_any_order_over_any_runs_asks_each_once()
    {
        // Calls are small numbers; a run is some of them, all under way together; what the model was asked must be the set of all.
        Gen.Int[0, 9].Array[0, 30].Array[1, 4].Sample(runs =>
        {
            var file = Path.Combine(_folder.FullName, Path.GetRandomFileName());
            var model = new ScriptedChatClient(async (messages, options, _) =>
            {
                await Task.Yield();
                return ScriptedChatClient.Text($"{messages[0].Text} {options.Repeat()}");
            });
            foreach (var run in runs)
            {
                RunAsync(file, model, run).GetAwaiter().GetResult();
            }

            model.Calls.Select(c => (c.Text, c.Options.Repeat())).ShouldBe(runs.SelectMany(r => r).Distinct().Select(n => ($"q{n / 3}", n % 3)), ignoreOrder: true);
        }, iter: 30);

        static async Task RunAsync(string file, IChatClient model, int[] calls)
        {
            await using var store = CallDatabase.Open(file);
            using var client = new CachedChatClient(model, "m", store, new CallMeter());
            var answers = await Task.WhenAll(calls.Select(n => client.GetResponseAsync(new ChatMessage(ChatRole.User, $"q{n / 3}"), new ChatOptions().WithRepeat(n % 3))));
            answers.Select(a => a.Text).ShouldBe(calls.Select(n => $"q{n / 3} {n % 3}"));
        }
    }

    [Fact]
    public async Task GetResponse_of_failures_keeps_nothing()
    {
        var asked = 0;
        var model = new ScriptedChatClient((_, _) => asked++ == 0 ? throw new TimeoutException("late") : ScriptedChatClient.Text("four"));
        await using var store = CallDatabase.Open(File);
        using var client = new CachedChatClient(model, "m", store, new CallMeter());
        await Should.ThrowAsync<TimeoutException>(client.GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken));
        (await client.GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("four");
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task GetResponse_that_one_of_two_callers_leaves_goes_on_for_the_other()
    {
        var go = new TaskCompletionSource();
        var model = new ScriptedChatClient(async (_, _, cancellationToken) =>
        {
            await go.Task.WaitAsync(cancellationToken);
            return ScriptedChatClient.Text("four");
        });
        using var leaving = new CancellationTokenSource();
        using var client = new CachedChatClient(model, "m", new MemoryCallStore(), new CallMeter());
        var first = client.GetResponseAsync(Catalogs.Question, cancellationToken: leaving.Token);
        var second = client.GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        go.SetResult();
        (await second).Text.ShouldBe("four");
        model.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_that_all_callers_leave_is_stopped_and_can_be_asked_again()
    {
        var asked = 0;
        var model = new ScriptedChatClient(async (_, _, cancellationToken) =>
        {
            if (asked++ == 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return ScriptedChatClient.Text("four");
        });
        using var leaving = new CancellationTokenSource();
        using var client = new CachedChatClient(model, "m", new MemoryCallStore(), new CallMeter());
        var first = client.GetResponseAsync(Catalogs.Question, cancellationToken: leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        (await client.GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("four");
    }

    [Fact]
    public async Task Dispose_keeps_the_answer_of_a_request_that_is_on_the_wire_when_its_caller_stops()
    {
        var (sent, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var wire = new ScriptedWire(async (_, _, cancellationToken) =>
        {
            sent.TrySetResult();
            await go.Task.WaitAsync(cancellationToken);
            return ScriptedWire.Completion("four");
        });
        using var stop = new CancellationTokenSource();
        var catalog = Catalogs.Over(wire, TimeProvider.System, s => s with { AnswersFile = File });
        var call = (await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken)).GetResponseAsync(Catalogs.Question, cancellationToken: stop.Token);
        await sent.Task;
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        var disposing = catalog.DisposeAsync();
        go.SetResult();
        await disposing;

        using var silent = new ScriptedWire(_ => throw new InvalidOperationException("asked again"));
        await using var next = Catalogs.Over(silent, TimeProvider.System, s => s with { AnswersFile = File });
        (await (await next.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken)).GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken))
            .Text.ShouldBe("four");
    }

    [Fact]
    public async Task Dispose_stops_requests_that_do_not_come_home_in_time()
    {
        var sent = new TaskCompletionSource();
        using var wire = new ScriptedWire(async (_, _, cancellationToken) =>
        {
            sent.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return ScriptedWire.Completion("never");
        });
        using var stop = new CancellationTokenSource();
        var catalog = Catalogs.Over(wire, TimeProvider.System, s => s with { DrainTime = TimeSpan.FromMilliseconds(50) });
        var call = (await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken)).GetResponseAsync(Catalogs.Question, cancellationToken: stop.Token);
        await sent.Task;
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        await catalog.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void KeyOf_calls_that_differ_in_anything_that_matters_differs()
    {
        ChatMessage[] other = [new(ChatRole.System, "What is two and two?")];
        string[] keys =
        [
            Key(null), Key(new() { Temperature = 0 }), Key(new() { Temperature = 1 }), Key(new() { TopP = 0.5f }), Key(new() { MaxOutputTokens = 5 }), Key(new() { Seed = 5 }),
            Key(new() { StopSequences = ["a"] }), Key(new() { StopSequences = ["a", "b"] }), Key(new() { Instructions = "Be brief." }), Key(new() { ResponseFormat = ChatResponseFormat.Json }),
            Key(new() { ResponseFormat = new AnswerFormat<Small>("small").Format }), Key(new() { ResponseFormat = new AnswerFormat<Small>("other").Format }),
            Key(new ChatOptions().WithLogProbs(5)), Key(new ChatOptions().WithLogProbs(6)), Key(new ChatOptions().WithRepeat(1)), Key(new ChatOptions().WithRepeat(2)),
            CanonicalRequest.KeyOf("n", Catalogs.Question, null), CanonicalRequest.KeyOf("m", other, null), CanonicalRequest.KeyOf("m", [.. Catalogs.Question, .. other], null),
            CanonicalRequest.KeyOf("m", [new(ChatRole.User, "What is "), new(ChatRole.User, "two and two?")], null),
        ];
        keys.ShouldBeUnique();
        Key(new ChatOptions().WithRepeat(0)).ShouldBe(Key(null));

        static string Key(ChatOptions? options) => CanonicalRequest.KeyOf("m", Catalogs.Question, options);
    }

    [Fact]
    public void KeyOf_is_sha_256_over_model_line_end_and_canonical_json()
    {
        const string Canonical = """{"messages":[{"role":"user","content":"What is two and two?"}],"options":{"temperature":0,"repeat":3}}""";
        var options = new ChatOptions { Temperature = 0 }.WithRepeat(3);
        CanonicalRequest.TextOf(Catalogs.Question, options).ShouldBe(Canonical);
        CanonicalRequest.KeyOf("m", Catalogs.Question, options)
            .ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("m\n" + Canonical))));
    }

    [Fact]
    public async Task Database_keeps_any_answer_as_it_is()
    {
        await using var store = CallDatabase.Open(File);
        var number = 0;
        Gen.Select(Gen.String, Gen.Int[0, 3000], Gen.Int[0, 2].Select(n => n switch { 0 => "stop", 1 => "length", _ => null })).Sample((text, repeat, finish) =>
        {
            var answer = new KeptAnswer { Text = string.Concat(Enumerable.Repeat(text.Replace('\ud800', ' '), Math.Min(repeat, 20000 / Math.Max(text.Length, 1)))), Finish = finish, OutputTokens = repeat };
            var key = $"k{number++}";
            store.AddAsync(key, answer).GetAwaiter().GetResult();
            store.Find(key)!.ToJson().ShouldBe(answer.ToJson());
        }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task Database_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var store = CallDatabase.Open(File);
        await store.AddAsync("k", new KeptAnswer { Text = "four" });
        foreach (var file in _folder.GetFiles("calls.db*"))
        {
            (file.UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBe(UnixFileMode.None, file.Name);
        }
    }

    [Fact]
    public async Task Database_of_two_writers_has_the_answers_of_both()
    {
        await using var first = CallDatabase.Open(File);
        await using var second = CallDatabase.Open(File);
        await Task.WhenAll(Enumerable.Range(0, 200).SelectMany(n => new[]
        {
            first.AddAsync($"a{n}", new KeptAnswer { Text = $"a{n}" }), second.AddAsync($"b{n}", new KeptAnswer { Text = $"b{n}" }),
        }));
        Enumerable.Range(0, 200).ShouldAllBe(n => first.Find($"b{n}")!.Text == $"b{n}" && second.Find($"a{n}")!.Text == $"a{n}");
    }

    [Fact]
    public void Database_that_is_none_says_what_to_do()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));
        Should.Throw<InputException>(() => CallDatabase.Open(File)).Message.ShouldContain("delete it");
    }

    [Fact]
    public async Task Database_of_a_newer_version_says_so()
    {
        await CallDatabase.Open(File).DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        Should.Throw<InputException>(() => CallDatabase.Open(File)).Message.ShouldContain("newer version of Precept (2)");
    }

    private sealed record Small(int Value);
}
