using System.Text;
using System.Text.RegularExpressions;

namespace Precept.Workbench.Security;

/// <summary>Handles: the pseudonyms of people in data, lower-case letters, digits and hyphens.</summary>
public static partial class Handles
{
    /// <summary>Most characters.</summary>
    public const int Longest = 40;

    /// <summary>Whether a text is a handle.</summary>
    public static bool IsHandle(string text) => text.Length <= Longest && Pattern().IsMatch(text);

    // The program runs without ICU, which would take letters apart from their accents: the common ones stand here.
    private static readonly (string Accented, char Plain)[] Accents =
    [
        ("àáâãäåāăą", 'a'), ("çćĉċč", 'c'), ("ďđð", 'd'), ("èéêëēĕėęě", 'e'), ("ĝğġģ", 'g'), ("ĥħ", 'h'), ("ìíîïĩīĭįı", 'i'), ("ĵ", 'j'), ("ķ", 'k'), ("ĺļľŀł", 'l'),
        ("ñńņňŉ", 'n'), ("òóôõöøōŏő", 'o'), ("ŕŗř", 'r'), ("śŝşšș", 's'), ("ţťŧț", 't'), ("ùúûüũūŭůűų", 'u'), ("ŵ", 'w'), ("ýÿŷ", 'y'), ("źżž", 'z'),
    ];

    /// <summary>A handle from a name: letters without accents, everything else a hyphen; null where nothing is left of it, as of 林晓.</summary>
    public static string? FromName(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Select(char.ToLowerInvariant).Select(Plain))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        var handle = text.ToString();
        handle = handle[..Math.Min(handle.Length, Longest - 8)].Trim('-');
        return handle.Length < 2 ? null : handle;
    }

    /// <summary>The handle, then with <c>-2</c>, <c>-3</c>, …</summary>
    public static IEnumerable<string> Candidates(string first) => Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? first : $"{first}-{n}");

    private static char Plain(char c) => Array.Find(Accents, a => a.Accented.Contains(c)) is { Plain: not '\0' } found ? found.Plain : c;

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*\\z")]
    private static partial Regex Pattern();
}
