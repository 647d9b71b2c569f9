namespace Precept.Spec;

/// <summary>A heading: <c>## Title {#id key=value …}</c>.</summary>
/// <param name="Level">How many <c>#</c>.</param>
/// <param name="Title">The text between the marks and the braces.</param>
/// <param name="Id">The id, or null for a heading without braces.</param>
/// <param name="Attributes">The attributes in the braces.</param>
internal sealed record Heading(int Level, string Title, string? Id, IReadOnlyDictionary<string, string> Attributes);

/// <summary>Reads headings.</summary>
internal static class Headings
{
    /// <summary>The deepest level of a section.</summary>
    public const int MaxLevel = 4;

    private const int MaxMarks = 6;
    private static readonly Dictionary<string, string> NoAttributes = [];

    /// <summary>The heading of a line, or null when the line is not one.</summary>
    public static Heading? Read(SourceText source, int index)
    {
        var line = source.Lines[index];
        var level = 0;
        while (level < line.Length && level <= MaxMarks && line[level] == '#')
        {
            level++;
        }

        if (level is 0 or > MaxMarks || level == line.Length || line[level] is not (' ' or '\t'))
        {
            return null;
        }

        var text = line[level..].Trim();
        var open = text.LastIndexOf("{#", StringComparison.Ordinal);
        if (open < 0)
        {
            return new Heading(level, text, null, NoAttributes);
        }

        if (level > MaxLevel)
        {
            throw source.Error(index, $"a section's heading has {level} '#'; levels go from 1 to {MaxLevel}");
        }

        if (!text.EndsWith('}'))
        {
            throw source.Error(index, "the heading's braces do not end the line; write: ## Title {#id authority=user}");
        }

        var (id, attributes) = Braces(source, index, text[(open + 2)..^1]);
        return new Heading(level, text[..open].TrimEnd(), id, attributes);
    }

    private static (string Id, Dictionary<string, string> Attributes) Braces(SourceText source, int index, string inside)
    {
        var position = 0;
        var id = Word(inside, ref position, '\0');
        if (id.Length == 0 || !id.All(IsIdCharacter))
        {
            throw source.Error(index, $"'{SourceText.Quote(id)}' is not an id; use letters, digits, '_', '-', '.'");
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            SkipBlanks(inside, ref position);
            if (position == inside.Length)
            {
                return (id, attributes);
            }

            var key = Word(inside, ref position, '=');
            if (key.Length == 0 || position == inside.Length || inside[position] != '=')
            {
                throw source.Error(index, $"'{SourceText.Quote(key)}' is not an attribute; write key=value, or key=\"a value\"");
            }

            position++;
            if (!attributes.TryAdd(key, Value(source, index, inside, ref position)))
            {
                throw source.Error(index, $"the attribute '{SourceText.Quote(key)}' stands twice; keep one");
            }
        }
    }

    private static string Value(SourceText source, int index, string text, ref int position)
    {
        if (position == text.Length || text[position] != '"')
        {
            return Word(text, ref position, '\0');
        }

        var close = text.IndexOf('"', position + 1);
        if (close < 0)
        {
            throw source.Error(index, "a quoted value of the heading does not end; add '\"'");
        }

        var value = text[(position + 1)..close];
        position = close + 1;
        return value;
    }

    private static string Word(string text, ref int position, char stop)
    {
        var start = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] != stop)
        {
            position++;
        }

        return text[start..position];
    }

    private static void SkipBlanks(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    /// <summary>Whether a character may stand in a section's id.</summary>
    public static bool IsIdCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';
}
