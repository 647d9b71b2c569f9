using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>One preference as one line of JSON, in the Hugging Face preference layout with further columns (docs/formats/preferences.md).</summary>
public static class PreferenceJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly HashSet<string> Keys =
        ["id", "prompt_id", "prompt", "chosen", "rejected", "p", "weight", "sections", "family", "origin"];

    /// <summary>The line, without its end. The same preference gives the same characters.</summary>
    public static string Write(Preference preference)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", preference.Id);
            json.WriteString("prompt_id", preference.PromptId);
            json.WriteStartArray("prompt");
            foreach (var message in preference.Messages)
            {
                MessageJson.Write(json, message);
            }

            json.WriteEndArray();
            WriteReply(json, "chosen", preference.Chosen);
            WriteReply(json, "rejected", preference.Rejected);
            json.WriteNumber("p", preference.P);
            json.WriteNumber("weight", preference.Weight);
            json.WriteStartArray("sections");
            foreach (var section in preference.Sections)
            {
                json.WriteStringValue(section);
            }

            json.WriteEndArray();
            json.WriteString("family", preference.Family);
            json.WriteString("origin", preference.Origin);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a line's object.</summary>
    /// <param name="row">The object.</param>
    /// <param name="file">The file, for errors.</param>
    /// <param name="line">The line, from 1.</param>
    /// <exception cref="InputException">
    /// A key is unknown or has the wrong type, p is not in [0.5, 1], the weight is not positive, or an id is not that of the content.
    /// </exception>
    public static Preference Read(JsonElement row, string file, int line)
    {
        var at = new Place(file, line);
        foreach (var property in row.EnumerateObject())
        {
            if (!Keys.Contains(property.Name))
            {
                throw at.Error($"'{property.Name}' is not a column ({string.Join(", ", Keys)})");
            }
        }

        var messages = at.List(row, "prompt").Select((m, i) => ReadMessage(m, at, $"prompt[{i}]")).ToArray();
        var promptId = new Prompt(messages, []).Id;
        var preference = new Preference(promptId, messages, ReadReply(row, "chosen", at), ReadReply(row, "rejected", at))
        {
            P = at.Number(row, "p", 1),
            Weight = at.Number(row, "weight", 1),
            Sections = row.TryGetProperty("sections", out _) ? [.. at.List(row, "sections").Select(s => at.Text(s, "sections"))] : [],
            Family = at.OptionalText(row, "family") ?? "",
            Origin = at.OptionalText(row, "origin") ?? "",
        };
        if (preference.P is not (>= 0.5 and <= 1))
        {
            throw at.Error($"p is {preference.P}; expected 0.5 to 1, the probability that 'chosen' is the better one (swap the replies where it is below)");
        }

        if (preference.Weight is not (> 0 and < double.PositiveInfinity))
        {
            throw at.Error($"weight is {preference.Weight}; expected a positive number");
        }

        RequireId(at.OptionalText(row, "prompt_id"), promptId, "prompt_id", at);
        RequireId(at.OptionalText(row, "id"), preference.Id, "id", at);
        return preference;
    }

    private static void RequireId(string? written, string computed, string key, Place at)
    {
        if (written is not null && written != computed)
        {
            throw at.Error($"{key} is {written}, but the content's is {computed}: the line was changed after it was written; remove the ids to import it as new");
        }
    }

    private static void WriteReply(Utf8JsonWriter json, string key, string reply)
    {
        json.WriteStartArray(key);
        MessageJson.Write(json, new Message(Role.Assistant, reply));
        json.WriteEndArray();
    }

    private static string ReadReply(JsonElement row, string key, Place at) =>
        at.List(row, key) is [var one] && ReadMessage(one, at, key) is { Role: Role.Assistant } message
            ? message.Content
            : throw at.Error($"{key}: expected a list of one assistant message");

    private static Message ReadMessage(JsonElement element, Place at, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw at.Error($"{what}: expected a message, {{\"role\": …, \"content\": …}}");
        }

        var unknown = element.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => n is not ("role" or "content" or "name" or "recipient" or "end_turn" or "untrusted"));
        if (unknown is not null)
        {
            throw at.Error($"{what}: '{unknown}' is not known in a message (role, content, name, recipient, end_turn, untrusted)");
        }

        var name = at.OptionalText(element, "role");
        if (!Roles.TryParse(name, out var role))
        {
            throw at.Error($"{what}: the role '{name}' is not one (system, developer, user, assistant, tool)");
        }

        var content = at.OptionalText(element, "content") ?? throw at.Error($"{what}: the message has no content");
        return new Message(role, content)
        {
            Name = at.OptionalText(element, "name"),
            Recipient = at.OptionalText(element, "recipient"),
            EndTurn = at.OptionalBoolean(element, "end_turn"),
            Untrusted = element.TryGetProperty("untrusted", out _) ? [.. at.List(element, "untrusted").Select(s => ReadSpan(s, content, at, what))] : [],
        };
    }

    private static TextSpan ReadSpan(JsonElement element, string content, Place at, string what) =>
        MessageJson.Span(element, content) ?? throw at.Error($"{what}: 'untrusted' takes [start, length] pairs inside the content");

    // Typed reads that name the file and line.
    private readonly record struct Place(string File, int Line)
    {
        public InputException Error(string message) => new(File, Line, message);

        public string Text(JsonElement element, string what)
        {
            try
            {
                return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Error($"{what}: expected a text");
            }
            catch (InvalidOperationException)
            {
                throw Error($"{what}: half a surrogate pair is no text");
            }
        }

        public string? OptionalText(JsonElement row, string key) => row.TryGetProperty(key, out var value) ? Text(value, key) : null;

        public bool? OptionalBoolean(JsonElement row, string key) => !row.TryGetProperty(key, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Error($"{key}: expected true or false"),
        };

        public double Number(JsonElement row, string key, double missing) => !row.TryGetProperty(key, out var value) ? missing
            : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
            : throw Error($"{key}: expected a number");

        public IReadOnlyList<JsonElement> List(JsonElement row, string key) =>
            row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray()]
                : throw Error($"{key}: expected a list");
    }
}
