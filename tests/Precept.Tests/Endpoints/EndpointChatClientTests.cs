using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Tests.Endpoints;

/// <summary>What is sent to endpoints, what is learnt from their refusals, and the words for their errors.</summary>
public sealed class EndpointChatClientTests
{
    private const string Key = "sk-secret-0123456789";

    private static readonly AnswerFormat<Sum> Format = new("sum");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task GetResponse_sends_question_options_schema_and_log_probabilities()
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Completion("""{"value":4}"""));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var options = new ChatOptions { Temperature = 0.5f, TopP = 0.9f, Seed = 3, MaxOutputTokens = 50, StopSequences = ["END"] }.WithLogProbs(7).WithRepeat(2);
        (await client.AskAsync(Catalogs.Question, Format, options, TestContext.Current.CancellationToken)).Value.ShouldBe(new Sum(4));
        var body = JsonNode.Parse(wire.Bodies.Single())!;
        ((string?)body["model"], (string?)body["messages"]![0]!["content"]).ShouldBe(("m", "What is two and two?"));
        ((double)body["temperature"]!, (int)body["seed"]!, (int)body["top_logprobs"]!, (bool)body["logprobs"]!).ShouldBe((0.5, 3, 7, true));
        ((int)body["max_tokens"]!, (int)body["max_completion_tokens"]!, (string?)body["stop"]![0]).ShouldBe((50, 50, "END"));
        ((string?)body["response_format"]!["type"], (string?)body["response_format"]!["json_schema"]!["name"], (bool)body["response_format"]!["json_schema"]!["strict"]!)
            .ShouldBe(("json_schema", "sum", true));
        body.ToJsonString().ShouldNotContain("precept");
    }

    [Fact]
    public async Task GetResponse_gives_log_probabilities()
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Json(HttpStatusCode.OK, """
            {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"A"},
             "logprobs":{"content":[{"token":"A","logprob":-0.25,"bytes":[65],"top_logprobs":[{"token":"A","logprob":-0.25,"bytes":[65]},{"token":"B","logprob":-1.5,"bytes":[66]}]}]}}]}
            """));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var token = (await client.GetResponseAsync(Catalogs.Question, new ChatOptions().WithLogProbs(2), TestContext.Current.CancellationToken)).LogProbs().Single();
        (token.Token, token.LogProb).ShouldBe(("A", -0.25));
        token.Top.ShouldBe([KeyValuePair.Create("A", -0.25), KeyValuePair.Create("B", -1.5)]);
    }

    [Theory]
    [InlineData("logprobs is not supported", null)]
    [InlineData("Unsupported parameter", "top_logprobs")]
    [InlineData("bad request", null)]
    public async Task GetResponse_of_an_endpoint_without_log_probabilities_asks_without_from_then_on(string message, string? param)
    {
        using var wire = new ScriptedWire(async (_, request, cancellationToken) => (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("logprobs", StringComparison.Ordinal)
            ? ScriptedWire.Error(HttpStatusCode.BadRequest, message, null, param)
            : ScriptedWire.Completion("four"));
        var notices = new List<string>();
        await using var catalog = Catalogs.Over(wire, _clock, s => s with { Notice = notices.Add });
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        for (var n = 0; n < 3; n++)
        {
            (await client.GetResponseAsync(Catalogs.Question, new ChatOptions().WithLogProbs().WithRepeat(n), TestContext.Current.CancellationToken)).Text.ShouldBe("four");
        }

        wire.Sent.ShouldBe(4);
        notices.Single().ShouldContain("log-probabilities");
    }

    [Fact]
    public async Task GetResponse_of_an_endpoint_without_schemas_falls_back_to_an_object_then_to_words()
    {
        using var wire = new ScriptedWire(async (_, request, cancellationToken) => (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("\"response_format\"", StringComparison.Ordinal)
            ? ScriptedWire.Error(HttpStatusCode.BadRequest, "response_format is not known here")
            : ScriptedWire.Completion("""{"value":4}"""));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        (await client.AskAsync(Catalogs.Question, Format, cancellationToken: TestContext.Current.CancellationToken)).Value.ShouldBe(new Sum(4));
        wire.Bodies.Count.ShouldBe(3);
        wire.Bodies[0].ShouldContain("json_schema");
        wire.Bodies[1].ShouldContain("json_object");
        wire.Bodies[2].ShouldContain("It has this schema");
        await client.AskAsync(Catalogs.Question, Format, new ChatOptions().WithRepeat(1), TestContext.Current.CancellationToken);
        wire.Bodies.Count.ShouldBe(4);
    }

    [Fact]
    public async Task GetResponse_of_a_model_without_temperature_asks_without()
    {
        using var wire = new ScriptedWire(async (_, request, cancellationToken) => (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("temperature", StringComparison.Ordinal)
            ? ScriptedWire.Error(HttpStatusCode.BadRequest, "Only the default (1) is supported.", "unsupported_value", "temperature")
            : ScriptedWire.Completion("four"));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        (await client.GetResponseAsync(Catalogs.Question, new ChatOptions { Temperature = 0 }, TestContext.Current.CancellationToken)).Text.ShouldBe("four");
        wire.Sent.ShouldBe(2);
    }

    [Fact]
    public async Task GetResponse_of_a_filtered_question_says_so_and_keeps_nothing()
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Error(HttpStatusCode.BadRequest, "The prompt was filtered.", "content_filter"));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        (await client.AskTextAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken)).Outcome.ShouldBe(CallOutcome.Filtered);
        (await client.AskTextAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken)).Outcome.ShouldBe(CallOutcome.Filtered);
        wire.Sent.ShouldBe(2);
        catalog.Meter.Usage.Tokens.ShouldBe(0);
    }

    [Fact]
    public async Task GetResponse_of_a_question_that_is_too_long_is_the_failure_of_that_question()
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Error(HttpStatusCode.BadRequest, "This model's maximum context length is 10 tokens.", "context_length_exceeded"));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        (await client.AskTextAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken)).Outcome.ShouldBe(CallOutcome.Invalid);
    }

    [Fact]
    public async Task GetResponse_with_a_refusal_is_refused_also_from_the_cache()
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Json(HttpStatusCode.OK, """
            {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"I will not."}}]}
            """));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        for (var n = 0; n < 2; n++)
        {
            var answer = await client.AskAsync(Catalogs.Question, Format, cancellationToken: TestContext.Current.CancellationToken);
            (answer.Outcome, answer.Text).ShouldBe((CallOutcome.Refused, "I will not."));
        }

        wire.Sent.ShouldBe(1);
    }

    [Theory]
    [InlineData(401, "refuses the key in PRECEPT_API_KEY (401)")]
    [InlineData(403, "refuses the key in PRECEPT_API_KEY (403)")]
    [InlineData(404, "no model 'm' at http://endpoint.test/v1")]
    [InlineData(400, "does not take the request (400)")]
    [InlineData(307, "sends requests elsewhere (307)")]
    public async Task GetResponse_of_an_error_that_stays_ends_the_run_in_words_without_the_key(int status, string words)
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Error((HttpStatusCode)status, $"the header was Bearer {Key}"));
        await using var catalog = Catalogs.Over(wire, _clock, s => s with { Secret = name => name == "PRECEPT_API_KEY" ? Key : null });
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var fault = await Should.ThrowAsync<EndpointException>(client.GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken));
        fault.Message.ShouldContain(words);
        fault.ToString().ShouldNotContain(Key);
        wire.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_sends_the_key_as_a_bearer()
    {
        var sent = "";
        using var wire = new ScriptedWire((_, request, _) =>
        {
            sent = request.Headers.Authorization!.ToString();
            return Task.FromResult(ScriptedWire.Completion("four"));
        });
        await using var catalog = Catalogs.Over(wire, _clock, s => s with { Secret = name => name == "PRECEPT_API_KEY" ? Key + "\n" : null });
        await (await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken)).GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken);
        sent.ShouldBe($"Bearer {Key}");
    }

    [Fact]
    public async Task GetResponse_of_an_endpoint_that_wants_a_key_names_the_variable()
    {
        using var wire = new ScriptedWire(_ => ScriptedWire.Error(HttpStatusCode.Unauthorized, "no key"));
        await using var catalog = Catalogs.Over(wire, _clock);
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<EndpointException>(client.GetResponseAsync(Catalogs.Question, cancellationToken: TestContext.Current.CancellationToken)))
            .Message.ShouldContain("environment variable PRECEPT_API_KEY");
    }

    [Fact]
    public async Task Open_of_openai_without_a_key_says_where_to_put_it()
    {
        await using var catalog = new ModelCatalog(new ModelCatalogSettings { Secret = _ => null });
        (await Should.ThrowAsync<InputException>(catalog.OpenAsync(ModelAddress.Parse("openai:some-model"), TestContext.Current.CancellationToken)))
            .Message.ShouldContain("dotnet user-secrets set OPENAI_API_KEY");
    }

    private sealed record Sum(int Value);
}
