using System.Text.Json;

namespace Precept.TestEndpoint;

/// <summary>A message of a request.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">The text; several parts are joined by line feeds.</param>
internal sealed record ChatTurn(string Role, string Text);

/// <summary>A request for a chat completion, read once.</summary>
internal sealed class ChatRequest : IDisposable
{
    private readonly JsonDocument _json;

    private ChatRequest(JsonDocument json)
    {
        _json = json;
        var root = json.RootElement;
        Model = Text(root, "model");
        Messages = [.. Turns(root)];
        Seed = root.TryGetProperty("seed", out var seed) && seed.ValueKind == JsonValueKind.Number ? seed.GetInt64() : 0;
        MaxTokens = Number(root, "max_completion_tokens") ?? Number(root, "max_tokens") ?? int.MaxValue;
        LogProbs = Flag(root, "logprobs");
        TopLogProbs = Number(root, "top_logprobs") ?? 0;
        Streams = Flag(root, "stream");
        StreamsUsage = root.TryGetProperty("stream_options", out var options) && options.ValueKind == JsonValueKind.Object && Flag(options, "include_usage");
        Stop = [.. Stops(root)];
        if ((Number(root, "n") ?? 1) != 1)
        {
            throw new JsonException("'n' must be 1");
        }

        if (TopLogProbs is < 0 or > 20 || (TopLogProbs > 0 && !LogProbs))
        {
            throw new JsonException("'top_logprobs' must be 0 to 20 and needs 'logprobs': true");
        }

        (WantsJson, Schema) = Format(root);
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The conversation.</summary>
    public IReadOnlyList<ChatTurn> Messages { get; }

    /// <summary>The seed that the request names, else 0.</summary>
    public long Seed { get; }

    /// <summary>Most tokens of the answer.</summary>
    public int MaxTokens { get; }

    /// <summary>Whether log-probabilities are asked for.</summary>
    public bool LogProbs { get; }

    /// <summary>How many alternatives of each token.</summary>
    public int TopLogProbs { get; }

    /// <summary>Whether the answer is to come in pieces.</summary>
    public bool Streams { get; }

    /// <summary>Whether a stream ends with the usage.</summary>
    public bool StreamsUsage { get; }

    /// <summary>Texts before which the answer ends.</summary>
    public IReadOnlyList<string> Stop { get; }

    /// <summary>Whether JSON is asked for.</summary>
    public bool WantsJson { get; }

    /// <summary>The schema that the JSON has to have, or null.</summary>
    public JsonElement? Schema { get; }

    /// <summary>The text of the last message of a user; empty where there is none.</summary>
    public string LastUserText => Messages.LastOrDefault(m => m.Role == "user")?.Text ?? "";

    /// <summary>Tokens of the question, estimated: four characters each.</summary>
    public int PromptTokens => (Messages.Sum(m => m.Text.Length) + 3) / 4;

    /// <summary>Reads a request.</summary>
    /// <exception cref="JsonException">It is not what the protocol says.</exception>
    public static ChatRequest Parse(ReadOnlyMemory<byte> body)
    {
        var json = JsonDocument.Parse(body);
        try
        {
            return new ChatRequest(json);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            json.Dispose();
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private static IEnumerable<ChatTurn> Turns(JsonElement root)
    {
        if (!root.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            throw new JsonException("'messages' must be a list of at least one message");
        }

        return messages.EnumerateArray().Select(m => new ChatTurn(Text(m, "role"), Content(m)));
    }

    private static string Content(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return content.ValueKind == JsonValueKind.Array
            ? string.Join('\n', content.EnumerateArray().Where(p => Text(p, "type") == "text").Select(p => Text(p, "text")))
            : content.GetString()!;
    }

    private static IEnumerable<string> Stops(JsonElement root)
    {
        if (!root.TryGetProperty("stop", out var stop) || stop.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return stop.ValueKind == JsonValueKind.Array ? stop.EnumerateArray().Select(s => s.GetString()!) : [stop.GetString()!];
    }

    private static (bool Json, JsonElement? Schema) Format(JsonElement root)
    {
        if (!root.TryGetProperty("response_format", out var format) || format.ValueKind == JsonValueKind.Null)
        {
            return (false, null);
        }

        return Text(format, "type") switch
        {
            "text" => (false, null),
            "json_object" => (true, null),
            "json_schema" => (true, format.GetProperty("json_schema").GetProperty("schema")),
            var other => throw new JsonException($"'response_format' has the type '{other}'; text, json_object and json_schema are known"),
        };
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException($"'{name}' must be a text");

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
