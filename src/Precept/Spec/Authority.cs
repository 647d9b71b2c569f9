namespace Precept.Spec;

/// <summary>Who may override whom. A higher value wins over a lower one.</summary>
/// <remarks>
/// Releases of the published format before April 2025 write <c>platform</c> for what later ones call <c>root</c>;
/// both read as <see cref="Root"/>.
/// </remarks>
public enum Authority
{
    /// <summary>No authority: explanation, assistant and tool messages, quoted or untrusted text.</summary>
    None = 0,

    /// <summary>A default that even implicit signals from a user or developer may override.</summary>
    Guideline = 1,

    /// <summary>A default that a user may override.</summary>
    User = 2,

    /// <summary>A default that a developer may override.</summary>
    Developer = 3,

    /// <summary>A rule that only a system message may adjust.</summary>
    System = 4,

    /// <summary>A rule that no message overrides.</summary>
    Root = 5,
}

/// <summary>What a section is: a broad aim, a rule that is never broken, or an overridable default.</summary>
public enum SectionKind
{
    /// <summary>A broad aim or explanation; no authority of its own.</summary>
    Objective,

    /// <summary>Never broken by anyone below: authority root or system.</summary>
    Rule,

    /// <summary>Overridable style or conflict template: authority developer, user or guideline.</summary>
    Default,
}

/// <summary>Reads and writes authority levels and derives a section's kind from them.</summary>
public static class AuthorityLevels
{
    /// <summary>The names of the levels, highest first, as they are written in a spec.</summary>
    public static IReadOnlyList<string> Names { get; } = ["root", "system", "developer", "user", "guideline"];

    /// <summary>Reads a level's name; <c>platform</c> is an alias of <c>root</c>.</summary>
    /// <param name="text">The attribute's value.</param>
    /// <param name="authority">The level, or <see cref="Authority.None"/> when the name is not one.</param>
    /// <returns>Whether <paramref name="text"/> is the name of a level.</returns>
    public static bool TryParse(string? text, out Authority authority)
    {
        authority = text switch
        {
            "root" or "platform" => Authority.Root,
            "system" => Authority.System,
            "developer" => Authority.Developer,
            "user" => Authority.User,
            "guideline" => Authority.Guideline,
            _ => Authority.None,
        };
        return authority != Authority.None;
    }

    /// <summary>The level's name as it is written in a spec; <c>none</c> for no authority.</summary>
    public static string Name(this Authority authority) => authority switch
    {
        Authority.Root => "root",
        Authority.System => "system",
        Authority.Developer => "developer",
        Authority.User => "user",
        Authority.Guideline => "guideline",
        _ => "none",
    };

    /// <summary>The kind that a section of this authority has: no authority is an objective, root and system are rules.</summary>
    public static SectionKind Kind(this Authority authority) => authority switch
    {
        Authority.Root or Authority.System => SectionKind.Rule,
        Authority.None => SectionKind.Objective,
        _ => SectionKind.Default,
    };
}
