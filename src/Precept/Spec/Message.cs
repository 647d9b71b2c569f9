namespace Precept.Spec;

/// <summary>Who speaks in a conversation.</summary>
public enum Role
{
    /// <summary>The operator of the model.</summary>
    System,

    /// <summary>The application's developer.</summary>
    Developer,

    /// <summary>The person who is served.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>A program's output: data, without authority.</summary>
    Tool,
}

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">The text, entities decoded, without the line breaks next to the tags.</param>
public sealed record Message(Role Role, string Content)
{
    /// <summary>The tool's name (tool messages), or null.</summary>
    public string? Name { get; init; }

    /// <summary>To whom an assistant message is addressed (a tool's name), or null for the user.</summary>
    public string? Recipient { get; init; }

    /// <summary>Whether an assistant message ends its turn; null where the spec does not say.</summary>
    public bool? EndTurn { get; init; }

    /// <summary>Spans of <see cref="Content"/> that the author marked as untrusted (start, length), in order.</summary>
    public IReadOnlyList<TextSpan> Untrusted { get; init; } = [];

    /// <summary>The role's name in lower case, as it is written in specs and chat templates.</summary>
    public string RoleName => Roles.Name(Role);
}

/// <summary>A span of a text, in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int Length);

/// <summary>Reads and writes role names.</summary>
public static class Roles
{
    /// <summary>The role's name in lower case.</summary>
    public static string Name(Role role) => role switch
    {
        Role.System => "system",
        Role.Developer => "developer",
        Role.User => "user",
        Role.Assistant => "assistant",
        Role.Tool => "tool",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>Reads a role's name.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out Role role)
    {
        (role, var known) = name switch
        {
            "system" => (Role.System, true),
            "developer" => (Role.Developer, true),
            "user" => (Role.User, true),
            "assistant" => (Role.Assistant, true),
            "tool" => (Role.Tool, true),
            _ => (Role.User, false),
        };
        return known;
    }
}
