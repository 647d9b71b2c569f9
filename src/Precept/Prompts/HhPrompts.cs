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
            var common = chosen.Zip(rejected).TakeWhile(p => (p.First.Role, p.First.Content) == (p.Second.Role, p.Second.Content)).Select(p => p.First).ToArray();
            var end = Array.FindLastIndex(common, t => t.Role == Role.User) + 1;
            if (end == 0)
            {
                skipped++;
                continue;
            }

            var prompt = new Prompt([.. common.Take(end)], []) { Source = $"{Path.GetFileName(path)}:{line}" };
            duplicates += prompts.TryAdd(prompt.Id, prompt with { Split = Splits.OfImported(prompt) }) ? 0 : 1;
        }

        return new HhPrompts([.. prompts.Values], skipped, duplicates);
    }

    private static IReadOnlyList<Message> Dialogue(JsonElement json, string key, string path, int line)
    {
        if (!json.TryGetProperty(key, out var value))
        {
            throw new InputException(path, line, $"there is no '{key}'; expected the dialogues 'chosen' and 'rejected'");
        }

        var text = JsonLines.Text(value, $"'{key}'", path, line);
        return text.StartsWith(HhDialogue.Human, StringComparison.Ordinal) || text.StartsWith(HhDialogue.Assistant, StringComparison.Ordinal)
            ? HhDialogue.Turns(text)
            : throw new InputException(path, line, $"'{key}' must begin with a blank line and 'Human:'");
    }
}
