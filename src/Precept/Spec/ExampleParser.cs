namespace Precept.Spec;

/// <summary>Reads the inside of an example's fence: messages, elisions and comparisons.</summary>
internal sealed class ExampleParser
{
    private const string Elision = "[...]";
    private const int LongestVerdict = 1000;

    private readonly FenceCursor _cursor;
    private readonly List<ExamplePart> _parts = [];
    private readonly List<Message> _conversation = [];

    private ExampleParser(FenceCursor cursor) => _cursor = cursor;

    /// <summary>The parts of an example.</summary>
    /// <param name="text">The lines between the fences, joined by line feeds.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="firstLine">The line of the text's start, from 1.</param>
    public static IReadOnlyList<ExamplePart> Read(string text, string path, int firstLine)
    {
        var parser = new ExampleParser(new FenceCursor(text, path, firstLine));
        while (parser.ReadPart())
        {
        }

        return parser.WithContexts();
    }

    private bool ReadPart()
    {
        // Early releases have stray asterisks before tags.
        _cursor.SkipWhiteSpace(also: '*');
        if (_cursor.AtEnd)
        {
            return false;
        }

        var line = _cursor.Line;
        if (_cursor.Rest.StartsWith(Elision))
        {
            _cursor.Advance(Elision.Length);
            _parts.Add(new ElisionPart(line));
        }
        else if (_cursor.TakeTag() is not { } tag)
        {
            throw Unexpected(line);
        }
        else if (tag is { Name: "comparison", IsClosing: false })
        {
            ReadComparison(tag);
        }
        else if (!tag.IsClosing && Roles.TryParse(tag.Name, out var role))
        {
            RefuseVerdict(tag);
            var message = MessageParser.Read(_cursor, tag, role);
            _parts.Add(new MessagePart(message, tag.Line));
            _conversation.Add(message);
        }
        else
        {
            throw _cursor.Error(tag.Line, $"<{(tag.IsClosing ? "/" : "")}{tag.Name}> does not belong here; expected a message, {Elision} or <comparison>");
        }

        return true;
    }

    /// <summary>A comparison's context is filled in when the whole conversation is known.</summary>
    private void ReadComparison(Tag open)
    {
        var replies = new List<GradedReply>();
        while (true)
        {
            _cursor.SkipWhiteSpace(also: '*');
            if (_cursor.AtEnd)
            {
                throw _cursor.Error(open.Line, "<comparison> is never closed; add </comparison>");
            }

            var line = _cursor.Line;
            var tag = _cursor.TakeTag() ?? throw Unexpected(line);
            if (tag is { Name: "comparison", IsClosing: true })
            {
                break;
            }

            if (tag is not { Name: "assistant", IsClosing: false })
            {
                throw _cursor.Error(tag.Line, $"<{(tag.IsClosing ? "/" : "")}{tag.Name}> stands in the comparison of line {open.Line}; only graded <assistant> replies may");
            }

            replies.Add(ReadReply(tag));
        }

        if (replies.Count == 0)
        {
            throw _cursor.Error(open.Line, "the comparison has no replies; add <assistant> <!-- GOOD --> …");
        }

        _parts.Add(new Comparison(new ArraySegment<Message>([], 0, 0), replies, open.Line));
        _conversation.Add(replies.MaxBy(r => r.Verdict)!.Message);
    }

    private GradedReply ReadReply(Tag open)
    {
        _cursor.SkipWhiteSpace();
        if (_cursor.TakeComment() is not { } comment)
        {
            throw _cursor.Error(open.Line, "the reply in a comparison has no verdict; write <assistant> <!-- GOOD -->, OK or BAD");
        }

        if (VerdictParser.Parse(comment) is not { } verdict)
        {
            throw _cursor.Error(
                open.Line,
                $"'{SourceText.Quote(comment.AsSpan().Trim())}' is not a verdict; write GOOD, OK or BAD, then [#section], ', condition' and ': reason' as needed");
        }

        var message = MessageParser.Read(_cursor, open, Role.Assistant);
        return new GradedReply(message, verdict.Verdict, open.Line)
        {
            BreaksSection = verdict.BreaksSection,
            Condition = verdict.Condition,
            Why = verdict.Why,
            HasElision = Elisions.In(message.Content),
        };
    }

    /// <summary>A verdict outside a comparison would silently become a part of the message's text.</summary>
    private void RefuseVerdict(Tag tag)
    {
        var rest = _cursor.Rest.TrimStart();
        if (tag.Name != "assistant" || !rest.StartsWith("<!--"))
        {
            return;
        }

        // Bounded, so that many comments that never end stay linear.
        rest = rest[..Math.Min(rest.Length, LongestVerdict)];
        var end = rest.IndexOf("-->");
        if (end > 0 && VerdictParser.Parse(rest[4..end]) is not null)
        {
            throw _cursor.Error(tag.Line, "a reply with a verdict stands outside a comparison; put <comparison> around the replies");
        }
    }

    private InputException Unexpected(int line)
    {
        var rest = _cursor.Rest;
        var end = rest.IndexOfAny('\n', '>');
        var found = SourceText.Quote(end < 0 ? rest : rest[..(rest[end] == '>' ? end + 1 : end)]);
        return rest[0] == '<'
            ? _cursor.Error(line, $"'{found}' is not a known tag; the tags are {string.Join(", ", FenceCursor.TagNames)}")
            : _cursor.Error(line, $"'{found}' stands outside a message; put it into a message, or leave it out");
    }

    /// <summary>
    /// Gives each comparison the conversation before it. All contexts are views of one array: many comparisons in one example stay linear.
    /// </summary>
    private ExamplePart[] WithContexts()
    {
        var conversation = _conversation.ToArray();
        var said = 0;
        var parts = new ExamplePart[_parts.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = _parts[i] is Comparison comparison
                ? comparison with { Context = new ArraySegment<Message>(conversation, 0, said) }
                : _parts[i];
            said += parts[i] is ElisionPart ? 0 : 1;
        }

        return parts;
    }
}
