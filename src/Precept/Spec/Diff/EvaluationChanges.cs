namespace Precept.Spec.Diff;

/// <summary>Files of evaluation prompts, by their tags.</summary>
internal static class EvaluationChanges
{
    public static IEnumerable<SpecChange> Of(SectionMatching sections)
    {
        var before = sections.A.EvaluationFiles.DistinctBy(f => f.Tag).ToDictionary(f => f.Tag, StringComparer.Ordinal);
        var after = sections.B.EvaluationFiles.DistinctBy(f => f.Tag).ToDictionary(f => f.Tag, StringComparer.Ordinal);
        var lost = before.Values.Where(f => !after.ContainsKey(f.Tag)).ToList();
        var added = after.Values.Where(f => !before.ContainsKey(f.Tag)).ToList();
        var retagged = Retagged(lost, added);
        foreach (var (from, to) in retagged)
        {
            yield return new SpecChange(SpecChangeKind.EvaluationRetagged, to.SectionId, from.Tag, to.Tag, Prompts(to));
        }

        var tags = retagged.SelectMany(r => new[] { r.From.Tag, r.To.Tag }).ToHashSet(StringComparer.Ordinal);
        foreach (var file in added.Where(f => !tags.Contains(f.Tag)))
        {
            yield return new SpecChange(SpecChangeKind.EvaluationAdded, file.SectionId, null, file.Tag, Prompts(file));
        }

        foreach (var file in lost.Where(f => !tags.Contains(f.Tag)))
        {
            yield return new SpecChange(SpecChangeKind.EvaluationLost, sections.Map(file.SectionId), file.Tag, null, Prompts(file));
        }

        foreach (var from in before.Values.Where(f => after.ContainsKey(f.Tag)))
        {
            foreach (var change in OfFile(sections, from, after[from.Tag]))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<SpecChange> OfFile(SectionMatching sections, EvaluationFile from, EvaluationFile to)
    {
        if (sections.Map(from.SectionId) != to.SectionId)
        {
            yield return new SpecChange(SpecChangeKind.EvaluationMoved, to.SectionId, from.SectionId, to.SectionId, to.Tag);
        }

        var before = from.Examples.CountBy(ExampleText.Content, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var after = to.Examples.CountBy(ExampleText.Content, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var lost = before.Sum(p => Math.Max(0, p.Value - after.GetValueOrDefault(p.Key)));
        var added = after.Sum(p => Math.Max(0, p.Value - before.GetValueOrDefault(p.Key)));
        if (lost + added > 0)
        {
            yield return new SpecChange(SpecChangeKind.EvaluationEdited, to.SectionId, Prompts(from), Prompts(to), $"{to.Tag}: {lost} lost, {added} new");
        }
    }

    private static List<(EvaluationFile From, EvaluationFile To)> Retagged(IReadOnlyList<EvaluationFile> lost, IReadOnlyList<EvaluationFile> added)
    {
        static string Key(EvaluationFile file) => ContentHash.Of(file.Examples.Select(ExampleText.Content));
        var waiting = added.Where(f => f.Examples.Count > 0).GroupBy(Key).ToDictionary(g => g.Key, g => new Queue<EvaluationFile>(g));
        var pairs = new List<(EvaluationFile, EvaluationFile)>();
        foreach (var file in lost)
        {
            if (waiting.TryGetValue(Key(file), out var same) && same.TryDequeue(out var to))
            {
                pairs.Add((file, to));
            }
        }

        return pairs;
    }

    private static string Prompts(EvaluationFile file) => $"{file.Examples.Count} {(file.Examples.Count == 1 ? "prompt" : "prompts")}";
}
