using Precept.Spec.Checks;

namespace Precept.Spec.Linting;

/// <summary>What a check says of a graded reply: the spec's examples are tests of its checks.</summary>
/// <param name="Check">The check.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Result">What it says.</param>
internal readonly record struct CheckedReply(Check Check, GradedReply Reply, CheckResult Result)
{
    /// <summary>Tries every check on the examples it is about.</summary>
    /// <remarks>
    /// An example has no slots, family or tags, so that only checks without them are tried. Replies from which text is left out
    /// (<c>[...]</c>) are passed over. A reply is held against the checks of the section it stands in; one with <c>BAD[#id]</c> against those
    /// of the section that it breaks.
    /// </remarks>
    public static IReadOnlyList<CheckedReply> Of(SpecDocument document, CheckSet checks) =>
    [
        .. from section in document.Sections
           from example in section.Examples
           from comparison in example.Comparisons
           from reply in comparison.Replies
           where !reply.HasElision
           let text = new ReplyText(reply.Message.Content)
           from check in checks.Of(reply.BreaksSection ?? section.Id).Where(IsTried)
           select new CheckedReply(check, reply, check.Evaluate(CheckContext.Empty, text)),
    ];

    /// <summary>Whether a check can say anything of an example, whatever its replies.</summary>
    public static bool IsTried(Check check) => check.AppliesTo(CheckContext.Empty);
}
