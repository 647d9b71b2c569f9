namespace Precept.Spec.Diff;

/// <summary>Finds sections that only have another id, among those that are gone and those that are new.</summary>
/// <remarks>
/// Text decides: the same text, or prose with a similarity of <see cref="SameText"/>; of <see cref="SameName"/> where id or title have half of their
/// words in common, since a section that keeps its name may be rewritten. (Two sections of one published release reach 0.31, and 0.20 where they
/// have half of their names in common.) A new section that took examples or sentences from a second one that is gone is no renamed section but
/// a merger, and one that is gone whose examples or sentences stand in a second new one was split, unless the two are nearly the same word for
/// word (<see cref="NearlyTheSame"/>).
/// </remarks>
internal static class SectionRenames
{
    public const double SameText = 0.5;
    public const double SameName = 0.25;
    public const double NearlyTheSame = 0.9;

    private static readonly HashSet<string> Fillers = new(["a", "an", "the", "be", "do", "not", "don't", "to", "of", "and", "in"], StringComparer.Ordinal);

    public static IReadOnlyList<SectionPair> Of(IReadOnlyList<Section> gone, IReadOnlyList<Section> arrived)
    {
        var pairs = Identical(gone, arrived);
        var takenA = pairs.Select(p => p.A.Id).ToHashSet(StringComparer.Ordinal);
        var takenB = pairs.Select(p => p.B.Id).ToHashSet(StringComparer.Ordinal);
        gone = [.. gone.Where(s => !takenA.Contains(s.Id))];
        arrived = [.. arrived.Where(s => !takenB.Contains(s.Id))];
        var (sources, targets) = (SectionFlow.Sources(gone, arrived), SectionFlow.Sources(arrived, gone));
        // Equally good ones are told apart by their places, the same for either direction of the comparison.
        var candidates = Candidates(gone, arrived)
            .Where(c => c.Similarity >= NearlyTheSame || (sources[c.B.Id].All(id => id == c.A.Id) && targets[c.A.Id].All(id => id == c.B.Id)))
            .OrderByDescending(c => c.Similarity).ThenBy(c => Math.Abs(c.A.Line - c.B.Line)).ThenBy(c => c.A.Line + c.B.Line);
        foreach (var (a, b, _) in candidates)
        {
            if (takenA.Add(a.Id))
            {
                if (takenB.Add(b.Id))
                {
                    pairs.Add(new SectionPair(a, b));
                }
                else
                {
                    takenA.Remove(a.Id);
                }
            }
        }

        return pairs;
    }

    /// <summary>The same prose and examples; pairs in order where several are alike. A section without any text needs the same title.</summary>
    private static List<SectionPair> Identical(IReadOnlyList<Section> gone, IReadOnlyList<Section> arrived)
    {
        static string Key(Section s) => s.Body.Length + s.Examples.Count == 0
            ? "title " + s.Title
            : SectionHash.Of(Authority.None, BodySentences.WithoutFootnotes(s.Body), s.Examples);
        var byKey = arrived.GroupBy(Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<Section>(g), StringComparer.Ordinal);
        var pairs = new List<SectionPair>();
        foreach (var section in gone)
        {
            if (byKey.TryGetValue(Key(section), out var same) && same.TryDequeue(out var match))
            {
                pairs.Add(new SectionPair(section, match));
            }
        }

        return pairs;
    }

    private static IEnumerable<(Section A, Section B, double Similarity)> Candidates(IReadOnlyList<Section> gone, IReadOnlyList<Section> arrived)
    {
        var index = new SimilarityIndex([.. arrived.Select(Text)]);
        return
            from a in gone
            from near in index.Nearest(Text(a))
            let b = arrived[near.Index]
            where near.Similarity >= (HasSameName(a, b) ? SameName : SameText)
            select (a, b, near.Similarity);
    }

    /// <summary>The prose; the examples where there is none.</summary>
    private static WordBag Text(Section section) => BodySentences.WithoutFootnotes(section.Body) is { } prose && !string.IsNullOrWhiteSpace(prose)
        ? new WordBag(prose)
        : new WordBag(section.Examples.SelectMany(ExampleText.All));

    private static bool HasSameName(Section a, Section b) =>
        Share(a.Id.Split('_', '-', '.'), b.Id.Split('_', '-', '.')) >= 0.5 || Share(Checks.Words.Of(a.Title), Checks.Words.Of(b.Title)) >= 0.5;

    private static double Share(IEnumerable<string> a, IEnumerable<string> b)
    {
        static HashSet<string> Telling(IEnumerable<string> words) => [.. words.Select(w => w.ToLowerInvariant()).Where(w => w.Length > 0 && !Fillers.Contains(w))];
        var (first, second) = (Telling(a), Telling(b));
        var common = first.Count(second.Contains);
        return common == 0 ? 0 : (double)common / (first.Count + second.Count - common);
    }
}
