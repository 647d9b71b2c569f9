namespace Precept.Spec.Syntax;

/// <summary>Reads tags. Only known names make a tag; any other <c>&lt;</c> within a message is text.</summary>
internal sealed class TagParser(SourceText source, int end, SyntaxErrors errors)
{
    /// <summary>The names of tags.</summary>
    public static readonly string[] Names = ["system", "developer", "user", "assistant", "tool", "comparison", "settings", "untrusted"];

    private const int MaxAttributes = 100;

    private readonly string _text = source.Text;

    /// <summary>Whether a known tag begins at a place, where a <c>&lt;</c> stands.</summary>
    public bool StandsAt(int position) => NameAt(position) is not null;

    /// <summary>The tag at a place where <see cref="StandsAt"/> says that there is one; null where it does not read (then there is an error).</summary>
    public TagSyntax? Read(int position)
    {
        var isClosing = IsClosing(position);
        var known = NameAt(position)!;
        var parts = new NodeBuilder(position);
        parts.Place(TokenKind.Mark, position + (isClosing ? 2 : 1));
        var name = parts.Place(TokenKind.Name, parts.Position + known.Length);
        var attributes = new List<AttributeSyntax>();
        while (true)
        {
            parts.Token(TokenKind.Layout, BlankEnd(parts.Position));
            if (parts.Position < end && _text[parts.Position] == '>')
            {
                parts.Place(TokenKind.Mark, parts.Position + 1);
                return new TagSyntax(parts, isClosing, name, attributes);
            }

            if (Attribute(parts.Position, position, known) is not { } attribute)
            {
                return null;
            }

            if (attributes.Count == MaxAttributes)
            {
                return Wrong(position, attribute.Key.End, $"<{known}> has more than {MaxAttributes} attributes");
            }

            var key = Text(attribute.Key);
            if (attributes.Exists(a => Text(a.Key).SequenceEqual(Text(attribute.Key))))
            {
                return Wrong(position, attribute.Key.End, $"<{known}> has the attribute '{SourceText.Quote(key)}' twice; keep one");
            }

            attributes.Add(parts.Add(attribute));
        }
    }

    private AttributeSyntax? Attribute(int start, int tag, string name)
    {
        var equals = start;
        while (equals < end && (char.IsLetterOrDigit(_text[equals]) || _text[equals] is '_' or '-'))
        {
            equals++;
        }

        if (equals == start || equals + 1 >= end || _text[equals] != '=' || _text[equals + 1] is not ('"' or '\''))
        {
            Wrong(tag, start, $"the tag <{name}> does not read: expected '>' or name=\"value\"; write '&lt;' for a '<' that is text");
            return null;
        }

        var close = _text.IndexOf(_text[equals + 1], equals + 2, end - equals - 2);
        if (close < 0)
        {
            Wrong(tag, equals + 2, $"a value in the tag <{name}> does not end; close its quotation mark");
            return null;
        }

        var parts = new NodeBuilder(start);
        var key = parts.Place(TokenKind.Name, equals);
        parts.Place(TokenKind.Mark, equals + 2);
        var value = parts.Place(TokenKind.Value, close);
        parts.Place(TokenKind.Mark, close + 1);
        return new AttributeSyntax(parts, key, value);
    }

    private string? NameAt(int position)
    {
        var rest = _text.AsSpan(position, end - position);
        rest = rest[Math.Min(rest.Length, IsClosing(position) ? 2 : 1)..];
        foreach (var name in Names)
        {
            if (rest.StartsWith(name) && (rest.Length == name.Length || rest[name.Length] == '>' || char.IsWhiteSpace(rest[name.Length])))
            {
                return name;
            }
        }

        return null;
    }

    private bool IsClosing(int position) => position + 1 < end && _text[position + 1] == '/';

    private int BlankEnd(int from)
    {
        while (from < end && char.IsWhiteSpace(_text[from]))
        {
            from++;
        }

        return from;
    }

    private ReadOnlySpan<char> Text(SyntaxToken token) => _text.AsSpan(token.Start..token.End);

    private TagSyntax? Wrong(int start, int until, string message)
    {
        errors.Add(SyntaxError.Fence, start, until, message);
        return null;
    }
}
