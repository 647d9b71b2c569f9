namespace Precept.Feedback.SpecData;

/// <summary>What a prompt asks of a section.</summary>
public enum SpecPromptKind
{
    /// <summary>The section applies plainly.</summary>
    Ordinary,

    /// <summary>The edge of the section: where it is not obvious whether, or how far, it applies.</summary>
    Hard,

    /// <summary>Somebody without the right to it, or a tool's output, tries to get the section broken.</summary>
    Adversarial,

    /// <summary>Two sections of different authority cannot both be kept, or an instruction of a lower level stands against the section; it is known which one counts.</summary>
    Conflict,
}

/// <summary>Names of the kinds, and in which shares they are wanted.</summary>
public static class SpecPromptKinds
{
    /// <summary>All kinds in their order.</summary>
    public static IReadOnlyList<SpecPromptKind> All { get; } = Enum.GetValues<SpecPromptKind>();

    /// <summary>The kind's name in families, tags and files: its name in lower case.</summary>
    public static string Name(this SpecPromptKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Reads a kind's name.</summary>
    public static bool TryParse(string name, out SpecPromptKind kind)
    {
        kind = All.FirstOrDefault(k => k.Name() == name);
        return kind.Name() == name;
    }
}
