using System.Buffers;

namespace Precept.Spec.Linting;

/// <summary>Finds a sentence that tells the model what to do: <c>the assistant should …</c>, <c>never …</c>, <c>模型必须……</c>.</summary>
/// <remarks>
/// A word list, not a parser: a subject (assistant, model) with a modal verb soon behind it, or a sentence that begins as a command. Questions and
/// reported matters (<c>how the model should …</c>) do not count. One pass over the line.
/// </remarks>
internal static class Instructions
{
    /// <summary>How far behind its subject a modal verb is looked for: words, and characters in Chinese.</summary>
    private const int Reach = 6;
    private const int ChineseReach = 14;

    private static readonly HashSet<string> Subjects = new(["assistant", "assistants", "model", "models"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Modals = new(["must", "should", "shall", "ought"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Needs = new(["need", "needs", "has", "have"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Questions = new(["how", "whether", "what", "which", "why", "when", "where", "if"], StringComparer.OrdinalIgnoreCase);
    private static readonly string[] ChineseSubjects = ["助手", "助理", "模型"];
    private static readonly string[] ChineseModals =
    [
        "必须", "必須", "应当", "應當", "应该", "應該", "不应", "不應", "不得", "不可以", "不要", "绝不", "絕不", "切勿", "务必", "務必", "禁止", "永远不", "永遠不", "需要",
    ];

    private static readonly string[] ChineseCommands = ["不要", "切勿", "请勿", "請勿", "务必", "務必", "禁止", "绝不", "絕不", "必须", "必須"];
    private static readonly string[] ChineseQuestions = ["如何", "是否", "怎样", "怎樣", "什么", "什麼", "为何", "為何"];
    private static readonly SearchValues<char> Leading = SearchValues.Create(" \t\"“*_-");
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?。！？；");

    /// <summary>Where a line first instructs, from the subject to its verb; null where it does not.</summary>
    public static TextSpan? In(string line)
    {
        for (var start = 0; start < line.Length;)
        {
            var end = SentenceEnd(line, start);
            if (line[end - 1] is not ('?' or '？') && (InEnglish(line, start, end) ?? InChinese(line, start, end)) is { } found)
            {
                return found;
            }

            start = end;
        }

        return null;
    }

    private static int SentenceEnd(string line, int start)
    {
        for (var i = start; i < line.Length; i++)
        {
            // A full stop within a word, as in "1.5" or "e.g", ends nothing.
            if (Ends.Contains(line[i]) && (line[i] > '\u007f' || i + 1 == line.Length || char.IsWhiteSpace(line[i + 1])))
            {
                return i + 1;
            }
        }

        return line.Length;
    }

    private static TextSpan? InEnglish(string line, int start, int end)
    {
        var (subjectAt, sinceSubject, sinceQuestion, needed) = (-1, int.MaxValue, int.MaxValue, false);
        foreach (var (at, length) in Words(line, start, end))
        {
            var word = line.AsSpan(at, length);
            if (IsCommand(word, line.AsSpan(start..at), line.AsSpan((at + length)..end)))
            {
                return new TextSpan(at, length);
            }

            (sinceSubject, sinceQuestion) = (Later(sinceSubject), Later(sinceQuestion));
            if (sinceSubject <= Reach && (Modals.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || (needed && word is "to")))
            {
                return new TextSpan(subjectAt, at + length - subjectAt);
            }

            needed = Needs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
            if (sinceSubject == 1 && word.Equals("spec", StringComparison.OrdinalIgnoreCase))
            {
                sinceSubject = int.MaxValue; // the document, not the model
            }
            else if (Questions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            {
                sinceQuestion = 0;
            }
            else if (Subjects.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) && sinceQuestion > Reach)
            {
                (subjectAt, sinceSubject) = (at, 0);
            }

            if (at + length < end && line[at + length] is ';' or ':')
            {
                (sinceSubject, sinceQuestion) = (int.MaxValue, int.MaxValue);
            }
        }

        return null;
    }

    /// <summary>The words of a sentence: letters, digits and apostrophes.</summary>
    private static IEnumerable<(int At, int Length)> Words(string line, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var at = i;
            while (i < end && (char.IsLetterOrDigit(line[i]) || line[i] is '\'' or '’'))
            {
                i++;
            }

            if (i > at)
            {
                yield return (at, i - at);
            }
        }
    }

    private static int Later(int since) => since == int.MaxValue ? since : since + 1;

    private static bool IsCommand(ReadOnlySpan<char> word, ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        before.IndexOfAnyExcept(Leading) < 0
        && (word is "Never" or "Always" or "Don't" or "Don’t" || (word is "Do" && after.StartsWith(" not ")));

    private static TextSpan? InChinese(string line, int start, int end)
    {
        foreach (var command in ChineseCommands)
        {
            var at = start + line.AsSpan(start, end - start).IndexOfAnyExcept(Leading);
            if (at >= start && line.AsSpan(at, end - at).StartsWith(command))
            {
                return new TextSpan(at, command.Length);
            }
        }

        foreach (var subject in ChineseSubjects)
        {
            for (var at = Index(line, subject, start, end); at >= 0; at = Index(line, subject, at + subject.Length, end))
            {
                var before = line.AsSpan(Math.Max(start, at - Reach)..at);
                var after = line.AsSpan(at + subject.Length, Math.Min(end - at - subject.Length, ChineseReach));
                if (!after.StartsWith("规范") && !after.StartsWith("規範") && IndexOfAny(before, ChineseQuestions).At < 0
                    && IndexOfAny(after, ChineseQuestions).At < 0 && IndexOfAny(after, ChineseModals) is { At: >= 0 } modal)
                {
                    return new TextSpan(at, subject.Length + modal.At + modal.Length);
                }
            }
        }

        return null;
    }

    private static int Index(string line, string what, int from, int end) => line.IndexOf(what, from, end - from, StringComparison.Ordinal);

    private static (int At, int Length) IndexOfAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.IndexOf(word) is >= 0 and var at)
            {
                return (at, word.Length);
            }
        }

        return (-1, 0);
    }
}
