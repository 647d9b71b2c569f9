using System.Text.Json;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>What a file in the Anthropic HH layout held: every line is a preference or counted.</summary>
/// <param name="Preferences">The usable pairs, in the file's order.</param>
/// <param name="Total">All lines with a pair.</param>
/// <param name="Identical">Pairs whose two replies are the same.</param>
/// <param name="EmptyReply">Pairs with an empty reply.</param>
/// <param name="NoCommonPrompt">Pairs whose dialogues share no assistant turn's beginning, or do not begin with a person's turn.</param>
/// <param name="FurtherTurn">Pairs of which a reply goes on with a turn marker: a reply that is trained on must not write one.</param>
public sealed record HhPairs(IReadOnlyList<Preference> Preferences, int Total, int Identical, int EmptyReply, int NoCommonPrompt, int FurtherTurn);

/// <summary>
/// Reads the layout of the Anthropic HH data: JSON Lines, plain or gzip, with <c>chosen</c> and <c>rejected</c>, whole dialogues with
/// <c>\n\nHuman: </c> and <c>\n\nAssistant: </c> before each turn. The prompt is their common beginning, cut at the last <c>\n\nAssistant: </c>.
/// </summary>
public static class AnthropicHh
{
    /// <summary>Reads a file; its name and the line are each preference's origin.</summary>
    /// <exception cref="InputException">The file does not exist, or a line is not a JSON object with the two texts.</exception>
    public static HhPairs Read(string path)
    {
        var preferences = new List<Preference>();
        var (total, identical, empty, apart, further) = (0, 0, 0, 0, 0);
        foreach (var (row, line) in JsonLines.Read(path))
        {
            total++;
            var (chosen, rejected) = (Text(row, "chosen", path, line), Text(row, "rejected", path, line));
            var cut = chosen.AsSpan(0, chosen.AsSpan().CommonPrefixLength(rejected)).LastIndexOf(HhDialogue.Assistant);
            var messages = cut >= 0 && chosen.AsSpan(0, cut).StartsWith(HhDialogue.Human) ? HhDialogue.Turns(chosen[..cut]) : null;
            if (chosen == rejected)
            {
                identical++;
            }
            else if (messages is null)
            {
                apart++;
            }
            else if (HasFurtherTurn(chosen, cut) || HasFurtherTurn(rejected, cut))
            {
                further++;
            }
            else
            {
                var (better, worse) = (Reply(chosen, cut), Reply(rejected, cut));
                if (better.Length == 0 || worse.Length == 0)
                {
                    empty++;
                }
                else if (better == worse)
                {
                    identical++;
                }
                else
                {
                    preferences.Add(new Preference(new Prompt(messages, []).Id, messages, better, worse) { Origin = $"{Path.GetFileName(path)}:{line}" });
                }
            }
        }

        return new HhPairs(preferences, total, identical, empty, apart, further);
    }

    private static string Reply(string dialogue, int cut) => dialogue[(cut + HhDialogue.Assistant.Length)..].Trim();

    private static bool HasFurtherTurn(string dialogue, int cut) => HhDialogue.HasTurn(dialogue.AsSpan(cut + HhDialogue.Assistant.Length));

    private static string Text(JsonElement row, string key, string path, int line) => row.TryGetProperty(key, out var value)
        ? JsonLines.Text(value, key, path, line)
        : throw new InputException(path, line, $"expected a text under '{key}'");
}
