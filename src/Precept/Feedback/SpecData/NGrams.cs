namespace Precept.Feedback.SpecData;

/// <summary>Runs of units, as 64-bit hashes that are the same on every machine.</summary>
/// <param name="words">How many words a run has that holds words only.</param>
/// <param name="characters">How many characters a run has that holds characters only.</param>
/// <remarks>
/// A word weighs <paramref name="characters"/> and a character <paramref name="words"/>; a run is the shortest stretch of units that weighs at
/// least their product. So one measure serves English, Chinese and sentences that mix them.
/// </remarks>
internal sealed class NGrams(int words, int characters)
{
    private const ulong Basis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    /// <summary>The hashes of all runs, in order; none where the text is shorter than one.</summary>
    public IEnumerable<ulong> Of(IReadOnlyList<TextUnit> units)
    {
        var hashes = units.Select(u => Hash(u.Text)).ToArray();
        var (end, weight) = (0, 0);
        for (var start = 0; start < units.Count; start++)
        {
            while (end < units.Count && weight < words * characters)
            {
                weight += Weight(units[end++]);
            }

            if (weight < words * characters)
            {
                yield break;
            }

            yield return Run(hashes.AsSpan(start, end - start));
            weight -= Weight(units[start]);
        }
    }

    /// <summary>The same, except that a text shorter than one run is one run as a whole.</summary>
    public IEnumerable<ulong> OfAny(IReadOnlyList<TextUnit> units)
    {
        var any = false;
        foreach (var run in Of(units))
        {
            any = true;
            yield return run;
        }

        if (!any && units.Count > 0)
        {
            yield return Whole(units);
        }
    }

    /// <summary>How much a text weighs, in runs: 1 and more where it holds at least one.</summary>
    public double Length(IReadOnlyList<TextUnit> units) => units.Sum(Weight) / (double)(words * characters);

    /// <summary>The hash of a whole text; equal to that of the run that is the same units.</summary>
    public static ulong Whole(IEnumerable<TextUnit> units) => Run(units.Select(u => Hash(u.Text)).ToArray());

    /// <summary>Spreads 64 bits: the finishing step of SplitMix64.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    private int Weight(TextUnit unit) => unit.IsCharacter ? words : characters;

    private static ulong Run(ReadOnlySpan<ulong> hashes)
    {
        var run = Basis;
        foreach (var hash in hashes)
        {
            run = Mix(unchecked((run ^ hash) * Prime));
        }

        return run;
    }

    // FNV-1a over UTF-16 code units: string.GetHashCode differs from run to run.
    private static ulong Hash(string text)
    {
        var hash = Basis;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * Prime);
        }

        return hash;
    }
}
