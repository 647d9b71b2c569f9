namespace Precept.Spec.Resolution;

/// <summary>Why an instruction in a text has no authority of its own.</summary>
public enum Standing
{
    /// <summary>It speaks for the author of its section or message.</summary>
    Direct,

    /// <summary>The assistant said it.</summary>
    Assistant,

    /// <summary>It stands in a tool's output.</summary>
    Tool,

    /// <summary>It stands in a span that the message's author marked as untrusted.</summary>
    Untrusted,

    /// <summary>It is quoted: in quotation marks, a block quotation, a code block, a tagged document, or the message is JSON.</summary>
    Quoted,
}

/// <summary>One thing that somebody wants of the assistant: a section of the spec, or an instruction in a message.</summary>
/// <param name="Id">Unique in the conversation: a section's id, or <c>m2.0</c> for the first instruction of the message at index 2.</param>
/// <param name="Authority">
/// The section's authority, or that of the message's author; <see cref="Authority.None"/> for what has none of its own (see <see cref="Standing"/>).
/// </param>
/// <param name="Text">The section's title, or the instruction's text.</param>
public sealed record Instruction(string Id, Authority Authority, string Text)
{
    /// <summary>Who wrote the message; null for a section.</summary>
    public Role? Role { get; init; }

    /// <summary>The message's index in the conversation, from 0; null for a section.</summary>
    public int? Message { get; init; }

    /// <summary>Where it stands in the message's content; null for a section and for a signal that no passage states.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>Its place: of a section in reading order, of an instruction in its message. Later ones have larger numbers.</summary>
    public int Position { get; init; }

    /// <summary>A section's own id; for an instruction the section that it names as set aside, or null.</summary>
    public string? Section { get; init; }

    /// <summary>A section's text below its title; empty for an instruction.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether it is no order but a signal, such as the language that the user writes in: only guidelines yield to it.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>Whether it has authority of its own, and if not, why.</summary>
    public Standing Standing { get; init; }

    /// <summary>The tool whose output it stands in, or null.</summary>
    public string? Tool { get; init; }

    /// <summary>Ids of instructions and sections with which it is declared to conflict.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>The texts to which it lends its authority.</summary>
    public IReadOnlyList<Delegation> Delegates { get; init; } = [];

    /// <summary>The id of the instruction that lent it its authority, or null.</summary>
    public string? DelegatedBy { get; init; }

    /// <summary>Whether it is a section of the spec.</summary>
    public bool IsSection => Role is null;

    /// <summary>Where it comes from, in a word: <c>section</c>, or the role of the message.</summary>
    public string Source => Role is { } role ? Roles.Name(role) : "section";
}
