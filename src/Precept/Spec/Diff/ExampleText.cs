namespace Precept.Spec.Diff;

/// <summary>Texts and fingerprints of examples.</summary>
internal static class ExampleText
{
    /// <summary>All that is said in it.</summary>
    public static IEnumerable<string> All(SpecExample example) => example.Parts.SelectMany(p => p switch
    {
        MessagePart m => [m.Message.Content],
        Comparison c => c.Replies.Select(r => r.Message.Content),
        _ => Enumerable.Empty<string>(),
    });

    /// <summary>Everything but title and place.</summary>
    public static string Content(SpecExample example) => SectionHash.Of(Authority.None, "", [example with { Title = "" }]);

    /// <summary>The conversation without the graded replies.</summary>
    public static string Conversation(SpecExample example) => string.Join('\n', Turns(example).Select(t => $"{t.Key.Length}:{t.Key}"));

    /// <summary>The conversation turn by turn; a comparison is one turn, whatever its replies are.</summary>
    public static IReadOnlyList<ExampleTurn> Turns(SpecExample example) => [.. example.Parts.Select(p => p switch
    {
        MessagePart m => new ExampleTurn(m.Message.RoleName, Written(m.Message), m.Line),
        Comparison => new ExampleTurn("comparison", "", p.Line),
        _ => new ExampleTurn("elision", "[...]", p.Line),
    })];

    /// <summary>A message's text, with its attributes before it where it has any.</summary>
    public static string Written(Message message)
    {
        List<string> attributes = [];
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                attributes.Add($"{name}={value}");
            }
        }

        Add("name", message.Name);
        Add("recipient", message.Recipient);
        Add("end_turn", message.EndTurn?.ToString().ToLowerInvariant());
        Add("untrusted", message.Untrusted.Count == 0 ? null : string.Join(',', message.Untrusted.Select(s => $"{s.Start}+{s.Length}")));
        return attributes.Count == 0 ? message.Content : $"[{string.Join(' ', attributes)}] {message.Content}";
    }
}

/// <summary>One turn of an example's conversation.</summary>
/// <param name="Role">The role's name, <c>comparison</c> or <c>elision</c>.</param>
/// <param name="Text">What is said, with the message's attributes.</param>
/// <param name="Line">Its line.</param>
internal readonly record struct ExampleTurn(string Role, string Text, int Line)
{
    /// <summary>Equal for equal turns.</summary>
    public string Key => $"{Role} {Text}";
}
