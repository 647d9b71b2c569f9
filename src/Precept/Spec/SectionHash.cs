namespace Precept.Spec;

/// <summary>What a section's content hash covers: authority, body and examples. Commentary, titles and line numbers do not change it.</summary>
internal static class SectionHash
{
    public static string Of(Authority authority, string body, IReadOnlyList<SpecExample> examples)
    {
        List<string> words = [authority.Name(), body];
        foreach (var example in examples)
        {
            words.Add("example");
            words.Add(example.Title);
            foreach (var part in example.Parts)
            {
                Add(part, words);
            }
        }

        return ContentHash.Of(words);
    }

    private static void Add(ExamplePart part, List<string> words)
    {
        switch (part)
        {
            case MessagePart said:
                words.Add("message");
                Add(said.Message, words);
                break;
            case ElisionPart:
                words.Add("elision");
                break;
            case Comparison comparison:
                words.Add("comparison");
                foreach (var reply in comparison.Replies)
                {
                    Add(reply, words);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(part), part, null);
        }
    }

    private static void Add(GradedReply reply, List<string> words)
    {
        words.Add(reply.Verdict.ToString());
        words.Add(reply.BreaksSection ?? "");
        words.Add(reply.Condition ?? "");
        words.Add(reply.Why ?? "");
        Add(reply.Message, words);
    }

    private static void Add(Message message, List<string> words)
    {
        words.Add(message.RoleName);
        words.Add(message.Name ?? "");
        words.Add(message.Recipient ?? "");
        words.Add(message.EndTurn?.ToString() ?? "");
        words.Add(message.Content);
        words.Add(message.Untrusted.Count == 0 ? "" : string.Join(' ', message.Untrusted.Select(s => $"{s.Start}+{s.Length}")));
    }
}
