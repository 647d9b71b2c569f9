using Precept.Spec;

namespace Precept.Judging;

/// <summary>Ranks responses by the sections that they break.</summary>
/// <remarks>
/// The one that breaks fewer root sections is better; among equals the one that breaks fewer system sections, and so on down to sections without authority. No number of
/// guideline breaches outweighs one breach of a root section.
/// </remarks>
internal static class AuthorityRanks
{
    private static readonly Authority[] Levels = [.. Enum.GetValues<Authority>().OrderDescending()];
    private static readonly Comparer<int[]> ByLevel = Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <summary>Dense ranks from 0; as many breaches at every level are a tie.</summary>
    /// <param name="broken">For each response the ids of the sections it breaks, each once.</param>
    /// <param name="authority">The authority of a section.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<IReadOnlyList<string>> broken, Func<string, Authority> authority) =>
        VoteCount.Dense([.. broken.Select(ids => Levels.Select(level => ids.Count(id => authority(id) == level)).ToArray())], ByLevel);
}
