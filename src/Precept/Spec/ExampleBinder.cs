using System.Text;
using Precept.Spec.Syntax;

namespace Precept.Spec;

/// <summary>Makes the records of an example from its syntax.</summary>
internal static class ExampleBinder
{
    public static SpecExample Bind(SpecSyntaxTree tree, ExampleSyntax example, string sectionId) => new(
        sectionId,
        example.Title is null ? "" : tree.TextOf(example.Title),
        Parts(tree, example.Fence),
        tree.LineOf(example));

    /// <summary>
    /// Gives each comparison the conversation before it. All contexts are views of one array: many comparisons in one example stay linear.
    /// </summary>
    private static List<ExamplePart> Parts(SpecSyntaxTree tree, FenceSyntax fence)
    {
        var parts = new List<ExamplePart>(fence.Parts.Count);
        var conversation = new Message[fence.Parts.Count];
        var said = 0;
        foreach (var part in fence.Parts)
        {
            var line = tree.LineOf(part);
            switch (part)
            {
                case MessageSyntax message:
                    var bound = MessageOf(tree, message);
                    parts.Add(new MessagePart(bound, line));
                    conversation[said++] = bound;
                    break;
                case ComparisonSyntax comparison:
                    GradedReply[] replies = [.. comparison.Replies.Where(r => r.Verdict is { Grade: not null }).Select(r => Reply(tree, r))];
                    if (replies.Length > 0)
                    {
                        parts.Add(new Comparison(new ArraySegment<Message>(conversation, 0, said), replies, line));
                        conversation[said++] = replies.MaxBy(r => r.Verdict)!.Message;
                    }

                    break;
                default:
                    parts.Add(new ElisionPart(line));
                    break;
            }
        }

        return parts;
    }

    private static GradedReply Reply(SpecSyntaxTree tree, MessageSyntax syntax)
    {
        var message = MessageOf(tree, syntax);
        var verdict = syntax.Verdict!;
        return new GradedReply(message, verdict.Verdict!.Value, tree.LineOf(syntax))
        {
            BreaksSection = TextOrNull(tree, verdict.Section),
            Condition = TextOrNull(tree, verdict.Condition),
            Why = TextOrNull(tree, verdict.Why),
            HasElision = Elisions.In(message.Content),
        };
    }

    private static string? TextOrNull(SpecSyntaxTree tree, SyntaxNode? node) => node is null ? null : tree.TextOf(node).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static Message MessageOf(SpecSyntaxTree tree, MessageSyntax syntax)
    {
        var (content, untrusted) = Content(tree, syntax);
        return new Message(syntax.Role, content)
        {
            Name = Attribute(tree, syntax, "name"),
            Recipient = Attribute(tree, syntax, "recipient"),
            EndTurn = Attribute(tree, syntax, "end_turn") is { } endTurn ? endTurn == "true" : null,
            Untrusted = untrusted,
        };
    }

    private static (string Text, IReadOnlyList<TextSpan> Untrusted) Content(SpecSyntaxTree tree, MessageSyntax message)
    {
        if (OnlyText(message) is { } only)
        {
            return (Decoded(tree, only), []);
        }

        var text = new StringBuilder();
        var untrusted = new List<TextSpan>();
        foreach (var node in message.Children)
        {
            if (node is ElementSyntax element)
            {
                var start = text.Length;
                Append(tree, element.Children, text);
                if (element.IsUntrusted)
                {
                    untrusted.Add(new TextSpan(start, text.Length - start));
                }
            }
            else
            {
                Append(tree, [node], text);
            }
        }

        return (text.ToString(), untrusted);
    }

    /// <summary>The one text of a message without elements in it, which most are.</summary>
    private static SyntaxNode? OnlyText(MessageSyntax message)
    {
        SyntaxNode? found = null;
        foreach (var node in message.Children)
        {
            if (node is ElementSyntax)
            {
                return null;
            }

            found = node is SyntaxToken { Kind: TokenKind.Text } ? node : found;
        }

        return found;
    }

    private static string Decoded(SpecSyntaxTree tree, SyntaxNode text) => Entities.Decode(tree.TextOf(text).Replace("\r\n", "\n", StringComparison.Ordinal));

    private static void Append(SpecSyntaxTree tree, IEnumerable<SyntaxNode> nodes, StringBuilder to)
    {
        foreach (var node in nodes)
        {
            if (node is SyntaxToken { Kind: TokenKind.Text })
            {
                to.Append(Decoded(tree, node));
            }
        }
    }

    private static string? Attribute(SpecSyntaxTree tree, MessageSyntax message, string key)
    {
        foreach (var attribute in message.OpeningTag.Attributes)
        {
            if (tree.TextOf(attribute.Key) == key)
            {
                return Entities.Decode(tree.TextOf(attribute.Value));
            }
        }

        return null;
    }
}
