using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Which part of the data a prompt belongs to. Decided by slot values and wrappings before anything is sampled.</summary>
public enum Split
{
    /// <summary>Seen by training.</summary>
    Train,

    /// <summary>Used to choose settings; never trained on.</summary>
    Validation,

    /// <summary>Used once, for the final scorecard.</summary>
    HeldOut,
}

/// <summary>A conversation to be answered, with the sections it exercises.</summary>
/// <param name="Messages">The conversation; the last message is never the assistant's final answer.</param>
/// <param name="Sections">Ids of the sections it exercises.</param>
public sealed record Prompt(IReadOnlyList<Message> Messages, IReadOnlyList<string> Sections)
{
    private Derived<string> _id;

    /// <summary>Content hash of the canonical messages: the same conversation is the same prompt.</summary>
    public string Id => _id.Of(
        this, static p => ContentHash.Of(p.Messages.SelectMany(m => new[] { m.RoleName, m.Name ?? "", m.Recipient ?? "", m.Content })));

    /// <summary>The slot values that were filled in, and the family's constants; checks refer to them by name.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>();

    /// <summary>The scenario family, or the evaluation file's tag; empty for imported prompts.</summary>
    public string Family { get; init; } = "";

    /// <summary>The id of the wrapping around the last user message, or null for the plain form.</summary>
    public string? Wrapping { get; init; }

    /// <summary>What the prompt probes, beside its sections: <c>jailbreak</c>, <c>benign</c> (a refusal would be wrong), …</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Its part of the data.</summary>
    public Split Split { get; init; }

    /// <summary>Where it comes from: a file with a line, for messages to people.</summary>
    public string Source { get; init; } = "";
}

/// <summary>A prompt with replies that its author wrote and graded: what supervised fine-tuning starts from.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Replies">The graded replies, slots filled in.</param>
public sealed record Demonstration(Prompt Prompt, IReadOnlyList<GradedReply> Replies);
