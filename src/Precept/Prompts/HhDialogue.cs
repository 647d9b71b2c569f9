using Precept.Spec;

namespace Precept.Prompts;

/// <summary>A dialogue of Anthropic's helpful-harmless data: one text in which a mark stands before each turn.</summary>
internal static class HhDialogue
{
    /// <summary>The mark before a person's turn.</summary>
    public const string Human = "\n\nHuman:";

    /// <summary>The mark before an assistant's turn.</summary>
    public const string Assistant = "\n\nAssistant:";

    /// <summary>The turns of a dialogue, in linear time, without the blanks around them; empty ones occur and are kept.</summary>
    public static IReadOnlyList<Message> Turns(string dialogue)
    {
        var turns = new List<Message>();
        var at = Next(dialogue, 0);
        while (at >= 0)
        {
            var (role, mark) = dialogue.AsSpan(at).StartsWith(Human) ? (Role.User, Human) : (Role.Assistant, Assistant);
            var start = at + mark.Length;
            at = Next(dialogue, start);
            turns.Add(new Message(role, dialogue[start..(at < 0 ? dialogue.Length : at)].Trim()));
        }

        return turns;
    }

    /// <summary>Whether a turn begins anywhere in the text.</summary>
    public static bool HasTurn(ReadOnlySpan<char> text) =>
        text.Contains(Human, StringComparison.Ordinal) || text.Contains(Assistant, StringComparison.Ordinal);

    // One pass: looking for each mark alone could read the rest of the text again for every turn.
    private static int Next(string text, int from)
    {
        for (var at = from; (at = text.IndexOf("\n\n", at, StringComparison.Ordinal)) >= 0; at++)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith(Human) || rest.StartsWith(Assistant))
            {
                return at;
            }
        }

        return -1;
    }
}
