namespace Precept.Spec.Linting.Rules;

/// <summary>Verdicts that say more than GOOD or BAD.</summary>
internal static class VerdictNotes
{
    public static SpecRule Ok { get; } = new(
        "PS201", FindingSeverity.Info, "OkVerdict", "A verdict is OK",
        source => source.Replies.Where(r => r.Verdict == Verdict.Ok)
            .Select(r => source.At(r.Line, "the verdict is OK, between GOOD and BAD: whoever reads only those two passes it over", "OK")));

    public static SpecRule BrokenSection { get; } = new(
        "PS202", FindingSeverity.Info, "BrokenSection", "A verdict names the section that is broken",
        source => source.Replies.Where(r => r.BreaksSection is not null)
            .Select(r => source.At(r.Line, $"the verdict names the section that the reply breaks, '{r.BreaksSection}', which need not be the one it stands in", $"[#{r.BreaksSection}]")));

    public static SpecRule Condition { get; } = new(
        "PS203", FindingSeverity.Info, "ConditionalVerdict", "A verdict holds under a condition",
        source => source.Replies.Where(r => r.Condition is not null)
            .Select(r => source.At(r.Line, $"the verdict holds only under a condition: {SourceText.Quote(r.Condition)}", r.Condition)));

    public static SpecRule Reference { get; } = new(
        "PS204", FindingSeverity.Info, "ReferenceInVerdict", "A verdict's reason refers to a section",
        source => source.ReferencesInVerdicts.Select(r => source.Spec.At(
            r.Span, $"the verdict's reason refers to the section '{source.TargetOf(r)}': it stands in a comment, where Markdown makes no link")));
}
