using Precept.Spec.Syntax;

namespace Precept.Spec.Linting.Rules;

/// <summary>How tags and text stand in a fence: read as meant, but not by every tool.</summary>
internal static class FenceNotes
{
    public static SpecRule IndentedClosingTag { get; } = new(
        "PS212", FindingSeverity.Info, "IndentedClosingTag", "A closing tag is indented",
        source => InExamples(source, static text => Indent(text) is > 0 and var indent && Tag(text, indent) is { IsClosing: true }
            ? new TextSpan(0, indent)
            : null, "blanks stand before the closing tag; take them away, or a reader that looks for tags at the line's beginning misses it"));

    public static SpecRule StrayAsterisk { get; } = new(
        "PS213", FindingSeverity.Info, "StrayAsterisk", "An asterisk stands before a tag",
        source => InExamples(source, static text =>
        {
            var start = Indent(text);
            var end = start;
            while (end < text.Length && text[end] == '*')
            {
                end++;
            }

            return end > start && Tag(text, end) is not null ? new TextSpan(start, end - start) : null;
        }, "an asterisk stands before the tag and is read over; take it away"));

    public static SpecRule BlanksAfterTag { get; } = new(
        "PS214", FindingSeverity.Info, "BlanksAfterTag", "Blanks stand after a tag",
        source => InExamples(source, static text =>
        {
            var trimmed = text.AsSpan().TrimEnd(" \t");
            return trimmed.Length < text.Length && trimmed is [.., '>'] && Tag(text, Indent(text)) is { } tag && EndsLine(trimmed[tag.End..])
                ? new TextSpan(trimmed.Length, text.Length - trimmed.Length)
                : null;
        }, "blanks stand after the tag and are read over; take them away"));

    public static SpecRule HashInFence { get; } = new(
        "PS215", FindingSeverity.Info, "HashInFence", "A line in a fence begins with '#'",
        source => from file in source.Files
                  from fence in file.Fences
                  from line in Enumerable.Range(fence.Open + 1, Math.Max(0, fence.Close - fence.Open - 1))
                  let text = file.Lines[line - 1]
                  where text.StartsWith('#') && text.AsSpan().TrimStart('#') is [] or [' ' or '\t', ..]
                  select new Spot(file.Path, line, "the line looks like a heading, but it stands in a fence and is text", new TextSpan(0, 1)));

    public static SpecRule RuleInFence { get; } = new(
        "PS216", FindingSeverity.Info, "RuleInMessage", "A message holds a line such as '---'",
        source => InExamples(source, static text => IsRule(text.AsSpan().Trim()) ? new TextSpan(0, text.Length) : null,
            "the line looks like the mark of front matter or a rule, but it is the message's text"));

    public static SpecRule DoubledBackslash { get; } = new(
        "PS219", FindingSeverity.Info, "DoubledBackslash", "A formula in a message begins with two backslashes",
        source => InExamples(source, static text =>
            Doubled(text) is >= 0 and var at ? new TextSpan(at, 3) : null,
            @"the formula begins with two backslashes: in Markdown that is an escape, in a message it is what the model would write; write \( or \["));

    private static IEnumerable<Spot> InExamples(LintSource source, Func<string, TextSpan?> find, string message) =>
        from file in source.Files
        from line in file.ExampleLines
        let span = find(line.Text)
        where span is not null
        select new Spot(file.Path, line.Line, message, span);

    private static int Indent(string text) => text.Length - text.AsSpan().TrimStart(" \t").Length;

    /// <summary>Whether a line ends with its tag: what follows is nothing, or a verdict.</summary>
    private static bool EndsLine(ReadOnlySpan<char> rest) => rest.Trim() is [] or ['<', '!', '-', '-', .., '-', '-', '>'];

    private static int Doubled(string text)
    {
        var round = text.IndexOf(@"\\(", StringComparison.Ordinal);
        return round >= 0 ? round : text.IndexOf(@"\\[", StringComparison.Ordinal);
    }

    private static bool IsRule(ReadOnlySpan<char> text) => text.Length >= 3 && text[0] is '-' or '*' or '_' && text.Trim(text[0]).IsEmpty;

    /// <summary>The tag at a place: whether it closes, and where it ends; null where there is none.</summary>
    private static (bool IsClosing, int End)? Tag(string text, int start)
    {
        if (start >= text.Length || text[start] != '<')
        {
            return null;
        }

        var closing = text.AsSpan(start + 1).StartsWith("/");
        var name = start + (closing ? 2 : 1);
        var end = name;
        while (end < text.Length && char.IsAsciiLetterLower(text[end]))
        {
            end++;
        }

        var close = text.IndexOf('>', end);
        return close >= 0 && TagParser.Names.Contains(text[name..end]) ? (closing, close + 1) : null;
    }
}
