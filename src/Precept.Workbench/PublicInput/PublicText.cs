using System.Text;

namespace Precept.Workbench.PublicInput;

/// <summary>Text that the public writes: what is kept of it, and when two texts are the same.</summary>
public static class PublicText
{
    /// <summary>A line: white space becomes single blanks, letters their composed form. Other unseen characters stay; pages show them.</summary>
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

        return line.ToString().TrimEnd(' ').Normalize(NormalizationForm.FormC);
    }

    /// <summary>Text of several lines, with <c>\n</c> between them, without blank lines around it.</summary>
    public static string Lines(string? text)
    {
        var lines = new StringBuilder();
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            lines.Append(Kept(rune));
        }

        return lines.ToString().TrimEnd().TrimStart('\n').Normalize(NormalizationForm.FormC);
    }

    /// <summary>What two texts that say the same have in common: their letters and digits, without case, width and marks between.</summary>
    public static string Fold(string text)
    {
        var fold = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes().Where(Rune.IsLetterOrDigit))
        {
            fold.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return fold.ToString();
    }

    /// <summary>The number of characters, a pair of surrogates as one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    // PostgreSQL keeps no zero in a text.
    private static string Kept(Rune rune) => rune.Value == 0 ? "\uFFFD" : rune.ToString();
}
