using System.Text.RegularExpressions;

namespace Precept.TestEndpoint.Scripts;

/// <summary>A candidate answer in a judge's prompt.</summary>
/// <param name="Label">A, B, …</param>
/// <param name="Text">The answer.</param>
internal sealed record Candidate(string Label, string Text);

/// <summary>What a judge is asked: the candidates in the order in which they are shown.</summary>
/// <param name="Candidates">The candidates.</param>
/// <param name="Sections">Ids of the sections that are judged by, in the prompt's order.</param>
internal sealed partial record JudgeQuestion(IReadOnlyList<Candidate> Candidates, IReadOnlyList<string> Sections)
{
    /// <summary>Reads the candidates out of a conversation: out of the last message that has any, since a request to mend an answer follows the question.</summary>
    public static JudgeQuestion Of(ChatRequest request)
    {
        for (var i = request.Messages.Count - 1; i >= 0; i--)
        {
            if (request.Messages[i].Role == "user" && Read(request.Messages[i].Text) is { Count: > 0 } found)
            {
                return new JudgeQuestion(found, [.. SectionLine().Matches(request.Messages[i].Text).Select(m => m.Groups["id"].Value)]);
            }
        }

        return new JudgeQuestion([], []);
    }

    /// <summary>
    /// Reads what stands between the lines of Precept's judge prompt, <c>===== MARK BEGIN ANSWER A =====</c> and <c>===== MARK END ANSWER A =====</c>. The mark
    /// is the one of the message's last such line: answers that forge such lines do not know it, and what they forge stays part of their text.
    /// </summary>
    private static List<Candidate> Read(string text)
    {
        var candidates = new List<Candidate>();
        if (LastEnd().Match(text) is not { Success: true } last)
        {
            return candidates;
        }

        var mark = last.Groups["mark"].Value;
        for (var (at, label) = (0, 'A'); label <= 'Z'; label++)
        {
            var (begin, end) = ($"===== {mark} BEGIN ANSWER {label} =====\n", $"\n===== {mark} END ANSWER {label} =====");
            var start = text.IndexOf(begin, at, StringComparison.Ordinal) + begin.Length;
            if (start < begin.Length || text.IndexOf(end, start - 1, StringComparison.Ordinal) is not (>= 0 and var stop))
            {
                break;
            }

            candidates.Add(new(label.ToString(), text[start..Math.Max(start, stop)]));
            at = stop;
        }

        return candidates;
    }

    [GeneratedRegex("^===== (?<mark>[0-9a-f]{20}) END ANSWER [A-Z] =====$", RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex LastEnd();

    [GeneratedRegex("^Section [0-9]+ of [0-9]+: id (?<id>[^;\n]+);", RegexOptions.Multiline)]
    private static partial Regex SectionLine();
}
