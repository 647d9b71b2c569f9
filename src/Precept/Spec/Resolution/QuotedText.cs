using System.Text.Json;

namespace Precept.Spec.Resolution;

/// <summary>How a character of a message is quoted.</summary>
internal enum Quotation : byte
{
    /// <summary>The author's own words.</summary>
    None,

    /// <summary>Inside a sentence: quotation marks, backticks; the marks themselves included.</summary>
    Inline,

    /// <summary>A block of its own.</summary>
    Block,

    /// <summary>A span that the message says is untrusted.</summary>
    Untrusted,
}

/// <summary>Which parts of a message are its author's own words, and which are quoted or untrusted. Linear in the message's length.</summary>
/// <remarks>
/// Untrusted are the spans that the message says. Quoted are: a message that is one JSON object or list; code blocks (<c>```</c>, <c>~~~</c>;
/// one that is not closed reaches to the end); lines that begin with <c>&gt;</c>; a document between tags of which the first begins a line
/// (<c>&lt;email&gt;…&lt;/email&gt;</c>); and what stands in quotation marks or backticks, within one paragraph.
/// </remarks>
internal sealed class QuotedText
{
    private const int MaxTag = 60;
    private const int MaxTags = 64;
    private readonly Quotation[] _at;

    private QuotedText(Quotation[] at) => _at = at;

    /// <summary>How a character is quoted.</summary>
    public Quotation this[int index] => _at[index];

    /// <summary>How a character stands.</summary>
    public Standing At(int index) => _at[index] switch
    {
        Quotation.None => Standing.Direct,
        Quotation.Untrusted => Standing.Untrusted,
        _ => Standing.Quoted,
    };

    /// <summary>Marks a message's content.</summary>
    public static QuotedText Of(Message message)
    {
        var text = message.Content;
        var at = new Quotation[text.Length];
        if (IsJson(text))
        {
            Array.Fill(at, Quotation.Block);
        }
        else
        {
            Blocks(text, at);
            Inline(text, at);
        }

        foreach (var span in message.Untrusted)
        {
            var start = Math.Clamp(span.Start, 0, text.Length);
            Array.Fill(at, Quotation.Untrusted, start, Math.Clamp(span.Length, 0, text.Length - start));
        }

        return new QuotedText(at);
    }

    private static bool IsJson(string text)
    {
        if (text.AsSpan().Trim() is not ['{', .., '}'] and not ['[', .., ']'])
        {
            return false;
        }

        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (Exception e) when (e is JsonException or ArgumentException) // ArgumentException: half a surrogate pair is no JSON
        {
            return false;
        }
    }

    private static void Blocks(string text, Quotation[] at)
    {
        var closes = new Closings(text);
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfLine(text, start);
            var line = text.AsSpan(start, end - start).Trim();
            var stop = line.StartsWith('>') ? end
                : line.StartsWith("```") || line.StartsWith("~~~") ? EndOfFence(text, end, line[..3].ToString())
                : Tag(line) is { } name ? closes.After(name, start) : start;
            if (stop > start)
            {
                Array.Fill(at, Quotation.Block, start, stop - start);
                end = Math.Max(end, EndOfLine(text, stop));
            }

            start = end + 1;
        }
    }

    private static int EndOfFence(string text, int from, string marks)
    {
        for (var start = from + 1; start < text.Length;)
        {
            var end = EndOfLine(text, start);
            if (text.AsSpan(start, end - start).Trim().StartsWith(marks))
            {
                return end;
            }

            start = end + 1;
        }

        return text.Length;
    }

    /// <summary>The name of a tag that begins a line, or null.</summary>
    private static string? Tag(ReadOnlySpan<char> line)
    {
        if (line.Length < 3 || line[0] != '<' || !char.IsLetter(line[1]))
        {
            return null;
        }

        var length = 1;
        while (length < line.Length && length <= MaxTag && (char.IsLetterOrDigit(line[length]) || line[length] is '_' or '-' or '.'))
        {
            length++;
        }

        return length < line.Length && line[length] is '>' or ' ' ? line[1..length].ToString() : null;
    }

    private static void Inline(string text, Quotation[] at)
    {
        var next = new Dictionary<char, int>(); // the next closing mark of each kind: only ever looked for further on
        var paragraph = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (at[i] != Quotation.None || Closing(text[i]) is not { } mark)
            {
                continue;
            }

            if (paragraph <= i)
            {
                paragraph = text.IndexOf("\n\n", i, StringComparison.Ordinal) is var blank and >= 0 ? blank : text.Length;
            }

            if (!next.TryGetValue(mark, out var close) || close <= i)
            {
                next[mark] = close = text.IndexOf(mark, i + 1) is var found and >= 0 ? found : int.MaxValue;
            }

            if (close < paragraph)
            {
                for (var j = i; j <= close; j++)
                {
                    at[j] = at[j] == Quotation.None ? Quotation.Inline : at[j];
                }

                i = close;
            }
        }
    }

    private static char? Closing(char open) => open switch
    {
        '"' => '"',
        '`' => '`',
        '\u201c' => '\u201d',
        '\u2018' => '\u2019',
        '\u00ab' => '\u00bb',
        '「' => '」',
        '『' => '』',
        _ => null,
    };

    private static int EndOfLine(string text, int start) => text.IndexOf('\n', Math.Min(start, text.Length)) is var end and >= 0 ? end : text.Length;

    /// <summary>Finds closing tags. Each name is searched for at most once over the whole text, and only the first names are.</summary>
    private sealed class Closings(string text)
    {
        private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

        /// <summary>The end of the next <c>&lt;/name&gt;</c> after a place, or the place itself where there is none.</summary>
        public int After(string name, int place)
        {
            if (!_next.TryGetValue(name, out var close) || close <= place)
            {
                if (_next.Count == MaxTags && !_next.ContainsKey(name))
                {
                    return place;
                }

                var tag = $"</{name}>";
                close = text.IndexOf(tag, place, StringComparison.Ordinal) is var found and >= 0 ? found + tag.Length : int.MaxValue;
                _next[name] = close;
            }

            return close == int.MaxValue ? place : close;
        }
    }
}
