namespace Precept.Spec.Syntax;

/// <summary>Reads the inside of an example's fence: messages, elisions and comparisons. Where something does not read, the rest of the fence is skipped.</summary>
internal sealed class FenceParser(SourceText source, int end, SyntaxErrors errors)
{
    private const string Elision = "[...]";
    private const string Declaration = "<!ENTITY";
    private const int LongestVerdict = 1000;

    private readonly string _text = source.Text;
    private readonly TagParser _tags = new(source, end, errors);

    /// <summary>Adds the parts up to the fence's end.</summary>
    /// <returns>Whether all of it reads.</returns>
    public bool Read(NodeBuilder fence)
    {
        if (Declared(fence.Position))
        {
            fence.Token(TokenKind.Skipped, end);
            return false;
        }

        while (true)
        {
            fence.Token(TokenKind.Layout, LayoutEnd(fence.Position));
            if (fence.Position == end)
            {
                return true;
            }

            if (Part(fence.Position) is not { } part)
            {
                fence.Token(TokenKind.Skipped, end);
                return false;
            }

            fence.Add(part);
        }
    }

    /// <summary>Entities are never declared: the five of XML and numbers are all there are.</summary>
    private bool Declared(int start)
    {
        var at = _text.AsSpan(start, end - start).IndexOf(Declaration, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            Wrong(start + at, start + at + Declaration.Length, "entities cannot be declared here; only &lt; &gt; &amp; &quot; &apos; and numbers are known. Write '&lt;!ENTITY' where it is text");
        }

        return at >= 0;
    }

    private PartSyntax? Part(int start)
    {
        if (Rest(start).StartsWith(Elision))
        {
            var parts = new NodeBuilder(start);
            parts.Place(TokenKind.Mark, start + Elision.Length);
            return new ElisionSyntax(parts);
        }

        if (Tag(start) is not { } tag)
        {
            return null;
        }

        if (Is(tag, "comparison") && !tag.IsClosing)
        {
            return Comparison(tag);
        }

        if (tag.IsClosing || !Roles.TryParse(NameOf(tag), out var role))
        {
            return Wrong(tag, $"{Shown(tag)} does not belong here; expected a message, {Elision} or <comparison>");
        }

        if (HasVerdict(tag))
        {
            return Wrong(tag, "a reply with a verdict stands outside a comparison; put <comparison> around the replies");
        }

        var message = new NodeBuilder(start);
        message.Add(tag);
        return Message(message, tag, role, verdict: null);
    }

    private ComparisonSyntax? Comparison(TagSyntax open)
    {
        var parts = new NodeBuilder(open.Start);
        parts.Add(open);
        var hasReply = false;
        while (true)
        {
            parts.Token(TokenKind.Layout, LayoutEnd(parts.Position));
            if (parts.Position == end)
            {
                Wrong(open, "<comparison> is never closed; add </comparison>");
                return null;
            }

            if (Tag(parts.Position) is not { } tag)
            {
                return null;
            }

            if (Is(tag, "comparison") && tag.IsClosing)
            {
                parts.Add(tag);
                if (hasReply)
                {
                    return new ComparisonSyntax(parts, open, tag);
                }

                Wrong(open, "the comparison has no replies; add <assistant> <!-- GOOD --> …");
                return null;
            }

            if (tag.IsClosing || !Is(tag, "assistant"))
            {
                Wrong(tag, $"{Shown(tag)} stands in the comparison of line {source.LineNumber(open.Start)}; only graded <assistant> replies may");
                return null;
            }

            if (Reply(tag) is not { } reply)
            {
                return null;
            }

            hasReply = true;
            parts.Add(reply);
        }
    }

