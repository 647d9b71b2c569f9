using System.Globalization;

namespace Precept.Spec;

/// <summary>A small deterministic random stream: SplitMix64 (Steele, Lea, Flood 2014). The same seed gives the same numbers on every machine and runtime.</summary>
/// <remarks>Not for secrets. <see cref="System.Random"/> promises no stable stream between runtimes, so it is not used for anything that is stored.</remarks>
/// <param name="seed">The state to start from; any value is as good as another.</param>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for a purpose: the run's seed and the names of what it is for.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="names">What the stream is for, in order; other names give an unrelated stream.</param>
    public static SeededRandom For(long seed, params IEnumerable<string> names) =>
        new(ulong.Parse(
            ContentHash.Of([seed.ToString(CultureInfo.InvariantCulture), .. names]).AsSpan(0, 16),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A whole number from 0 to <paramref name="exclusive"/> - 1, each equally likely (Lemire 2019, without bias).</summary>
    /// <param name="exclusive">The bound, at least 1.</param>
    public int NextInt(int exclusive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusive, 1);
        var n = (ulong)exclusive;
        while (true)
        {
            var high = Math.BigMul(NextUInt64(), n, out var low);
            if (low >= n || low >= unchecked(0 - n) % n)
            {
                return (int)high;
            }
        }
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts the items into a random order, in place (Fisher-Yates; every order is equally likely).</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
