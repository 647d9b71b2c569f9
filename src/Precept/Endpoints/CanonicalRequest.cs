using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>A call in the one form that equal calls share: messages and all options that bear on the answer, as JSON in a fixed order without spaces.</summary>
/// <remarks>The form is written into recordings (docs/formats/recording.md); a change of it makes every kept answer be asked for anew.</remarks>
internal static class CanonicalRequest
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    /// <summary>The canonical JSON of a call.</summary>
    public static string TextOf(IEnumerable<ChatMessage> messages, ChatOptions? options) => Encoding.UTF8.GetString(Write(messages, options));

    /// <summary>The key of a call to a model: SHA-256 over the model's identity and the canonical JSON, in hexadecimal.</summary>
    /// <param name="model">What answers: an address, or the content hash of a local model.</param>
    /// <param name="messages">The question.</param>
    /// <param name="options">The options.</param>
    public static string KeyOf(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(model + "\n"));
        hash.AppendData(Write(messages, options));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ReadOnlySpan<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        buffer ??= new ArrayBufferWriter<byte>(16 * 1024);
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("messages"u8);
            foreach (var message in messages)
            {
                WriteMessage(json, message);
            }

            json.WriteEndArray();
            json.WriteStartObject("options"u8);
            WriteOptions(json, options ?? new ChatOptions());
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        if (message.AuthorName is { } name)
        {
            json.WriteString("name"u8, name);
        }

        if (message.Contents.All(c => c is TextContent))
        {
            json.WriteString("content"u8, message.Text);
        }
        else
        {
            json.WritePropertyName("content"u8);
            JsonSerializer.Serialize(json, message.Contents, AIJsonUtilities.DefaultOptions);
        }

        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, ChatOptions options)
    {
        Text(json, "instructions", options.Instructions);
        Number(json, "temperature", options.Temperature);
        Number(json, "top_p", options.TopP);
        Number(json, "top_k", options.TopK);
        Number(json, "max_tokens", options.MaxOutputTokens);
        Number(json, "frequency_penalty", options.FrequencyPenalty);
        Number(json, "presence_penalty", options.PresencePenalty);
        Number(json, "seed", options.Seed);
        Number(json, "logprobs", options.LogProbs() is > 0 and var alternatives ? alternatives : null);
        Number(json, "repeat", options.Repeat() is > 0 and var repeat ? repeat : null);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in stops)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        if (options.ResponseFormat is ChatResponseFormatJson format)
        {
            json.WriteStartObject("json"u8);
            Text(json, "name", format.SchemaName);
            if (format.Schema is { } schema)
            {
                json.WritePropertyName("schema"u8);
                schema.WriteTo(json);
            }

            json.WriteEndObject();
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, float? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
