using System.Text;

namespace Precept.Workbench.PublicInput;

/// <summary>Text that the public writes: what is kept of it, and when two texts are the same.</summary>
public static class PublicText
{
    /// <summary>A line: white space becomes single blanks. Other unseen characters stay; pages show them.</summary>
    public static string Line(string? text)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune))
            {
                line.Append(Kept(rune));
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>Text of several lines, with <c>\n</c> between them, without blank lines around it.</summary>
    public static string Lines(string? text)
    {
        var lines = new StringBuilder();
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            lines.Append(Kept(rune));
        }

        return lines.ToString().TrimEnd().TrimStart('\n');
    }

    /// <summary>What two texts that say the same have in common: their letters and digits, without case, width and marks between.</summary>
    public static string Fold(string text)
    {
        var fold = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Select(Narrow).Where(Rune.IsLetterOrDigit))
        {
            fold.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return fold.ToString();
    }

    // Full-width Latin letters and digits stand in the order of ASCII. (The runtime's own normalization is off: globalization is invariant.)
    private static Rune Narrow(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;

    /// <summary>The number of characters, a pair of surrogates as one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    // PostgreSQL keeps no zero in a text.
    private static string Kept(Rune rune) => rune.Value == 0 ? "\uFFFD" : rune.ToString();
}
