namespace Precept.Spec.Diff;

/// <summary>Which example of one version is which of the other.</summary>
/// <remarks>
/// In turn: the same content in the same section; the same title there; the same conversation there; the same content anywhere; then by the
/// similarity of what is said, best first, from <see cref="SameSection"/> within a section, <see cref="SameTitle"/> with the same title, and
/// <see cref="Elsewhere"/> otherwise, since an example that went elsewhere under another title has to be nearly the same to be it.
/// </remarks>
internal sealed class ExampleMatching
{
    public const double SameSection = 0.4;
    public const double SameTitle = 0.3;
    public const double Elsewhere = 0.6;

    private readonly List<(SpecExample A, SpecExample B)> _pairs = [];
    private List<SpecExample> _leftA;
    private List<SpecExample> _leftB;

    private ExampleMatching(SectionMatching sections)
    {
        _leftA = [.. sections.A.Examples];
        _leftB = [.. sections.B.Examples];
        Pair(e => (sections.Map(e.SectionId), ExampleText.Content(e), e.Title), e => (e.SectionId, ExampleText.Content(e), e.Title));
        Pair(e => (sections.Map(e.SectionId), e.Title), e => (e.SectionId, e.Title));
        Pair(e => (sections.Map(e.SectionId), ExampleText.Conversation(e)), e => (e.SectionId, ExampleText.Conversation(e)));
        Pair(ExampleText.Content, ExampleText.Content);
        PairBySimilarity(sections);
        Pairs = [.. _pairs.OrderBy(p => sections.Position(p.B.SectionId)).ThenBy(p => p.B.Line)];
    }

    /// <summary>The examples of both, in the second version's order.</summary>
    public IReadOnlyList<(SpecExample A, SpecExample B)> Pairs { get; }

    /// <summary>The examples that only the first version has.</summary>
    public IReadOnlyList<SpecExample> Gone => _leftA;

    /// <summary>The examples that only the second version has.</summary>
    public IReadOnlyList<SpecExample> New => _leftB;

    public static ExampleMatching Of(SectionMatching sections) => new(sections);

    private void Pair<TKey>(Func<SpecExample, TKey> keyA, Func<SpecExample, TKey> keyB) where TKey : notnull
    {
        var waiting = _leftB.GroupBy(keyB).ToDictionary(g => g.Key, g => new Queue<SpecExample>(g));
        var taken = new HashSet<SpecExample>(ReferenceEqualityComparer.Instance);
        foreach (var a in _leftA)
        {
            if (waiting.TryGetValue(keyA(a), out var same) && same.TryDequeue(out var b))
            {
                Take(a, b, taken);
            }
        }

        Drop(taken);
    }

    private void PairBySimilarity(SectionMatching sections)
    {
        var index = new SimilarityIndex([.. _leftB.Select(Bag)]);
        var candidates =
            from a in _leftA
            from near in index.Nearest(Bag(a))
            let b = _leftB[near.Index]
            let stays = sections.Map(a.SectionId) == b.SectionId
            where near.Similarity >= (stays ? SameSection : a.Title == b.Title ? SameTitle : Elsewhere)
            orderby near.Similarity descending, stays descending, Math.Abs(a.Line - b.Line), a.Line + b.Line // the same for either direction
            select (a, b);
        var taken = new HashSet<SpecExample>(ReferenceEqualityComparer.Instance);
        foreach (var (a, b) in candidates)
        {
            if (!taken.Contains(a) && !taken.Contains(b))
            {
                Take(a, b, taken);
            }
        }

        Drop(taken);
        static WordBag Bag(SpecExample example) => new(ExampleText.All(example));
    }

    private void Take(SpecExample a, SpecExample b, HashSet<SpecExample> taken)
    {
        _pairs.Add((a, b));
        taken.Add(a);
        taken.Add(b);
    }

    private void Drop(HashSet<SpecExample> taken) => (_leftA, _leftB) = ([.. _leftA.Where(e => !taken.Contains(e))], [.. _leftB.Where(e => !taken.Contains(e))]);
}