    private MessageSyntax? Reply(TagSyntax open)
    {
        var parts = new NodeBuilder(open.Start);
        parts.Add(open);
        parts.Token(TokenKind.Layout, BlankEnd(parts.Position));
        var start = parts.Position;
        if (!Rest(start).StartsWith(VerdictSyntaxParser.Open))
        {
            return Wrong(open, "the reply in a comparison has no verdict; write <assistant> <!-- GOOD -->, OK or BAD");
        }

        var length = Rest(start + VerdictSyntaxParser.Open.Length).IndexOf(VerdictSyntaxParser.Close);
        if (length < 0)
        {
            return Wrong(start, start + VerdictSyntaxParser.Open.Length, $"the comment does not end; add '{VerdictSyntaxParser.Close}'");
        }

        var verdict = parts.Add(VerdictSyntaxParser.Read(_text, start, start + VerdictSyntaxParser.Open.Length + length));
        if (verdict.Grade is null)
        {
            var comment = _text.AsSpan(start + VerdictSyntaxParser.Open.Length, length).Trim();
            errors.Add(
                SyntaxError.Verdict,
                start,
                verdict.End,
                $"'{SourceText.Quote(comment)}' is not a verdict; write GOOD, OK or BAD, then [#section], ', condition' and ': reason' as needed");
        }

        return Message(parts, open, Role.Assistant, verdict);
    }

    private MessageSyntax? Message(NodeBuilder parts, TagSyntax open, Role role, VerdictSyntax? verdict)
    {
        if (!EndTurnReads(open))
        {
            return null;
        }

        parts.Token(TokenKind.Layout, LineBreakEnd(parts.Position));
        while (Text(parts, open) is { } tag)
        {
            if (tag.IsClosing && NameOf(tag).SequenceEqual(NameOf(open)))
            {
                parts.Add(tag);
                return new MessageSyntax(parts, role, open, verdict, tag);
            }

            if (!tag.IsClosing && (Is(tag, "untrusted") || (Is(tag, "settings") && role is Role.System or Role.Developer)))
            {
                if (Element(tag) is not { } element)
                {
                    return null;
                }

                parts.Add(element);
            }
            else
            {
                return Misplaced(tag, open);
            }
        }

        return null;
    }

    private ElementSyntax? Element(TagSyntax open)
    {
        var parts = new NodeBuilder(open.Start);
        parts.Add(open);
        parts.Token(TokenKind.Layout, LineBreakEnd(parts.Position));
        if (Text(parts, open) is not { } tag)
        {
            return null;
        }

        if (!tag.IsClosing || !NameOf(tag).SequenceEqual(NameOf(open)))
        {
            Misplaced(tag, open);
            return null;
        }

        parts.Add(tag);
        return new ElementSyntax(parts, open, tag) { IsUntrusted = Is(open, "untrusted") };
    }

    /// <summary>
    /// Adds the text up to the next tag and reads that tag. The line break before a closing tag, with the tag's indent, is layout.
    /// Null where no tag follows or it does not read.
    /// </summary>
    private TagSyntax? Text(NodeBuilder parts, TagSyntax open)
    {
        var from = parts.Position;
        while (true)
        {
            var length = Rest(from).IndexOf('<');
            if (length < 0)
            {
                Wrong(open, $"<{NameOf(open)}> is never closed; add </{NameOf(open)}>");
                return null;
            }

            from += length;
            if (_tags.StandsAt(from))
            {
                break;
            }

            from++;
        }

        if (_tags.Read(from) is not { } tag)
        {
            return null;
        }

        parts.Token(TokenKind.Text, tag.IsClosing ? TextEnd(parts.Position, from) : from);
        parts.Token(TokenKind.Layout, from);
        return tag;
    }

    private int TextEnd(int start, int tag)
    {
        var at = tag;
        while (at > start && _text[at - 1] is ' ' or '\t')
        {
            at--;
        }

        if (at == start || _text[at - 1] != '\n')
        {
            return tag;
        }

        at--;
        return at > start && _text[at - 1] == '\r' ? at - 1 : at;
    }

