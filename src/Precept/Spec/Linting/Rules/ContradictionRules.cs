namespace Precept.Spec.Linting.Rules;

/// <summary>One reply, two grades.</summary>
/// <remarks>
/// Replies count as the same where text, recipient and condition are; those with text left out (<c>[...]</c>) never do, since what is left
/// out may differ.
/// </remarks>
internal static class ContradictionRules
{
    public static SpecRule WithinComparison { get; } = new(
        "PS017", FindingSeverity.Error, "ContradictingVerdicts", "One comparison grades the same reply differently",
        source => source.Examples.SelectMany(e => e.Comparisons).SelectMany(c => Contradictions(source, c.Replies,
            "in the same comparison; keep one of the verdicts, or change a reply")));

    // A reply may be right at one point of a conversation and wrong at another: whoever joins replies to grades by their text mixes them up.
    public static SpecRule AcrossComparisons { get; } = new(
        "PS019", FindingSeverity.Warning, "SameReplyTwoVerdicts", "An example grades the same reply differently at two points",
        source => source.Examples
            .Where(e => e.Comparisons.Skip(1).Any())
            .SelectMany(e => Contradictions(source, e.Comparisons.SelectMany(c => c.Replies.DistinctBy(Key)),
                "at another point of the conversation; word the replies differently if both are not meant")));

    private static IEnumerable<Spot> Contradictions(LintSource source, IEnumerable<GradedReply> replies, string where)
    {
        var first = new Dictionary<(string, string?, string?), GradedReply>();
        foreach (var reply in replies.Where(r => !Elisions.LeavesOut(r.Message.Content)))
        {
            if (!first.TryAdd(Key(reply), reply) && first[Key(reply)] is var other && other.Verdict != reply.Verdict)
            {
                yield return source.At(reply.Line,
                    $"the reply is {reply.Verdict.Name()} here and {other.Verdict.Name()} at line {other.Line}, {where}", reply.Verdict.Name());
            }
        }
    }

    private static (string Text, string? Recipient, string? Condition) Key(GradedReply reply) =>
        (reply.Message.Content.Trim(), reply.Message.Recipient, reply.Condition);
}
