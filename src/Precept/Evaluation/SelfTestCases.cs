using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Which grades a pair of replies has.</summary>
public enum PairKind
{
    /// <summary>GOOD against BAD.</summary>
    GoodOverBad,

    /// <summary>GOOD against OK.</summary>
    GoodOverOk,

    /// <summary>OK against BAD.</summary>
    OkOverBad,
}

/// <summary>A comparison of a spec as a judge is shown it.</summary>
/// <param name="Example">The example it stands in; its place among the spec's examples is <paramref name="ExampleNumber"/>.</param>
/// <param name="ExampleNumber">The number of its example, from 0: cases of one example are alike.</param>
/// <param name="Authority">The authority of its section.</param>
/// <param name="Prompt">The conversation, with the section it stands in and the sections that its replies are said to break.</param>
/// <param name="Replies">The graded replies in the order in which they are shown: drawn by seed, because a spec tends to put the best one first.</param>
public sealed record SelfTestComparison(SpecExample Example, int ExampleNumber, Authority Authority, Prompt Prompt, IReadOnlyList<GradedReply> Replies)
{
    /// <summary>The replies as responses, in the same order; nothing in them tells the grade.</summary>
    public IReadOnlyList<Response> Responses { get; } =
        [.. Replies.Select((r, i) => new Response(Prompt.Id, "spec", Sampler.Greedy, i, r.Message.Content))];
}

/// <summary>One case of the self-test: of two replies the spec grades one higher.</summary>
/// <param name="Comparison">Where they stand.</param>
/// <param name="Better">The higher graded one's place among the replies shown.</param>
/// <param name="Worse">The other one's.</param>
public sealed record SelfTestCase(SelfTestComparison Comparison, int Better, int Worse)
{
    /// <summary>The reply that the spec grades higher.</summary>
    public GradedReply BetterReply => Comparison.Replies[Better];

    /// <summary>The other one.</summary>
    public GradedReply WorseReply => Comparison.Replies[Worse];

    /// <summary>Their grades.</summary>
    public PairKind Kind => (BetterReply.Verdict, WorseReply.Verdict) switch
    {
        (Verdict.Good, Verdict.Bad) => PairKind.GoodOverBad,
        (Verdict.Good, Verdict.Ok) => PairKind.GoodOverOk,
        _ => PairKind.OkOverBad,
    };

    /// <summary>Whether text is left out of either reply (<c>[...]</c>): the judge sees less than its author graded.</summary>
    public bool IsElided => BetterReply.HasElision || WorseReply.HasElision;

    /// <summary>Whether the better one is shown before the worse one.</summary>
    public bool BetterFirst => Better < Worse;

    /// <summary>By how many characters (code points) the better one is longer; negative where it is shorter.</summary>
    public int LengthDifference => Length(BetterReply) - Length(WorseReply);

    private static int Length(GradedReply reply) => reply.Message.Content.EnumerateRunes().Count();
}

/// <summary>The cases that a spec's graded replies give: of every comparison good over bad, good over ok, ok over bad.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Seed">Seed of the order in which replies are shown.</param>
/// <param name="Comparisons">The comparisons with at least one case, in reading order.</param>
/// <param name="Cases">The cases, in reading order of their comparisons.</param>
/// <param name="IdenticalTexts">Ordered pairs left out because a text of theirs stands in the comparison before, with this or another grade.</param>
public sealed record SelfTestCases(
    SpecDocument Spec, long Seed, IReadOnlyList<SelfTestComparison> Comparisons, IReadOnlyList<SelfTestCase> Cases, int IdenticalTexts)
{
    /// <summary>Finds the cases of a spec.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="seed">Seed of the order in which replies are shown: it depends on the comparison's texts, not on what stands around it.</param>
    public static SelfTestCases Of(SpecDocument spec, long seed = 1)
    {
        var (comparisons, cases, identical) = (new List<SelfTestComparison>(), new List<SelfTestCase>(), 0);
        var number = -1;
        foreach (var section in spec.Sections)
        {
            foreach (var example in section.Examples)
            {
                number++;
                foreach (var comparison in example.Comparisons)
                {
                    var shown = Shown(spec, section, example, number, comparison, seed);
                    SelfTestCase[] found = [.. Pairs(shown)];
                    cases.AddRange(found);
                    identical += OrderedPairs(comparison.Replies) - found.Length;
                    if (found.Length > 0)
                    {
                        comparisons.Add(shown);
                    }
                }
            }
        }

        return new(spec, seed, comparisons, cases, identical);
    }

    private static SelfTestComparison Shown(SpecDocument spec, Section section, SpecExample example, int number, Comparison comparison, long seed)
    {
        GradedReply[] replies = [.. comparison.Replies.DistinctBy(r => r.Message.Content)];
        var broken = replies.Select(r => r.BreaksSection).OfType<string>().Where(id => spec.Find(id) is not null);
        var prompt = new Prompt(comparison.Context, [.. broken.Prepend(section.Id).Distinct()]);
        SeededRandom.For(seed, ["self-test", prompt.Id, .. replies.Select(r => r.Message.Content)]).Shuffle(replies);
        return new(example, number, section.Authority, prompt, replies);
    }

    private static IEnumerable<SelfTestCase> Pairs(SelfTestComparison shown) =>
        from better in Enumerable.Range(0, shown.Replies.Count)
        from worse in Enumerable.Range(0, shown.Replies.Count)
        where shown.Replies[better].Verdict > shown.Replies[worse].Verdict
        select new SelfTestCase(shown, better, worse);

    private static int OrderedPairs(IReadOnlyList<GradedReply> replies) => replies.Sum(better => replies.Count(worse => better.Verdict > worse.Verdict));
}
