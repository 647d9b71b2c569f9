namespace Precept.Spec.Diff;

/// <summary>Commentary, section by section; blocks that are in another section moved.</summary>
internal static class CommentaryChanges
{
    public static IEnumerable<SpecChange> Of(SectionMatching sections)
    {
        var before = sections.A.CommentaryBlocks.ToLookup(c => sections.Map(c.SectionId));
        var after = sections.B.CommentaryBlocks.ToLookup(c => c.SectionId);
        var edits = before.Select(g => g.Key).Union(after.Select(g => g.Key)).SelectMany(id => Edits([.. before[id]], [.. after[id]])).ToList();
        var arrived = edits.Where(e => e.From is null).GroupBy(e => e.To!.Text).ToDictionary(g => g.Key, g => new Queue<Commentary>(g.Select(e => e.To!)));
        var moved = new HashSet<Commentary>(ReferenceEqualityComparer.Instance);
        foreach (var gone in edits.Where(e => e.To is null).Select(e => e.From!))
        {
            if (arrived.TryGetValue(gone.Text, out var same) && same.TryDequeue(out var to))
            {
                moved.Add(gone);
                moved.Add(to);
                yield return new SpecChange(SpecChangeKind.CommentaryMoved, to.SectionId, gone.SectionId, to.SectionId, null) { FromLine = gone.Line, ToLine = to.Line };
            }
        }

        foreach (var (from, to) in edits.Where(e => !moved.Contains((e.To ?? e.From)!)))
        {
            var kind = from is null ? SpecChangeKind.CommentaryAdded : to is null ? SpecChangeKind.CommentaryRemoved : SpecChangeKind.CommentaryEdited;
            yield return new SpecChange(kind, to is null ? sections.Map(from!.SectionId) : to.SectionId, from?.Text, to?.Text, null)
            {
                FromLine = from?.Line,
                ToLine = to?.Line,
            };
        }
    }

    private static IEnumerable<(Commentary? From, Commentary? To)> Edits(Commentary[] a, Commentary[] b) =>
        from run in Alignment.Of([.. a.Select(c => c.Text)], [.. b.Select(c => c.Text)])
        where !run.IsSame
        from i in Enumerable.Range(0, Math.Max(run.CountA, run.CountB))
        select (i < run.CountA ? a[run.StartA + i] : null, i < run.CountB ? b[run.StartB + i] : null);
}
