namespace Precept.Spec;

/// <summary>The opening line of a fenced block.</summary>
/// <param name="Mark">The fence's character, <c>~</c> or a backtick.</param>
/// <param name="Length">How many marks; the closing line has at least as many.</param>
/// <param name="Info">The text after the marks, such as <c>xml</c>.</param>
internal readonly record struct Fence(char Mark, int Length, string Info)
{
    private const int MinLength = 3;

    /// <summary>The fence that a line opens, or null. Only fences at the first column count.</summary>
    public static Fence? Opening(string line)
    {
        if (line.Length < MinLength || line[0] is not ('~' or '`'))
        {
            return null;
        }

        var length = Marks(line, line[0]);
        if (length < MinLength || (line[0] == '`' && line.IndexOf('`', length) >= 0))
        {
            return null;
        }

        return new Fence(line[0], length, line[length..].Trim());
    }

    /// <summary>Whether a line closes this fence.</summary>
    public bool IsClosedBy(string line)
    {
        var marks = Marks(line, Mark);
        return marks >= Length && string.IsNullOrWhiteSpace(line[marks..]);
    }

    /// <summary>Whether the line opens the next example's fence, which shows that this one was left open.</summary>
    public bool IsFollowedByAnother(string line) =>
        Mark == '~' && line.StartsWith('~') && Opening(line) is { Info: "xml" } other && other.Length >= Length;

    /// <summary>The index of the line that closes the fence opened at <paramref name="open"/>.</summary>
    public int FindClose(SourceText source, int open)
    {
        for (var i = open + 1; i < source.Lines.Length; i++)
        {
            if (IsClosedBy(source.Lines[i]))
            {
                return i;
            }

            if (IsFollowedByAnother(source.Lines[i]))
            {
                throw source.Error(open, $"the fence is not closed before another opens at line {i + 1}; add a line '{Line}'");
            }
        }

        throw source.Error(open, $"the fence is never closed; add a line '{Line}'");
    }

    private string Line => Length <= 10 ? new string(Mark, Length) : $"{Length} times '{Mark}'";

    private static int Marks(string line, char mark)
    {
        var count = 0;
        while (count < line.Length && line[count] == mark)
        {
            count++;
        }

        return count;
    }
}
