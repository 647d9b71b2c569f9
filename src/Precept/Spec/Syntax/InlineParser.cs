namespace Precept.Spec.Syntax;

/// <summary>Finds references and footnotes in prose, in one pass. Neither reaches over a line's end.</summary>
internal static class InlineParser
{
    private const int MaxTagLength = 32;

    /// <summary>The prose between two places; null where it is empty.</summary>
    public static InlinesSyntax? Read(string text, int start, int end)
    {
        if (start == end)
        {
            return null;
        }

        var parts = new NodeBuilder(start);
        var open = -1;
        for (var i = Next(text, start, end); i < end; i = Next(text, i + 1, end))
        {
            if (text[i] != ']')
            {
                open = text[i] == '[' ? i : -1;
            }
            else if (open >= 0)
            {
                if (IsTag(text.AsSpan(open + 1, i - open - 1)))
                {
                    parts.Token(TokenKind.Text, open);
                    parts.Add(Footnote(open, i));
                }
                else if (i > open + 1 && TargetEnd(text, i + 1, end) is { } targetEnd)
                {
                    parts.Token(TokenKind.Text, open);
                    parts.Add(Reference(open, i, targetEnd));
                    i = targetEnd;
                }

                open = -1;
            }
        }

        parts.Token(TokenKind.Text, end);
        return new InlinesSyntax(parts);
    }

    private static int Next(string text, int from, int end)
    {
        var found = text.AsSpan(from, end - from).IndexOfAny('[', ']', '\n');
        return found < 0 ? end : from + found;
    }

    private static bool IsTag(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > MaxTagLength + 1 || text[0] != '^')
        {
            return false;
        }

        foreach (var c in text[1..])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the id of <c>(#id)</c> at a place ends, or null.</summary>
    private static int? TargetEnd(string text, int start, int end)
    {
        if (end - start < 4 || text[start] != '(' || text[start + 1] != '#')
        {
            return null;
        }

        var i = start + 2;
        while (i < end && HeadingParser.IsIdCharacter(text[i]))
        {
            i++;
        }

        return i > start + 2 && i < end && text[i] == ')' ? i : null;
    }

    private static FootnoteSyntax Footnote(int open, int close)
    {
        var parts = new NodeBuilder(open);
        parts.Place(TokenKind.Mark, open + 2);
        var tag = parts.Place(TokenKind.Name, close);
        parts.Place(TokenKind.Mark, close + 1);
        return new FootnoteSyntax(parts, tag);
    }

    private static ReferenceSyntax Reference(int open, int close, int targetEnd)
    {
        var parts = new NodeBuilder(open);
        parts.Place(TokenKind.Mark, open + 1);
        var text = parts.Place(TokenKind.Text, close);
        parts.Place(TokenKind.Mark, close + 3);
        var target = parts.Place(TokenKind.Name, targetEnd);
        parts.Place(TokenKind.Mark, targetEnd + 1);
        return new ReferenceSyntax(parts, text, target);
    }
}
