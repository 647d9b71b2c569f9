namespace Precept.Spec.Importing;

/// <summary>A principle as constitutional AI writes it: what to look for in a reply, and how to mend it.</summary>
/// <param name="Critique">The request for a critique of a reply.</param>
/// <param name="Revision">The request for a revised reply.</param>
public sealed record Principle(string Critique, string Revision)
{
    /// <summary>The section that stands for it; null for a principle that is no part of a spec yet.</summary>
    public string? Section { get; init; }

    /// <summary>The section's hash when the requests were written for it, or null.</summary>
    public string? SectionHash { get; init; }
}

/// <summary>A constitution: principles, and conversations that show how replies are criticized and revised. The formats are in docs/formats/constitution.md.</summary>
/// <param name="Principles">The principles, in order.</param>
/// <param name="Conversations">Few-shot conversations: data for those who prompt a model with them.</param>
public sealed record Constitution(IReadOnlyList<Principle> Principles, IReadOnlyList<IReadOnlyList<Message>> Conversations)
{
    /// <summary>No principles.</summary>
    public static Constitution Empty { get; } = new([], []);

    /// <summary>Reads a constitution: a <c>principles.yaml</c> by its ending <c>.yaml</c> or <c>.yml</c>, else the JSON form.</summary>
    /// <exception cref="InputException">The file is absent, larger than 4 MiB, or holds something else.</exception>
    public static Constitution Read(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml"
        ? ParseYaml(TextOf(path).TrimStart('\uFEFF'), path)
        : ReadJson(path);

    /// <summary>Reads the JSON form: a list of pairs, or an object with <c>constitutions</c> and <c>system_chat</c>.</summary>
    /// <exception cref="InputException">The file is absent, larger than 4 MiB, or holds something else.</exception>
    public static Constitution ReadJson(string path) => ParseJson(TextOf(path), path);

    /// <summary>Reads a text in the JSON form; <paramref name="file"/> is named in errors.</summary>
    /// <exception cref="InputException">The text holds something else.</exception>
    public static Constitution ParseJson(string text, string file) => ConstitutionJson.Read(text, file);

    /// <summary>Reads the text of a <c>principles.yaml</c>; <paramref name="file"/> is named in errors.</summary>
    /// <exception cref="InputException">The text holds something else.</exception>
    public static Constitution ParseYaml(string text, string file) => ConstitutionYaml.Read(text, file);

    /// <summary>The text of a <c>principles.yaml</c>: what <see cref="ParseYaml"/> reads.</summary>
    public string ToYaml() => ConstitutionYaml.Write(this);

    /// <summary>The requests of a section, in order.</summary>
    public IEnumerable<Principle> Of(string sectionId) => Principles.Where(p => p.Section == sectionId);

    /// <summary>The principles whose section is gone, or is no longer what the requests were written for.</summary>
    /// <param name="spec">The spec as it is now.</param>
    public IReadOnlyList<Principle> Outdated(SpecDocument spec) =>
        [.. Principles.Where(p => p.Section is { } id && (spec.Find(id) is not { } section || (p.SectionHash ?? section.Hash) != section.Hash))];

    private static string TextOf(string path)
    {
        var info = new FileInfo(path);
        return info.Exists && info.Length <= YamlValue.MaxBytes
            ? File.ReadAllText(path)
            : throw new InputException(path, 0, info.Exists ? $"{info.Length} bytes; at most {YamlValue.MaxBytes} are read" : "the file does not exist");
    }
}
