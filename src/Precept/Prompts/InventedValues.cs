using System.Text;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>
/// Adds made-up values to the train part of value lists: words spliced from the letters of two train values. A model that is to copy a word
/// it has never seen must meet many words that it will never see again.
/// </summary>
public static class InventedValues
{
    /// <summary>The list with more train values; validation and held-out stay as they are.</summary>
    /// <param name="list">A list that is split by value.</param>
    /// <param name="count">How many values to add.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="taken">Identities of the values that stand in any list: a splice that happens to be one is drawn again. Is added to.</param>
    /// <remarks>Only train values lend their letters: nothing of the other splits leaks.</remarks>
    internal static ValueList Extend(ValueList list, int count, long seed, HashSet<string> taken)
    {
        if (list.IsShared)
        {
            throw new ArgumentException($"List '{list.Name}' is shared between the splits: inventing phrasing makes no sense.", nameof(list));
        }

        var random = SeededRandom.For(seed, "invent", list.Name);
        var train = list.In(Split.Train);
        var invented = new List<SlotValue>(count);
        for (var attempt = 0; invented.Count < count && attempt < 20 * count; attempt++)
        {
            var value = Invent(train, random);
            if (value.Parts.All(IsWellFormed) && taken.Add(value.Identity))
            {
                invented.Add(value);
            }
        }

        return list.WithTrainValues(invented);
    }

    private static SlotValue Invent(IReadOnlyList<SlotValue> train, SeededRandom random)
    {
        SlotValue a = train[random.NextInt(train.Count)], b = train[random.NextInt(train.Count)];
        return a.IsRecord
            ? new SlotValue("", a.Fields.ToDictionary(f => f.Key, f => Splice(f.Value, b.Fields[f.Key], random)))
            : new SlotValue(Splice(a.Text, b.Text, random));
    }

    /// <summary>Replaces the longest word of <paramref name="a"/> by its beginning and the end of the longest word of <paramref name="b"/>.</summary>
    private static string Splice(string a, string b, SeededRandom random)
    {
        string first = LongestWord(a), second = LongestWord(b);
        var start = first[..(1 + random.NextInt(first.Length))];
        var end = second[random.NextInt(second.Length)..];
        var word = new StringBuilder(start);
        if (char.IsAsciiLetter(first[0]) && random.NextInt(2) == 0)
        {
            word.Append(Syllable(random));
        }

        word.Append(end.ToLowerInvariant());
        var text = word.Length > 14 ? word.ToString(0, 14) : word.ToString();
        return a.Replace(first, text, StringComparison.Ordinal);
    }

    private static string Syllable(SeededRandom random)
    {
        const string onsets = "bcdfghjklmnprstvwz", vowels = "aeiou", codas = "lmnrst";
        var open = $"{onsets[random.NextInt(onsets.Length)]}{vowels[random.NextInt(vowels.Length)]}";
        return random.NextInt(2) == 0 ? open : open + codas[random.NextInt(codas.Length)];
    }

    /// <summary>A splice may cut a character beyond the basic plane in two; such a value is drawn again.</summary>
    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(r => r != Rune.ReplacementChar);

    private static string LongestWord(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).MaxBy(w => w.Length) ?? text;
}
