using System.Globalization;
using System.Text;

namespace Precept.Cli.Terminal;

/// <summary>Makes text from specs, files and models safe to print: what would steer the terminal is shown as a mark.</summary>
internal static class Printable
{
    /// <summary>The text; control characters but line breaks and tabs as their pictures, unseen direction marks as <c>⟨U+202E⟩</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsMarked))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = !IsMarked(c) ? shown.Append(c)
                : c < ' ' ? shown.Append((char)('\u2400' + c))
                : c == '\u007f' ? shown.Append('\u2421')
                : shown.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)c:X4}⟩");
        }

        return shown.ToString();
    }

    private static bool IsMarked(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f';
}
