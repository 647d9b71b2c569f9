namespace Precept.Spec;

/// <summary>A tag of an example: <c>&lt;name key="value"&gt;</c> or <c>&lt;/name&gt;</c>.</summary>
/// <param name="Name">The name, one of <see cref="FenceCursor.TagNames"/>.</param>
/// <param name="IsClosing">Whether it is a closing tag.</param>
/// <param name="Attributes">The attributes, entities decoded.</param>
/// <param name="Line">The tag's line, from 1.</param>
internal sealed record Tag(string Name, bool IsClosing, IReadOnlyDictionary<string, string> Attributes, int Line);

/// <summary>A place in an example's text that moves forward only and knows its line.</summary>
internal sealed class FenceCursor(string text, string path, int firstLine)
{
    /// <summary>The only names that make a tag; any other <c>&lt;</c> within a message is text.</summary>
    public static readonly string[] TagNames = ["system", "developer", "user", "assistant", "tool", "comparison", "settings", "untrusted"];

    private const string CommentOpen = "<!--";
    private const string CommentClose = "-->";
    private static readonly Dictionary<string, string> NoAttributes = [];

    public string Text { get; } = text;

    public int Position { get; private set; }

    /// <summary>The line of the position, from 1.</summary>
    public int Line { get; private set; } = firstLine;

    public bool AtEnd => Position == Text.Length;

    public ReadOnlySpan<char> Rest => Text.AsSpan(Position);

    public InputException Error(string message) => Error(Line, message);

    public InputException Error(int line, string message) => new(path, line, message);

    public void Advance(int count)
    {
        Line += Text.AsSpan(Position, count).Count('\n');
        Position += count;
    }

    public void SkipWhiteSpace(char also = ' ')
    {
        var count = 0;
        while (Position + count < Text.Length && (char.IsWhiteSpace(Text[Position + count]) || Text[Position + count] == also))
        {
            count++;
        }

        Advance(count);
    }

    /// <summary>Skips blanks and the line break that they lead to; blanks before text are part of the text.</summary>
    public void SkipLineBreak()
    {
        var count = 0;
        while (Position + count < Text.Length && Text[Position + count] is ' ' or '\t')
        {
            count++;
        }

        if (Position + count < Text.Length && Text[Position + count] == '\n')
        {
            Advance(count + 1);
        }
    }

    /// <summary>The known tag that stands here, or null. Moves behind it.</summary>
    public Tag? TakeTag()
    {
        var rest = Rest;
        if (rest is not ['<', ..])
        {
            return null;
        }

        var closing = rest is [_, '/', ..];
        var name = NameAt(rest[(closing ? 2 : 1)..]);
        if (name is null)
        {
            return null;
        }

        var line = Line;
        Advance((closing ? 2 : 1) + name.Length);
        var attributes = Attributes(name, line);
        return new Tag(name, closing, attributes, line);
    }

    /// <summary>The inside of the comment that stands here, or null. Moves behind it.</summary>
    public string? TakeComment()
    {
        if (!Rest.StartsWith(CommentOpen))
        {
            return null;
        }

        var inside = Rest[CommentOpen.Length..];
        var end = inside.IndexOf(CommentClose);
        if (end < 0)
        {
            throw Error($"the comment does not end; add '{CommentClose}'");
        }

        var comment = inside[..end].ToString();
        Advance(CommentOpen.Length + end + CommentClose.Length);
        return comment;
    }

    private static string? NameAt(ReadOnlySpan<char> text)
    {
        foreach (var name in TagNames)
        {
            if (text.StartsWith(name) && (text.Length == name.Length || text[name.Length] == '>' || char.IsWhiteSpace(text[name.Length])))
            {
                return name;
            }
        }

        return null;
    }

    private Dictionary<string, string> Attributes(string tag, int line)
    {
        Dictionary<string, string>? attributes = null;
        while (true)
        {
            SkipWhiteSpace();
            if (Rest is ['>', ..])
            {
                Advance(1);
                return attributes ?? NoAttributes;
            }

            var (key, value) = Attribute(tag, line);
            if (!(attributes ??= []).TryAdd(key, value))
            {
                throw Error(line, $"<{tag}> has the attribute '{SourceText.Quote(key)}' twice; keep one");
            }
        }
    }

    private (string Key, string Value) Attribute(string tag, int line)
    {
        var rest = Rest;
        var equals = 0;
        while (equals < rest.Length && (char.IsLetterOrDigit(rest[equals]) || rest[equals] is '_' or '-'))
        {
            equals++;
        }

        if (equals == 0 || equals + 1 >= rest.Length || rest[equals] != '=' || rest[equals + 1] is not ('"' or '\''))
        {
            throw Error(line, $"the tag <{tag}> does not read: expected '>' or name=\"value\"; write '&lt;' for a '<' that is text");
        }

        var start = equals + 2;
        var length = rest[start..].IndexOf(rest[equals + 1]);
        if (length < 0)
        {
            throw Error(line, $"a value in the tag <{tag}> does not end; close its quotation mark");
        }

        var result = (rest[..equals].ToString(), Entities.Decode(rest.Slice(start, length).ToString()));
        Advance(start + length + 1);
        return result;
    }
}
