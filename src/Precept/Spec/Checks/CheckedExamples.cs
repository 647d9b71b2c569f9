using Precept.Spec.Linting;

namespace Precept.Spec.Checks;

/// <summary>Holds a spec's checks against its own examples: a check that fails a reply that the spec calls good is wrong, or the example is.</summary>
/// <remarks>
/// An example has no slots, family or tags, so that only checks without them are tried. A bad reply that no check fails is no finding: it may
/// be bad in a way that no machine can tell. Replies from which text is left out (<c>[...]</c>) are passed over.
/// </remarks>
public static class CheckedExamples
{
    /// <summary>A check fails a reply that the spec grades as GOOD.</summary>
    public const string FailsGoodReply = "PS101";

    /// <summary>A check fails a reply that the spec grades as OK.</summary>
    public const string FailsOkReply = "PS102";

    /// <summary>All findings, in reading order of the spec.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="checks">Its checks.</param>
    /// <param name="file">The spec's Markdown file, for the findings (<see cref="SpecReader.FileOf"/>).</param>
    public static IReadOnlyList<SpecFinding> Run(SpecDocument spec, CheckSet checks, string file) =>
    [
        .. from section in spec.Sections
           from example in section.Examples
           from comparison in example.Comparisons
           from reply in comparison.Replies
           where reply.Verdict != Verdict.Bad && !reply.HasElision
           let text = new ReplyText(reply.Message.Content)
           from check in checks.Of(section.Id)
           let result = check.Evaluate(CheckContext.Empty, text)
           where result.Failed
           select Finding(file, reply, check, result),
    ];

    private static SpecFinding Finding(string file, GradedReply reply, Check check, CheckResult result)
    {
        var isGood = reply.Verdict == Verdict.Good;
        return new SpecFinding(
            isGood ? FailsGoodReply : FailsOkReply,
            isGood ? FindingSeverity.Error : FindingSeverity.Warning,
            file,
            reply.Line,
            $"the check '{check.Id}' of '{check.SectionId}' ({check.File}:{check.Line}) fails this {(isGood ? "GOOD" : "OK")} reply: the reply {result.Reason}; "
            + "correct the check, narrow it with 'when', or grade the reply anew");
    }
}
