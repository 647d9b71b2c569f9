namespace Precept.Spec;

/// <summary>What a section's content hash covers: authority, body and examples. Commentary, titles and line numbers do not change it.</summary>
internal static class SectionHash
{
    public static string Of(Authority authority, string body, IEnumerable<SpecExample> examples) =>
        ContentHash.Of([authority.Name(), body, .. examples.SelectMany(Example)]);

    private static IEnumerable<string> Example(SpecExample example) =>
        ["example", example.Title, .. example.Parts.SelectMany(Part)];

    private static IEnumerable<string> Part(ExamplePart part) => part switch
    {
        MessagePart p => ["message", .. Words(p.Message)],
        ElisionPart => ["elision"],
        Comparison c => ["comparison", .. c.Replies.SelectMany(Reply)],
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    private static IEnumerable<string> Reply(GradedReply reply) =>
        [reply.Verdict.ToString(), reply.BreaksSection ?? "", reply.Condition ?? "", reply.Why ?? "", .. Words(reply.Message)];

    private static IEnumerable<string> Words(Message message) =>
    [
        message.RoleName,
        message.Name ?? "",
        message.Recipient ?? "",
        message.EndTurn?.ToString() ?? "",
        message.Content,
        string.Join(' ', message.Untrusted.Select(s => $"{s.Start}+{s.Length}")),
    ];
}
