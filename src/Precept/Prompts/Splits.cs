using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Names of the splits, and who belongs to which: 60 % train, 20 % validation, the rest held-out.</summary>
public static class Splits
{
    /// <summary>All splits in their order.</summary>
    public static IReadOnlyList<Split> All { get; } = [Split.Train, Split.Validation, Split.HeldOut];

    /// <summary>The split's name in files: <c>train</c>, <c>validation</c>, <c>held-out</c>.</summary>
    public static string Name(Split split) => split switch
    {
        Split.Train => "train",
        Split.Validation => "validation",
        Split.HeldOut => "held-out",
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    };

    /// <summary>Reads a split's name.</summary>
    public static bool TryParse(string? name, out Split split)
    {
        (split, var known) = name switch
        {
            "train" => (Split.Train, true),
            "validation" => (Split.Validation, true),
            "held-out" => (Split.HeldOut, true),
            _ => (Split.Train, false),
        };
        return known;
    }

    /// <summary>The split of the item at a rank of an ordered list: exact counts ⌊3n/5⌋, ⌊4n/5⌋ − ⌊3n/5⌋ and the rest.</summary>
    /// <remarks>From three items on, no split is empty.</remarks>
    /// <param name="rank">From 0.</param>
    /// <param name="count">n, greater than <paramref name="rank"/>.</param>
    public static Split OfRank(int rank, int count) =>
        rank < (long)count * 3 / 5 ? Split.Train : rank < (long)count * 4 / 5 ? Split.Validation : Split.HeldOut;

    /// <summary>The split of a key that stands alone: by SHA-256 of the key, so about 60 / 20 / 20 over many keys.</summary>
    /// <param name="key">A family, a tag or a prompt id.</param>
    public static Split OfKey(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("split\n" + key));
        var part = BinaryPrimitives.ReadUInt64BigEndian(hash) % 5;
        return part < 3 ? Split.Train : part == 3 ? Split.Validation : Split.HeldOut;
    }

    /// <summary>The split of an imported prompt: of its family where it has one, otherwise of its id.</summary>
    public static Split OfImported(Prompt prompt) => OfKey(prompt.Family.Length > 0 ? "family:" + prompt.Family : "prompt:" + prompt.Id);
}
