using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Precept.Spec;
using Precept.TestEndpoint;

namespace Precept.Tests.TestEndpoint;

public sealed class FaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_come_at_their_rates()
    {
        const int Requests = 3000;
        (string Kind, double Share)[] plan = [("429", 0.05), ("500", 0.03), ("503", 0.02), ("cut", 0.04), ("body", 0.02), ("json", 0.06), ("refuse", 0.03), ("filter", 0.02), ("empty", 0.01)];
        await using var endpoint = await EndpointProcess.StartAsync("--faults", string.Join(',', plan.Select(p => $"{p.Kind}:{p.Share * 100}%")));

        var seen = new Dictionary<string, int>();
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel }, async (i, cancel) =>
        {
            var outcome = await OutcomeAsync(endpoint, $"one {i}", cancel);
            lock (seen)
            {
                seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
            }
        });

        // A binomial count is within five standard deviations of its mean but for one time in a million.
        foreach (var (kind, share) in plan.Append(("answered", 1 - plan.Sum(p => p.Share))))
        {
            var (mean, deviation) = (Requests * share, Math.Sqrt(Requests * share * (1 - share)));
            ((double)seen.GetValueOrDefault(kind)).ShouldBeInRange(mean - 5 * deviation, mean + 5 * deviation, kind);
        }

        var told = (await endpoint.StatsAsync(Cancel))["faults"]!.AsObject();
        foreach (var (kind, _) in plan)
        {
            ((int)told[kind]!).ShouldBe(seen[kind], kind);
        }
    }

    [Fact]
    public async Task Same_seed_gives_the_same_faults_whatever_the_order()
    {
        string[] texts = [.. Enumerable.Range(0, 60).Select(i => $"one {i}")];
        var outcomes = new List<string[]>();
        foreach (var (order, seed) in new[] { (texts, "5"), (texts.Reverse().ToArray(), "5"), (texts, "6") })
        {
            await using var endpoint = await EndpointProcess.StartAsync("--faults", "429:30%,500:30%", "--seed", seed);
            var of = new Dictionary<string, string>();
            foreach (var text in order)
            {
                of[text] = await OutcomeAsync(endpoint, text, Cancel);
            }

            outcomes.Add([.. texts.Select(t => of[t])]);
        }

        outcomes[1].ShouldBe(outcomes[0]);
        outcomes[2].ShouldNotBe(outcomes[0]);
    }

    [Fact]
    public async Task A_request_that_comes_again_has_luck_of_its_own()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "500:50%");
        var outcomes = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            outcomes.Add(await OutcomeAsync(endpoint, "the same", Cancel));
        }

        outcomes.ShouldBe(["500", "answered"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("2s", "2", "2000")]
    [InlineData("50ms", "1", "50")]
    [InlineData("0", "0", "0")]
    public async Task Retry_after_is_in_whole_seconds_and_in_milliseconds(string option, string seconds, string milliseconds)
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "429:100%", "--retry-after", option);
        using var response = await Asking.PostAsync(endpoint, Asking.Body("first", "x"), Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.GetValues("Retry-After").ShouldBe([seconds]);
        response.Headers.GetValues("retry-after-ms").ShouldBe([milliseconds]);
    }

    [Fact]
    public async Task More_than_may_be_in_flight_are_turned_away_while_the_others_hang()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "hang:100%", "--max-in-flight", "2");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var hanging = new[] { "one", "two" }.Select(t => Asking.PostAsync(endpoint, Asking.Body("first", t), stop.Token)).ToArray();
        while ((int)(await endpoint.StatsAsync(Cancel))["inFlight"]! < 2)
        {
            await Task.Delay(5, Cancel);
        }

        using var third = await Asking.PostAsync(endpoint, Asking.Body("first", "three"), Cancel);
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        hanging.ShouldAllBe(h => !h.IsCompleted);

        await stop.CancelAsync();
        foreach (var task in hanging)
        {
            await Should.ThrowAsync<OperationCanceledException>(task);
        }

        while ((int)(await endpoint.StatsAsync(Cancel))["inFlight"]! > 0)
        {
            await Task.Delay(5, Cancel);
        }

        ((int)(await endpoint.StatsAsync(Cancel))["aborted"]!).ShouldBe(2);
    }

    [Theory]
    [InlineData("429", "no fault with its share")]
    [InlineData("oops:1%", "no fault with its share")]
    [InlineData("429:60%,500:60%", "more than 100 %")]
    [InlineData("429:1%,429:2%", "names a fault twice")]
    public void Parse_of_a_list_that_is_none_says_why(string list, string words) =>
        Should.Throw<InputException>(() => FaultPlan.Parse(list)).Message.ShouldContain(words);

    [Theory]
    [InlineData("20ms", 20, 20)]
    [InlineData("1.5s", 1500, 1500)]
    [InlineData("20ms-80ms", 20, 80)]
    public void Latency_is_between_its_bounds(string text, double low, double high)
    {
        var latency = Latency.Parse(text);
        var draws = Enumerable.Range(0, 1000).Select(i => latency.Draw(new SeededRandom((ulong)i)).TotalMilliseconds).ToArray();
        draws.ShouldAllBe(d => d >= low && d <= high);
        (draws.Max() - draws.Min()).ShouldBeGreaterThanOrEqualTo((high - low) * 0.9);
    }

    [Fact]
    public void Lognormal_latency_has_its_median_and_its_sigma()
    {
        const int Draws = 4000;
        var latency = Latency.Parse("lognormal:50ms,0.5");
        var logs = Enumerable.Range(0, Draws).Select(i => Math.Log(latency.Draw(SeededRandom.For(1, "latency", $"{i}")).TotalMilliseconds)).Order().ToArray();

        // Standard errors: of a normal median 1.2533 sigma/sqrt(n), of a standard deviation sigma/sqrt(2n); five of each.
        logs[Draws / 2].ShouldBe(Math.Log(50), 5 * 1.2533 * 0.5 / Math.Sqrt(Draws));
        Math.Sqrt(logs.Average(l => l * l) - Math.Pow(logs.Average(), 2)).ShouldBe(0.5, 5 * 0.5 / Math.Sqrt(2 * Draws));
    }

    private static async Task<string> OutcomeAsync(EndpointProcess endpoint, string text, CancellationToken cancel)
    {
        using var response = await Asking.PostAsync(endpoint, Asking.Body("first", Asking.Question(text, "two"), Asking.VerdictFormat), cancel);
        if (!response.IsSuccessStatusCode)
        {
            return $"{(int)response.StatusCode}";
        }

        try
        {
            var choice = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel))!["choices"]![0]!;
            var words = (string?)choice["message"]!["content"];
            return (string?)choice["finish_reason"] == "content_filter" ? "filter"
                : choice["message"]!["refusal"] is not null ? "refuse"
                : words == "" ? "empty"
                : IsVerdict(words!) ? "answered" : "json";
        }
        catch (HttpRequestException)
        {
            return "cut";
        }
        catch (HttpIOException)
        {
            return "cut";
        }
        catch (JsonException)
        {
            return "body";
        }
    }

    private static bool IsVerdict(string words)
    {
        try
        {
            return JsonNode.Parse(words)!["better"] is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
