namespace Precept.Spec.Resolution;

/// <summary>Collects what the chain of command decides about.</summary>
public static class Candidates
{
    /// <summary>The sections of a spec that bind somebody, and the instructions of a conversation.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="reader">Finds instructions in the messages.</param>
    /// <param name="sections">Ids of the sections that matter; null for all that have authority and a text.</param>
    /// <exception cref="InputException">A named section is not in the spec.</exception>
    public static IReadOnlyList<Instruction> Of(
        SpecDocument spec, IReadOnlyList<Message> messages, IInstructionReader reader, IReadOnlyList<string>? sections = null) =>
        [.. Sections(spec, sections), .. reader.Read(messages)];

    private static IEnumerable<Instruction> Sections(SpecDocument spec, IReadOnlyList<string>? named)
    {
        var wanted = named?.ToHashSet(StringComparer.Ordinal);
        if (wanted?.FirstOrDefault(id => spec.Find(id) is null) is { } lost)
        {
            throw new InputException($"the spec {spec.Version} has no section '{SourceText.Quote(lost)}'; correct the id in 'sections'");
        }

        return spec.Sections.Index()
            .Where(s => wanted?.Contains(s.Item.Id) ?? (s.Item.Authority != Authority.None && s.Item.Body.Length > 0))
            .Select(s => new Instruction(s.Item.Id, s.Item.Authority, s.Item.Title) { Section = s.Item.Id, Body = s.Item.Body, Position = s.Index });
    }
}
