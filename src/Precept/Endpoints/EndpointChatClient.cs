#pragma warning disable SCME0001 // JsonPatch: the only way to send max_tokens beside its newer name
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Polly.CircuitBreaker;
using Polly.Timeout;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace Precept.Endpoints;

/// <summary>A model behind an endpoint that speaks the OpenAI protocol: what its endpoint does not take is left out, and its errors are told in words.</summary>
internal sealed class EndpointChatClient : DelegatingChatClient
{
    private const int RequestEntityTooLarge = 413;
    private const int UnprocessableContent = 422;

    private static readonly AdditionalPropertiesDictionary Strict = new() { ["strict"] = true }; // a schema is to be kept, not only looked at

    private readonly ModelAddress _address;
    private readonly EndpointConnection _connection;
    private readonly string? _key;
    private readonly Action<string> _notice;
    private volatile EndpointAbilities _abilities = EndpointAbilities.All;

    /// <summary>A client.</summary>
    /// <param name="address">The model's address.</param>
    /// <param name="connection">The way to its endpoint; owned by the caller.</param>
    /// <param name="key">The key, or null where none is set.</param>
    /// <param name="notice">Told once of each thing that the endpoint does not take.</param>
    public EndpointChatClient(ModelAddress address, EndpointConnection connection, string? key, Action<string> notice)
        : base(Open(address, connection, key)) => (_address, _connection, _key, _notice) = (address, connection, key, notice);

