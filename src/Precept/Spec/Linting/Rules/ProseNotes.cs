namespace Precept.Spec.Linting.Rules;

/// <summary>Prose that Markdown reads otherwise than it looks.</summary>
internal static class ProseNotes
{
    // Markdown takes such a line into the item above it; whoever reads the source takes it for a paragraph that ends the list.
    public static SpecRule BrokenListItem { get; } = new(
        "PS220", FindingSeverity.Info, "BrokenListItem", "A line that is not indented goes on a list item",
        source =>
        {
            var spots = new List<Spot>();
            var (before, inItem) = (0, false);
            foreach (var (line, text) in source.Spec.ProseLines)
            {
                inItem &= line == before + 1; // a fence ends the list
                before = line;
                if (IsItem(text))
                {
                    inItem = true;
                }
                else if (string.IsNullOrWhiteSpace(text) || IsBlock(text))
                {
                    inItem = false;
                }
                else if (inItem && !char.IsWhiteSpace(text[0]))
                {
                    spots.Add(source.At(line, "the line goes on the list item above it, though it is not indented; indent it, or put an empty line before it"));
                    inItem = false;
                }
            }

            return spots;
        });

    private static bool IsItem(string text)
    {
        var line = text.AsSpan().TrimStart(' ');
        var digits = line.Length - line.TrimStart("0123456789").Length;
        return line is ['-' or '*' or '+', ' ' or '\t', ..] || (digits is > 0 and <= 9 && line[digits..] is ['.' or ')', ' ' or '\t', ..]);
    }

    /// <summary>Whether a line begins a block of its own.</summary>
    private static bool IsBlock(string text) =>
        text[0] is '#' or '>' or '|' || text.StartsWith("!!!", StringComparison.Ordinal) || text.StartsWith("**Example**:", StringComparison.Ordinal)
        || text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("***", StringComparison.Ordinal);
}
