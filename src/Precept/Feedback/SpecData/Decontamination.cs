using Precept.Prompts;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>How a prompt meets one that is measured on.</summary>
public enum CollisionKind
{
    /// <summary>The conversation, or its last message, is the same but for case, punctuation and layout.</summary>
    Exact,

    /// <summary>A run of 13 words or 8 Chinese characters is common.</summary>
    Overlap,

    /// <summary>The conversation, or its last message, is nearly the same.</summary>
    Near,
}

/// <summary>A prompt that must not be trained on, and why.</summary>
/// <param name="Kind">How they meet.</param>
/// <param name="With">The name of the prompt that is measured on.</param>
public sealed record Collision(CollisionKind Kind, string With);

/// <summary>A conversation that is measured on.</summary>
/// <param name="Name">Where it is from, for people: a file and line, a split and id.</param>
/// <param name="Messages">Its messages.</param>
public sealed record MeasuredPrompt(string Name, IReadOnlyList<Message> Messages);

/// <summary>Keeps what is measured on out of what is trained on (docs/algorithms/learning-from-the-spec.md).</summary>
/// <remarks>
/// The overlap of 13 words is that of Brown et al. 2020 (GPT-3), appendix C. The last message is compared by itself as well: the same question behind another
/// system message is the same question. A last message of one or two words says nothing and is not compared.
/// </remarks>
public sealed class Decontamination
{
    private const int LeastUnits = 3;
    private static readonly NGrams Overlaps = new(words: 13, characters: 8);

    private readonly Dictionary<string, string> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, string> _overlaps = [];
    private readonly NearDuplicates _near = new();

    /// <summary>Knows what is measured on.</summary>
    public Decontamination(IEnumerable<MeasuredPrompt> measured)
    {
        foreach (var prompt in measured.Where(p => p.Messages.Count > 0))
        {
            Count++;
            foreach (var units in Compared(prompt.Messages))
            {
                if (_exact.TryAdd(TextUnits.Canonical(units), prompt.Name))
                {
                    _near.Add(units, prompt.Name);
                }
            }

            foreach (var run in Runs(prompt.Messages))
            {
                _overlaps.TryAdd(run, prompt.Name);
            }
        }
    }

    /// <summary>How many conversations are measured on.</summary>
    public int Count { get; }

    /// <summary>What a spec measures by: the conversations of its evaluation files without trailing replies, and those before its graded replies.</summary>
    public static IEnumerable<MeasuredPrompt> Of(SpecDocument spec) =>
        spec.EvaluationFiles.SelectMany(f => f.Examples.Select(e => new MeasuredPrompt($"{Path.GetFileName(f.Path)}:{e.Line}", Asked(e.Messages))))
            .Concat(spec.Examples.SelectMany(e => e.Comparisons).Select(c => new MeasuredPrompt($"spec:{c.Line}", c.Context)));

    /// <summary>What prompts measure by, whatever their split.</summary>
    public static IEnumerable<MeasuredPrompt> Of(IEnumerable<Prompt> prompts) =>
        prompts.Select(p => new MeasuredPrompt($"{(p.Source.Length > 0 ? p.Source : Splits.Name(p.Split))} {p.Id}", p.Messages));

    /// <summary>The collision of a conversation with one that is measured on, or null.</summary>
    public Collision? Find(IReadOnlyList<Message> messages)
    {
        var compared = Compared(messages).ToArray();
        foreach (var units in compared)
        {
            if (_exact.TryGetValue(TextUnits.Canonical(units), out var same))
            {
                return new Collision(CollisionKind.Exact, same);
            }
        }

        foreach (var run in Runs(messages))
        {
            if (_overlaps.TryGetValue(run, out var overlapping))
            {
                return new Collision(CollisionKind.Overlap, overlapping);
            }
        }

        return compared.Select(u => _near.Find(u)).FirstOrDefault(l => l is not null) is { } like ? new Collision(CollisionKind.Near, like.Name) : null;
    }

    // The conversation as a whole, and what is to be answered by itself.
    private static IEnumerable<IReadOnlyList<TextUnit>> Compared(IReadOnlyList<Message> messages)
    {
        var whole = TextUnits.Of(messages.Select(m => m.Content));
        if (whole.Count > 0)
        {
            yield return whole;
        }

        if (messages.Count > 1 && TextUnits.Of(messages[^1].Content) is { Count: >= LeastUnits } last)
        {
            yield return last;
        }
    }

    private static IEnumerable<ulong> Runs(IReadOnlyList<Message> messages) => messages.SelectMany(m => Overlaps.Of(TextUnits.Of(m.Content)));

    private static Message[] Asked(IEnumerable<Message> messages)
    {
        var all = messages.ToArray();
        return all[..(Array.FindLastIndex(all, m => m.Role != Role.Assistant) + 1)];
    }
}
