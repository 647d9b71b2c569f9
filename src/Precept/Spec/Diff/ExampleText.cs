using System.Text;

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

    /// <summary>A message's text, with its attributes before it where it has any and its untrusted spans in tags.</summary>
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
        return attributes.Count == 0 ? Marked(message) : $"[{string.Join(' ', attributes)}] {Marked(message)}";
    }

    /// <summary>What to add to a detail where two texts look alike.</summary>
    public static string IfOnlyBlanks(string? from, string? to) =>
        from is not null && to is not null && BodySentences.OneSpaced(from) == BodySentences.OneSpaced(to) ? ", only white space" : "";

    /// <summary>The text with its untrusted spans in tags. Spans beyond the text or inside an earlier span are clipped.</summary>
    private static string Marked(Message message)
    {
        var (text, marked, at) = (message.Content, new StringBuilder(), 0);
        foreach (var span in message.Untrusted)
        {
            var start = Math.Clamp(span.Start, at, text.Length);
            var end = (int)Math.Clamp((long)span.Start + span.Length, start, text.Length);
            marked.Append(text, at, start - at).Append("<untrusted>").Append(text, start, end - start).Append("</untrusted>");
            at = end;
        }

        return marked.Append(text, at, text.Length - at).ToString();
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
