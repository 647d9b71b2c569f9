using Precept.Spec.Syntax;

namespace Precept.Spec.Linting.Rules;

/// <summary>Examples that are not one conversation with one comparison at its end.</summary>
internal static class ExampleNotes
{
    public static SpecRule ReferenceInTitle { get; } = new(
        "PS205", FindingSeverity.Info, "ReferenceInTitle", "An example's title refers to a section",
        source => from example in source.Spec.Tree.Root.Blocks.OfType<ExampleSyntax>()
                  from reference in example.Title?.References ?? []
                  select source.Spec.At(
                      reference.Span, $"the example's title refers to the section '{source.TargetOf(reference)}': the title is Markdown, not plain text"));

    public static SpecRule SeveralComparisons { get; } = new(
        "PS206", FindingSeverity.Info, "SeveralComparisons", "A conversation has several comparisons",
        source => source.Examples
            .Select(e => (e.Line, Count: e.Comparisons.Count()))
            .Where(e => e.Count > 1)
            .Select(e => source.At(source.Spec.FenceBelow(e.Line), $"the conversation has {e.Count} comparisons; after each it goes on from the best reply")));

    public static SpecRule NoComparison { get; } = new(
        "PS207", FindingSeverity.Info, "NoComparison", "An example has no comparison",
        source => source.Examples.Where(e => !e.Comparisons.Any())
            .Select(e => source.At(source.Spec.FenceBelow(e.Line), "the example grades no reply: it shows a conversation, and gives no preference")));

    public static SpecRule LeftOut { get; } = new(
        "PS208", FindingSeverity.Info, "MessagesLeftOut", "Messages are left out of a conversation",
        source => source.Examples.SelectMany(e => e.Parts).OfType<ElisionPart>()
            .Select(p => source.At(p.Line, "messages are left out here: the conversation is not whole", "[...]")));

    public static SpecRule NoUserTurn { get; } = new(
        "PS209", FindingSeverity.Info, "NoUserTurn", "Graded replies follow no user's turn",
        source => source.Examples.SelectMany(e => e.Comparisons)
            .Where(c => c.Context is [] or [.., { Role: not Role.User }])
            .Select(c => source.At(c.Line, c.Context is [.., var last]
                ? $"the graded replies follow a message of the {last.RoleName}, not of the user: chat templates that want them in turn refuse it"
                : "the graded replies begin the conversation: chat templates that want the user first refuse it")));

    public static SpecRule Elision { get; } = new(
        "PS210", FindingSeverity.Info, "ElidedReply", "Text is left out of a graded reply",
        source => source.Replies.Where(r => Elisions.LeavesOut(r.Message.Content))
            .Select(r => source.At(r.Line, "text is left out of the reply ([...]): fit for judging, never a training target")));

    public static SpecRule StageDirection { get; } = new(
        "PS211", FindingSeverity.Info, "StageDirection", "A graded reply is a stage direction",
        source => source.Replies.Where(r => Elisions.IsStageDirection(r.Message.Content))
            .Select(r => source.At(r.Line, "the reply is one bracketed remark about what is done: fit for judging, never a training target")));
}
