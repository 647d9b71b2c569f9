using Precept.Spec.Diff;

namespace Precept.Cli.Commands;

/// <summary>Shortens texts to a line, around what differs.</summary>
internal static class Excerpt
{
    private const int Before = 24;
    private const string Gap = "…";

    /// <summary>A line of at most a width.</summary>
    public static string Cut(string line, int width) => line.Length <= width ? line : line[..Whole(line, width - 1)] + Gap;

    /// <summary>What was and is, with an arrow between where there are both.</summary>
    public static string FromTo(string? from, string? to) => from is null || to is null ? OneLine(to ?? from ?? "") : $"{OneLine(from)} -> {OneLine(to)}";

    /// <summary>A text in lines of at most a width, broken at blanks.</summary>
    public static IReadOnlyList<string> Wrapped(string text, int width)
    {
        var lines = new List<string>();
        while (text.Length > width)
        {
            var blank = text.LastIndexOf(' ', width);
            var end = blank > width / 2 ? blank : Whole(text, width);
            lines.Add(text[..end]);
            text = text[end..].TrimStart();
        }

        lines.Add(text);
        return lines;
    }

    /// <summary>Both texts in at most some characters, beginning shortly before the first difference; none where they differ in white space only.</summary>
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
        var fits = a.Length <= width && b.Length <= width;
        var start = fits || same <= Before ? 0 : Whole(b, same - Before);
        return (Cut(From(a, start), width), Cut(From(b, start), width));
    }

    private static string From(string text, int start) => start == 0 || start >= text.Length ? text : Gap + text[start..];

    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
