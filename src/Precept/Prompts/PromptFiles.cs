using System.Text.Encodings.Web;
using System.Text.Json;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Reads and writes prompts as JSON Lines (docs/formats/prompts.md).</summary>
public static class PromptFiles
{
    private const int MaxMessages = 1000;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads prompts, one per line; the same conversation twice is an error, since it would count twice.</summary>
    /// <param name="path">A file, plain or gzip.</param>
    /// <exception cref="InputException">A line is not a prompt; the message has file and line.</exception>
    public static IReadOnlyList<Prompt> Read(string path)
    {
        var prompts = new List<Prompt>();
        var lines = new Dictionary<string, int>();
        foreach (var (json, line) in JsonLines.Read(path))
        {
            var prompt = One(json, path, line);
            if (!lines.TryAdd(prompt.Id, line))
            {
                throw new InputException(path, line, $"the same conversation as in line {lines[prompt.Id]}; remove one");
            }

            prompts.Add(prompt);
        }

        return prompts;
    }

    /// <summary>Writes prompts, one per line: the same prompts give the same bytes. The file is replaced only when all are written.</summary>
    public static void Write(string path, IEnumerable<Prompt> prompts)
    {
        var unfinished = path + ".unfinished";
        using (var stream = File.Create(unfinished))
        {
            foreach (var prompt in prompts)
            {
                using (var json = new Utf8JsonWriter(stream, Readable))
                {
                    WriteOne(json, prompt);
                }

                stream.WriteByte((byte)'\n');
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>One prompt from its object; keys that a prompt does not have are passed over.</summary>
    internal static Prompt One(JsonElement json, string path, int line)
    {
        var hasMessages = json.TryGetProperty("messages", out var conversation);
        if (hasMessages == json.TryGetProperty("prompt", out var written))
        {
            throw new InputException(path, line, "a prompt has 'messages' (a list) or 'prompt' (a text or a list): one of them");
        }

        conversation = hasMessages ? conversation : written;
        var messages = !hasMessages && conversation.ValueKind == JsonValueKind.String
            ? [new Message(Role.User, Content(conversation, path, line))]
            : JsonLines.Items(conversation, hasMessages ? "'messages'" : "'prompt'", path, line).Select(m => OneMessage(m, path, line)).Take(MaxMessages + 1).ToArray();
        if (messages.Length is 0 or > MaxMessages)
        {
            throw new InputException(path, line, $"a prompt has 1 to {MaxMessages} messages");
        }

        if (messages[^1].Role == Role.Assistant)
        {
            throw new InputException(path, line, "the conversation ends with the assistant; a prompt ends with what is to be answered: leave the last reply out");
        }

        var prompt = new Prompt(messages, Texts("sections"))
        {
            Tags = Texts("tags"),
            Slots = Slots(json, path, line),
            Family = Optional(json, "family", path, line) ?? "",
            Wrapping = Optional(json, "wrapping", path, line),
            Source = Optional(json, "source", path, line) ?? $"{Path.GetFileName(path)}:{line}",
        };
        if (Optional(json, "split", path, line) is not { } name)
        {
            return prompt with { Split = Splits.OfImported(prompt) };
        }

        return Splits.TryParse(name, out var split)
            ? prompt with { Split = split }
            : throw new InputException(path, line, $"split '{name}' is not known (train, validation, held-out)");

        string[] Texts(string key) => json.TryGetProperty(key, out var list)
            ? [.. JsonLines.Items(list, $"'{key}'", path, line).Select(t => JsonLines.Text(t, $"an item of '{key}'", path, line))]
            : [];
    }

    /// <summary>One message as an object with <c>role</c> and <c>content</c>.</summary>
    internal static Message OneMessage(JsonElement json, string path, int line)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("role", out var role) || !json.TryGetProperty("content", out var content))
        {
            throw new InputException(path, line, "a message is an object with 'role' and 'content'");
        }

        var name = JsonLines.Text(role, "'role'", path, line);
        if (!Roles.TryParse(name, out var known))
        {
            throw new InputException(path, line, $"role '{name}' is not known (system, developer, user, assistant, tool)");
        }

        var message = new Message(known, Content(content, path, line))
        {
            Name = Optional(json, "name", path, line),
            Recipient = Optional(json, "recipient", path, line),
            EndTurn = json.TryGetProperty("end_turn", out var end) && end.ValueKind is JsonValueKind.True or JsonValueKind.False ? end.GetBoolean() : null,
        };
        return json.TryGetProperty("untrusted", out var spans)
            ? message with { Untrusted = [.. JsonLines.Items(spans, "'untrusted'", path, line).Select(s => Span(s, message.Content, path, line))] }
            : message;
    }

    private static TextSpan Span(JsonElement json, string content, string path, int line) =>
        MessageJson.Span(json, content) ?? throw new InputException(path, line, "an item of 'untrusted' is [start, length] inside the content, in UTF-16 units");

    private static Dictionary<string, string> Slots(JsonElement json, string path, int line)
    {
        if (!json.TryGetProperty("slots", out var slots))
        {
            return [];
        }

        return slots.ValueKind == JsonValueKind.Object
            ? slots.EnumerateObject().ToDictionary(p => p.Name, p => JsonLines.Text(p.Value, $"slot '{p.Name}'", path, line))
            : throw new InputException(path, line, $"'slots' must be an object, not {JsonLines.Kind(slots)}");
    }

    private static string Content(JsonElement value, string path, int line)
    {
        var text = JsonLines.Text(value, "a message's content", path, line);
        return text.Length > 0 ? text : throw new InputException(path, line, "a message's content is empty");
    }

    private static string? Optional(JsonElement json, string key, string path, int line) =>
        json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? JsonLines.Text(value, $"'{key}'", path, line) : null;

    private static void WriteOne(Utf8JsonWriter json, Prompt prompt)
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var message in prompt.Messages)
        {
            MessageJson.Write(json, message);
        }

        json.WriteEndArray();
        WriteTexts("sections", prompt.Sections);
        if (prompt.Slots.Count > 0)
        {
            json.WriteStartObject("slots");
            foreach (var (name, value) in prompt.Slots.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        WriteTexts("tags", prompt.Tags);
        WriteText("family", prompt.Family);
        WriteText("wrapping", prompt.Wrapping);
        json.WriteString("split", Splits.Name(prompt.Split));
        WriteText("source", prompt.Source);
        json.WriteEndObject();

        void WriteTexts(string key, IReadOnlyList<string> texts)
        {
            if (texts.Count > 0)
            {
                json.WriteStartArray(key);
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
            }
        }

        void WriteText(string key, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                json.WriteString(key, text);
            }
        }
    }
}
