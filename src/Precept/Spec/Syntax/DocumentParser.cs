namespace Precept.Spec.Syntax;

/// <summary>Cuts a Markdown text into blocks, line by line, in one pass.</summary>
internal sealed class DocumentParser
{
    private const string ExampleMark = "**Example**:";
    private const string MetaMark = "!!! meta";
    private const string HeaderMark = "Examples for [^";
    private const string HeaderMiddle = "] in ";

    private readonly SourceText _source;
    private readonly string _text;
    private readonly SyntaxErrors _errors;
    private readonly bool _isEvaluationFile;
    private readonly NodeBuilder _blocks = new(0);
    private int _line;

    private DocumentParser(SourceText source, SyntaxErrors errors, bool isEvaluationFile)
    {
        _source = source;
        _text = source.Text;
        _errors = errors;
        _isEvaluationFile = isEvaluationFile;
    }

    /// <summary>Whether a text begins as a file of evaluation prompts does.</summary>
    public static bool BeginsAsEvaluationFile(SourceText source) =>
        HeaderLine(source) is var line && line.StartsWith(HeaderMark) && line[HeaderMark.Length..].Contains(HeaderMiddle, StringComparison.Ordinal);

    /// <summary>Reads a text; in a file of evaluation prompts headings are text.</summary>
    public static FileSyntax Read(SourceText source, SyntaxErrors errors, bool isEvaluationFile) =>
        new DocumentParser(source, errors, isEvaluationFile).Read();

    private FileSyntax Read()
    {
        _blocks.Token(TokenKind.Layout, _source.Start);
        if (_isEvaluationFile && BeginsAsEvaluationFile(_source))
        {
            Header();
        }

        while (_line < _source.LineCount)
        {
            if (Block() is { } block)
            {
                Prose(_line);
                _blocks.Add(block);
                _line = block.End == _text.Length ? _source.LineCount : _source.LineNumber(block.End) - 1;
            }
            else
            {
                _line++;
            }
        }

        Prose(_line);
        return new FileSyntax(_blocks);
    }

    /// <summary>The block that begins at the current line and is not prose, or null.</summary>
    private BlockSyntax? Block()
    {
        var line = _source.Line(_line);
        return line.IsEmpty ? null : line[0] switch
        {
            '*' when line.StartsWith(ExampleMark) => Example(),
            '!' when line.StartsWith(MetaMark) && (line.Length == MetaMark.Length || char.IsWhiteSpace(line[MetaMark.Length]) || line[MetaMark.Length] == '"') => Meta(),
            '~' or '`' when FenceMarks.Opening(line) is { } fence => Code(fence),
            '#' when !_isEvaluationFile => HeadingParser.Read(_source, _line, _errors),
            _ => null,
        };
    }

    /// <summary>Adds the lines since the last block, up to a line.</summary>
    private void Prose(int line)
    {
        if (InlineParser.Read(_text, _blocks.Position, _source.StartOf(line)) is { } text)
        {
            var parts = new NodeBuilder(_blocks.Position);
            parts.Add(text);
            _blocks.Add(new ProseSyntax(parts, text));
        }
    }

    private void Header()
    {
        var line = FirstLine(_source);
        Prose(line);
        _line = line + 1;
        var parts = new NodeBuilder(_source.StartOf(line));
        var text = HeaderLine(_source);
        var middle = text.IndexOf(HeaderMiddle);
        parts.Place(TokenKind.Mark, parts.Start + HeaderMark.Length);
        var tag = parts.Place(TokenKind.Name, parts.Start + middle);
        parts.Place(TokenKind.Mark, parts.Position + HeaderMiddle.Length);
        var title = parts.Token(TokenKind.Text, Math.Max(parts.Position, parts.Start + text.Length - (text[^1] == ':' ? 1 : 0)));
        parts.Token(TokenKind.Mark, Math.Max(parts.Position, parts.Start + text.Length));
        parts.Token(TokenKind.Layout, _source.StartOf(_line));
        _blocks.Add(new EvaluationHeaderSyntax(parts, tag, title));
    }

    private ExampleSyntax? Example()
    {
        var start = _source.StartOf(_line);
        var (titleStart, titleEnd) = Trim(start + ExampleMark.Length, _source.EndOf(_line));
        var line = _line + 1;
        while (line < _source.LineCount && _source.Line(line).IsWhiteSpace())
        {
            line++;
        }

        if (line == _source.LineCount || FenceMarks.Opening(_source.Line(line)) is not { Mark: '~' } marks)
        {
            _errors.AddLine(SyntaxError.Fence, _line, $"the example '{SourceText.Quote(_text.AsSpan(titleStart..titleEnd))}' has no conversation; put a ~~~xml fence below its title");
            return null;
        }

        var parts = new NodeBuilder(start);
        parts.Place(TokenKind.Mark, start + ExampleMark.Length);
        parts.Token(TokenKind.Layout, titleStart);
        var title = InlineParser.Read(_text, titleStart, titleEnd);
        if (title is not null)
        {
            parts.Add(title);
        }

        parts.Token(TokenKind.Layout, _source.StartOf(line));
        var fence = parts.Add(Fence(marks, line));
        return new ExampleSyntax(parts, title, fence);
    }

