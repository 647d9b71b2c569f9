namespace Precept.Spec;

/// <summary>Finds anchor references and footnote tags in a line of prose, in one pass.</summary>
internal static class References
{
    private const int MaxTagLength = 32;

    /// <summary>Adds what the line refers to.</summary>
    public static void Collect(string line, int lineNumber, string? sectionId, List<CrossReference> references, List<Footnote> footnotes)
    {
        var open = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '[')
            {
                open = i;
            }
            else if (line[i] == ']' && open >= 0)
            {
                var text = line.AsSpan(open + 1, i - open - 1);
                if (IsTag(text))
                {
                    footnotes.Add(new Footnote(text[1..].ToString(), sectionId, lineNumber));
                }
                else if (text.Length > 0 && Anchor(line, i + 1) is { } target)
                {
                    references.Add(new CrossReference(target, text is "?" ? null : text.ToString(), lineNumber));
                    i += target.Length + 3;
                }

                open = -1;
            }
        }
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

    /// <summary>The id of <c>(#id)</c> at a place, or null.</summary>
    private static string? Anchor(string line, int start)
    {
        if (!line.AsSpan(start).StartsWith("(#"))
        {
            return null;
        }

        var end = start + 2;
        while (end < line.Length && Headings.IsIdCharacter(line[end]))
        {
            end++;
        }

        return end > start + 2 && end < line.Length && line[end] == ')' ? line[(start + 2)..end] : null;
    }
}
