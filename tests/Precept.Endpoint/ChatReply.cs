using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Precept.TestEndpoint.Scripts;

namespace Precept.TestEndpoint;

/// <summary>A completion, ready to be written.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Tokens">The answer's tokens; empty for a refusal.</param>
/// <param name="Refusal">What the model says where it declines, else null.</param>
/// <param name="FinishReason">Why it ends.</param>
/// <param name="PromptTokens">Tokens of the question.</param>
internal sealed record ChatReply(string Id, string Model, IReadOnlyList<AnswerToken> Tokens, string? Refusal, string FinishReason, int PromptTokens)
{
    private const int TokensPerPiece = 8;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Tokens of the answer.</summary>
    public int CompletionTokens => Math.Max(Tokens.Count, Refusal?.Length / 4 ?? 0);

    private string Text => string.Concat(Tokens.Select(t => t.Text));

    /// <summary>An answer of a script, cut to what the request asks for.</summary>
    public static ChatReply Of(ChatRequest request, ScriptAnswer answer, string id)
    {
        if (answer.Refused)
        {
            return new(id, request.Model, [], answer.Text, "stop", request.PromptTokens);
        }

        var text = answer.Text;
        foreach (var stop in request.Stop)
        {
            text = text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;
        }

        var tokens = AnswerTokens.Of(text, [.. answer.Choices.TakeWhile(c => c.Start + c.Length <= text.Length)]);
        return tokens.Count > request.MaxTokens
            ? new(id, request.Model, tokens[..request.MaxTokens], null, "length", request.PromptTokens)
            : new(id, request.Model, tokens, null, "stop", request.PromptTokens);
    }

    /// <summary>Writes it as one JSON object.</summary>
    public void WriteTo(IBufferWriter<byte> output, ChatRequest request)
    {
        using var json = new Utf8JsonWriter(output, Options);
        WriteHead(json, "chat.completion");
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        WriteWords(json, Refusal is null ? Text : null, Refusal);
        json.WriteEndObject();
        WriteLogProbs(json, request, Tokens);
        json.WriteString("finish_reason"u8, FinishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json);
        json.WriteEndObject();
    }

    /// <summary>Writes it as the pieces of a stream, each a JSON object.</summary>
    /// <returns>The pieces, in order.</returns>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces(ChatRequest request)
    {
        yield return Piece(request, [], Refusal, first: true, null);
        for (var at = 0; at < Tokens.Count; at += TokensPerPiece)
        {
            yield return Piece(request, [.. Tokens.Skip(at).Take(TokensPerPiece)], null, first: false, null);
        }

        yield return Piece(request, [], null, first: false, FinishReason);
        if (request.StreamsUsage)
        {
            yield return Written(json =>
            {
                WriteHead(json, "chat.completion.chunk");
                json.WriteEndArray();
                WriteUsage(json);
                json.WriteEndObject();
            });
        }
    }

    private ReadOnlyMemory<byte> Piece(ChatRequest request, IReadOnlyList<AnswerToken> tokens, string? refusal, bool first, string? finish) => Written(json =>
    {
        WriteHead(json, "chat.completion.chunk");
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        if (first)
        {
            json.WriteString("role"u8, "assistant"u8);
        }

        if (tokens.Count > 0 || refusal is not null)
        {
            WriteWords(json, refusal is null ? string.Concat(tokens.Select(t => t.Text)) : null, refusal);
        }

        json.WriteEndObject();
        WriteLogProbs(json, request, tokens);
        json.WriteString("finish_reason"u8, finish);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private void WriteHead(Utf8JsonWriter json, string kind)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, 1_700_000_000);
        json.WriteString("model"u8, Model);
        json.WriteStartArray("choices"u8);
    }

    private static void WriteWords(Utf8JsonWriter json, string? content, string? refusal)
    {
        json.WriteString("content"u8, content);
        json.WriteString("refusal"u8, refusal);
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, PromptTokens);
        json.WriteNumber("completion_tokens"u8, CompletionTokens);
        json.WriteNumber("total_tokens"u8, PromptTokens + CompletionTokens);
        json.WriteEndObject();
    }

    private static void WriteLogProbs(Utf8JsonWriter json, ChatRequest request, IReadOnlyList<AnswerToken> tokens)
    {
        if (!request.LogProbs || tokens.Count == 0)
        {
            json.WriteNull("logprobs"u8);
            return;
        }

        LogProbsJson.Write(json, tokens, request.TopLogProbs);
    }

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            write(json);
        }

        return bytes.WrittenMemory;
    }
}
