using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>How many tokens a text has, roughly, without any model's tokenizer: a token for four characters of an alphabet, one for each Chinese, Japanese or Korean character.</summary>
/// <remarks>Within a third of what common tokenizers count for prose; further off for code, numbers and rare scripts.</remarks>
public static class TokenEstimate
{
    /// <summary>Answers whose length nobody knows are taken to have so many.</summary>
    public const int UnknownAnswer = 300;

    private const int PerMessage = 4;
    private const int CharactersPerToken = 4;

    /// <summary>Tokens of a text.</summary>
    public static int Of(string text)
    {
        var wide = 0;
        foreach (var c in text)
        {
            wide += IsWide(c) ? 1 : 0;
        }

        return wide + ((text.Length - wide + CharactersPerToken - 1) / CharactersPerToken);
    }

    /// <summary>Tokens of a question: its messages and the schema that is sent along.</summary>
    public static int Of(IEnumerable<ChatMessage> messages, ChatOptions? options = null) =>
        messages.Sum(m => Of(m.Text) + PerMessage) +
        (options?.Instructions is { } instructions ? Of(instructions) + PerMessage : 0) +
        (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? Of(schema.GetRawText()) : 0);

    /// <summary>Tokens that an answer may be expected to have at the most: the limit of the call, where it has one that is lower than the usual.</summary>
    public static int OfAnswer(ChatOptions? options) => Math.Min(options?.MaxOutputTokens ?? UnknownAnswer, UnknownAnswer);

    private static bool IsWide(char c) => c >= '\u2E80' && c is (<= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');
}
