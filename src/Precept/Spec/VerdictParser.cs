namespace Precept.Spec;

/// <summary>What a verdict comment says.</summary>
internal readonly record struct VerdictText(Verdict Verdict, string? BreaksSection, string? Condition, string? Why);

/// <summary>Reads <c>GOOD</c>, <c>BAD[#id]</c>, <c>OK, a condition: a reason</c>.</summary>
internal static class VerdictParser
{
    /// <summary>Reads the inside of a comment.</summary>
    /// <returns>The verdict, or null when the text is not one.</returns>
    public static VerdictText? Parse(ReadOnlySpan<char> comment)
    {
        var rest = comment.Trim();
        Verdict verdict;
        if (Take(ref rest, "GOOD"))
        {
            verdict = Verdict.Good;
        }
        else if (Take(ref rest, "BAD"))
        {
            verdict = Verdict.Bad;
        }
        else if (Take(ref rest, "OK"))
        {
            verdict = Verdict.Ok;
        }
        else
        {
            return null;
        }

        string? breaks = null;
        if (Take(ref rest, "[#"))
        {
            var close = rest.IndexOf(']');
            if (close < 1)
            {
                return null;
            }

            breaks = rest[..close].Trim().ToString();
            rest = rest[(close + 1)..];
        }

        rest = rest.TrimStart();
        string? condition = null;
        if (Take(ref rest, ","))
        {
            var end = ConditionEnd(rest);
            condition = Text(rest[..end]);
            rest = rest[end..];
        }

        if (rest.IsEmpty)
        {
            return new VerdictText(verdict, breaks, condition, null);
        }

        return rest[0] == ':' ? new VerdictText(verdict, breaks, condition, Text(rest[1..])) : null;
    }

    /// <summary>A condition ends at the first colon that white space or the end follows, so that 10:30 does not end it.</summary>
    private static int ConditionEnd(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ':' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static string? Text(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        return trimmed.IsEmpty ? null : trimmed.ToString();
    }

    private static bool Take(ref ReadOnlySpan<char> rest, string prefix)
    {
        if (!rest.StartsWith(prefix))
        {
            return false;
        }

        rest = rest[prefix.Length..];
        return true;
    }
}
