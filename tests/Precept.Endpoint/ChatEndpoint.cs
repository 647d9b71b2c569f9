using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Precept.Spec;
using Precept.TestEndpoint.Scripts;

namespace Precept.TestEndpoint;

/// <summary>Answers <c>POST /v1/chat/completions</c>: asks the script, waits as long as a model would take, and goes wrong as often as it was told to.</summary>
/// <remarks>
/// Key and number in flight are looked at first and are answered at once. Everything else takes its latency, faults included. Faults and latencies
/// are drawn from the seed, the body and how often that body came before: they do not depend on the order in which requests arrive.
/// </remarks>
internal sealed class ChatEndpoint(EndpointSettings settings, RequestStats stats, LineLog log, LineLog bodies)
{
    private const int MaxBody = 16 << 20;

    /// <summary>Handles one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var began = Stopwatch.GetTimestamp();
        var inFlight = stats.Enter();
        var (hash, outcome) = ("-", "aborted");
        try
        {
            (hash, outcome) = await AnswerAsync(context, inFlight, began);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            stats.CountAborted();
        }
        finally
        {
            stats.Leave();
            if (log.IsOn)
            {
                log.Add($"{hash} {outcome} {context.Response.StatusCode} {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0}");
            }
        }
    }

    private async Task<(string Hash, string Outcome)> AnswerAsync(HttpContext context, int inFlight, long began)
    {
        if (settings.Key is { } key && !Bears(context.Request, key))
        {
            // Careless gateways give back what they were given: a client must not pass that on.
            await FailAsync(context, 401, "invalid_api_key", $"Incorrect API key provided: {context.Request.Headers.Authorization}.");
            return ("-", "401");
        }

        using var body = await ReadAsync(context);
        var hash = ContentHash.OfBytes(body.Memory.Span);
        if (bodies.IsOn)
        {
            bodies.Add(Encoding.UTF8.GetString(body.Memory.Span).ReplaceLineEndings(" "));
        }

        if (inFlight > settings.MaxInFlight)
        {
            await TooManyAsync(context, $"More than {settings.MaxInFlight} requests are in flight.");
            return (hash, "in-flight");
        }

        var random = SeededRandom.For(settings.Seed, hash, $"{stats.See(hash)}");
        ChatRequest request;
        try
        {
            request = ChatRequest.Parse(body.Memory);
        }
        catch (JsonException e)
        {
            await FailAsync(context, 400, "invalid_request_error", e.Message);
            return (hash, "400");
        }

        using (request)
        {
            return (hash, await AnswerAsync(context, request, hash, random, began));
        }
    }

    private async Task<string> AnswerAsync(HttpContext context, ChatRequest request, string hash, SeededRandom random, long began)
    {
        if (!settings.Models.TryGetValue(request.Model, out var script))
        {
            await FailAsync(context, 404, "model_not_found", $"The model '{request.Model}' does not exist. There are: {string.Join(", ", settings.Models.Keys)}.");
            return "404";
        }

        var latency = settings.Latency.Draw(random);
        var fault = settings.Faults.Draw(random);
        fault = fault == Fault.Json && !request.WantsJson ? Fault.None : fault;
        stats.Count(fault);
        ChatReply reply;
        try
        {
            reply = Spoilt(fault, request, ChatReply.Of(request, script.Answer(request), $"chatcmpl-{hash}"));
        }
        catch (NoAnswerException e)
        {
            await FailAsync(context, 400, "no_answer", e.Message);
            return "no-answer";
        }

        await WaitAsync(fault == Fault.Hang ? Timeout.InfiniteTimeSpan : latency, began, context.RequestAborted);
        await SendAsync(context, request, hash, reply, fault);
        return fault == Fault.None ? "answered" : FaultPlan.NameOf(fault);
    }

    private Task SendAsync(HttpContext context, ChatRequest request, string hash, ChatReply reply, Fault fault) => fault switch
    {
        Fault.TooMany => TooManyAsync(context, "Rate limit reached."),
        Fault.ServerError => FailAsync(context, 500, "server_error", "The server had an error while processing your request."),
        Fault.Unavailable => FailAsync(context, 503, "server_overloaded", "The engine is currently overloaded."),
        Fault.Body => SendBytesAsync(context, "<html><body>502 Bad Gateway</body></html>"u8.ToArray()),
        _ when request.Streams => StreamAsync(context, request, hash, reply, fault == Fault.Cut),
        _ => SendReplyAsync(context, request, hash, reply, fault == Fault.Cut),
    };

    private async Task SendReplyAsync(HttpContext context, ChatRequest request, string hash, ChatReply reply, bool cut)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        reply.WriteTo(bytes, request);
        if (cut)
        {
            Start(context, 200, "application/json", bytes.WrittenCount);
            // Kestrel closes the connection of an answer that ends too early. A reset could overtake what was sent, and the client would not see a body at all.
            await context.Response.BodyWriter.WriteAsync(bytes.WrittenMemory[..(bytes.WrittenCount / 2)], context.RequestAborted);
            return;
        }

        await SendBytesAsync(context, bytes.WrittenMemory);
        stats.CountAnswered(hash, reply);
    }

    private async Task StreamAsync(HttpContext context, ChatRequest request, string hash, ChatReply reply, bool cut)
    {
        Start(context, 200, "text/event-stream", null);
        var pieces = reply.Pieces(request).ToList();
        foreach (var piece in cut ? pieces[..(pieces.Count / 2)] : pieces)
        {
            await context.Response.BodyWriter.WriteAsync((byte[])[.. "data: "u8, .. piece.Span, .. "\n\n"u8], context.RequestAborted);
        }

        if (cut)
        {
            context.Abort();
            return;
        }

        await context.Response.BodyWriter.WriteAsync("data: [DONE]\n\n"u8.ToArray(), context.RequestAborted);
        stats.CountAnswered(hash, reply);
    }

    private Task TooManyAsync(HttpContext context, string message)
    {
        // The header counts whole seconds; clients that know the other one need not wait that long.
        context.Response.Headers.RetryAfter = $"{Math.Ceiling(settings.RetryAfter.TotalSeconds):0}";
        context.Response.Headers["retry-after-ms"] = $"{settings.RetryAfter.TotalMilliseconds:0}";
        return FailAsync(context, 429, "rate_limit_exceeded", message);
    }

    private Task FailAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", message);
            json.WriteString("type", code);
            json.WriteNull("param");
            json.WriteString("code", code);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return SendBytesAsync(context, bytes.WrittenMemory, status);
    }

    private async Task SendBytesAsync(HttpContext context, ReadOnlyMemory<byte> bytes, int status = 200)
    {
        Start(context, status, "application/json", bytes.Length);
        await context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
    }

    private void Start(HttpContext context, int status, StringValues contentType, long? length)
    {
        stats.Count(status);
        context.Response.StatusCode = status;
        context.Response.Headers.ContentType = contentType;
        context.Response.ContentLength = length;
    }

    private static ChatReply Spoilt(Fault fault, ChatRequest request, ChatReply reply) => fault switch
    {
        Fault.Json => reply with { Tokens = AnswerTokens.Of(NotTheJson(reply), []), Refusal = null },
        Fault.Refuse => reply with { Tokens = [], Refusal = Refuser.Words, FinishReason = "stop" },
        Fault.Filter => reply with { Tokens = [], Refusal = null, FinishReason = "content_filter" },
        Fault.Empty => reply with { Tokens = [], Refusal = null, FinishReason = "stop" },
        _ => reply,
    };

    /// <summary>Half the JSON, words around it, or another object: what models do; which is a matter of the reply's length.</summary>
    private static string NotTheJson(ChatReply reply)
    {
        var text = string.Concat(reply.Tokens.Select(t => t.Text));
        return (text.Length % 3) switch
        {
            0 => text[..(text.Length / 2)],
            1 => "Let me think about both of them first.",
            _ => """{"thought": "the fields that were asked for are not here"}""",
        };
    }

    private static async Task WaitAsync(TimeSpan latency, long began, CancellationToken cancellationToken)
    {
        if (latency == Timeout.InfiniteTimeSpan)
        {
            await Task.Delay(latency, cancellationToken);
        }
        else if (latency - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellationToken);
        }
    }

    private static bool Bears(HttpRequest request, string key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {key}"));

    private static async Task<RequestBody> ReadAsync(HttpContext context)
    {
        var length = (int)Math.Min(context.Request.ContentLength ?? 4096, MaxBody);
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length + 1, 4096));
        var used = 0;
        while (await context.Request.Body.ReadAsync(bytes.AsMemory(used), context.RequestAborted) is > 0 and var read)
        {
            used += read;
            if (used == bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
                bytes.AsSpan(0, used).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = larger;
            }
        }

        return new RequestBody(bytes, used);
    }

    /// <summary>The bytes of a request, borrowed.</summary>
    private sealed class RequestBody(byte[] bytes, int length) : IDisposable
    {
        public ReadOnlyMemory<byte> Memory => bytes.AsMemory(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
    }
}
