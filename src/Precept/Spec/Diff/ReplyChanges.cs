namespace Precept.Spec.Diff;

/// <summary>Graded replies of an example that is in both versions.</summary>
internal static class ReplyChanges
{
    /// <summary>A reply is the same one, edited, from this similarity of its words on, whatever its grade.</summary>
    public const double SameReply = 0.4;

    private const int Recognizable = 60;

    public static IEnumerable<SpecChange> Of(SpecExample a, SpecExample b)
    {
        Comparison[] before = [.. a.Comparisons];
        Comparison[] after = [.. b.Comparisons];
        foreach (var (i, j) in Paired(before, after))
        {
            var place = before.Length > 1 || after.Length > 1 ? $", comparison {(j ?? i) + 1}" : "";
            foreach (var change in OfComparison(b, place, i is { } x ? before[x].Replies : [], j is { } y ? after[y].Replies : []))
            {
                yield return change;
            }
        }
    }

    /// <summary>Comparisons in order where there are as many; else those that share a reply, and the rest alone.</summary>
    private static IEnumerable<(int? A, int? B)> Paired(Comparison[] a, Comparison[] b)
    {
        if (a.Length == b.Length)
        {
            return Enumerable.Range(0, a.Length).Select(i => ((int?)i, (int?)i));
        }

        var byText = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var j = 0; j < b.Length; j++)
        {
            foreach (var reply in b[j].Replies)
            {
                (byText.TryGetValue(reply.Message.Content, out var places) ? places : byText[reply.Message.Content] = new()).Enqueue(j);
            }
        }

        var pairs = new List<(int? A, int? B)>();
        var taken = new HashSet<int>();
        for (var i = 0; i < a.Length; i++)
        {
            int? match = null;
            foreach (var reply in a[i].Replies)
            {
                while (match is null && byText.TryGetValue(reply.Message.Content, out var places) && places.TryDequeue(out var j))
                {
                    match = taken.Add(j) ? j : null;
                }
            }

            pairs.Add((i, match));
        }

