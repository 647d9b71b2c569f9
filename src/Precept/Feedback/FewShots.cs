using System.Globalization;
using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Feedback;

/// <summary>One critique and revision of a few-shot conversation.</summary>
/// <param name="Question">What stands before the response: one message of the user.</param>
/// <param name="Response">What is criticised.</param>
/// <param name="CritiqueRequest">The request for a critique.</param>
/// <param name="Critique">The critique.</param>
/// <param name="RevisionRequest">The request for a revision.</param>
/// <param name="Revision">The revised response.</param>
public sealed record FewShot(string Question, string Response, string CritiqueRequest, string Critique, string RevisionRequest, string Revision);

/// <summary>The few-shot conversations of a constitution: they stand before every question to the writer and show it what is wanted.</summary>
/// <remarks>
/// A conversation is: a question of the user, the assistant's response; then, once or more, a request for a critique, the critique, a request for a revision, the revision.
/// Shots that teach the wrong thing are faults: see <see cref="Faults"/>.
/// </remarks>
/// <param name="Shots">In order.</param>
public sealed record FewShots(IReadOnlyList<FewShot> Shots)
{
    /// <summary>Of two texts with at least this share of their words in common one is a copy of the other with a word or two changed.</summary>
    private const double Copied = 0.95;

    private const int MaxShots = 32;
    private const int MaxLength = 20_000;

    /// <summary>No shots.</summary>
    public static FewShots None { get; } = new([]);

    /// <summary>A hash of all shots, for the writer's name.</summary>
    public string Hash => Shots.Count == 0
        ? "none"
        : ContentHash.Of(Shots.SelectMany(s => new[] { s.Question, s.Response, s.CritiqueRequest, s.Critique, s.RevisionRequest, s.Revision }))[..8];

    /// <summary>The shots of a constitution's conversations.</summary>
    /// <param name="constitution">The constitution.</param>
    /// <param name="file">Its file, for errors.</param>
    /// <exception cref="InputException">A conversation is degenerate; the message says which and why, all of them.</exception>
    public static FewShots Of(Constitution constitution, string file)
    {
        var faults = Faults(constitution.Conversations);
        return faults.Count == 0
            ? new FewShots([.. constitution.Conversations.SelectMany(Read)])
            : throw new InputException(
                file, 0, $"{(faults.Count == 1 ? "a few-shot conversation teaches" : $"{faults.Count} few-shot conversations teach")} the writer the wrong thing: "
                + string.Join("; ", faults.Select(f => $"conversation {f.Conversation + 1}: {f.Fault}")) + ". Mend or remove what is named, or go without few-shots");
    }

    /// <summary>What is wrong with conversations: their index from 0, and the fault.</summary>
    /// <remarks>
    /// Faults are: turns that are not user and assistant by turns as described above; an empty or oversized message; a response that repeats the user; a critique that is the revision; a
    /// revision that is the response, or a copy with no more than 1 word in 20 changed: the writer would learn to change nothing; and the same conversation twice.
    /// </remarks>
    public static IReadOnlyList<(int Conversation, string Fault)> Faults(IReadOnlyList<IReadOnlyList<Message>> conversations)
    {
        var faults = new List<(int, string)>();
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < conversations.Count; i++)
        {
            var id = ContentHash.Of(conversations[i].SelectMany(m => new[] { m.RoleName, Spec.Checks.ReplyText.Collapse(m.Content) }));
            if (!seen.TryAdd(id, i))
            {
                faults.Add((i, $"is conversation {seen[id] + 1} once more"));
            }
            else if (Fault(conversations[i]) is { } fault)
            {
                faults.Add((i, fault));
            }
        }

        if (conversations.Count > MaxShots)
        {
            faults.Add((MaxShots, $"there are {conversations.Count} conversations; at most {MaxShots} are taken"));
        }

        return faults;
    }

    private static string? Fault(IReadOnlyList<Message> conversation)
    {
        if (conversation.Count < 6 || (conversation.Count - 2) % 4 != 0 || conversation.Where((m, i) => m.Role != (i % 2 == 0 ? Role.User : Role.Assistant)).Any())
        {
            return $"has {conversation.Count} messages ({string.Join(", ", conversation.Select(m => m.RoleName).Take(8))}); expected user and assistant by turns: "
                + "question, response, then request for a critique, critique, request for a revision, revision";
        }

        if (conversation.FirstOrDefault(m => string.IsNullOrWhiteSpace(m.Content) || m.Content.Length > MaxLength) is { } message)
        {
            return string.IsNullOrWhiteSpace(message.Content) ? "has an empty message" : $"has a message of {message.Content.Length:#,0} characters; at most {MaxLength:#,0} are taken";
        }

        foreach (var shot in Read(conversation))
        {
            var fault = shot switch
            {
                _ when Same(shot.Response, shot.Question) => "the response repeats the user",
                _ when Same(shot.CritiqueRequest, shot.RevisionRequest) => "the requests for critique and revision are the same",
                _ when Same(shot.Critique, shot.Revision) => "the critique and the revision are the same text",
                _ when Same(shot.Critique, shot.Response) => "the critique repeats the response",
                _ when Same(shot.Revision, shot.Response) => "the revision is the response unchanged",
                _ when Shared(shot.Revision, shot.Response) is var share && share >= Copied =>
                    string.Create(CultureInfo.InvariantCulture, $"the revision copies the response ({share:P0} of the words are the same)").Replace(" %", "%", StringComparison.Ordinal),
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static IEnumerable<FewShot> Read(IReadOnlyList<Message> conversation)
    {
        var response = conversation[1].Content;
        for (var i = 2; i < conversation.Count; i += 4)
        {
            var revision = conversation[i + 3].Content;
            yield return new FewShot(conversation[0].Content, response, conversation[i].Content, conversation[i + 1].Content, conversation[i + 2].Content, revision);
            response = revision;
        }
    }

    /// <summary>The share of words that two texts have in common, each word as often as both have it: 2 |A ∩ B| / (|A| + |B|).</summary>
    private static double Shared(string a, string b)
    {
        var (first, second) = (Words(a), Words(b));
        var counts = first.CountBy(w => w).ToDictionary(StringComparer.Ordinal);
        var common = 0;
        foreach (var word in second)
        {
            if (counts.TryGetValue(word, out var left) && left > 0)
            {
                counts[word] = left - 1;
                common++;
            }
        }

        return 2.0 * common / Math.Max(1, first.Length + second.Length);
    }

    private static bool Same(string a, string b) =>
        string.Equals(Spec.Checks.ReplyText.Collapse(a), Spec.Checks.ReplyText.Collapse(b), StringComparison.OrdinalIgnoreCase);

    private static string[] Words(string text) => Spec.Checks.ReplyText.Collapse(text).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
