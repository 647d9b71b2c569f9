namespace Precept.Spec.Diff;

/// <summary>Examples that came, went, moved, or say something else.</summary>
internal static class ExampleChanges
{
    public static IEnumerable<SpecChange> Of(SectionMatching sections, ExampleMatching examples) =>
    [
        .. examples.New.Select(e => Named(new SpecChange(SpecChangeKind.ExampleAdded, e.SectionId, null, e.Title, null) { ToLine = e.Line }, e)),
        .. examples.Gone.Select(e => Named(new SpecChange(SpecChangeKind.ExampleRemoved, sections.Map(e.SectionId), e.Title, null, null) { FromLine = e.Line }, e)),
        .. examples.Pairs.SelectMany(p => OfPair(sections, p.A, p.B).Select(c => Named(c, p.B))),
        .. Orders(sections, examples),
    ];

    private static SpecChange Named(SpecChange change, SpecExample example) => change with { Example = example.Title };

    private static IEnumerable<SpecChange> OfPair(SectionMatching sections, SpecExample a, SpecExample b)
    {
        SpecChange Change(SpecChangeKind kind, string? from, string? to, string? detail) =>
            new(kind, b.SectionId, from, to, detail) { FromLine = a.Line, ToLine = b.Line };
        if (sections.Map(a.SectionId) != b.SectionId)
        {
            yield return Change(SpecChangeKind.ExampleMoved, a.SectionId, b.SectionId, b.Title);
        }

        if (a.Title != b.Title)
        {
            yield return Change(SpecChangeKind.ExampleRetitled, a.Title, b.Title, null);
        }

        foreach (var change in Conversation(a, b).Concat(ReplyChanges.Of(a, b)))
        {
            yield return change;
        }
    }

    /// <summary>Messages outside comparisons that differ.</summary>
    private static IEnumerable<SpecChange> Conversation(SpecExample a, SpecExample b)
    {
        var (before, after) = (ExampleText.Turns(a), ExampleText.Turns(b));
        foreach (var run in Alignment.Of([.. before.Select(t => t.Key)], [.. after.Select(t => t.Key)]).Where(r => !r.IsSame))
        {
            var waiting = before.Skip(run.StartA).Take(run.CountA).Where(IsSaid).GroupBy(t => t.Role).ToDictionary(g => g.Key, g => new Queue<ExampleTurn>(g));
            foreach (var turn in after.Skip(run.StartB).Take(run.CountB).Where(IsSaid))
            {
                yield return Edited(b, waiting.TryGetValue(turn.Role, out var same) && same.TryDequeue(out var from) ? from : null, turn);
            }

            foreach (var turn in waiting.Values.SelectMany(t => t).OrderBy(t => t.Line))
            {
                yield return Edited(b, turn, null);
            }
        }
    }

    private static bool IsSaid(ExampleTurn turn) => turn.Role != "comparison";

    private static SpecChange Edited(SpecExample example, ExampleTurn? from, ExampleTurn? to) =>
        new(SpecChangeKind.ContextEdited, example.SectionId, from?.Text, to?.Text, $"{example.Title}: {(to ?? from)!.Value.Role}{ExampleText.IfOnlyBlanks(from?.Text, to?.Text)}")
        {
            FromLine = from?.Line,
            ToLine = to?.Line,
        };

    /// <summary>Sections whose examples stand in another order.</summary>
    private static IEnumerable<SpecChange> Orders(SectionMatching sections, ExampleMatching examples) =>
        from section in examples.Pairs.Where(p => sections.Map(p.A.SectionId) == p.B.SectionId).GroupBy(p => p.B.SectionId)
        let lines = section.Select(p => p.A.Line).ToList()
        where !lines.SequenceEqual(lines.Order())
        select new SpecChange(SpecChangeKind.OrderChanged, section.Key, null, null, "examples")
        {
            FromLine = sections.InA(section.Key)?.Line,
            ToLine = sections.B.Find(section.Key)?.Line,
        };
}
