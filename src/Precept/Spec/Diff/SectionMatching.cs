namespace Precept.Spec.Diff;

/// <summary>A section in both versions.</summary>
internal readonly record struct SectionPair(Section A, Section B)
{
    /// <summary>Whether it is a rule in either.</summary>
    public bool IsRule => A.Kind == SectionKind.Rule || B.Kind == SectionKind.Rule;
}

/// <summary>Which section of one version is which of the other.</summary>
/// <remarks>By id first; those that are left by <see cref="SectionRenames"/>.</remarks>
internal sealed class SectionMatching
{
    private readonly Dictionary<string, SectionPair> _byA = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SectionPair> _byB = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int, int)> _positions = new(StringComparer.Ordinal);

    private SectionMatching(SpecDocument a, SpecDocument b)
    {
        (A, B) = (a, b);
        var inB = b.Sections.DistinctBy(s => s.Id).ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var section in a.Sections.DistinctBy(s => s.Id).Where(s => inB.ContainsKey(s.Id)))
        {
            Add(new SectionPair(section, inB[section.Id]));
        }

        foreach (var renamed in SectionRenames.Of(Vanished(), Arrived()))
        {
            Add(renamed);
        }

        Gone = Vanished();
        New = Arrived();
        Pairs = [.. b.Sections.DistinctBy(s => s.Id).Where(s => _byB.ContainsKey(s.Id)).Select(s => _byB[s.Id])];
        SetPositions();
    }

    /// <summary>The first version.</summary>
    public SpecDocument A { get; }

    /// <summary>The second version.</summary>
    public SpecDocument B { get; }

    /// <summary>The sections of both, in the second version's order.</summary>
    public IReadOnlyList<SectionPair> Pairs { get; }

    /// <summary>The sections that only the first version has.</summary>
    public IReadOnlyList<Section> Gone { get; }

    /// <summary>The sections that only the second version has.</summary>
    public IReadOnlyList<Section> New { get; }

    public static SectionMatching Of(SpecDocument a, SpecDocument b) => new(a, b);

    /// <summary>The id that a section of the first version has in the second; its own where it is gone.</summary>
    public string? Map(string? idInA) => idInA is not null && _byA.TryGetValue(idInA, out var pair) ? pair.B.Id : idInA;

    /// <summary>The section of the first version that one of the second was; null for a new one.</summary>
    public Section? InA(string idInB) => _byB.TryGetValue(idInB, out var pair) ? pair.A : null;

    /// <summary>The section of the second version that one of the first became; null for one that is gone.</summary>
    public Section? InB(string idInA) => _byA.TryGetValue(idInA, out var pair) ? pair.B : null;

    /// <summary>Whether a section is a rule in a version that has it.</summary>
    /// <param name="id">The second version's id, or the first's of a section that is gone.</param>
    public bool IsRule(string? id) =>
        id is not null && (_byB.TryGetValue(id, out var pair) ? pair.IsRule : (B.Find(id) ?? A.Find(id))?.Kind == SectionKind.Rule);

    /// <summary>Where a section is told: in the second version's order, one that is gone behind what stood before it.</summary>
    public (int, int) Position(string? id) => id is not null ? _positions.GetValueOrDefault(id, (int.MaxValue, 0)) : (-2, 0);

    private void Add(SectionPair pair)
    {
        _byA.Add(pair.A.Id, pair);
        _byB.Add(pair.B.Id, pair);
    }

    private List<Section> Vanished() => [.. A.Sections.DistinctBy(s => s.Id).Where(s => !_byA.ContainsKey(s.Id))];

    private List<Section> Arrived() => [.. B.Sections.DistinctBy(s => s.Id).Where(s => !_byB.ContainsKey(s.Id))];

    private void SetPositions()
    {
        for (var i = 0; i < B.Sections.Count; i++)
        {
            _positions.TryAdd(B.Sections[i].Id, (i, 0));
        }

        var before = (-1, 0);
        for (var i = 0; i < A.Sections.Count; i++)
        {
            var id = A.Sections[i].Id;
            if (_byA.TryGetValue(id, out var pair))
            {
                before = _positions[pair.B.Id];
            }
            else
            {
                _positions.TryAdd(id, (before.Item1, i + 1));
            }
        }
    }
}
