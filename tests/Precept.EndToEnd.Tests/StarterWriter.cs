using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Precept.Judging;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.EndToEnd.Tests;

/// <summary>Rules for the test endpoint's <c>rules:FILE</c>: a writer that answers prompts of the starter spec badly, says so, and truly mends the answer.</summary>
/// <remarks>It knows each prompt's graded replies; it finds the prompt by the conversation that a request for a revision shows.</remarks>
internal static class StarterWriter
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rules, as JSON, which is YAML as well.</summary>
    public static string Rules(IReadOnlyList<Demonstration> demonstrations) => JsonSerializer.Serialize(
        demonstrations.Select(Mends).Append(new Rule(" BEGIN REPLY ", "It breaks the section; the section wants another reply."))
            .Concat(demonstrations.DistinctBy(d => d.Prompt.Messages[^1].Content).Select(Answers)).Append(new Rule("", "I do not know.")),
        Readable);

    private static Rule Mends(Demonstration demonstration)
    {
        var conversation = string.Concat(demonstration.Prompt.Messages.Select((m, i) =>
            $" BEGIN MESSAGE {i + 1} OF {m.RoleName.ToUpperInvariant()} =====\n{Regex.Escape(ShownText.Of(m.Content).Text)}\n===== [0-9a-f]+ END MESSAGE {i + 1} OF {m.RoleName.ToUpperInvariant()} =====\n===== [0-9a-f]+"));
        return new Rule($"(?s){conversation} BEGIN REPLY .* BEGIN CRITIQUE ", Template(demonstration, Verdict.Good));
    }

    private static Rule Answers(Demonstration demonstration) => new($@"\A{Regex.Escape(demonstration.Prompt.Messages[^1].Content)}\z", Template(demonstration, Verdict.Bad));

    // A reply is a template in which $ stands for a group.
    private static string Template(Demonstration demonstration, Verdict verdict) =>
        demonstration.Replies.First(r => r.Verdict == verdict).Message.Content.Replace("$", "$$", StringComparison.Ordinal);

    private sealed record Rule([property: System.Text.Json.Serialization.JsonPropertyName("when")] string When, [property: System.Text.Json.Serialization.JsonPropertyName("reply")] string Reply);
}
