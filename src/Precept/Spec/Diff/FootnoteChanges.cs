namespace Precept.Spec.Diff;

/// <summary>Footnote tags, by the first place of each.</summary>
internal static class FootnoteChanges
{
    public static IEnumerable<SpecChange> Of(SectionMatching sections)
    {
        var before = sections.A.Footnotes.DistinctBy(f => f.Tag).ToDictionary(f => f.Tag, StringComparer.Ordinal);
        var after = sections.B.Footnotes.DistinctBy(f => f.Tag).ToDictionary(f => f.Tag, StringComparer.Ordinal);
        foreach (var (tag, to) in after)
        {
            if (!before.TryGetValue(tag, out var from))
            {
                yield return new SpecChange(SpecChangeKind.FootnoteAdded, to.SectionId, null, tag, null) { ToLine = to.Line };
            }
            else if (sections.Map(from.SectionId) != to.SectionId)
            {
                yield return new SpecChange(SpecChangeKind.FootnoteMoved, to.SectionId, from.SectionId, to.SectionId, tag) { FromLine = from.Line, ToLine = to.Line };
            }
        }

        foreach (var (tag, from) in before.Where(f => !after.ContainsKey(f.Key)))
        {
            yield return new SpecChange(SpecChangeKind.FootnoteRemoved, sections.Map(from.SectionId), tag, null, null) { FromLine = from.Line };
        }
    }
}
