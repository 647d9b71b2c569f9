namespace Precept.Spec.Diff;

/// <summary>Sections that came, went, or stand elsewhere.</summary>
internal static class StructureChanges
{
    public static IEnumerable<SpecChange> Of(SectionMatching sections) =>
    [
        .. sections.New.Select(s => new SpecChange(SpecChangeKind.SectionAdded, s.Id, null, s.Title, About(s)) { ToLine = s.Line }),
        .. sections.Gone.Select(s => new SpecChange(SpecChangeKind.SectionRemoved, s.Id, s.Title, null, About(s)) { FromLine = s.Line }),
        .. sections.Pairs.SelectMany(p => OfPair(sections, p)),
        .. Moves(sections),
    ];

    private static IEnumerable<SpecChange> OfPair(SectionMatching sections, SectionPair pair)
    {
        var (a, b) = pair;
        if (a.Id != b.Id)
        {
            yield return Change(SpecChangeKind.SectionRenamed, pair, a.Id, b.Id);
        }

        if (a.Title != b.Title)
        {
            yield return Change(SpecChangeKind.SectionRetitled, pair, a.Title, b.Title);
        }

        if (sections.Map(a.ParentId) != b.ParentId)
        {
            yield return Change(SpecChangeKind.SectionReparented, pair, a.ParentId, b.ParentId);
        }

        if (a.Level != b.Level)
        {
            yield return Change(SpecChangeKind.LevelChanged, pair, new string('#', a.Level), new string('#', b.Level));
        }
    }

    /// <summary>Of the sections that kept their parent, those outside the longest run that kept its order.</summary>
    private static IEnumerable<SpecChange> Moves(SectionMatching sections)
    {
        var place = sections.A.Sections.Select((s, i) => (s.Id, i)).DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.i, StringComparer.Ordinal);
        foreach (var siblings in sections.Pairs.Where(p => sections.Map(p.A.ParentId) == p.B.ParentId).GroupBy(p => p.B.ParentId))
        {
            SectionPair[] after = [.. siblings];
            var kept = Alignment.LongestIncreasing([.. after.Select(p => place[p.A.Id])]).ToHashSet();
            if (kept.Count == after.Length)
            {
                continue;
            }

            SectionPair[] before = [.. after.OrderBy(p => place[p.A.Id])];
            var rank = before.Select((p, i) => (p.A.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
            for (var i = 0; i < after.Length; i++)
            {
                if (!kept.Contains(i))
                {
                    yield return Change(SpecChangeKind.SectionMoved, after[i], Behind(before, rank[after[i].A.Id], p => p.A.Id), Behind(after, i, p => p.B.Id));
                }
            }
        }
    }

    private static string Behind(SectionPair[] siblings, int at, Func<SectionPair, string> id) => at == 0 ? "first" : $"after {id(siblings[at - 1])}";

    private static SpecChange Change(SpecChangeKind kind, SectionPair pair, string? from, string? to) =>
        new(kind, pair.B.Id, from, to, null) { FromLine = pair.A.Line, ToLine = pair.B.Line };

    private static string About(Section section) =>
        $"authority {section.Authority.Name()}, {section.Examples.Count} {(section.Examples.Count == 1 ? "example" : "examples")}"
        + (section.ParentId is { } parent ? $", in {parent}" : "");
}
