using System.ClientModel;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI;
using Precept.TestEndpoint;

namespace Precept.Tests.TestEndpoint;

public sealed class ProtocolTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Completion_has_what_the_official_client_reads()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        using var client = Client(endpoint, "longest");

        var response = await client.GetResponseAsync(Asking.Question("short", "rather long"), cancellationToken: Cancel);

        response.Text.ShouldBe("B");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Usage!.OutputTokenCount.ShouldBe(1);
        response.Usage.InputTokenCount.ShouldBe((Asking.Question("short", "rather long").Length + 3) / 4);
    }

    [Fact]
    public async Task Stream_gives_the_same_text_in_pieces()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var body = Asking.Body("first", Asking.Question("one", "two"), Asking.VerdictFormat);
        var whole = Asking.Words(await Asking.AskAsync(endpoint, body, Cancel));

        using var client = Client(endpoint, "first");
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonDocument.Parse(body["response_format"]!["json_schema"]!["schema"]!.ToJsonString()).RootElement, "verdict") };
        var pieces = new List<string>();
        await foreach (var update in client.GetStreamingResponseAsync(Asking.Question("one", "two"), options, Cancel))
        {
            pieces.Add(update.Text);
        }

        string.Concat(pieces).ShouldBe(whole);
        pieces.Count(p => p.Length > 0).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Stream_is_server_sent_events_and_ends_with_usage_and_DONE()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var body = Asking.Body("first", Asking.Question("one", "two"));
        body["stream"] = true;
        body["stream_options"] = new JsonObject { ["include_usage"] = true };

        using var response = await Asking.PostAsync(endpoint, body, Cancel);
        var events = (await response.Content.ReadAsStringAsync(Cancel)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        events.ShouldAllBe(e => e.StartsWith("data: ", StringComparison.Ordinal));
        events[^1].ShouldBe("data: [DONE]");
        var usage = JsonNode.Parse(events[^2]["data: ".Length..])!;
        usage["choices"]!.AsArray().ShouldBeEmpty();
        ((int)usage["usage"]!["completion_tokens"]!).ShouldBe(1);
        ((string?)JsonNode.Parse(events[^3]["data: ".Length..])!["choices"]![0]!["finish_reason"]).ShouldBe("stop");
    }

    [Fact]
    public async Task Log_probabilities_give_the_choice_its_confidence_and_put_together_are_the_text()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--confidence", "0.8");
        var body = Asking.Body("first", Asking.Question("one", "two"), Asking.VerdictFormat);
        body["logprobs"] = true;
        body["top_logprobs"] = 20;

        var completion = await Asking.AskAsync(endpoint, body, Cancel);
        var tokens = completion["choices"]![0]!["logprobs"]!["content"]!.AsArray();

        string.Concat(tokens.Select(t => (string)t!["token"]!)).ShouldBe(Asking.Words(completion));
        foreach (var token in tokens)
        {
            var top = token!["top_logprobs"]!.AsArray();
            top.Count.ShouldBe(20);
            top.Select(t => (string)t!["token"]!).ShouldBeUnique();
            top.Sum(t => Math.Exp((double)t!["logprob"]!)).ShouldBeLessThanOrEqualTo(1);
            top.Select(t => (double)t!["logprob"]!).ShouldBeInOrder(SortDirection.Descending);
        }

        // The schema's enum has a, b and tie: what 0.8 leaves is shared by the other two.
        var chosen = tokens.Single(t => (string)t!["token"]! == "a")!["top_logprobs"]!.AsArray().ToDictionary(t => (string)t!["token"]!, t => Math.Exp((double)t!["logprob"]!));
        (chosen["a"] / (chosen["a"] + chosen["b"])).ShouldBe(0.8 / 0.9, 1e-4);
        chosen["b"].ShouldBe(chosen["tie"], 1e-9);
    }

    [Fact]
    public async Task Answer_ends_at_the_most_tokens_and_before_a_stop()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var body = Asking.Body("first", Asking.Question("one", "two"), Asking.VerdictFormat);
        var whole = Asking.Words(await Asking.AskAsync(endpoint, body, Cancel))!;
        whole.ShouldContain("reason");

        var shorter = (JsonObject)body.DeepClone();
        shorter["max_completion_tokens"] = 3;
        var cut = await Asking.AskAsync(endpoint, shorter, Cancel);
        ((string?)cut["choices"]![0]!["finish_reason"]).ShouldBe("length");
        ((int)cut["usage"]!["completion_tokens"]!).ShouldBe(3);
        whole.ShouldStartWith(Asking.Words(cut)!);

        body["stop"] = new JsonArray("\"better");
        Asking.Words(await Asking.AskAsync(endpoint, body, Cancel)).ShouldBe(whole[..whole.IndexOf("\"better", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Key_is_asked_for_where_one_is_required()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--require-key", "sk-right");
        var body = Asking.Body("first", Asking.Question("one", "two"));

        foreach (var (key, status) in new[] { (null, 401), ("sk-wrong", 401), ("sk-right", 200) })
        {
            using var response = await Asking.PostAsync(endpoint, body, Cancel, key);
            ((int)response.StatusCode).ShouldBe(status);
        }
    }

    [Fact]
    public async Task Bad_requests_and_unknown_models_are_told_as_the_protocol_does()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var two = Asking.Body("first", "x");
        two["n"] = 2;
        foreach (var (body, status, words) in new[] { (two, 400, "'n' must be 1"), (Asking.Body("nobody", "x"), 404, "'nobody' does not exist"), (new JsonObject { ["model"] = "first" }, 400, "'messages'") })
        {
            using var response = await Asking.PostAsync(endpoint, body, Cancel);
            ((int)response.StatusCode).ShouldBe(status);
            ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["error"]!["message"]).ShouldNotBeNull().ShouldContain(words);
        }
    }

    [Fact]
    public async Task Models_are_listed()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--model", "big=longest");
        var models = JsonNode.Parse(await Asking.Client.GetStringAsync($"{endpoint.Address}/models", Cancel))!;
        models["data"]!.AsArray().Select(m => (string)m!["id"]!).ShouldBe(["first", "second", "longest", "shortest", "random", "refuser", "big"]);
    }

    [Fact]
    public async Task Stats_count_bodies_and_what_is_paid_for_twice_until_they_are_reset()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        foreach (var text in new[] { "one", "two", "two", "two" })
        {
            await Asking.AskAsync(endpoint, Asking.Body("first", text), Cancel);
        }

        var stats = await endpoint.StatsAsync(Cancel);
        ((int)stats["requests"]!).ShouldBe(4);
        ((int)stats["answered"]!).ShouldBe(4);
        ((int)stats["distinctBodies"]!).ShouldBe(2);
        ((int)stats["repeatedBodies"]!).ShouldBe(1);
        ((int)stats["paidTwice"]!).ShouldBe(2);
        ((int)stats["inFlight"]!).ShouldBe(0);
        ((int)stats["maxInFlight"]!).ShouldBe(1);
        ((int)stats["statuses"]!["200"]!).ShouldBe(4);

        await endpoint.ResetAsync(Cancel);
        ((int)(await endpoint.StatsAsync(Cancel))["requests"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Telemetry_is_kept_as_it_came()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        foreach (var path in new[] { "/v1/traces", "/v1/metrics" })
        {
            using var content = new ByteArrayContent([1, 2, 3, .. "span"u8, .. Encoding.UTF8.GetBytes(path)]);
            (await Asking.Client.PostAsync(new Uri(new Uri(endpoint.Address), path), content, Cancel)).EnsureSuccessStatusCode();
        }

        var kept = await endpoint.TelemetryAsync(Cancel);
        kept.AsSpan().IndexOf((byte[])[1, 2, 3, .. "span/v1/traces"u8]).ShouldBeGreaterThan(0);
        kept.AsSpan().IndexOf((byte[])[1, 2, 3, .. "span/v1/metrics"u8]).ShouldBeGreaterThan(0);

        await endpoint.ResetAsync(Cancel);
        (await endpoint.TelemetryAsync(Cancel)).ShouldBeEmpty();
    }

    private static IChatClient Client(EndpointProcess endpoint, string model) =>
        new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(endpoint.Address) }).GetChatClient(model).AsIChatClient();
}
