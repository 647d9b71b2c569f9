using System.Text;
using Precept.Spec;

namespace Precept.Cli.Terminal;

/// <summary>A line of a file with a part of it underlined, as compilers show it, cut to the terminal's width.</summary>
internal static class Excerpt
{
    private const string Cut = "…";

    /// <summary>Two lines: the source with its number, and the marks below it.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="text">The line.</param>
    /// <param name="span">What is marked, within the line.</param>
    /// <param name="width">Columns of a line of the terminal.</param>
    public static (string Source, string Marks) Of(int number, string text, TextSpan span, int width)
    {
        var start = Math.Min(span.Start, text.Length);
        var length = Math.Min(span.Length, text.Length - start);
        var (before, marked, after) = (Shown(text[..start]), Shown(text.Substring(start, length)), Shown(text[(start + length)..]));
        var gutter = $"{number,5} | ";
        var room = Math.Max(10, width - gutter.Length - 1);

        // What is marked goes first, then a third of the room for what stands before it, the rest for what follows.
        marked = First(marked, room);
        var left = room - DisplayWidth.Of(marked);
        before = Last(before, Math.Max(left / 3, left - DisplayWidth.Of(after)));
        after = First(after, left - DisplayWidth.Of(before));
        var marks = new string(' ', DisplayWidth.Of(before)) + new string('^', Math.Max(1, DisplayWidth.Of(marked)));
        return (gutter + before + marked + after, new string(' ', gutter.Length - 2) + "| " + marks);
    }

    private static string Shown(string text) => Printable.Of(text.Replace('\t', ' '));

    private static string First(string text, int room)
    {
        if (DisplayWidth.Of(text) <= room)
        {
            return text;
        }

        var kept = new StringBuilder();
        var taken = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            taken += DisplayWidth.Of(rune);
            if (taken > room)
            {
                break;
            }

            kept.Append(rune);
        }

        return room > 0 ? kept + Cut : "";
    }

    private static string Last(string text, int room)
    {
        if (DisplayWidth.Of(text) <= room)
        {
            return text;
        }

        var runes = text.EnumerateRunes().ToArray();
        var (from, taken) = (runes.Length, 1);
        while (from > 0 && taken + DisplayWidth.Of(runes[from - 1]) <= room)
        {
            taken += DisplayWidth.Of(runes[--from]);
        }

        return room > 0 ? Cut + string.Concat(runes[from..]) : "";
    }
}