    /// <inheritdoc/>
    /// <exception cref="EndpointException">The endpoint cannot be used.</exception>
    /// <exception cref="TimeoutException">There was no answer in time, or none at all while others were answered.</exception>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var expected = _connection.Limits.TokensPerMinute is null ? 0 : TokenEstimate.OfQuestion(asked, options) + TokenEstimate.OfAnswer(options);
        using var own = CallInFlight.Current is null ? new CallInFlight() : null;
        var call = CallInFlight.Current ??= own!;
        var known = _abilities;
        for (var tried = known; ;)
        {
            call.Begin(expected, _connection.Clock.GetTimestamp());
            try
            {
                var response = await base.GetResponseAsync(MessagesFor(tried, asked, options), OptionsFor(tried, options), cancellationToken).ConfigureAwait(false);
                Remember(known, tried);
                return Finished(response, options, expected);
            }
            catch (ClientResultException e) when (e.Status is 400 or UnprocessableContent or RequestEntityTooLarge)
            {
                var error = EndpointError.Of(e.GetRawResponse()?.Content);
                if (error.IsFilter)
                {
                    return Unanswered(ChatFinishReason.ContentFilter, error);
                }

                if (error.IsTooLong || e.Status == RequestEntityTooLarge)
                {
                    return Unanswered(ChatFinishReason.Length, error);
                }

                tried = tried.Without(error, options) ?? throw Fault($"{_address} does not take the request ({e.Status}): {error.Message}");
            }
            catch (ClientResultException e)
            {
                throw FaultOf(e, call);
            }
            catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
            {
                throw Fault($"{_address} answers, but not as the OpenAI protocol has it: {e.Message}");
            }
            catch (Exception e) when (e is TimeoutRejectedException or BrokenCircuitException or HttpRequestException or IOException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested && !call.IsAbandoned))
            {
                throw Unreached(e, call);
            }
        }
    }

    private static IChatClient Open(ModelAddress address, EndpointConnection connection, string? key) =>
        new ChatClient(address.Name, new ApiKeyCredential(key ?? "none"), new OpenAIClientOptions
        {
            Endpoint = address.Endpoint,
            Transport = new HttpClientPipelineTransport(connection.Client),
            RetryPolicy = new ClientRetryPolicy(0), // the connection tries again, and knows when
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        }).AsIChatClient();

    /// <summary>Where the schema is not taken, it stands at the end of the question: chat templates of many models refuse a system message there.</summary>
    private static IReadOnlyList<ChatMessage> MessagesFor(EndpointAbilities abilities, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        if (abilities.Json == JsonAbility.Schema || options?.ResponseFormat is not ChatResponseFormatJson json)
        {
            return messages;
        }

        var words = "Answer with one JSON object and nothing else." + (json.Schema is { } schema ? $" It has this schema: {schema.GetRawText()}" : "");
        return messages.Count > 0 && messages[^1] is var last && last.Role == ChatRole.User
            ? [.. messages.SkipLast(1), new ChatMessage(ChatRole.User, $"{last.Text}\n\n{words}")]
            : [.. messages, new ChatMessage(ChatRole.User, words)];
    }

    private ChatOptions OptionsFor(EndpointAbilities abilities, ChatOptions? options)
    {
        var sent = options?.Clone() ?? new ChatOptions();
        var alternatives = abilities.LogProbs ? options.LogProbs() : 0;
        sent.AdditionalProperties = Strict; // the others are ours, and no fields of the protocol
        if (!abilities.Sampling)
        {
            (sent.Temperature, sent.TopP) = (null, null);
        }

        if (!abilities.Seed)
        {
            sent.Seed = null;
        }

        if (sent.ResponseFormat is ChatResponseFormatJson)
        {
            sent.ResponseFormat = abilities.Json switch
            {
                JsonAbility.Schema => sent.ResponseFormat,
                JsonAbility.Object => ChatResponseFormat.Json,
                _ => null,
            };
        }

        // vLLM and Ollama know max_tokens, OpenAI's newer models refuse it.
        var oldLimit = _address.KeyName == "OPENAI_API_KEY" ? null : sent.MaxOutputTokens;
        if (alternatives > 0 || oldLimit is not null)
        {
            sent.RawRepresentationFactory = _ => RawOptions(alternatives, oldLimit);
        }

        return sent;
    }

    private static ChatCompletionOptions RawOptions(int alternatives, int? oldLimit)
    {
        var raw = new ChatCompletionOptions();
        if (alternatives > 0)
        {
            (raw.IncludeLogProbabilities, raw.TopLogProbabilityCount) = (true, alternatives);
        }

        if (oldLimit is { } limit)
        {
            raw.Patch.Set("$.max_tokens"u8, limit);
        }

        return raw;
    }

    private void Remember(EndpointAbilities known, EndpointAbilities tried)
    {
        if (tried != known && Interlocked.CompareExchange(ref _abilities, tried, known) == known)
        {
            foreach (var lost in tried.Lost(known))
            {
                _notice($"{_address} {lost}");
            }
        }
    }

    private ChatResponse Finished(ChatResponse response, ChatOptions? options, int expected)
    {
        if (response.Usage is { } usage)
        {
            _connection.Correct((int)Math.Clamp((usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0) - expected, int.MinValue, int.MaxValue));
        }

        if (options.LogProbs() > 0 && response.RawRepresentation is ChatCompletion { ContentTokenLogProbabilities: { Count: > 0 } tokens })
        {
            response.WithLogProbs([.. tokens.Select(t => new TokenLogProb(
                t.Token, t.LogProbability, [.. t.TopLogProbabilities.Select(o => KeyValuePair.Create(o.Token, (double)o.LogProbability))]))]);
        }

        return response;
    }

    private static ChatResponse Unanswered(ChatFinishReason reason, EndpointError error) =>
        new(new ChatMessage(ChatRole.Assistant, reason == ChatFinishReason.ContentFilter ? error.Message : "")) { FinishReason = reason };

    private Exception FaultOf(ClientResultException e, CallInFlight call)
    {
        var error = EndpointError.Of(e.GetRawResponse()?.Content);
        var said = error.Message.Length > 0 ? $": {error.Message}" : "";
        return e.Status switch
        {
            0 => Unreached(e.InnerException ?? e, call),
            401 or 403 when _address.KeyName is not { } name => Fault($"{_address} asks for a key ({e.Status}){said}; address it by its URL, and put its key into the environment variable PRECEPT_API_KEY"),
            401 or 403 when _key is null => Fault($"{_address} asks for a key ({e.Status}); put it into the environment variable {_address.KeyName}, or into the user secrets: dotnet user-secrets set {_address.KeyName} … --id precept"),
            401 or 403 => Fault($"{_address} refuses the key in {_address.KeyName} ({e.Status}){said}"),
            404 => Fault($"{_address}: there is no model '{_address.Name}' at {_address.Endpoint}, or that is not the base address (404){said}; it ends with /v1 as a rule"),
            408 or 429 or >= 500 => Exhausted($"last {e.Status}{said}", call),
            >= 300 and < 400 => Fault($"{_address} sends requests elsewhere ({e.Status}), and a key goes nowhere but where it was sent; name the true address"),
            _ => Fault($"{_address} does not take the request ({e.Status}){said}"),
        };
    }

    private Exception Unreached(Exception cause, CallInFlight call)
    {
        cause = cause is AggregateException many ? many.GetBaseException() : cause;
        return cause is TimeoutRejectedException && !_connection.Health.IsDown
            ? new TimeoutException($"{_address} gave no answer within {_connection.Limits.Timeout.TotalSeconds:0} s, {call.TimedOut} times")
            : Exhausted(cause is TimeoutRejectedException ? $"no answer within {_connection.Limits.Timeout.TotalSeconds:0} s" : Redacted(Innermost(cause)), call);
    }

    /// <summary>A call's tries are used up: the call's own misfortune where others were answered meanwhile, the endpoint's otherwise.</summary>
    private Exception Exhausted(string last, CallInFlight call)
    {
        var down = _connection.Health.FailingFor;
        return call.Verdict is { } verdict ? Fault($"{_address}: {verdict}; the same command goes on later")
            : !_connection.Health.IsDown && _connection.Health.HasAnsweredSince(call.Began) ? new TimeoutException(Redacted($"{_address} gave no answer in {call.Tries} tries ({last})"))
            : Fault($"{_address} does not answer at {_address.Endpoint}{(down > TimeSpan.FromSeconds(1) ? $", and has not for {down.TotalSeconds:0} s" : "")} ({last}); what was answered is kept: start the endpoint, and the same command goes on");
    }

    /// <summary>No inner exception goes along: what others wrote may hold the key.</summary>
    private EndpointException Fault(string message) => new(Redacted(message));

    private string Redacted(string text) => _key is { Length: > 0 } key ? text.Replace(key, "…", StringComparison.Ordinal) : text;

    private static string Innermost(Exception e) => e.GetBaseException().Message;
}
