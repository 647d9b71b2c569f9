using System.Text.Json;

namespace Precept.Spec.Importing;

/// <summary>Reads the JSON form of a constitution.</summary>
internal static class ConstitutionJson
{
    private const int MaxPrinciples = 10_000;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private static readonly string[] CritiqueKeys = ["critic", "critique", "critique_request"];
    private static readonly string[] RevisionKeys = ["revision", "revision_request"];

    public static Constitution Read(string text, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            return One(json.RootElement, file);
        }
        catch (JsonException e)
        {
            throw new InputException(file, (int)(e.LineNumber ?? -1) + 1, $"not valid JSON: {e.Message}");
        }
    }

    private static Constitution One(JsonElement root, string file)
    {
        var list = root;
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("constitutions", out list))
        {
            throw new InputException(file, 0, "expected 'constitutions': a list of objects with 'critic' and 'revision'");
        }

        var principles = Items(list, "'constitutions'", file)
            .Select((item, i) => new Principle(Text(item, CritiqueKeys, $"principle {i}", file), Text(item, RevisionKeys, $"principle {i}", file))).ToArray();
        if (principles.Length is 0 or > MaxPrinciples)
        {
            throw new InputException(file, 0, $"a constitution has 1 to {MaxPrinciples} principles");
        }

        var chats = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("system_chat", out var few) ? Items(few, "'system_chat'", file) : [];
        return new Constitution(principles, [.. chats.Select((chat, i) => Conversation(chat, $"conversation {i}", file))]);
    }

    private static Message[] Conversation(JsonElement chat, string what, string file) =>
    [
        .. Items(chat, what, file).Select(message => Roles.TryParse(Text(message, ["role"], what, file), out var role)
            ? new Message(role, Text(message, ["content"], what, file))
            : throw new InputException(file, 0, $"{what}: a role is system, developer, user, assistant or tool")),
    ];

    private static JsonElement[] Items(JsonElement value, string what, string file) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray()]
        : throw new InputException(file, 0, $"{what}: expected a list");

    private static string Text(JsonElement item, string[] keys, string what, string file)
    {
        foreach (var key in keys)
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return Whole(value, $"{what}: '{key}'", file);
            }
        }

        throw new InputException(file, 0, $"{what}: expected a text '{keys[0]}'");
    }

    private static string Whole(JsonElement value, string what, string file)
    {
        try
        {
            return value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw new InputException(file, 0, $"{what} is empty");
        }
        catch (InvalidOperationException)
        {
            throw new InputException(file, 0, $"{what} holds half of a surrogate pair (\\ud800 to \\udfff); write the whole character");
        }
    }
}
