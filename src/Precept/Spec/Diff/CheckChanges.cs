using Precept.Spec.Checks;

namespace Precept.Spec.Diff;

/// <summary>The machine-checkable conditions of sections, by their ids.</summary>
internal static class CheckChanges
{
    public static IEnumerable<SpecChange> Of(SectionMatching sections, CheckSet a, CheckSet b)
    {
        // Checks may name a section that the spec does not have; it stands under its own id.
        var idInA = sections.Pairs.ToDictionary(p => p.B.Id, p => p.A.Id, StringComparer.Ordinal);
        foreach (var id in a.SectionIds.Select(s => sections.Map(s)!).Union(b.SectionIds))
        {
            var before = a.Of(idInA.GetValueOrDefault(id, id));
            var after = b.Of(id);
            foreach (var change in OfSection(id, before, after))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<SpecChange> OfSection(string section, IReadOnlyList<Check> before, IReadOnlyList<Check> after)
    {
        var old = before.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (var to in after)
        {
            if (!old.Remove(to.Id, out var from))
            {
                yield return new SpecChange(SpecChangeKind.CheckAdded, section, null, to.Canonical, to.Id) { ToLine = to.Line };
            }
            else if (from.Canonical != to.Canonical)
            {
                yield return new SpecChange(SpecChangeKind.CheckChanged, section, from.Canonical, to.Canonical, to.Id) { FromLine = from.Line, ToLine = to.Line };
            }
        }

        foreach (var from in before.Where(c => old.ContainsKey(c.Id)))
        {
            yield return new SpecChange(SpecChangeKind.CheckRemoved, section, from.Canonical, null, from.Id) { FromLine = from.Line };
        }

        var inBoth = before.Select(c => c.Id).Intersect(after.Select(c => c.Id)).ToHashSet(StringComparer.Ordinal);
        if (!before.Select(c => c.Id).Where(inBoth.Contains).SequenceEqual(after.Select(c => c.Id).Where(inBoth.Contains)))
        {
            yield return new SpecChange(SpecChangeKind.OrderChanged, section, null, null, "checks");
        }
    }
}
