using Precept.Spec.Checks;

namespace Precept.Spec.Diff;

/// <summary>What changed from one version of a spec to another, by meaning: sections, authority, demands, examples, grades.</summary>
/// <param name="From">The first version's name.</param>
/// <param name="To">The second version's name.</param>
/// <param name="Changes">
/// All changes: in the second version's order of sections, one that is gone behind what stood before it, and in a section by kind and line.
/// </param>
/// <remarks>docs/formats/spec-diff.md says how sections, examples and sentences are matched and what each kind weighs.</remarks>
public sealed record SpecDiff(string From, string To, IReadOnlyList<SpecChange> Changes)
{
    /// <summary>Whether the versions say the same.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>By how much the version number ought to rise: the weightiest change's step.</summary>
    public SemVerStep Step => Changes.Count == 0 ? SemVerStep.None : Changes.Max(c => c.Step);

    /// <summary>The changes that ask for <see cref="Step"/>: each kind with its sections, in order.</summary>
    public IReadOnlyList<StepReason> Reasons
    {
        get
        {
            var step = Step;
            return
            [
                .. Changes.Where(c => c.Step == step).GroupBy(c => c.Kind).OrderBy(g => g.Key)
                    .Select(g => new StepReason(g.Key, g.Count(), [.. g.Select(c => c.Section).OfType<string>().Distinct()])),
            ];
        }
    }

    /// <summary>The changes of some groups, in order.</summary>
    public IEnumerable<SpecChange> Of(params IEnumerable<SpecChangeGroup> groups) => Changes.Where(c => groups.Contains(c.Kind.Group()));

    /// <summary>The number of changes of a kind.</summary>
    public int Count(SpecChangeKind kind) => Changes.Count(c => c.Kind == kind);

    /// <summary>Compares two versions of a spec.</summary>
    /// <param name="a">The first version.</param>
    /// <param name="b">The second version.</param>
    /// <param name="checksA">The checks beside the first; null for none.</param>
    /// <param name="checksB">The checks beside the second; null for none.</param>
    /// <returns>The changes; the same for the same versions. The work is nearly linear in the texts' lengths.</returns>
    public static SpecDiff Compare(SpecDocument a, SpecDocument b, CheckSet? checksA = null, CheckSet? checksB = null)
    {
        var sections = SectionMatching.Of(a, b);
        var examples = ExampleMatching.Of(sections);
        IEnumerable<SpecChange> changes =
        [
            .. StructureChanges.Of(sections),
            .. SectionFlow.Changes(sections, examples),
            .. sections.Pairs.SelectMany(AuthorityChanges.Of),
            .. sections.Pairs.SelectMany(BodyChanges.Of),
            .. ExampleChanges.Of(sections, examples),
            .. CheckChanges.Of(sections, checksA ?? CheckSet.Empty, checksB ?? CheckSet.Empty),
            .. FootnoteChanges.Of(sections),
            .. EvaluationChanges.Of(sections),
            .. CommentaryChanges.Of(sections),
        ];
        return new SpecDiff(
            a.Version,
            b.Version,
            [
                .. changes.Select(c => c.Step == SemVerStep.None ? c with { Step = SemVerWeight.Of(c.Kind, sections.IsRule(c.Section)) } : c)
                    .OrderBy(c => sections.Position(c.Section)).ThenBy(c => c.Kind).ThenBy(c => c.ToLine ?? c.FromLine ?? 0),
            ]);
    }
}

/// <summary>Why a version number ought to rise.</summary>
/// <param name="Kind">A kind of change.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Sections">The sections that they are in, in order.</param>
public sealed record StepReason(SpecChangeKind Kind, int Count, IReadOnlyList<string> Sections);
