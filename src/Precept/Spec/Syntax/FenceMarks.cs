namespace Precept.Spec.Syntax;

/// <summary>The opening line of a fenced block.</summary>
/// <param name="Mark">The fence's character, <c>~</c> or a backtick.</param>
/// <param name="Length">How many marks; the closing line has at least as many.</param>
/// <param name="IsXml">Whether the text after the marks is <c>xml</c>.</param>
internal readonly record struct FenceMarks(char Mark, int Length, bool IsXml)
{
    private const int MinLength = 3;

    /// <summary>The fence that a line opens, or null. Only fences at the first column count.</summary>
    public static FenceMarks? Opening(ReadOnlySpan<char> line)
    {
        if (line.Length < MinLength || line[0] is not ('~' or '`'))
        {
            return null;
        }

        var length = Marks(line, line[0]);
        if (length < MinLength || (line[0] == '`' && line[length..].Contains('`')))
        {
            return null;
        }

        return new FenceMarks(line[0], length, line[length..].Trim() is "xml");
    }

    /// <summary>How a line that closes the fence is written.</summary>
    public string Closing => Length <= 10 ? new string(Mark, Length) : $"{Length} times '{Mark}'";

    /// <summary>Whether a line closes this fence.</summary>
    public bool IsClosedBy(ReadOnlySpan<char> line)
    {
        var marks = Marks(line, Mark);
        return marks >= Length && line[marks..].IsWhiteSpace();
    }

    /// <summary>Whether the line opens the next example's fence, which shows that this one was left open.</summary>
    public bool IsFollowedByAnother(ReadOnlySpan<char> line) =>
        Mark == '~' && line.StartsWith('~') && Opening(line) is { IsXml: true } other && other.Length >= Length;

    private static int Marks(ReadOnlySpan<char> line, char mark)
    {
        var other = line.IndexOfAnyExcept(mark);
        return other < 0 ? line.Length : other;
    }
}
