using System.Text.Json;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>A message as JSON, alike in prompt files and in preferences.</summary>
/// <remarks>The two readers differ on purpose: a preference's columns are all known, a prompt may come with more.</remarks>
internal static class MessageJson
{
    /// <summary>Writes a message; what it does not say is left out.</summary>
    public static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("role", message.RoleName);
        json.WriteString("content", message.Content);
        if (message.Name is not null)
        {
            json.WriteString("name", message.Name);
        }

        if (message.Recipient is not null)
        {
            json.WriteString("recipient", message.Recipient);
        }

        if (message.EndTurn is { } endTurn)
        {
            json.WriteBoolean("end_turn", endTurn);
        }

        if (message.Untrusted.Count > 0)
        {
            json.WriteStartArray("untrusted");
            foreach (var span in message.Untrusted)
            {
                json.WriteStartArray();
                json.WriteNumberValue(span.Start);
                json.WriteNumberValue(span.Length);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>An untrusted span, <c>[start, length]</c> in UTF-16 units inside the content; null where it is anything else.</summary>
    public static TextSpan? Span(JsonElement json, string content) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 2
        && json[0].ValueKind == JsonValueKind.Number && json[0].TryGetInt32(out var start) && start >= 0
        && json[1].ValueKind == JsonValueKind.Number && json[1].TryGetInt32(out var length) && length >= 0 && length <= content.Length - start
            ? new TextSpan(start, length)
            : null;
}
