namespace Precept.Spec.Diff;

/// <summary>What happened to a sentence.</summary>
public enum SentenceEditKind
{
    /// <summary>Nothing.</summary>
    Same,

    /// <summary>It reads differently.</summary>
    Reworded,

    /// <summary>It stands at another place of the same section.</summary>
    Moved,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>A sentence of two versions of a section's prose.</summary>
/// <param name="Kind">What happened to it.</param>
/// <param name="From">The sentence in the first version; null where it is new.</param>
/// <param name="To">The sentence in the second version; null where it is gone.</param>
public sealed record SentenceEdit(SentenceEditKind Kind, string? From, string? To);

/// <summary>Two versions of a text, sentence by sentence.</summary>
/// <param name="Edits">
/// All sentences in order. One that moved stands where it was, as <see cref="SentenceEditKind.Moved"/> or
/// <see cref="SentenceEditKind.Reworded"/>, and not again where it is.
/// </param>
public sealed record BodyDiff(IReadOnlyList<SentenceEdit> Edits)
{
    /// <summary>Two sentences between the same neighbours are one, reworded, from this similarity of their words on.</summary>
    /// <remarks>Below it a reader no longer sees one sentence in two forms; half of the words of a short sentence may change above it.</remarks>
    public const double SameSentence = 0.4;

    /// <summary>A sentence is the same one at another place of the section, perhaps reworded, from this similarity on.</summary>
    public const double MovedSentence = 0.6;

    private const int MostPairs = 10_000;
    private const int Slice = 32;

    /// <summary>Whether no sentence came or went.</summary>
    public bool IsRewordingOnly => Edits.All(e => e.Kind is not (SentenceEditKind.Added or SentenceEditKind.Removed));

    /// <summary>The number of edits of a kind.</summary>
    public int Count(SentenceEditKind kind) => Edits.Count(e => e.Kind == kind);

    /// <summary>Compares two bodies of prose in Markdown.</summary>
    public static BodyDiff Of(string from, string to) => OfSentences(BodySentences.Of(from), BodySentences.Of(to));

    private static BodyDiff OfSentences(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var edits = new List<SentenceEdit>();
        foreach (var run in Alignment.Of(a, b))
        {
            if (run.IsSame)
            {
                edits.AddRange(Enumerable.Range(0, run.CountA).Select(i => new SentenceEdit(SentenceEditKind.Same, a[run.StartA + i], b[run.StartB + i])));
            }
            else
            {
                AddGap(edits, Slices(a, run.StartA, run.CountA), Slices(b, run.StartB, run.CountB), (long)run.CountA * run.CountB <= MostPairs);
            }
        }

        return new BodyDiff(WithMoves(edits));
    }

    private static string[] Slices(IReadOnlyList<string> list, int start, int count) => [.. Enumerable.Range(start, count).Select(i => list[i])];

    private static void AddGap(List<SentenceEdit> edits, string[] a, string[] b, bool whole)
    {
        // A gap too large to compare all with all is compared slice by slice.
        var slice = whole ? Math.Max(a.Length, b.Length) : Slice;
        for (var at = 0; at < Math.Max(a.Length, b.Length); at += slice)
        {
            AddSlice(edits, Part(a), Part(b));
            string[] Part(string[] all) => all[Math.Min(at, all.Length)..Math.Min(at + slice, all.Length)];
        }
    }

    /// <summary>Pairs sentences in order so that the sum of similarities is largest.</summary>
    private static void AddSlice(List<SentenceEdit> edits, string[] a, string[] b)
    {
        var (bagsA, bagsB) = (Array.ConvertAll(a, t => new WordBag(t)), Array.ConvertAll(b, t => new WordBag(t)));
        var alike = new double[a.Length, b.Length];
        var best = new double[a.Length + 1, b.Length + 1]; // of what follows i and j
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                alike[i, j] = bagsA[i].Similarity(bagsB[j]);
                var paired = alike[i, j] >= SameSentence ? alike[i, j] + best[i + 1, j + 1] : 0;
                best[i, j] = Math.Max(paired, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        var (atA, atB) = (0, 0);
        while (atA < a.Length || atB < b.Length)
        {
            if (atA < a.Length && atB < b.Length && alike[atA, atB] >= SameSentence && best[atA, atB] == alike[atA, atB] + best[atA + 1, atB + 1])
            {
                edits.Add(new SentenceEdit(SentenceEditKind.Reworded, a[atA++], b[atB++]));
            }
            else if (atB == b.Length || (atA < a.Length && best[atA + 1, atB] >= best[atA, atB + 1]))
            {
                edits.Add(new SentenceEdit(SentenceEditKind.Removed, a[atA++], null));
            }
            else
            {
                edits.Add(new SentenceEdit(SentenceEditKind.Added, null, b[atB++]));
            }
        }
    }

    /// <summary>A sentence that is gone at one place and new at another has moved, reworded or not.</summary>
    private static List<SentenceEdit> WithMoves(List<SentenceEdit> edits)
    {
        var (gone, arrived) = (Places(edits, SentenceEditKind.Removed), Places(edits, SentenceEditKind.Added));
        if (gone.Count == 0 || arrived.Count == 0)
        {
            return edits;
        }

        var index = new SimilarityIndex([.. arrived.Select(j => new WordBag(edits[j].To!))]);
        var candidates =
            from i in gone
            from near in index.Nearest(new WordBag(edits[i].From!))
            where near.Similarity >= MovedSentence
            orderby near.Similarity descending, i, near.Index
            select (From: i, To: arrived[near.Index]);
        var (movedFrom, movedTo) = (new Dictionary<int, int>(), new HashSet<int>());
        foreach (var (from, to) in candidates)
        {
            if (!movedFrom.ContainsKey(from) && movedTo.Add(to))
            {
                movedFrom.Add(from, to);
            }
        }

        return [.. edits.Select((e, i) => movedFrom.TryGetValue(i, out var to) ? Moved(e.From!, edits[to].To!) : e).Where((_, i) => !movedTo.Contains(i))];
    }

    private static SentenceEdit Moved(string from, string to) => new(from == to ? SentenceEditKind.Moved : SentenceEditKind.Reworded, from, to);

    private static List<int> Places(List<SentenceEdit> edits, SentenceEditKind kind) => [.. Enumerable.Range(0, edits.Count).Where(i => edits[i].Kind == kind)];
}
