using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>A model's answer as it is kept: in the cache, in a recording. A new answer goes through this form too, so that new and kept ones never differ.</summary>
internal sealed record KeptAnswer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 16,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Why it ended: <c>stop</c>, <c>length</c>, <c>content_filter</c>; null where nobody said.</summary>
    public string? Finish { get; init; }

    /// <summary>The model that answered, as its endpoint names it.</summary>
    public string? Model { get; init; }

    /// <summary>What the model said instead of an answer, where its endpoint marks a refusal as one.</summary>
    public string? Refusal { get; init; }

    /// <summary>Tokens of the question.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Log-probabilities, where they were asked for and given.</summary>
    public IReadOnlyList<KeptToken>? Logprobs { get; init; }

    /// <summary>Whether it is worth keeping: what was turned away before the model saw it cost nothing, and may fare better another time.</summary>
    [JsonIgnore]
    public bool IsWorthKeeping => Finish switch
    {
        "content_filter" => OutputTokens is not null,
        "length" => Text.Length > 0,
        _ => true,
    };

    /// <summary>Takes an answer.</summary>
    public static KeptAnswer Of(ChatResponse response) => new()
    {
        Text = response.Text,
        Finish = response.FinishReason?.Value,
        Model = response.ModelId,
        Refusal = response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault()?.Message,
        InputTokens = response.Usage?.InputTokenCount,
        OutputTokens = response.Usage?.OutputTokenCount,
        Logprobs = response.LogProbs() is { Count: > 0 } tokens ? [.. tokens.Select(KeptToken.Of)] : null,
    };

    /// <summary>Gives it back.</summary>
    public ChatResponse ToResponse()
    {
        var message = new ChatMessage(ChatRole.Assistant, Text);
        if (Refusal is not null)
        {
            message.Contents.Add(new ErrorContent(Refusal) { ErrorCode = "Refusal" });
        }

        var response = new ChatResponse(message)
        {
            FinishReason = Finish is null ? null : new ChatFinishReason(Finish),
            ModelId = Model,
            Usage = (InputTokens ?? OutputTokens) is null ? null : new UsageDetails { InputTokenCount = InputTokens, OutputTokenCount = OutputTokens, TotalTokenCount = (InputTokens ?? 0) + (OutputTokens ?? 0) },
        };
        return Logprobs is null ? response : response.WithLogProbs([.. Logprobs.Select(t => t.ToToken())]);
    }

    /// <summary>As JSON, one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>As JSON, in UTF-8.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is no answer.</exception>
    public static KeptAnswer Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<KeptAnswer>(json, Options) ?? throw new JsonException("null is no answer");

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static KeptAnswer Parse(JsonElement json) => json.Deserialize<KeptAnswer>(Options) ?? throw new JsonException("null is no answer");
}

/// <summary>A token with its log-probability, and the likeliest at its place.</summary>
internal sealed record KeptToken(string Token, double Logprob, IReadOnlyList<KeptAlternative> Top)
{
    public static KeptToken Of(TokenLogProb token) => new(token.Token, token.LogProb, [.. token.Top.Select(t => new KeptAlternative(t.Key, t.Value))]);

    public TokenLogProb ToToken() => new(Token, Logprob, [.. Top.Select(t => KeyValuePair.Create(t.Token, t.Logprob))]);
}

/// <summary>One of the likeliest tokens at a place.</summary>
internal sealed record KeptAlternative(string Token, double Logprob);
