using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Reads files of one JSON object per line, plain or gzip, bounded: they come from elsewhere.</summary>
internal static class JsonLines
{
    /// <summary>Longest line, in characters.</summary>
    public const int MaxLine = 1 << 20;

    /// <summary>Most lines of a file.</summary>
    public const int MaxLines = 1_000_000;

    private const int MaxDepth = 8;

    /// <summary>The objects with their lines (from 1), one at a time; blank lines are passed over.</summary>
    /// <exception cref="InputException">The file is absent, not UTF-8, not gzip although it begins so, too large, or a line is not a JSON object.</exception>
    public static IEnumerable<(JsonElement Json, int Line)> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException(path, 0, "the file does not exist");
        }

        using var stream = Open(path);
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var buffer = new StringBuilder();
        for (var line = 1; ReadLine(reader, buffer, path, line); line++)
        {
            if (line > MaxLines)
            {
                throw new InputException(path, line, $"more than {MaxLines} lines; split the file");
            }

            var text = buffer.ToString();
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return (Parse(text, path, line), line);
            }
        }
    }

    /// <summary>A property as a text.</summary>
    /// <exception cref="InputException">It is of another kind, or holds half a surrogate pair.</exception>
    public static string Text(JsonElement value, string what, string path, int line)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw new InputException(path, line, $"{what} must be a text, not {Kind(value)}");
        }
        catch (InvalidOperationException)
        {
            throw new InputException(path, line, $"{what} holds half of a surrogate pair (\\ud800 to \\udfff); write the whole character");
        }
    }

    /// <summary>A property as a list.</summary>
    public static JsonElement.ArrayEnumerator Items(JsonElement value, string what, string path, int line) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw new InputException(path, line, $"{what} must be a list, not {Kind(value)}");

    /// <summary>A kind's name for people.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static JsonElement Parse(string text, string path, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InputException(path, line, $"expected a JSON object, not {Kind(document.RootElement)}");
        }
        catch (JsonException e)
        {
            throw new InputException(path, line, $"this line is not valid JSON (character {e.BytePositionInLine + 1}): {e.Message}");
        }
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    // StreamReader.ReadLine would take a line of any length into memory, and a small gzip file can hold a huge one.
    private static bool ReadLine(StreamReader reader, StringBuilder line, string path, int number)
    {
        line.Clear();
        try
        {
            int c;
            while ((c = reader.Read()) >= 0 && c != '\n')
            {
                line.Append((char)c);
                if (line.Length > MaxLine)
                {
                    throw new InputException(path, number, $"the line has more than {MaxLine} characters");
                }
            }

            return c >= 0 || line.Length > 0;
        }
        catch (DecoderFallbackException)
        {
            throw new InputException(path, number, "the file is not UTF-8; convert it (iconv -t utf-8)");
        }
        catch (InvalidDataException)
        {
            throw new InputException(path, number, "the file begins like gzip but is damaged from here on");
        }
    }
}
