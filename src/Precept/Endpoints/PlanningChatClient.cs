using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>Asks nobody: counts what a call would take, and gives a stand-in for its answer, so that a chain of calls is counted to its end.</summary>
/// <remarks>A stand-in for JSON has the form of its schema; <see cref="ModelCalls"/> never asks for it to be mended. It must not be kept as work that was done.</remarks>
internal sealed class PlanningChatClient(TokenPrice? price, CallMeter meter) : IChatClient
{
    private const string Words = "(a stand-in of a dry run)";
    private const int MaxDepth = 8;

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var input = TokenEstimate.OfQuestion(messages, options);
        var text = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? Instance(schema, 0)?.ToJsonString() ?? "null" : Words;
        var output = TokenEstimate.OfAnswer(options);
        meter.Sent();
        meter.Returned();
        meter.Paid(input, output, price?.Of(input, output));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = ChatFinishReason.Stop, ModelId = StandIn.ModelId });
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The cache around it gives streams.");

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // There is nothing to let go.
    }

    /// <summary>The plainest value of a schema, of those that records make.</summary>
    private static JsonNode? Instance(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return null;
        }

        if (schema.TryGetProperty("enum", out var values) && values.GetArrayLength() > 0)
        {
            return JsonNode.Parse(values[0].GetRawText());
        }

        return TypeOf(schema) switch
        {
            "object" => new JsonObject(schema.TryGetProperty("properties", out var properties)
                ? properties.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Instance(p.Value, depth + 1)))
                : []),
            "array" => new JsonArray(),
            "string" => Words,
            "integer" or "number" => schema.TryGetProperty("minimum", out var least) ? JsonNode.Parse(least.GetRawText()) : 1,
            "boolean" => false,
            _ => null,
        };
    }

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type[0].GetString() : type.GetString();
}

/// <summary>Tells the stand-ins of a dry run from answers.</summary>
public static class StandIn
{
    /// <summary>The model that stand-ins name.</summary>
    public const string ModelId = "precept:dry-run";

    /// <summary>Whether a response is one.</summary>
    public static bool IsStandIn(this ChatResponse response) => response.ModelId == ModelId;
}
