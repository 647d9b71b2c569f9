using System.Text;

namespace Precept.Spec;

/// <summary>A Markdown text as lines, with the place that errors name.</summary>
/// <param name="Path">The file's path, for errors.</param>
/// <param name="Lines">The lines without their ends; <c>\n</c> and <c>\r\n</c> both end a line.</param>
internal sealed record SourceText(string Path, string[] Lines)
{
    /// <summary>The largest text that is read: 16 Mi UTF-16 code units (or bytes of a file).</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static SourceText Of(string text, string path)
    {
        if (text.Length > MaxLength)
        {
            throw new InputException(path, 0, $"the text has {text.Length} characters, more than {MaxLength}; split it");
        }

        var lines = text.TrimStart('\uFEFF').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].EndsWith('\r'))
            {
                lines[i] = lines[i][..^1];
            }
        }

        return new SourceText(path, lines);
    }

    public static SourceText Load(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxLength)
            {
                throw new InputException(path, 0, $"the file has {length} bytes, more than {MaxLength}; split it");
            }

            return Of(StrictUtf8.GetString(File.ReadAllBytes(path)), path);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"{path}: the file is not UTF-8 (at byte {e.Index}); save it as UTF-8", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the file cannot be read: {e.Message}", e);
        }
    }

    /// <summary>An error at a line, given from 0.</summary>
    public InputException Error(int index, string message) => new(Path, index + 1, message);

    /// <summary>A piece of somebody's text, short enough for an error message.</summary>
    public static string Quote(ReadOnlySpan<char> text) =>
        text.Length <= 60 ? text.ToString() : string.Concat(text[..60], "…");
}