    private FenceSyntax Fence(FenceMarks marks, int open)
    {
        var parts = OpeningLine(marks, open, out _);
        var (close, isClosed) = FindClose(marks, open);
        if (!isClosed)
        {
            parts.Token(TokenKind.Skipped, _source.StartOf(close));
            return new FenceSyntax(parts, reads: false, closing: null);
        }

        var reads = new FenceParser(_source, _source.StartOf(close), _errors).Read(parts);
        return new FenceSyntax(parts, reads, ClosingLine(marks, parts, close));
    }

    private CodeSyntax Code(FenceMarks marks)
    {
        var parts = OpeningLine(marks, _line, out var info);
        var (close, isClosed) = FindClose(marks, _line);
        parts.Token(TokenKind.Text, _source.StartOf(close));
        if (isClosed)
        {
            ClosingLine(marks, parts, close);
        }

        return new CodeSyntax(parts, info);
    }

    private NodeBuilder OpeningLine(FenceMarks marks, int line, out SyntaxToken? info)
    {
        var parts = new NodeBuilder(_source.StartOf(line));
        parts.Place(TokenKind.Mark, parts.Start + marks.Length);
        var (start, end) = Trim(parts.Position, _source.EndOf(line));
        parts.Token(TokenKind.Layout, start);
        info = parts.Token(TokenKind.Value, end);
        parts.Token(TokenKind.Layout, _source.StartOf(line + 1));
        return parts;
    }

    private SyntaxToken ClosingLine(FenceMarks marks, NodeBuilder parts, int line)
    {
        var text = _source.Line(line);
        var length = text.IndexOfAnyExcept(marks.Mark);
        var closing = parts.Place(TokenKind.Mark, parts.Position + (length < 0 ? text.Length : length));
        parts.Token(TokenKind.Layout, _source.StartOf(line + 1));
        return closing;
    }

    /// <summary>
    /// The line that closes a fence. A fence that is never closed ends where the next example begins, or with the text, and is an error.
    /// </summary>
    private (int Line, bool IsClosed) FindClose(FenceMarks marks, int open)
    {
        var title = -1;
        for (var line = open + 1; line < _source.LineCount; line++)
        {
            var text = _source.Line(line);
            if (marks.IsClosedBy(text))
            {
                return (line, true);
            }

            if (marks.IsFollowedByAnother(text))
            {
                _errors.AddLine(SyntaxError.Fence, open, $"the fence is not closed before another opens at line {line + 1}; add a line '{marks.Closing}'");
                return (title < 0 ? line : title, false);
            }

            title = text.StartsWith(ExampleMark) ? line : title;
        }

        _errors.AddLine(SyntaxError.Fence, open, $"the fence is never closed; add a line '{marks.Closing}'");
        return (_source.LineCount, false);
    }

    private MetaSyntax Meta()
    {
        var parts = new NodeBuilder(_source.StartOf(_line));
        parts.Place(TokenKind.Mark, parts.Start + MetaMark.Length);
        var label = Label(parts, _source.EndOf(_line));
        var line = _line + 1;
        parts.Token(TokenKind.Layout, _source.StartOf(line));
        while (line < _source.LineCount && IsCommentary(_source.Line(line)))
        {
            line++;
        }

        var body = InlineParser.Read(_text, parts.Position, _source.StartOf(line));
        if (body is not null)
        {
            parts.Add(body);
        }

        return new MetaSyntax(parts, label, body);
    }

    private SyntaxToken? Label(NodeBuilder parts, int lineEnd)
    {
        var (start, end) = Trim(parts.Position, lineEnd);
        parts.Token(TokenKind.Layout, start);
        if (end - start < 2 || _text[start] != '"' || _text[end - 1] != '"')
        {
            return parts.Token(TokenKind.Text, end);
        }

        parts.Place(TokenKind.Mark, start + 1);
        var label = parts.Place(TokenKind.Text, end - 1);
        parts.Place(TokenKind.Mark, end);
        return label;
    }

    private static bool IsCommentary(ReadOnlySpan<char> line) =>
        line.IsWhiteSpace() || line[0] == '\t' || line.StartsWith("    ");

    private static ReadOnlySpan<char> HeaderLine(SourceText source) => source.Line(FirstLine(source)).TrimEnd();

    private static int FirstLine(SourceText source)
    {
        for (var line = 0; line < source.LineCount; line++)
        {
            if (!source.Line(line).IsWhiteSpace())
            {
                return line;
            }
        }

        return 0;
    }

    private (int Start, int End) Trim(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
