using System.Text;
using System.Text.Json;
using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Prompts;

/// <summary>A conversation whose instructions are to be resolved, with what its file says about them.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="Instructions">The instructions that the file lists; null where they are to be found in the text.</param>
/// <param name="Sections">Ids of the sections that matter; null for all.</param>
public sealed record Conversation(
    IReadOnlyList<Message> Messages, IReadOnlyList<ListedInstruction>? Instructions, IReadOnlyList<string>? Sections);

/// <summary>Reads a conversation: a JSON list of messages, or an object with <c>messages</c> (docs/formats/prompts.md).</summary>
public static class ConversationFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const long MaxBytes = 16 << 20;

    private const int MaxMessages = 1000;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private static readonly string[] Keys = ["id", "message", "text", "section", "conflicts", "implicit", "delegates"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">The file is absent, too large, not JSON, or not as docs/formats/prompts.md describes it.</exception>
    public static Conversation Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw new InputException(path, 0, "the file does not exist; give a JSON file with a list of messages");
        }

        return info.Length > MaxBytes
            ? throw new InputException(path, 0, $"{info.Length} bytes; at most {MaxBytes} are read")
            : Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads the text of a file; <paramref name="path"/> is named in errors.</summary>
    /// <exception cref="InputException">See <see cref="Read"/>.</exception>
    public static Conversation Parse(string json, string path) => Parse(Encoding.UTF8.GetBytes(json), path);

    private static Conversation Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json, Options);
            return One(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new InputException(path, (int)(e.LineNumber ?? -1) + 1, $"not valid JSON: {e.Message}");
        }
    }

    private static Conversation One(JsonElement root, string path)
    {
        var isObject = root.ValueKind == JsonValueKind.Object;
        if (isObject && !root.TryGetProperty("messages", out _))
        {
            throw new InputException(path, 0, "a conversation is a list of messages, or an object with 'messages'");
        }

        var list = JsonLines.Items(isObject ? root.GetProperty("messages") : root, "'messages'", path, 0).Take(MaxMessages + 1).ToArray();
        if (list.Length is 0 or > MaxMessages)
        {
            throw new InputException(path, 0, $"a conversation has 1 to {MaxMessages} messages");
        }

        Message[] messages = [.. list.Select((m, i) => At(path, $"message {i}", () => PromptFiles.OneMessage(m, path, 0)))];
        var instructions = isObject && root.TryGetProperty("instructions", out var listed)
            ? JsonLines.Items(listed, "'instructions'", path, 0).Take(ChainOfCommand.MaxInstructions + 1)
                .Select((item, i) => At(path, $"instruction {i}", () => OneInstruction(item, path))).ToArray()
            : null;
        return new Conversation(messages, instructions, isObject && root.TryGetProperty("sections", out var sections) ? Texts(sections, "sections", path) : null);
    }

    private static ListedInstruction OneInstruction(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Number || !message.TryGetInt32(out var index)
            || !json.TryGetProperty("text", out var text))
        {
            throw new InputException(path, 0, "an instruction is an object with 'message' (an index from 0) and 'text'");
        }

        if (json.EnumerateObject().Select(p => p.Name).FirstOrDefault(k => !Keys.Contains(k)) is { } unknown)
        {
            throw new InputException(path, 0, $"'{unknown}' is not known ({string.Join(", ", Keys)})");
        }

        return new ListedInstruction(index, JsonLines.Text(text, "'text'", path, 0))
        {
            Id = Optional(json, "id", path),
            Section = Optional(json, "section", path),
            IsImplicit = json.TryGetProperty("implicit", out var signal) && (signal.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? signal.GetBoolean()
                : throw new InputException(path, 0, $"'implicit' must be true or false, not {JsonLines.Kind(signal)}")),
            Conflicts = json.TryGetProperty("conflicts", out var conflicts) ? Texts(conflicts, "conflicts", path) : [],
            Delegates = json.TryGetProperty("delegates", out var delegates) ? [.. Texts(delegates, "delegates", path).Select(d => OneDelegation(d, path))] : [],
        };
    }

    private static Delegation OneDelegation(string text, string path) =>
        Delegation.Read(text) ?? throw new InputException(path, 0, $"'{text}' is no delegation; write message:INDEX, tool, tool:NAME or quoted");

    private static string[] Texts(JsonElement list, string key, string path) =>
        [.. JsonLines.Items(list, $"'{key}'", path, 0).Select(t => JsonLines.Text(t, $"an item of '{key}'", path, 0))];

    private static string? Optional(JsonElement json, string key, string path) =>
        json.TryGetProperty(key, out var value) ? JsonLines.Text(value, $"'{key}'", path, 0) : null;

    // JSON has no lines worth naming: which message or instruction it is says where to look.
    private static T At<T>(string path, string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            throw new InputException(path, 0, $"{place}: {e.Problem}");
        }
    }
}
