using Precept.Spec.Checks;

namespace Precept.Spec.Diff;

/// <summary>Where the sentences and examples of sections went.</summary>
internal static class SectionFlow
{
    /// <summary>A sentence with fewer words may stand in two texts by chance.</summary>
    private const int FewestWords = 4;

    /// <summary>A section went where this share of its words went.</summary>
    private const double MostOfIt = 0.5;

    /// <summary>A part of a section is at least this share of its words.</summary>
    private const double PartOfIt = 0.2;

    /// <summary>For each section of a version, the ids of those of the other with which it shares a sentence or an example that no third one has.</summary>
    public static ILookup<string, string> Sources(IReadOnlyList<Section> others, IReadOnlyList<Section> sections)
    {
        var owners = others.SelectMany(s => Marks(s).Select(mark => (Mark: mark, s.Id))).ToLookup(m => m.Mark, m => m.Id, StringComparer.Ordinal);
        // What stands in many sections tells nothing of where one came from.
        return sections.SelectMany(s => Marks(s).Select(m => owners[m].Take(2).ToArray()).Where(o => o.Length == 1).Select(o => (s.Id, Source: o[0])).Distinct())
            .ToLookup(s => s.Id, s => s.Source, StringComparer.Ordinal);
    }

    /// <summary>The sections that went into others, and those from which new ones were taken.</summary>
    public static IEnumerable<SpecChange> Changes(SectionMatching sections, ExampleMatching examples)
    {
        var flows = Flows(sections, examples);
        var bySource = flows.ToLookup(f => f.Key.From, f => (f.Key.To, Words: f.Value), StringComparer.Ordinal);
        foreach (var section in sections.Gone)
        {
            var size = Math.Max(1, Size(section));
            var parts = bySource[section.Id].Select(f => (f.To, Share: (double)f.Words / size)).Where(f => f.Share >= PartOfIt)
                .OrderBy(f => sections.Position(f.To)).ToList();
            if (parts.Sum(p => p.Share) >= MostOfIt)
            {
                yield return new SpecChange(
                    parts.Count > 1 ? SpecChangeKind.SectionSplit : SpecChangeKind.SectionMerged,
                    section.Id,
                    section.Id,
                    string.Join(", ", parts.Select(p => p.To)),
                    string.Join(", ", parts.Select(p => $"{Percent(p.Share)} of its words are in {p.To}")))
                { FromLine = section.Line };
            }
        }

        var byTarget = flows.ToLookup(f => f.Key.To, f => (f.Key.From, Words: f.Value), StringComparer.Ordinal);
        foreach (var section in sections.New)
        {
            var size = Math.Max(1, Size(section));
            foreach (var (from, words) in byTarget[section.Id].Where(f => sections.InB(f.From) is not null && f.Words >= MostOfIt * size))
            {
                var stays = sections.Map(from)!;
                yield return new SpecChange(
                    SpecChangeKind.SectionSplit, stays, from, $"{stays}, {section.Id}", $"{Percent((double)words / size)} of the words of {section.Id} come from it")
                {
                    FromLine = sections.A.Find(from)?.Line,
                    ToLine = section.Line,
                };
            }
        }
    }

    /// <summary>Words that went from a section of the first version into another section of the second.</summary>
    private static Dictionary<(string From, string To), int> Flows(SectionMatching sections, ExampleMatching examples)
    {
        var flows = new Dictionary<(string, string), int>();
        void Add(string from, string to, int words) => flows[(from, to)] = flows.GetValueOrDefault((from, to)) + words;
        foreach (var (a, b) in examples.Pairs.Where(p => sections.Map(p.A.SectionId) != p.B.SectionId))
        {
            Add(a.SectionId, b.SectionId, Size(a));
        }

        var arrived = new Dictionary<string, Queue<string>>(StringComparer.Ordinal);
        foreach (var section in sections.B.Sections)
        {
            foreach (var sentence in OnlyIn(section, sections.InA(section.Id)))
            {
                (arrived.TryGetValue(sentence, out var queue) ? queue : arrived[sentence] = new()).Enqueue(section.Id);
            }
        }

        foreach (var section in sections.A.Sections)
        {
            foreach (var sentence in OnlyIn(section, sections.InB(section.Id)))
            {
                if (arrived.TryGetValue(sentence, out var queue) && queue.TryDequeue(out var to) && to != sections.Map(section.Id))
                {
                    Add(section.Id, to, Words.Count(sentence));
                }
            }
        }

        return flows;
    }

    private static IEnumerable<string> OnlyIn(Section section, Section? other)
    {
        var known = (other is null ? [] : BodySentences.Of(other.Body)).ToHashSet(StringComparer.Ordinal);
        return BodySentences.Of(section.Body).Where(s => !known.Contains(s) && Words.Count(s) >= FewestWords);
    }

    private static IEnumerable<string> Marks(Section section) =>
        BodySentences.Of(section.Body).Where(s => Words.Count(s) >= FewestWords).Select(s => "s " + s)
            .Concat(section.Examples.Select(e => "e " + ExampleText.Conversation(e))).Distinct(StringComparer.Ordinal);

    private static string Percent(double share) => $"{100 * Math.Min(1, share):0}%";

    private static int Size(SpecExample example) => ExampleText.All(example).Sum(Words.Count);

    private static int Size(Section section) => BodySentences.Of(section.Body).Sum(Words.Count) + section.Examples.Sum(Size);
}
