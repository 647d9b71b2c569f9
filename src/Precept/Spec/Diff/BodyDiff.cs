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
/// All sentences in order. One that moved stands where it was, with <see cref="SentenceEditKind.Moved"/>, and not again where it is.
/// </param>
public sealed record BodyDiff(IReadOnlyList<SentenceEdit> Edits)
{
    /// <summary>Two sentences between the same neighbours are one, reworded, from this similarity of their words on.</summary>
    /// <remarks>Below it a reader no longer sees one sentence in two forms; half of the words of a short sentence may change above it.</remarks>
    public const double SameSentence = 0.4;

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

    /// <summary>A sentence that is gone at one place and new at another has moved.</summary>
    private static List<SentenceEdit> WithMoves(List<SentenceEdit> edits)
    {
        var added = edits.Where(e => e.Kind == SentenceEditKind.Added).CountBy(e => e.To!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var removed = edits.Where(e => e.Kind == SentenceEditKind.Removed).CountBy(e => e.From!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var toMark = removed.ToDictionary(r => r.Key, r => Math.Min(r.Value, added.GetValueOrDefault(r.Key)), StringComparer.Ordinal);
        var toDrop = new Dictionary<string, int>(toMark, StringComparer.Ordinal);
        var result = new List<SentenceEdit>(edits.Count);
        foreach (var edit in edits)
        {
            if (edit.Kind == SentenceEditKind.Removed && Take(toMark, edit.From!))
            {
                result.Add(new SentenceEdit(SentenceEditKind.Moved, edit.From, edit.From));
            }
            else if (edit.Kind != SentenceEditKind.Added || !Take(toDrop, edit.To!))
            {
                result.Add(edit);
            }
        }

        return result;
    }

    private static bool Take(Dictionary<string, int> left, string key)
    {
        var count = left.GetValueOrDefault(key);
        left[key] = count - 1;
        return count > 0;
    }
}
