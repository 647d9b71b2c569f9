namespace Precept.Spec.Linting.Rules;

/// <summary>What points at a section that is not there.</summary>
internal static class ReferenceRules
{
    public static SpecRule DanglingReference { get; } = new(
        "PS001", FindingSeverity.Error, "DanglingReference", "A reference names no section",
        source => from reference in source.References
                  let target = source.TargetOf(reference)
                  where source.Document.Find(target) is null
                  select source.Spec.At(reference.Target.Span, $"the reference names the section '{target}', which is not there; {source.AdviceOn(target)}"));

    public static SpecRule UnknownBrokenSection { get; } = new(
        "PS002", FindingSeverity.Error, "UnknownBrokenSection", "A verdict names a section that is not there",
        source => source.Replies
            .Where(r => r.BreaksSection is { } id && source.Document.Find(id) is null)
            .Select(r => source.At(r.Line, $"the verdict names the section '{r.BreaksSection}', which is not there; {source.AdviceOn(r.BreaksSection!)}", $"[#{r.BreaksSection}]")));
}
