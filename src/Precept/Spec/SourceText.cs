using System.Text;

namespace Precept.Spec;

/// <summary>A Markdown text with its lines, and the place that errors name.</summary>
internal sealed class SourceText
{
    /// <summary>The largest text that is read: 16 Mi UTF-16 code units (or bytes of a file).</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int[] _starts;

    private SourceText(string text, string path)
    {
        Text = text;
        Path = path;
        while (Start < text.Length && text[Start] == '\uFEFF')
        {
            Start++;
        }

        _starts = LineStarts(text, Start);
    }

    /// <summary>The whole text, as it was read.</summary>
    public string Text { get; }

    /// <summary>The file's path, for errors.</summary>
    public string Path { get; }

    /// <summary>Where the first line begins: behind a byte order mark.</summary>
    public int Start { get; }

    /// <summary>How many lines; <c>\n</c> and <c>\r\n</c> both end one. A line end at the end of the text is followed by an empty line.</summary>
    public int LineCount => _starts.Length;

    /// <exception cref="InputException">The text is longer than <see cref="MaxLength"/>.</exception>
    public static SourceText Of(string text, string path) => text.Length <= MaxLength
        ? new SourceText(text, path)
        : throw new InputException(path, 0, $"the text has {text.Length} characters, more than {MaxLength}; split it");

    /// <exception cref="InputException">The file is absent, too long or not UTF-8.</exception>
    public static SourceText Load(string path) => Of(Decode(Bytes(path), path), path);

    /// <summary>The bytes of a file of bounded length.</summary>
    /// <exception cref="InputException">The file is absent, too long or cannot be read.</exception>
    public static byte[] Bytes(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException(path, 0, "the file does not exist");
        }

        try
        {
            var length = new FileInfo(path).Length;
            return length <= MaxLength
                ? File.ReadAllBytes(path)
                : throw new InputException(path, 0, $"the file has {length} bytes, more than {MaxLength}; split it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the file cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The text of a file's bytes.</summary>
    /// <exception cref="InputException">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"{path}: the file is not UTF-8 (at byte {e.Index}); save it as UTF-8", e);
        }
    }

    /// <summary>Where a line begins; lines count from 0 here, and one behind the last begins at the text's end.</summary>
    public int StartOf(int line) => line < _starts.Length ? _starts[line] : Text.Length;

    /// <summary>A line without its end.</summary>
    public ReadOnlySpan<char> Line(int line) => Text.AsSpan(StartOf(line)..EndOf(line));

    /// <summary>Where a line's text ends: before its line end.</summary>
    public int EndOf(int line)
    {
        var end = line + 1 < _starts.Length ? _starts[line + 1] - 1 : Text.Length;
        return end > _starts[line] && Text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The number of the line that a place stands on, from 1.</summary>
    public int LineNumber(int position)
    {
        var found = Array.BinarySearch(_starts, position);
        return found >= 0 ? found + 1 : Math.Max(1, ~found);
    }

    /// <summary>A piece of somebody's text, short enough for an error message.</summary>
    public static string Quote(ReadOnlySpan<char> text) =>
        text.Length <= 60 ? text.ToString() : string.Concat(text[..60], "…");

    private static int[] LineStarts(string text, int start)
    {
        var starts = new int[text.AsSpan(start).Count('\n') + 1];
        starts[0] = start;
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = text.IndexOf('\n', starts[i - 1]) + 1;
        }

        return starts;
    }
}
