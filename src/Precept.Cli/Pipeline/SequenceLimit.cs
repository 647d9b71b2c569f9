using Precept.Preferences;
using Precept.Spec;
using Precept.Training;
using Precept.Training.Tokenizers;

namespace Precept.Cli.Pipeline;

/// <summary>Fits conversations into a model's length: a prompt loses its beginning, a reply is never cut.</summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="maxTokens">Most tokens of prompt and reply together.</param>
public sealed class SequenceLimit(ChatTokenizer tokenizer, int maxTokens)
{
    /// <summary>A prompt keeps at least this many tokens, or the pair is left out.</summary>
    private const int MinimumPrompt = 16;

    /// <summary>Prompts that lost their beginning so far.</summary>
    public int Shortened { get; private set; }

    /// <summary>Conversations that were left out because the reply alone is too long.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The tokenizer.</summary>
    public ChatTokenizer Tokenizer => tokenizer;

    /// <summary>Prompt and reply as one sequence, or null when the reply is too long.</summary>
    public TokenSequence? Fit(IReadOnlyList<Message> prompt, string reply)
    {
        var answer = tokenizer.Reply(reply);
        if (Prompt(prompt, answer.Length) is { } tokens)
        {
            return TokenSequence.Of(tokens, answer);
        }

        LeftOut++;
        return null;
    }

    /// <summary>Both sides of each pair with the same shortened prompt; pairs that do not fit are left out.</summary>
    public IReadOnlyList<PairSequences> Pairs(IReadOnlyList<Preference> preferences) => [.. preferences.Select(Pair).OfType<PairSequences>()];

    /// <summary>One pair, or null when it does not fit.</summary>
    public PairSequences? Pair(Preference preference)
    {
        int[] chosen = tokenizer.Reply(preference.Chosen), rejected = tokenizer.Reply(preference.Rejected);
        if (Prompt(preference.Messages, Math.Max(chosen.Length, rejected.Length)) is { } prompt)
        {
            return new PairSequences(TokenSequence.Of(prompt, chosen), TokenSequence.Of(prompt, rejected), preference.P, preference.Weight);
        }

        LeftOut++;
        return null;
    }

    private int[]? Prompt(IReadOnlyList<Message> messages, int replyLength)
    {
        var prompt = tokenizer.Prompt(messages);
        var room = maxTokens - replyLength;
        if (prompt.Length <= room)
        {
            return prompt;
        }

        if (room < MinimumPrompt)
        {
            return null;
        }

        Shortened++;
        return [tokenizer.BosId, .. prompt.AsSpan(prompt.Length - room + 1)];
    }
}
