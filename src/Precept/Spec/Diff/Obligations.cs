using Precept.Spec.Checks;

namespace Precept.Spec.Diff;

/// <summary>How much a word such as "must" demands.</summary>
internal enum ObligationStrength
{
    None,

    /// <summary>may, can; 可以.</summary>
    May,

    /// <summary>should, ought to; 应当.</summary>
    Should,

    /// <summary>must, shall, never, cannot; 必须, 不得.</summary>
    Must,
}

/// <summary>One demand of a sentence, and whether it forbids.</summary>
internal readonly record struct Obligation(ObligationStrength Strength, bool Forbids);

/// <summary>Reads what sentences demand, in English and Chinese, by the words that say so.</summary>
/// <remarks>
/// The words are those of RFC 2119 and their likes; "never" and a leading "do not" count as must. Words such as "may" also tell what is possible,
/// so a difference between nothing and "may" is none.
/// </remarks>
internal static class Obligations
{
    private static readonly (string Word, Obligation Obligation)[] Chinese =
    [
        ("不应该", new(ObligationStrength.Should, true)), ("不应当", new(ObligationStrength.Should, true)), ("不可以", new(ObligationStrength.Must, true)),
        ("不得", new(ObligationStrength.Must, true)), ("禁止", new(ObligationStrength.Must, true)), ("严禁", new(ObligationStrength.Must, true)),
        ("绝不", new(ObligationStrength.Must, true)), ("切勿", new(ObligationStrength.Must, true)), ("不能", new(ObligationStrength.Must, true)),
        ("不应", new(ObligationStrength.Should, true)), ("不该", new(ObligationStrength.Should, true)), ("不宜", new(ObligationStrength.Should, true)),
        ("不必", new(ObligationStrength.May, false)), ("无需", new(ObligationStrength.May, false)), ("无须", new(ObligationStrength.May, false)),
        ("必须", new(ObligationStrength.Must, false)), ("务必", new(ObligationStrength.Must, false)),
        ("应当", new(ObligationStrength.Should, false)), ("应该", new(ObligationStrength.Should, false)),
        ("可以", new(ObligationStrength.May, false)), ("应", new(ObligationStrength.Should, false)),
    ];

    /// <summary>The demands of a sentence: those in English, then those in Chinese, each in order.</summary>
    public static IReadOnlyList<Obligation> Of(string sentence)
    {
        var found = new List<Obligation>();
        AddEnglish(sentence, found);
        AddChinese(sentence, found);
        return found;
    }

    /// <summary>The strongest demand of a sentence.</summary>
    public static ObligationStrength Strongest(IReadOnlyList<Obligation> obligations) =>
        obligations.Count == 0 ? ObligationStrength.None : obligations.Max(o => o.Strength);

    /// <summary>What a sentence that was reworded now demands beside before; null where that is the same.</summary>
    public static SpecChangeKind? Change(string from, string to)
    {
        var (before, after) = (Of(from), Of(to));
        var (strongestBefore, strongestAfter) = (Strongest(before), Strongest(after));
        if (strongestBefore <= ObligationStrength.May && strongestAfter <= ObligationStrength.May)
        {
            return null;
        }

        if (strongestBefore != strongestAfter)
        {
            return Towards(strongestBefore, strongestAfter);
        }

        if (before.Count != after.Count)
        {
            return null;
        }

        var first = before.Zip(after).FirstOrDefault(p => p.First != p.Second);
        return first.First == first.Second ? null
            : first.First.Strength == first.Second.Strength ? SpecChangeKind.ObligationReversed
            : Towards(first.First.Strength, first.Second.Strength);
    }

    private static SpecChangeKind Towards(ObligationStrength before, ObligationStrength after) =>
        after > before ? SpecChangeKind.ObligationStrengthened : SpecChangeKind.ObligationWeakened;

    private static void AddEnglish(string sentence, List<Obligation> found)
    {
        var words = Words.Of(sentence.Replace('’', '\'')).Select(w => w.ToLowerInvariant()).ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            var next = i + 1 < words.Length ? words[i + 1] : "";
            var negated = next is "not" or "never";
            Obligation? obligation = words[i] switch
            {
                "must" or "shall" => new(ObligationStrength.Must, negated),
                "should" or "ought" => new(ObligationStrength.Should, negated),
                "mustn't" or "cannot" or "can't" => new(ObligationStrength.Must, true),
                "shouldn't" => new(ObligationStrength.Should, true),
                "can" when negated => new(ObligationStrength.Must, true),
                "may" when next == "never" => new(ObligationStrength.Must, true),
                "need" when negated => new(ObligationStrength.May, false),
                "may" or "can" => new(ObligationStrength.May, negated),
                "never" => new(ObligationStrength.Must, true),
                "don't" when i == 0 => new(ObligationStrength.Must, true),
                "do" when i == 0 && next == "not" => new(ObligationStrength.Must, true),
                _ => null,
            };
            if (obligation is { } one)
            {
                found.Add(one);
                i += negated ? 1 : 0; // the "never" of "must never" is no demand of its own
            }
        }
    }

    private static void AddChinese(string sentence, List<Obligation> found)
    {
        for (var at = sentence.AsSpan().IndexOfAnyInRange('\u4E00', '\u9FFF'); at >= 0 && at < sentence.Length; at++)
        {
            foreach (var (word, obligation) in Chinese)
            {
                if (sentence.AsSpan(at).StartsWith(word) && !IsPartOfAnotherWord(sentence, at, word))
                {
                    found.Add(obligation);
                    at += word.Length - 1;
                    break;
                }
            }
        }
    }

    /// <summary>应 alone is a demand; 反应, 应用 and their like are not.</summary>
    private static bool IsPartOfAnotherWord(string sentence, int at, string word) =>
        word == "应" && ((at > 0 && "反适响对相供感回效".Contains(sentence[at - 1])) || (at + 1 < sentence.Length && "用付对答急变".Contains(sentence[at + 1])));
}
