using Precept.Spec;

namespace Precept.Training.Tokenizers;

/// <summary>
/// How a conversation becomes tokens: <c>&lt;s&gt;</c> once, then for each message its role's token, a space and the content, and
/// <c>&lt;|end|&gt;</c>; to be answered: <c>&lt;|assistant|&gt;</c>. A message's name and recipient are not written.
/// </summary>
public static class ChatTemplate
{
    /// <summary>The same as Jinja, as <c>tokenizer_config.json</c> holds it for other tools.</summary>
    /// <remarks>Other tools tokenize the rendered text and so take a special token's text inside a message for the token itself;
    /// here content is encoded apart from the structure, and cannot forge it.</remarks>
    public const string Jinja =
        "{{ '<s>' }}{% for message in messages %}" +
        "{% if message['role'] not in ['system', 'developer', 'user', 'assistant', 'tool'] %}{{ raise_exception('Unknown role: ' + message['role']) }}{% endif %}" +
        "{{ '<|' + message['role'] + '|> ' + message['content'] + '<|end|>' }}{% endfor %}" +
        "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

    /// <summary>Content hash of <see cref="Jinja"/>, for lineage.</summary>
    public static string Hash { get; } = ContentHash.Of(Jinja);

    /// <summary>The tokens of a conversation that the assistant is to answer.</summary>
    public static int[] Prompt(ChatTokenizer tokenizer, IReadOnlyList<Message> messages) =>
        [.. Conversation(tokenizer, messages), SpecialTokens.Of(Role.Assistant)];

    /// <summary>The tokens of a finished conversation: the same without the opening of an answer.</summary>
    public static int[] Conversation(ChatTokenizer tokenizer, IReadOnlyList<Message> messages)
    {
        var tokens = new List<int> { SpecialTokens.Bos };
        foreach (var message in messages)
        {
            tokens.Add(SpecialTokens.Of(message.Role));
            tokens.AddRange(Reply(tokenizer, message.Content));
        }

        return [.. tokens];
    }

    /// <summary>The tokens of a message after its role's token: the text, then <c>&lt;|end|&gt;</c>.</summary>
    public static int[] Reply(ChatTokenizer tokenizer, string text) => [.. tokenizer.Encode(" " + text), SpecialTokens.End];

    /// <summary>The text of a sampled reply: without the final <c>&lt;|end|&gt;</c> and the one space that opens it.</summary>
    public static string ReplyText(ChatTokenizer tokenizer, IReadOnlyList<int> tokens)
    {
        var text = tokenizer.Decode(tokens);
        return text.StartsWith(' ') ? text[1..] : text;
    }
}
