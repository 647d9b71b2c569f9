using Precept.Spec.Syntax;

namespace Precept.Spec.Importing;

/// <summary>Tells which lines are code between fences that a spec would read as code: closed ones at the first column.</summary>
internal static class FencedLines
{
    // Each failed search may look through the rest of the text; beyond this many, fences are text.
    private const int MaxFailures = 100;

    /// <summary>For each line whether it belongs to a closed code block, its fences included.</summary>
    public static bool[] Of(IReadOnlyList<string> lines)
    {
        var isCode = new bool[lines.Count];
        var failures = 0;
        for (var line = 0; line < lines.Count && failures < MaxFailures; line++)
        {
            if (FenceMarks.Opening(lines[line]) is not { } fence)
            {
                continue;
            }

            var close = Close(lines, line, fence);
            failures += close < 0 ? 1 : 0;
            for (; line <= close; line++)
            {
                isCode[line] = true;
            }

            line = close < 0 ? line : close;
        }

        return isCode;
    }

    private static int Close(IReadOnlyList<string> lines, int open, FenceMarks fence)
    {
        for (var line = open + 1; line < lines.Count; line++)
        {
            if (fence.IsClosedBy(lines[line]))
            {
                return line;
            }

            if (fence.IsFollowedByAnother(lines[line]))
            {
                return -1;
            }
        }

        return -1;
    }
}
