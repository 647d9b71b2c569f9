using System.Text.RegularExpressions;

namespace Precept.TestEndpoint.Scripts;

/// <summary>A candidate answer in a judge's prompt.</summary>
/// <param name="Label">A, B, …</param>
/// <param name="Text">The answer.</param>
internal sealed record Candidate(string Label, string Text);

/// <summary>What a judge is asked: the candidates in the order in which they are shown.</summary>
internal sealed partial record JudgeQuestion(IReadOnlyList<Candidate> Candidates)
{
    /// <summary>Reads the candidates out of a conversation: out of the last message that has any, since a request to mend an answer follows the question.</summary>
    public static JudgeQuestion Of(ChatRequest request)
    {
        for (var i = request.Messages.Count - 1; i >= 0; i--)
        {
            if (request.Messages[i].Role == "user" && Read(request.Messages[i].Text) is { Count: > 0 } found)
            {
                return new JudgeQuestion(found);
            }
        }

        return new JudgeQuestion([]);
    }

    /// <summary>Candidates stand between lines <c>&lt;&lt;&lt;LABEL</c> and <c>LABEL&gt;&gt;&gt;</c>, or under lines <c>[LABEL]</c>.</summary>
    private static List<Candidate> Read(string text) =>
        [.. Delimited().Matches(text).Select(m => new Candidate(m.Groups["label"].Value, m.Groups["text"].Value))];

    [GeneratedRegex(@"^<<<(?<label>[A-Z])\r?\n(?<text>.*?)\r?\n\k<label>>>>\r?$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Delimited();
}
