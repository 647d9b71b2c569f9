namespace Precept.Spec.Linting.Rules;

/// <summary>What a section that binds the model should have.</summary>
internal static class SectionRules
{
    public static SpecRule NoExamples { get; } = new(
        "PS005", FindingSeverity.Warning, "NoExamples", "A section with authority has no example",
        source => Binding(source).Where(s => s.Examples.Count == 0)
            .Select(s => AtHeading(source, s, $"the section '{s.Id}' has no example; add one that shows where the line is")));

    public static SpecRule TagWithoutAuthority { get; } = new(
        "PS013", FindingSeverity.Warning, "TagWithoutAuthority", "A section without authority carries a tag",
        source => Tagged(source).Concat(Footnoted(source)));

    public static SpecRule NoBadReply { get; } = new(
        "PS014", FindingSeverity.Info, "NoBadReply", "A section's examples grade no reply as BAD",
        source => Binding(source)
            .Where(s => s.Examples.Count > 0 && !Replies(s).Any(r => r.Verdict == Verdict.Bad))
            .Select(s => AtHeading(source, s, $"no example of '{s.Id}' grades a reply as BAD; add one that shows what breaks the section")));

    // As with footnotes: where no evaluation prompts are at hand, nobody misses those of one section.
    public static SpecRule NoEvaluationPrompts { get; } = new(
        "PS015", FindingSeverity.Info, "NoEvaluationPrompts", "A section with authority has no evaluation prompts",
        source =>
        {
            var evaluated = source.Document.EvaluationFiles.Where(f => f.Examples.Count > 0).Select(f => f.SectionId).ToHashSet();
            return evaluated.Count == 0
                ? []
                : Binding(source).Where(s => !evaluated.Contains(s.Id)).Select(s => AtHeading(
                    source, s, $"the section '{s.Id}' has no evaluation prompts; add a footnote such as [^ab12] and a file examples/ab12.md"));
        });

    public static SpecRule NoChecks { get; } = new(
        "PS016", FindingSeverity.Info, "NoChecks", "A section with authority has no checks",
        source => source.Checks is not { SectionIds.Count: > 0 } checks
            ? []
            : Binding(source).Where(s => checks.Of(s.Id).Count == 0).Select(s => AtHeading(
                source, s, $"the section '{s.Id}' has no checks; add to checks.yaml what a machine can tell of it")));

    private static IEnumerable<Spot> Tagged(LintSource source) =>
        from section in source.Document.Sections
        where section.Authority == Authority.None && section.Attributes.ContainsKey("tags")
        select source.At(section.Line, $"the section '{section.Id}' has tags but no authority, so that it binds nobody; give it an authority, or take the tags out", "tags=");

    private static IEnumerable<Spot> Footnoted(LintSource source) =>
        from footnote in source.Document.Footnotes.Where(f => f.SectionId is not null).DistinctBy(f => f.SectionId)
        let section = source.Document.Find(footnote.SectionId!)
        where section is { Authority: Authority.None }
        select source.At(footnote.Line, $"the section '{section.Id}' has evaluation prompts but no authority, so that it binds nobody; give it an authority, or move "
            + $"[^{footnote.Tag}] to the section that the prompts are about", $"[^{footnote.Tag}]");

    private static IEnumerable<Section> Binding(LintSource source) => source.Document.Sections.Where(s => s.Authority != Authority.None);

    private static IEnumerable<GradedReply> Replies(Section section) => section.Examples.SelectMany(e => e.Comparisons).SelectMany(c => c.Replies);

    private static Spot AtHeading(LintSource source, Section section, string message) => source.At(section.Line, message, "#" + section.Id);
}
