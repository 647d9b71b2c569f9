using System.Text;

namespace Precept.Spec.Syntax;

/// <summary>Writes an example as Markdown, so that it reads back as the same records.</summary>
public static class ExampleWriter
{
    /// <summary>The example, from its title's line to its closing fence, without a line end at the end.</summary>
    /// <exception cref="ArgumentException">
    /// Something cannot be written in the format: a title of several lines, a verdict with <c>--&gt;</c> or a line that begins with <c>~</c> in it, a condition with a colon that white space follows,
    /// a comparison without replies.
    /// </exception>
    public static string Write(SpecExample example)
    {
        var text = new StringBuilder($"**Example**: {OneLine(example.Title, "an example's title")}\n\n~~~xml\n");
        foreach (var part in example.Parts)
        {
            Write(part, text);
        }

        return text.Append("~~~").ToString();
    }

    private static void Write(ExamplePart part, StringBuilder to)
    {
        switch (part)
        {
            case MessagePart message:
                Write(message.Message, "", to);
                break;
            case Comparison { Replies.Count: > 0 } comparison:
                to.Append("<comparison>\n");
                foreach (var reply in comparison.Replies)
                {
                    Write(reply.Message, $" <!-- {VerdictOf(reply)} -->", to);
                }

                to.Append("</comparison>\n");
                break;
            case ElisionPart:
                to.Append("[...]\n");
                break;
            default:
                throw new ArgumentException("a comparison has no replies", nameof(part));
        }
    }

    private static void Write(Message message, string verdict, StringBuilder to)
    {
        to.Append('<').Append(message.RoleName);
        Attribute("name", message.Name, to);
        Attribute("recipient", message.Recipient, to);
        Attribute("end_turn", message.EndTurn is { } ends ? (ends ? "true" : "false") : null, to);
        to.Append('>').Append(verdict).Append('\n');
        var position = 0;
        var content = message.Content;
        foreach (var (start, length) in message.Untrusted)
        {
            to.Append(Escape(content[position..start], atLineStart: position == 0))
                .Append("<untrusted>\n").Append(Escape(content.Substring(start, length), atLineStart: true)).Append("\n</untrusted>");
            position = start + length;
        }

        to.Append(Escape(content[position..], atLineStart: position == 0)).Append("\n</").Append(message.RoleName).Append(">\n");
    }

    private static void Attribute(string key, string? value, StringBuilder to)
    {
        if (value is not null)
        {
            to.Append(' ').Append(key).Append("=\"").Append(Escape(value, atLineStart: false).Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
        }
    }

    /// <summary>Text that is read back as it is: no tag, no entity, no line that closes the fence.</summary>
    private static string Escape(string text, bool atLineStart)
    {
        var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("\r", "&#13;", StringComparison.Ordinal).Replace("\n~", "\n&#126;", StringComparison.Ordinal);
        return atLineStart && escaped.StartsWith('~') ? "&#126;" + escaped[1..] : escaped;
    }

    private static string VerdictOf(GradedReply reply)
    {
        var text = reply.Verdict.Name()
            + (reply.BreaksSection is { } section ? $"[#{section}]" : "")
            + (reply.Condition is { } condition ? $", {condition}" : "")
            + (reply.Why is { } why ? $": {why}" : "");
        var comment = $"<!-- {text} -->";
        var read = text.Contains("-->", StringComparison.Ordinal) || text.Contains("\n~", StringComparison.Ordinal) ? null : VerdictSyntaxParser.Read(comment, 0, comment.Length - VerdictSyntaxParser.Close.Length);
        return read is { Grade: not null } && Same(read.Section, reply.BreaksSection) && Same(read.Condition, reply.Condition) && Same(read.Why, reply.Why)
            ? text
            : throw new ArgumentException($"the verdict '{SourceText.Quote(text)}' would not read back as it is", nameof(reply));

        bool Same(SyntaxNode? node, string? value) => node is null ? value is null : comment.AsSpan(node.Start..node.End).SequenceEqual(value);
    }

    private static string OneLine(string text, string what) =>
        text.AsSpan().ContainsAny('\r', '\n') || text != text.Trim()
            ? throw new ArgumentException($"{what} must be one line without blanks around it: '{SourceText.Quote(text)}'", nameof(text))
            : text;
}