        return pairs.Concat(Enumerable.Range(0, b.Length).Where(j => !taken.Contains(j)).Select(j => ((int?)null, (int?)j)));
    }

    private static IEnumerable<SpecChange> OfComparison(SpecExample example, string place, IReadOnlyList<GradedReply> a, IReadOnlyList<GradedReply> b)
    {
        var pairs = Match(a, b);
        foreach (var (from, to) in pairs)
        {
            foreach (var change in OfReply(example, place, from, to))
            {
                yield return change;
            }
        }

        // Replies are records: the same object stands for one place.
        var (inA, inB) = (Set(pairs.Select(p => p.A)), Set(pairs.Select(p => p.B)));
        foreach (var reply in b.Where(r => !inB.Contains(r)))
        {
            yield return Change(SpecChangeKind.ReplyAdded, example, place, null, reply);
        }

        foreach (var reply in a.Where(r => !inA.Contains(r)))
        {
            yield return Change(SpecChangeKind.ReplyRemoved, example, place, reply, null);
        }

        var lines = pairs.OrderBy(p => p.B.Line).Select(p => p.A.Line).ToList();
        if (!lines.SequenceEqual(lines.Order()))
        {
            yield return new SpecChange(SpecChangeKind.OrderChanged, example.SectionId, null, null, $"{example.Title}{place}: replies") { ToLine = b[0].Line };
        }
    }

    private static IEnumerable<SpecChange> OfReply(SpecExample example, string place, GradedReply from, GradedReply to)
    {
        if (ExampleText.Written(from.Message) != ExampleText.Written(to.Message))
        {
            var edited = Change(SpecChangeKind.ReplyEdited, example, place, from, to);
            yield return new WordBag(from.Message.Content).Similarity(new WordBag(to.Message.Content)) < SameReply
                ? edited with { Detail = edited.Detail + ", rewritten", Step = SemVerStep.Minor }
                : edited with { Detail = edited.Detail + ExampleText.IfOnlyBlanks(edited.From, edited.To) };
        }

        SpecChange With(SpecChangeKind kind, string? before, string? after)
        {
            var change = Change(kind, example, place, from, to);
            return change with { From = before, To = after, Detail = $"{change.Detail} \"{Beginning(to.Message.Content)}\"" };
        }

        if (from.Verdict != to.Verdict)
        {
            yield return With(SpecChangeKind.VerdictFlipped, Name(from), Name(to));
        }

        if (from.Condition != to.Condition)
        {
            yield return With(SpecChangeKind.ConditionChanged, from.Condition, to.Condition);
        }

        if (from.BreaksSection != to.BreaksSection)
        {
            yield return With(SpecChangeKind.BreachChanged, from.BreaksSection, to.BreaksSection);
        }

        if (from.Why != to.Why)
        {
            yield return With(SpecChangeKind.ReasonChanged, from.Why, to.Why);
        }
    }

    /// <summary>The same text and grade, then the same text, then the most similar ones, then those of the same grade in order.</summary>
    private static List<(GradedReply A, GradedReply B)> Match(IReadOnlyList<GradedReply> a, IReadOnlyList<GradedReply> b)
    {
        var pairs = new List<(GradedReply A, GradedReply B)>();
        var taken = new HashSet<GradedReply>(ReferenceEqualityComparer.Instance);
        Pair(r => (r.Verdict, ExampleText.Written(r.Message)));
        Pair(r => ExampleText.Written(r.Message));
        var (leftA, leftB) = (Left(a), Left(b));
        var index = new SimilarityIndex(Array.ConvertAll(leftB, Bag));
        var near = leftA.SelectMany(x => index.Nearest(Bag(x)).Where(n => n.Similarity >= SameReply).Select(n => (A: x, B: leftB[n.Index], n.Similarity)));
        foreach (var (x, y, _) in near.OrderByDescending(n => n.Similarity).ThenByDescending(n => n.A.Verdict == n.B.Verdict)
            .ThenBy(n => Math.Abs(n.A.Line - n.B.Line)).ThenBy(n => n.A.Line + n.B.Line))
        {
            if (!taken.Contains(x) && !taken.Contains(y))
            {
                Take(x, y);
            }
        }

        Pair(r => r.Verdict);
        return pairs;

        GradedReply[] Left(IEnumerable<GradedReply> replies) => [.. replies.Where(r => !taken.Contains(r))];

        void Pair<TKey>(Func<GradedReply, TKey> key) where TKey : notnull
        {
            var waiting = Left(b).GroupBy(key).ToDictionary(g => g.Key, g => new Queue<GradedReply>(g));
            foreach (var x in Left(a))
            {
                if (waiting.TryGetValue(key(x), out var same) && same.TryDequeue(out var y))
                {
                    Take(x, y);
                }
            }
        }

        void Take(GradedReply x, GradedReply y)
        {
            pairs.Add((x, y));
            taken.Add(x);
            taken.Add(y);
        }

        static WordBag Bag(GradedReply reply) => new(reply.Message.Content);
    }

    private static HashSet<GradedReply> Set(IEnumerable<GradedReply> replies) => new(replies, ReferenceEqualityComparer.Instance);

    /// <summary>Enough of a reply to know it by.</summary>
    private static string Beginning(string text)
    {
        text = BodySentences.OneSpaced(text);
        var cut = text.Length <= Recognizable ? -1 : text.LastIndexOf(' ', Recognizable);
        return text.Length <= Recognizable ? text : text[..(cut > 0 ? cut : char.IsHighSurrogate(text[Recognizable - 1]) ? Recognizable - 1 : Recognizable)] + "…";
    }

    private static string Name(GradedReply reply) => reply.Verdict.Name();

    private static SpecChange Change(SpecChangeKind kind, SpecExample example, string place, GradedReply? from, GradedReply? to) =>
        new(kind, example.SectionId, Text(from), Text(to), $"{example.Title}{place}: {Name((to ?? from)!)} reply") { FromLine = from?.Line, ToLine = to?.Line };

    private static string? Text(GradedReply? reply) => reply is null ? null : ExampleText.Written(reply.Message);
}
