using System.Net;
using System.Net.Http.Headers;
using CsCheck;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Precept.Endpoints;

namespace Precept.Tests.Endpoints;

/// <summary>What is tried again, when, and what becomes of a call in the end.</summary>
public sealed class RetryTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task GetResponse_after_a_failure_that_passes_is_answered(int status)
    {
        using var wire = new ScriptedWire(n => n < 3 ? ScriptedWire.Error((HttpStatusCode)status, "later") : ScriptedWire.Completion("four"));
        await using var catalog = Catalogs.Over(wire, _clock);
        (await AskAsync(catalog)).Text.ShouldBe("four");
        wire.Sent.ShouldBe(4);
        catalog.Meter.Usage.ShouldBe(new ModelUsage { Requests = 4, Retries = 3, InputTokens = 7, OutputTokens = 3 });
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>busy</html>")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"error":{"message":"overloaded"}}""")]
    [InlineData("""{"choices":[{"message":{"content":"fo""")]
    [InlineData("""[1]""")]
    public async Task GetResponse_of_a_body_that_is_no_answer_asks_again(string body)
    {
        using var wire = new ScriptedWire(n => n == 0 ? ScriptedWire.Json(HttpStatusCode.OK, body) : ScriptedWire.Completion("four"));
        await using var catalog = Catalogs.Over(wire, _clock);
        (await AskAsync(catalog)).Text.ShouldBe("four");
        wire.Sent.ShouldBe(2);
    }

    [Fact]
    public async Task GetResponse_of_a_body_cut_off_asks_again()
    {
        using var wire = new ScriptedWire(n => n == 0 ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new CutStream()) } : ScriptedWire.Completion("four"));
        await using var catalog = Catalogs.Over(wire, _clock);
        (await AskAsync(catalog)).Text.ShouldBe("four");
        wire.Sent.ShouldBe(2);
    }

    [Fact]
    public async Task GetResponse_obeys_retry_after_in_seconds()
    {
        var times = new List<DateTimeOffset>();
        using var wire = new ScriptedWire(n =>
        {
            times.Add(_clock.GetUtcNow());
            var busy = ScriptedWire.Error(HttpStatusCode.TooManyRequests, "busy");
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(90));
            return n == 0 ? busy : ScriptedWire.Completion("four");
        });
        await using var catalog = Catalogs.Over(wire, _clock);
        await AskAsync(catalog);
        (times[1] - times[0]).ShouldBeInRange(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(91.5));
    }

    [Fact]
    public void RetryAfter_reads_milliseconds_seconds_and_dates()
    {
        var limits = new EndpointLimits();
        var rule = new RetryRule(limits, new EndpointHealth(limits, _clock), new CallMeter(), _clock);
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        rule.RetryAfter(response).ShouldBeNull();
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        rule.RetryAfter(response).ShouldBe(TimeSpan.FromSeconds(7));
        response.Headers.RetryAfter = new RetryConditionHeaderValue(_clock.GetUtcNow().AddSeconds(30));
        rule.RetryAfter(response).ShouldBe(TimeSpan.FromSeconds(30));
        response.Headers.RetryAfter = new RetryConditionHeaderValue(_clock.GetUtcNow().AddSeconds(-30));
        rule.RetryAfter(response).ShouldBe(TimeSpan.Zero);
        response.Headers.Add("retry-after-ms", "250");
        rule.RetryAfter(response).ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task GetResponse_of_an_endpoint_that_asks_for_an_hour_ends_the_run()
    {
        using var wire = new ScriptedWire(_ =>
        {
            var busy = ScriptedWire.Error(HttpStatusCode.TooManyRequests, "busy");
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromHours(1));
            return busy;
        });
        await using var catalog = Catalogs.Over(wire, _clock);
        (await Should.ThrowAsync<EndpointException>(AskAsync(catalog))).Message.ShouldContain("60 minutes");
        wire.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_of_an_account_without_quota_is_not_tried_again()
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Error(HttpStatusCode.TooManyRequests, "You have no credit.", "insufficient_quota"));
        await using var catalog = Catalogs.Over(wire, _clock);
        (await Should.ThrowAsync<EndpointException>(AskAsync(catalog))).Message.ShouldContain("out of quota");
        wire.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_whose_tries_all_run_out_of_time_is_a_timeout()
    {
        using var wire = new ScriptedWire(async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return ScriptedWire.Completion("never");
        });
        await using var catalog = Catalogs.Over(wire, _clock, s => s with { Limits = new EndpointLimits { Timeout = TimeSpan.FromSeconds(20) } });
        (await Should.ThrowAsync<TimeoutException>(AskAsync(catalog))).Message.ShouldContain("20 s, 3 times");
        wire.Sent.ShouldBe(3);
    }

    [Fact]
    public async Task GetResponse_of_an_endpoint_that_nobody_reached_ends_the_run_within_seconds()
    {
        var began = _clock.GetUtcNow();
        using var wire = new ScriptedWire(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));
        await using var catalog = Catalogs.Over(wire, _clock);
        var fault = await Should.ThrowAsync<EndpointException>(AskAsync(catalog));
        fault.Message.ShouldContain("http://endpoint.test/v1#m does not answer");
        fault.Message.ShouldContain("Connection refused");
        fault.Message.ShouldContain("the same command goes on");
        (_clock.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task GetResponse_waits_for_an_endpoint_that_answered_before()
    {
        var down = (From: _clock.GetUtcNow().AddHours(1), To: _clock.GetUtcNow().AddHours(1).AddSeconds(70));
        using var wire = new ScriptedWire(_ => _clock.GetUtcNow() >= down.From && _clock.GetUtcNow() < down.To
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused")
            : ScriptedWire.Completion("four"));
        await using var catalog = Catalogs.Over(wire, _clock, s => s with { Limits = new EndpointLimits { Concurrency = 100 } });
        await AskAsync(catalog);
        _clock.SetUtcNow(down.From);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var calls = Enumerable.Range(1, 100).Select(n => client.GetResponseAsync(Catalogs.Question, new ChatOptions().WithRepeat(n), TestContext.Current.CancellationToken));
        var answers = await _clock.RunningAsync(Task.WhenAll(calls));
        answers.ShouldAllBe(a => a.Text == "four");
        _clock.GetUtcNow().ShouldBeGreaterThan(down.To);
    }

    [Fact]
    public async Task GetResponse_while_the_breaker_is_open_sends_next_to_nothing()
    {
        using var wire = new ScriptedWire(n => n == 0 ? ScriptedWire.Completion("four") : ScriptedWire.Error(HttpStatusCode.ServiceUnavailable, "down"));
        await using var catalog = Catalogs.Over(wire, _clock, s => s with { Limits = new EndpointLimits { Concurrency = 50, Patience = TimeSpan.FromSeconds(60), Tries = 100 } });
        await AskAsync(catalog);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var calls = Enumerable.Range(1, 50).Select(n => client.GetResponseAsync(Catalogs.Question, new ChatOptions().WithRepeat(n), TestContext.Current.CancellationToken)).ToList();
        await Should.ThrowAsync<EndpointException>(_clock.RunningAsync(Task.WhenAll(calls)));
        calls.ShouldAllBe(c => c.IsFaulted);
        wire.Sent.ShouldBeLessThan(200); // without a breaker some fifteen tries each: 750
    }

    [Fact]
    public async Task GetResponse_of_one_call_that_always_fails_among_others_that_do_not_is_a_timeout_of_that_call()
    {
        using var wire = new ScriptedWire(async (_, request, cancellationToken) => (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("poison", StringComparison.Ordinal)
            ? ScriptedWire.Error(HttpStatusCode.InternalServerError, "cannot")
            : ScriptedWire.Completion("four"));
        await using var catalog = Catalogs.Over(wire, _clock, s => s with { Limits = new EndpointLimits { Patience = TimeSpan.FromHours(1) } });
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var poisoned = client.GetResponseAsync([new ChatMessage(ChatRole.User, "poison")], cancellationToken: TestContext.Current.CancellationToken);
        for (var n = 1; !poisoned.IsCompleted; n++)
        {
            await client.GetResponseAsync(Catalogs.Question, new ChatOptions().WithRepeat(n), TestContext.Current.CancellationToken);
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        (await Should.ThrowAsync<TimeoutException>(poisoned)).Message.ShouldContain("10 tries");
    }

    [Fact]
    public void Backoff_doubles_to_half_a_minute_and_is_spread_by_half() =>
        Gen.Select(Gen.Int[1, 100], Gen.Double[0, 1]).Sample((tries, draw) =>
        {
            var middle = Math.Min(30, 0.25 * Math.Pow(2, tries - 1));
            return Math.Abs(RetryRule.Backoff(tries, draw).TotalSeconds - (middle * (0.5 + draw))) < 1e-6;
        });

    [Fact]
    public async Task GetResponse_asks_no_more_than_so_many_at_a_time()
    {
        var (now, most, gate) = (0, 0, new Lock());
        using var wire = new ScriptedWire(async (_, _, cancellationToken) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            await Task.Delay(5, cancellationToken);
            lock (gate)
            {
                now--;
            }

            return ScriptedWire.Completion("four");
        });
        await using var catalog = Catalogs.Over(wire, TimeProvider.System, s => s with { Limits = new EndpointLimits { Concurrency = 7 } });
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => client.GetResponseAsync(Catalogs.Question, new ChatOptions().WithRepeat(n), TestContext.Current.CancellationToken)));
        (most, wire.Sent).ShouldBe((7, 100));
    }

    [Fact]
    public async Task Pacer_lets_through_so_many_a_minute()
    {
        var pacer = new RatePacer(60, _clock);
        var began = _clock.GetUtcNow();
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var turn = pacer.WaitAsync(1, TestContext.Current.CancellationToken).ContinueWith(_ => true, TaskScheduler.Default);
            while (!turn.IsCompleted)
            {
                await Task.WhenAny(turn, Task.Delay(1, TestContext.Current.CancellationToken));
                if (!turn.IsCompleted)
                {
                    _clock.Advance(TimeSpan.FromMilliseconds(100));
                }
            }

            times.Add((_clock.GetUtcNow() - began).TotalSeconds);
        }

        // The first at once, then one a second, a tenth early at the most.
        times.Select((t, i) => t - i).ShouldAllBe(late => late >= -0.15 && late <= 1);
        times[4].ShouldBeGreaterThanOrEqualTo(3.85);
    }

    private async Task<ChatResponse> AskAsync(ModelCatalog catalog) =>
        await _clock.RunningAsync((await catalog.OpenAsync(Catalogs.Address)).GetResponseAsync(Catalogs.Question));

    /// <summary>Gives a few bytes, then breaks off.</summary>
    private sealed class CutStream : MemoryStream
    {
        public CutStream() : base("""{"choices":[{"""u8.ToArray())
        {
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Position < Length
            ? base.ReadAsync(buffer, cancellationToken)
            : throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
        }
    }
}
