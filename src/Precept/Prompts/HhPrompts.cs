using System.Text.Json;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Prompts of a file of Anthropic's helpful-harmless preference data: JSON Lines with <c>chosen</c> and <c>rejected</c> dialogues.</summary>
/// <param name="Prompts">Distinct prompts in file order, without sections; the split is by the hash of the prompt.</param>
/// <param name="Skipped">Lines left out because the two dialogues have no human turn in common.</param>
/// <param name="Duplicates">Lines whose prompt stands in an earlier one.</param>
/// <remarks>Source of the format: Bai et al. 2022, github.com/anthropics/hh-rlhf.</remarks>
public sealed record HhPrompts(IReadOnlyList<Prompt> Prompts, int Skipped, int Duplicates)
{
    private const string Human = "\n\nHuman:";
    private const string Assistant = "\n\nAssistant:";

    /// <summary>Reads a file, plain or gzip. A prompt is what both dialogues share, up to the last shared human turn.</summary>
    /// <exception cref="InputException">A line is not such a pair; the message has file and line.</exception>
    public static HhPrompts Read(string path)
    {
        var prompts = new Dictionary<string, Prompt>();
        int skipped = 0, duplicates = 0;
        foreach (var (json, line) in JsonLines.Read(path))
        {
            var chosen = Dialogue(json, "chosen", path, line);
            var rejected = Dialogue(json, "rejected", path, line);
            var common = chosen.Zip(rejected).TakeWhile(p => p.First == p.Second).Select(p => p.First).ToArray();
            var end = Array.FindLastIndex(common, t => t.Role == Role.User) + 1;
            if (end == 0)
            {
                skipped++;
                continue;
            }

            var prompt = new Prompt([.. common.Take(end).Select(t => new Message(t.Role, t.Text))], []) { Source = $"{Path.GetFileName(path)}:{line}" };
            duplicates += prompts.TryAdd(prompt.Id, prompt with { Split = Splits.OfImported(prompt) }) ? 0 : 1;
        }

        return new HhPrompts([.. prompts.Values], skipped, duplicates);
    }

    /// <summary>The turns of a dialogue, in linear time, without the blanks around them; empty ones occur and are kept.</summary>
    public static IReadOnlyList<(Role Role, string Text)> Turns(string dialogue)
    {
        var turns = new List<(Role, string)>();
        var at = Next(dialogue, 0);
        while (at >= 0)
        {
            var (role, mark) = dialogue.AsSpan(at).StartsWith(Human) ? (Role.User, Human) : (Role.Assistant, Assistant);
            var start = at + mark.Length;
            at = Next(dialogue, start);
            turns.Add((role, dialogue[start..(at < 0 ? dialogue.Length : at)].Trim()));
        }

        return turns;
    }

    private static IReadOnlyList<(Role Role, string Text)> Dialogue(JsonElement json, string key, string path, int line)
    {
        if (!json.TryGetProperty(key, out var value))
        {
            throw new InputException(path, line, $"there is no '{key}'; expected the dialogues 'chosen' and 'rejected'");
        }

        var text = JsonLines.Text(value, $"'{key}'", path, line);
        return text.StartsWith(Human, StringComparison.Ordinal) || text.StartsWith(Assistant, StringComparison.Ordinal)
            ? Turns(text)
            : throw new InputException(path, line, $"'{key}' must begin with a blank line and 'Human:'");
    }

    private static int Next(string text, int from)
    {
        // One pass: looking for each mark alone could read the rest of the text again for every turn.
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
