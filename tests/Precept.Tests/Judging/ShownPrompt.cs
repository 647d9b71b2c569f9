using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Precept.Tests.Judging;

/// <summary>A judge's prompt taken apart by its delimiters, as a careful reader would: only lines with the mark that was named last, outside of the data, count.</summary>
internal sealed record ShownPrompt(IReadOnlyList<string> Marks, IReadOnlyList<(string Label, string Text)> Places, string Outside)
{
    public static ShownPrompt Of(IReadOnlyList<ChatMessage> messages)
    {
        messages.Count.ShouldBe(2);
        var marks = new List<string>();
        var places = new List<(string, string)>();
        var outside = new List<string>();
        string? open = null;
        List<string> inside = [];
        foreach (var line in messages[1].Text.Split('\n'))
        {
            if (open is null && Regex.Match(line, "^Lines with the mark ([0-9a-f]{20}) open and close data here.$") is { Success: true } named)
            {
                marks.Add(named.Groups[1].Value);
                outside.Add("a mark");
            }
            else if (Regex.Match(line, $"^===== {marks.LastOrDefault()} (BEGIN|END) (.+) =====$") is { Success: true } match)
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
        marks.Count.ShouldBe(2);
        return new ShownPrompt(marks, places, string.Join('\n', outside));
    }

    public IReadOnlyList<string> Answers => [.. Places.Where(p => p.Label.StartsWith("ANSWER ", StringComparison.Ordinal)).Select(p => p.Text)];

    public IEnumerable<string> Labels => Places.Select(p => p.Label);
}
