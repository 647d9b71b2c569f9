using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Precept.Tests.Endpoints;

/// <summary>Stands in for the network: a function answers each request. Remembers the bodies.</summary>
internal sealed class ScriptedWire(Func<int, HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _bodies = [];
    private int _sent;

    /// <summary>Answers by the number of the request, from 0.</summary>
    public ScriptedWire(Func<int, HttpResponseMessage> answer) : this((number, _, _) => Task.FromResult(answer(number)))
    {
    }

    /// <summary>How many requests came.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>The bodies of the requests, in the order of coming.</summary>
    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>A completion with a text.</summary>
    public static HttpResponseMessage Completion(string text) => Json(
        HttpStatusCode.OK,
        $$$"""
        {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}
        """);

    /// <summary>A body with a status.</summary>
    public static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>An error as endpoints give it.</summary>
    public static HttpResponseMessage Error(HttpStatusCode status, string message, string? code = null, string? param = null) =>
        Json(status, JsonSerializer.Serialize(new { error = new { message, code, param } }));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _sent) - 1;
        _bodies.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
        return await answer(number, request, cancellationToken);
    }
}
