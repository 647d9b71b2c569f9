using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Precept.Tests.Judging;

/// <summary>A judge's prompt taken apart by its delimiters, as a careful reader would: only lines with the mark count.</summary>
internal sealed record ShownPrompt(string Mark, IReadOnlyList<(string Label, string Text)> Places, string Outside)
{
    public static ShownPrompt Of(IReadOnlyList<ChatMessage> messages)
    {
        messages.Count.ShouldBe(2);
        var mark = Regex.Match(messages[0].Text, "===== ([0-9a-f]{20}) BEGIN").Groups[1].Value;
        mark.Length.ShouldBe(20);
        var places = new List<(string, string)>();
        var outside = new List<string>();
        string? open = null;
        List<string> inside = [];
        foreach (var line in messages[1].Text.Split('\n'))
        {
            if (Regex.Match(line, $"^===== {mark} (BEGIN|END) (.+) =====$") is { Success: true } match)
            {
                if (match.Groups[1].Value == "BEGIN")
                {
                    open.ShouldBeNull();
                    (open, inside) = (match.Groups[2].Value, []);
                }
                else
                {
                    match.Groups[2].Value.ShouldBe(open);
                    places.Add((open!, string.Join('\n', inside)));
                    open = null;
                }
            }
            else
            {
                (open is null ? outside : inside).Add(line);
            }
        }

        open.ShouldBeNull();
        return new ShownPrompt(mark, places, string.Join('\n', outside));
    }

    public IReadOnlyList<string> Answers => [.. Places.Where(p => p.Label.StartsWith("ANSWER ", StringComparison.Ordinal)).Select(p => p.Text)];

    public IEnumerable<string> Labels => Places.Select(p => p.Label);
}
