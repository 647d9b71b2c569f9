using System.Globalization;

namespace Precept.Spec.Linting.Rules;

/// <summary>Characters that a reader does not see as they are.</summary>
internal static class CharacterRules
{
    private const int LongestFlag = 6;

    // A reviewer and a model must read the same text: such characters reorder or hide it (CVE-2021-42574).
    public static SpecRule Misleading { get; } = new(
        "PS020", FindingSeverity.Warning, "MisleadingCharacter", "A character makes the text read otherwise than it is",
        source => InLines(source, IsMisleading, c => $"{c}, which reorders or hides text; take it away"));

    public static SpecRule Tab { get; } = new(
        "PS217", FindingSeverity.Info, "Tab", "A line holds a tab",
        source => InLines(source, static (text, i) => text[i] == '\t', _ => "the line holds a tab, which is kept as it is: a model learns to write it"));

    public static SpecRule Invisible { get; } = new(
        "PS218", FindingSeverity.Info, "InvisibleCharacter", "A line holds a character that is not seen",
        source => InLines(source, IsInvisible, c => $"{c}, which is not seen but kept; take it away unless it is meant"));

    private static IEnumerable<Spot> InLines(LintSource source, Func<string, int, bool> isMeant, Func<string, string> message) =>
        from file in source.Files
        from line in file.AllLines
        let at = First(line.Text, line.Line == 1 && line.Text.StartsWith('\uFEFF') ? 1 : 0, isMeant) // a file may begin with a byte order mark
        where at >= 0
        select new Spot(file.Path, line.Line, message($"the line holds {Name(line.Text, at)}"), new TextSpan(at, char.IsSurrogatePair(line.Text, at) ? 2 : 1));

    private static int First(string text, int from, Func<string, int, bool> isMeant)
    {
        for (var i = from; i < text.Length; i++)
        {
            // Printable ASCII is most of a text, and none of these.
            if (text[i] is < ' ' or > '~' && isMeant(text, i))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Control characters, bidirectional overrides and isolates, and tag characters (U+E0000 to U+E007F).</summary>
    private static bool IsMisleading(string text, int i) =>
        (char.IsControl(text[i]) && text[i] != '\t')
        || text[i] is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || (char.IsSurrogatePair(text, i) && char.ConvertToUtf32(text, i) is >= 0xE0000 and <= 0xE007F && !IsFlag(text, i));

    /// <summary>Characters without width. Joiners between two letters or emoji that need them are writing, not residue.</summary>
    private static bool IsInvisible(string text, int i) => text[i] switch
    {
        '\u200B' or '\u2060' or '\uFEFF' or '\u00AD' or '\u180E' or '\u200E' or '\u200F' => true,
        '\u200C' or '\u200D' => i == 0 || i + 1 == text.Length || text[i - 1] <= '~' || text[i + 1] <= '~',
        _ => false,
    };

    /// <summary>The flags of England, Scotland and Wales are a black flag with at most six tag characters behind it: of a longer row the rest counts.</summary>
    private static bool IsFlag(string text, int i)
    {
        for (var back = 1; back <= LongestFlag && i >= 2 * back && char.IsSurrogatePair(text, i - (2 * back)); back++)
        {
            if (char.ConvertToUtf32(text, i - (2 * back)) is var before and not (>= 0xE0020 and <= 0xE007F))
            {
                return before == 0x1F3F4;
            }
        }

        return false;
    }

    private static string Name(string text, int at)
    {
        var code = char.IsSurrogatePair(text, at) ? char.ConvertToUtf32(text, at) : text[at];
        var name = code switch
        {
            0x200B => " (zero-width space)",
            0x200C => " (zero-width non-joiner)",
            0x200D => " (zero-width joiner)",
            0x200E => " (left-to-right mark)",
            0x200F => " (right-to-left mark)",
            0x2060 => " (word joiner)",
            0xFEFF => " (byte order mark)",
            0x00AD => " (soft hyphen)",
            >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => " (bidirectional control)",
            >= 0xE0000 => " (tag character)",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"U+{code:X4}{name}");
    }
}
