using System.Text;
using Precept.Cli.Terminal;
using Precept.Spec.Diff;

namespace Precept.Cli.Commands;

/// <summary>Shortens and breaks texts to the terminal's columns; a Chinese character takes two.</summary>
internal static class Excerpt
{
    private const int Before = 24;
    private const string Gap = "…";

    /// <summary>A line of at most a width.</summary>
    public static string Cut(string line, int width) => Fitting(line, 0, width) == line.Length ? line : line[..Fitting(line, 0, width - 1)] + Gap;

    /// <summary>A text in lines of at most a width, broken at blanks where there are any.</summary>
    public static IReadOnlyList<string> Wrapped(string text, int width)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length || lines.Count == 0;)
        {
            var end = at + Fitting(text, at, width);
            if (end < text.Length)
            {
                var blank = text.LastIndexOf(' ', end, end - at);
                end = blank > at + ((end - at) / 2) ? blank : end;
            }

            lines.Add(text[at..end]);
            at = end < text.Length && text[end] == ' ' ? end + 1 : end;
        }

        return lines;
    }

    /// <summary>What was and is, with an arrow between where there are both.</summary>
    public static string FromTo(string? from, string? to) => from is null || to is null ? OneLine(to ?? from ?? "") : $"{OneLine(from)} -> {OneLine(to)}";

    /// <summary>Both texts on at most some columns, beginning shortly before the first difference; none where they differ in white space only.</summary>
    public static (string? From, string? To) Around(string? from, string? to, int width)
    {
        if (from is null || to is null)
        {
            return (from is null ? null : Cut(OneLine(from), width), to is null ? null : Cut(OneLine(to), width));
        }

        var (a, b) = (OneLine(from), OneLine(to));
        if (a == b)
        {
            return (null, null);
        }

        var same = WordDiff.Of(a, b).TakeWhile(e => e.Kind == WordEditKind.Same).Sum(e => e.Text.Length);
        var fits = Fitting(a, 0, width) == a.Length && Fitting(b, 0, width) == b.Length;
        var start = fits || same <= Before ? 0 : same - Before;
        return (Cut(From(a, start), width), Cut(From(b, start), width));
    }

    private static string From(string text, int start) => start == 0 || start >= text.Length
        ? text
        : Gap + text[(char.IsLowSurrogate(text[start]) ? start + 1 : start)..];

    /// <summary>How many UTF-16 units from a place on fit into a width; at least one character, so that every loop ends.</summary>
    private static int Fitting(string text, int from, int width)
    {
        var (at, columns) = (from, 0);
        while (at < text.Length)
        {
            var units = Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
            columns += DisplayWidth.Of(rune);
            if (columns > width && at > from)
            {
                break;
            }

            at += units;
        }

        return at - from;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
