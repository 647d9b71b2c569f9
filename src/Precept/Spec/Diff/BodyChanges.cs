namespace Precept.Spec.Diff;

/// <summary>A section's prose, and what its sentences demand.</summary>
internal static class BodyChanges
{
    public static IEnumerable<SpecChange> Of(SectionPair pair)
    {
        var (a, b) = pair;
        if (a.Body == b.Body || BodySentences.WithoutFootnotes(a.Body) == BodySentences.WithoutFootnotes(b.Body))
        {
            yield break;
        }

        var diff = BodyDiff.Of(a.Body, b.Body);
        var edited = Change(SpecChangeKind.BodyEdited, pair, a.Body, b.Body) with { Detail = Summary(diff) };
        yield return diff.IsRewordingOnly ? edited with { Step = SemVerStep.Patch } : edited;
        foreach (var edit in diff.Edits)
        {
            if (Obligation(edit) is { } kind)
            {
                yield return Change(kind, pair, edit.From, edit.To);
            }
        }
    }

    private static SpecChangeKind? Obligation(SentenceEdit edit) => edit.Kind switch
    {
        SentenceEditKind.Reworded => Obligations.Change(edit.From!, edit.To!),
        SentenceEditKind.Added when Demands(edit.To!) => SpecChangeKind.ObligationAdded,
        SentenceEditKind.Removed when Demands(edit.From!) => SpecChangeKind.ObligationRemoved,
        _ => null,
    };

    private static bool Demands(string sentence) => Obligations.Strongest(Obligations.Of(sentence)) >= ObligationStrength.Should;

    private static string Summary(BodyDiff diff)
    {
        List<string> parts = [];
        void Add(SentenceEditKind kind, string verb)
        {
            if (diff.Count(kind) is > 0 and var count)
            {
                parts.Add($"{count} {(count == 1 ? "sentence" : "sentences")} {verb}");
            }
        }

        Add(SentenceEditKind.Reworded, "reworded");
        Add(SentenceEditKind.Added, "added");
        Add(SentenceEditKind.Removed, "removed");
        Add(SentenceEditKind.Moved, "moved");
        return parts.Count == 0 ? "only the layout" : string.Join(", ", parts);
    }

    private static SpecChange Change(SpecChangeKind kind, SectionPair pair, string? from, string? to) =>
        new(kind, pair.B.Id, from, to, null) { FromLine = pair.A.Line, ToLine = pair.B.Line };
}
