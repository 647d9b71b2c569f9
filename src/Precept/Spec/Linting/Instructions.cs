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
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?。！？；");

    /// <summary>The first sentence of a line that instructs, or null.</summary>
    public static TextSpan? In(string line)
    {
        for (var start = 0; start < line.Length;)
        {
            var end = SentenceEnd(line, start);
            var sentence = line.AsSpan(start, end - start);
            if (sentence[^1] != '?' && sentence[^1] != '？' && (InEnglish(sentence) || InChinese(sentence)))
            {
                var lead = sentence.Length - sentence.TrimStart().Length;
                return new TextSpan(start + lead, sentence.Trim().Length);
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

    private static bool InEnglish(ReadOnlySpan<char> sentence)
    {
        var subjects = Subjects.GetAlternateLookup<ReadOnlySpan<char>>();
        var modals = Modals.GetAlternateLookup<ReadOnlySpan<char>>();
        var needs = Needs.GetAlternateLookup<ReadOnlySpan<char>>();
        var questions = Questions.GetAlternateLookup<ReadOnlySpan<char>>();
        var (words, sinceSubject, sinceQuestion, needed) = (0, int.MaxValue, int.MaxValue, false);
        foreach (var range in sentence.SplitAny(" \t"))
        {
            var raw = sentence[range];
            var word = raw.Trim("*_\"'“”‘’()[],;:.!?-–—");
            if (word.IsEmpty)
            {
                continue;
            }

            if (words++ == 0 && IsCommand(word, sentence[range.End..]))
            {
                return true;
            }

            sinceSubject = sinceSubject == int.MaxValue ? sinceSubject : sinceSubject + 1;
            sinceQuestion = sinceQuestion == int.MaxValue ? sinceQuestion : sinceQuestion + 1;
            if (sinceSubject <= Reach && (modals.Contains(word) || (needed && word is "to")))
            {
                return true;
            }

            if (sinceSubject == 1 && word.Equals("spec", StringComparison.OrdinalIgnoreCase))
            {
                sinceSubject = int.MaxValue; // the document, not the model
            }
            else if (questions.Contains(word))
            {
                sinceQuestion = 0;
            }
            else if (subjects.Contains(word) && sinceQuestion > Reach)
            {
                sinceSubject = 0;
            }

            needed = needs.Contains(word);
            if (raw[^1] is ';' or ':')
            {
                (sinceSubject, sinceQuestion) = (int.MaxValue, int.MaxValue);
            }
        }

        return false;
    }

    private static bool IsCommand(ReadOnlySpan<char> word, ReadOnlySpan<char> rest) =>
        word is "Never" or "Always" or "Don't" or "Don’t" || (word is "Do" && rest.TrimStart().StartsWith("not "));

    private static bool InChinese(ReadOnlySpan<char> sentence)
    {
        if (StartsWithAny(sentence.TrimStart(), ChineseCommands))
        {
            return true;
        }

        foreach (var subject in ChineseSubjects)
        {
            for (var at = sentence.IndexOf(subject); at >= 0; at = Next(sentence, subject, at))
            {
                var before = sentence[Math.Max(0, at - Reach)..at];
                var after = sentence[(at + subject.Length)..];
                after = after[..Math.Min(after.Length, ChineseReach)];
                if (!after.StartsWith("规范") && !after.StartsWith("規範") && ContainsAny(after, ChineseModals)
                    && !ContainsAny(before, ChineseQuestions) && !ContainsAny(after, ChineseQuestions))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int Next(ReadOnlySpan<char> text, string what, int after)
    {
        var at = text[(after + what.Length)..].IndexOf(what);
        return at < 0 ? -1 : after + what.Length + at;
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
