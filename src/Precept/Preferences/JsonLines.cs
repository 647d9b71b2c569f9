using System.Text;
using System.Text.Json;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>Reads JSON Lines with bounds: one JSON object per line, at most 4 MiB and 64 levels each.</summary>
internal static class JsonLines
{
    /// <summary>The longest line that is read, in UTF-16 code units.</summary>
    public const int MaxLine = 4 << 20;

    /// <summary>The objects with their lines, from 1; blank lines are passed over. Each must be used before the next is asked for.</summary>
    /// <exception cref="InputException">A line is too long or not a JSON object.</exception>
    public static IEnumerable<(int Line, JsonElement Row)> Read(TextReader reader, string file)
    {
        foreach (var (line, text) in Lines(reader, file))
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                using var document = Parse(text, file, line);
                yield return (line, document.RootElement);
            }
        }
    }

    private static JsonDocument Parse(string text, string file, int line)
    {
        try
        {
            var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new InputException(file, line, $"expected a JSON object, found {document.RootElement.ValueKind.ToString().ToLowerInvariant()}");
        }
        catch (JsonException e)
        {
            throw new InputException(file, line, $"not valid JSON: {e.Message}");
        }
    }

    // TextReader.ReadLine has no bound: one line without an end would fill the memory.
    private static IEnumerable<(int Line, string Text)> Lines(TextReader reader, string file)
    {
        var buffer = new char[16384];
        var text = new StringBuilder();
        var line = 1;
        for (int read; (read = reader.Read(buffer, 0, buffer.Length)) > 0;)
        {
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, '\n', start, read - start)) >= 0; start = end + 1)
            {
                text.Append(buffer, start, end - start);
                yield return (line++, text.ToString());
                text.Clear();
            }

            text.Append(buffer, start, read - start);
            if (text.Length > MaxLine)
            {
                throw new InputException(file, line, $"the line is longer than {MaxLine} characters");
            }
        }

        if (text.Length > 0)
        {
            yield return (line, text.ToString());
        }
    }
}
