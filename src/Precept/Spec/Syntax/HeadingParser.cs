namespace Precept.Spec.Syntax;

/// <summary>Reads headings that open a section.</summary>
internal static class HeadingParser
{
    private const int MaxLevel = 4;
    private const int MaxMarks = 6;
    private const int MaxAttributes = 100;

    /// <summary>Whether a character may stand in a section's id.</summary>
    public static bool IsIdCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    /// <summary>The heading of a line; null where the line is none, has no id, or does not read (then there is an error).</summary>
    public static HeadingSyntax? Read(SourceText source, int line, SyntaxErrors errors)
    {
        var text = source.Line(line);
        var level = text.IndexOfAnyExcept('#');
        if (level is < 1 or > MaxMarks || text[level] is not (' ' or '\t'))
        {
            return null;
        }

        var open = text.LastIndexOf("{#");
        if (open < 0)
        {
            return null;
        }

        if (level > MaxLevel)
        {
            errors.AddLine(SyntaxError.Heading, line, $"a section's heading has {level} '#'; levels go from 1 to {MaxLevel}");
            return null;
        }

        var close = text.TrimEnd().Length - 1;
        if (text[close] != '}')
        {
            errors.AddLine(SyntaxError.Heading, line, "the heading's braces do not end the line; write: ## Title {#id authority=user}");
            return null;
        }

        var start = source.StartOf(line);
        return new Reader(source, line, errors).Read(level, start + open, start + close);
    }

    private sealed class Reader(SourceText source, int line, SyntaxErrors errors)
    {
        private readonly string _text = source.Text;
        private readonly NodeBuilder _parts = new(source.StartOf(line));
        private readonly List<AttributeSyntax> _attributes = [];

        public HeadingSyntax? Read(int level, int open, int close)
        {
            var marks = _parts.Place(TokenKind.Mark, _parts.Start + level);
            var title = Title(open);
            _parts.Token(TokenKind.Layout, open);
            _parts.Place(TokenKind.Mark, open + 2);
            var id = _parts.Place(TokenKind.Name, WordEnd(open + 2, close, '\0'));
            if (!IsId(id))
            {
                return Wrong(id.Start, id.End, $"'{Quote(id.Start, id.End)}' is not an id; use letters, digits, '_', '-', '.'");
            }

            while (true)
            {
                _parts.Token(TokenKind.Layout, BlankEnd(_parts.Position, close));
                if (_parts.Position == close)
                {
                    var brace = _parts.Place(TokenKind.Mark, close + 1);
                    _parts.Token(TokenKind.Layout, source.StartOf(line + 1));
                    return new HeadingSyntax(_parts, marks, title, id, _attributes, brace);
                }

                if (Attribute(close) is not { } attribute)
                {
                    return null;
                }

                _attributes.Add(_parts.Add(attribute));
            }
        }

        private InlinesSyntax? Title(int open)
        {
            _parts.Token(TokenKind.Layout, BlankEnd(_parts.Position, open));
            var end = open;
            while (end > _parts.Position && char.IsWhiteSpace(_text[end - 1]))
            {
                end--;
            }

            return InlineParser.Read(_text, _parts.Position, end) is { } title ? _parts.Add(title) : null;
        }

        private AttributeSyntax? Attribute(int close)
        {
            var parts = new NodeBuilder(_parts.Position);
            var key = parts.Place(TokenKind.Name, WordEnd(parts.Start, close, '='));
            if (key.Span.Length == 0 || key.End == close || _text[key.End] != '=')
            {
                Wrong(key.Start, key.End, $"'{Quote(key.Start, key.End)}' is not an attribute; write key=value, or key=\"a value\"");
                return null;
            }

            if (_attributes.Count == MaxAttributes)
            {
                Wrong(key.Start, key.End, $"the heading has more than {MaxAttributes} attributes");
                return null;
            }

            if (_attributes.Exists(a => Is(a.Key, key)))
            {
                Wrong(key.Start, key.End, $"the attribute '{Quote(key.Start, key.End)}' stands twice; keep one");
                return null;
            }

            parts.Place(TokenKind.Mark, key.End + 1);
            return Value(parts, close) is { } value ? new AttributeSyntax(parts, key, value) : null;
        }

        private SyntaxToken? Value(NodeBuilder parts, int close)
        {
            if (parts.Position == close || _text[parts.Position] != '"')
            {
                return parts.Place(TokenKind.Value, WordEnd(parts.Position, close, '\0'));
            }

            var quote = _text.IndexOf('"', parts.Position + 1, close - parts.Position - 1);
            if (quote < 0)
            {
                Wrong(parts.Position, close, "a quoted value of the heading does not end; add '\"'");
                return null;
            }

            parts.Place(TokenKind.Mark, parts.Position + 1);
            var value = parts.Place(TokenKind.Value, quote);
            parts.Place(TokenKind.Mark, quote + 1);
            return value;
        }

        private HeadingSyntax? Wrong(int start, int end, string message)
        {
            errors.Add(SyntaxError.Heading, start, end, message);
            return null;
        }

        private bool IsId(SyntaxToken id)
        {
            for (var i = id.Start; i < id.End; i++)
            {
                if (!IsIdCharacter(_text[i]))
                {
                    return false;
                }
            }

            return id.Span.Length > 0;
        }

        private bool Is(SyntaxToken one, SyntaxToken other) =>
            _text.AsSpan(one.Start, one.Span.Length).SequenceEqual(_text.AsSpan(other.Start, other.Span.Length));

        private string Quote(int start, int end) => SourceText.Quote(_text.AsSpan(start..end));

        private int WordEnd(int from, int limit, char stop)
        {
            while (from < limit && !char.IsWhiteSpace(_text[from]) && _text[from] != stop)
            {
                from++;
            }

            return from;
        }

        private int BlankEnd(int from, int limit)
        {
            while (from < limit && char.IsWhiteSpace(_text[from]))
            {
                from++;
            }

            return from;
        }
    }
}
