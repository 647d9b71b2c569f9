using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Feedback;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Importing;
using Precept.Tests.Endpoints;

namespace Precept.Tests.Feedback;

/// <summary>What tests of critique and revision share: a spec of two sections, a writer by three functions, a judge by one.</summary>
internal static class Writing
{
    public static ModelAddress Address { get; } = ModelAddress.Parse("http://localhost:1/v1#writer");

    public static SpecDocument Spec { get; } = new(
        "v1", "spec-hash",
        [
            new Section("plain", "Plain words", 2, null, Authority.User, "Use plain words.", [], 1, "hash-plain"),
            new Section("short", "Short replies", 2, null, Authority.User, "Keep it short.", [], 3, "hash-short"),
        ],
        [], [], [], []);

    public static ApplicableSections Sections { get; } = new(Spec, Spec.Sections.ToDictionary(s => s.Id, s => "judged-" + s.Hash));

    public static PrincipleDraw Draw(long seed = 1) => new(Sections, Constitution.Empty, inPlaceOfSections: false, seed);

    public static Prompt Prompt(string text = "What is a glaze?", params string[] sections) =>
        new([new Message(Role.User, text)], sections.Length > 0 ? sections : ["plain", "short"]);

    /// <summary>What a question to the writer asks for.</summary>
    public static string KindOf(IReadOnlyList<ChatMessage> asked) =>
        asked[^1].Text.Contains(" BEGIN CRITIQUE ", StringComparison.Ordinal) ? "revision" : asked[^1].Text.Contains(" BEGIN REPLY ", StringComparison.Ordinal) ? "critique" : "answer";

    /// <summary>A writer that answers "first", criticises "too long", and revises by a function of the question.</summary>
    public static ScriptedChatClient Writer(Func<IReadOnlyList<ChatMessage>, ChatResponse> revise, string answer = "first") => new((messages, _) => KindOf(messages) switch
    {
        "revision" => revise(messages),
        "critique" => ScriptedChatClient.Text("too long"),
        _ => ScriptedChatClient.Text(answer),
    });

    public static ScriptedChatClient Writer(params string[] revisions)
    {
        var asked = -1;
        return Writer(_ => ScriptedChatClient.Text(revisions[Math.Min(Interlocked.Increment(ref asked), revisions.Length - 1)]));
    }

    public static CritiqueRevision Of(IChatClient writer, IJudge judge, WriterSettings? settings = null, FewShots? shots = null, PrincipleDraw? draw = null) =>
        new(Address, writer, judge, draw ?? Draw(), shots ?? FewShots.None, settings ?? new WriterSettings());
}

/// <summary>A judge that ranks two texts by a function: above 0 for the first, below 0 for the second.</summary>
internal sealed class TwoTextJudge(Func<string, string, int> compare) : IJudge
{
    public Outcome Outcome { get; init; } = Outcome.Judged;

    public int Asked { get; private set; }

    public string Configuration => "two texts";

    public bool TakesPairs => true;

    public static TwoTextJudge Prefers(string text) => new((a, b) => (a == text).CompareTo(b == text));

    public Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default)
    {
        Asked++;
        var sign = compare(responses[0].Text, responses[1].Text);
        int[] ranks = Outcome != Outcome.Judged ? [] : sign > 0 ? [0, 1] : sign < 0 ? [1, 0] : [0, 0];
        return Task.FromResult(new Judgment(prompt.Id, [.. responses.Select(r => r.Id)], ranks, [], Configuration, new Dictionary<string, string> { ["plain"] = "judged-hash-plain" })
        {
            Outcome = Outcome,
            Reason = "because",
        });
    }
}