    /// <summary>A verdict outside a comparison would silently become a part of the message's text.</summary>
    private bool HasVerdict(TagSyntax tag)
    {
        var start = BlankEnd(tag.End);
        if (!Is(tag, "assistant") || !Rest(start).StartsWith(VerdictSyntaxParser.Open))
        {
            return false;
        }

        // Bounded, so that many comments that never end stay linear.
        var inside = Rest(start + VerdictSyntaxParser.Open.Length);
        var length = inside[..Math.Min(inside.Length, LongestVerdict)].IndexOf(VerdictSyntaxParser.Close);
        return length < 0
            ? inside.Length > LongestVerdict && inside.TrimStart() is var text && (text.StartsWith("GOOD") || text.StartsWith("BAD") || text.StartsWith("OK"))
            : length > 0 && VerdictSyntaxParser.IsVerdict(_text, start, start + VerdictSyntaxParser.Open.Length + length);
    }

    private bool EndTurnReads(TagSyntax open)
    {
        foreach (var attribute in open.Attributes)
        {
            var value = _text.AsSpan(attribute.Value.Start..attribute.Value.End);
            if (_text.AsSpan(attribute.Key.Start..attribute.Key.End) is "end_turn" && value is not ("true" or "false"))
            {
                Wrong(attribute.Start, attribute.End, $"end_turn=\"{SourceText.Quote(value)}\" is neither \"true\" nor \"false\"");
                return false;
            }
        }

        return true;
    }

    private TagSyntax? Tag(int start)
    {
        if (_text[start] == '<' && _tags.StandsAt(start))
        {
            return _tags.Read(start);
        }

        var rest = Rest(start);
        var length = rest.IndexOfAny('\n', '>');
        var found = length < 0 ? rest : rest[..(rest[length] == '>' ? length + 1 : length)];
        Wrong(start, start + found.Length, rest[0] == '<'
            ? $"'{SourceText.Quote(found)}' is not a known tag; the tags are {string.Join(", ", TagParser.Names)}"
            : $"'{SourceText.Quote(found)}' stands outside a message; put it into a message, or leave it out");
        return null;
    }

    private MessageSyntax? Misplaced(TagSyntax tag, TagSyntax within) => Wrong(
        tag,
        $"{Shown(tag)} stands within <{NameOf(within)}> of line {source.LineNumber(within.Start)}; close that first, or write '&lt;' for a '<' that is text");

    private MessageSyntax? Wrong(TagSyntax tag, string message) => Wrong(tag.Start, tag.End, message);

    private MessageSyntax? Wrong(int start, int until, string message)
    {
        errors.Add(SyntaxError.Fence, start, until, message);
        return null;
    }

    private ReadOnlySpan<char> Rest(int start) => _text.AsSpan(start, end - start);

    private ReadOnlySpan<char> NameOf(TagSyntax tag) => _text.AsSpan(tag.Name.Start..tag.Name.End);

    private bool Is(TagSyntax tag, string name) => NameOf(tag).SequenceEqual(name);

    private string Shown(TagSyntax tag) => $"<{(tag.IsClosing ? "/" : "")}{NameOf(tag)}>";

    /// <summary>Early releases have stray asterisks before tags.</summary>
    private int LayoutEnd(int from)
    {
        while (from < end && (char.IsWhiteSpace(_text[from]) || _text[from] == '*'))
        {
            from++;
        }

        return from;
    }

    private int BlankEnd(int from)
    {
        while (from < end && char.IsWhiteSpace(_text[from]))
        {
            from++;
        }

        return from;
    }

    /// <summary>Behind blanks and the line break that they lead to; blanks before text are part of the text.</summary>
    private int LineBreakEnd(int from)
    {
        var at = from;
        while (at < end && _text[at] is ' ' or '\t' or '\r')
        {
            at++;
        }

        return at < end && _text[at] == '\n' ? at + 1 : from;
    }
}
