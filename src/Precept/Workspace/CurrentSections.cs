using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Workspace;

/// <summary>The hashes under which judgments are current.</summary>
public static class CurrentSections
{
    /// <summary>For each section of the spec, the hash that a current judgment carries for it.</summary>
    /// <param name="spec">The spec as it is now.</param>
    /// <param name="withChecks">Section id to the hash of the section with its checks; ids that the spec lacks are ignored.</param>
    /// <returns>The given hash, or the section's own where none is given.</returns>
    public static IReadOnlyDictionary<string, string> Of(SpecDocument spec, IReadOnlyDictionary<string, string>? withChecks = null) =>
        spec.Sections.GroupBy(s => s.Id).ToDictionary(g => g.Key, g => withChecks?.GetValueOrDefault(g.Key) ?? g.First().Hash);

    /// <summary>The same from the spec's checks, as <see cref="Judging.CheckJudge"/> records them.</summary>
    public static IReadOnlyDictionary<string, string> Of(SpecDocument spec, CheckSet checks) =>
        Of(spec, spec.Sections.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => ContentHash.Of(s.Hash, checks.SectionHash(s.Id))));

    /// <summary>Hash of a spec with its checks: what datasets, scorecards and reports of judged work are made under.</summary>
    public static string JudgedHash(SpecDocument spec, CheckSet checks) => ContentHash.Of(spec.Hash, checks.Hash);

    /// <summary>The sections that no longer are what they were: changed or gone. In the order of their ids.</summary>
    /// <param name="then">Section id to hash, as recorded.</param>
    /// <param name="now">Section id to hash, as it is now.</param>
    public static IReadOnlyList<string> Changed(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        [.. then.Where(s => now.GetValueOrDefault(s.Key) != s.Value).Select(s => s.Key).Order(StringComparer.Ordinal)];
}
