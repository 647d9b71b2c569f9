using System.Text.Json;

namespace Precept.Endpoints;

/// <summary>What an endpoint says of an error: <c>{"error": {"message", "code", "param"}}</c>, as far as it keeps to that.</summary>
/// <param name="Message">In words, cut to some length; empty where there are none.</param>
/// <param name="Code">Such as <c>content_filter</c>; empty where there is none.</param>
/// <param name="Parameter">The parameter at fault; empty where it names none.</param>
internal sealed record EndpointError(string Message, string Code, string Parameter)
{
    private const int MaxMessage = 300;

    /// <summary>Reads a body; whatever does not read is its own message.</summary>
    public static EndpointError Of(BinaryData? body)
    {
        if (body is null || body.ToMemory().IsEmpty)
        {
            return new("", "", "");
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var error = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var found) ? found : root;
            return error.ValueKind == JsonValueKind.Object
                ? new(Cut(Text(error, "message") is { Length: > 0 } message ? message : error.GetRawText()), Text(error, "code") is { Length: > 0 } code ? code : Text(error, "type"), Text(error, "param"))
                : new(Cut(error.ToString()), "", "");
        }
        catch (JsonException)
        {
            return new(Cut(body.ToString()), "", ""); // a proxy's page, most likely
        }
    }

    /// <summary>Whether the endpoint's content filter refused the question.</summary>
    public bool IsFilter => Code.Contains("content_filter", StringComparison.OrdinalIgnoreCase) || Code.Contains("content_policy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the question is longer than the model can read.</summary>
    public bool IsTooLong => Code.Contains("context_length", StringComparison.OrdinalIgnoreCase)
        || Message.Contains("maximum context length", StringComparison.OrdinalIgnoreCase) || Message.Contains("context size", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether waiting does not help: the account is out of money.</summary>
    public bool IsOutOfQuota => Code.Contains("insufficient_quota", StringComparison.OrdinalIgnoreCase) || Code.Contains("billing", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it speaks of a word, as its parameter or in its message.</summary>
    public bool Names(string word) =>
        Parameter.Length > 0 ? Parameter.Contains(word, StringComparison.OrdinalIgnoreCase) : Message.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : "";

    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxMessage ? line : line[..MaxMessage] + "…";
    }
}
