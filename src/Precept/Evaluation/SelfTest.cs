using System.Collections.Concurrent;
using Precept.Judging;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>What a judge said of a case.</summary>
public enum SelfTestChoice
{
    /// <summary>The reply that the spec grades higher: right.</summary>
    Better,

    /// <summary>Neither.</summary>
    Tie,

    /// <summary>The other one.</summary>
    Worse,
}

/// <summary>A judgment of a self-test: of a pair, or of all replies of a comparison.</summary>
/// <param name="Comparison">What was judged.</param>
/// <param name="Shown">The places of the replies that were shown, in the order of the judgment's responses.</param>
/// <param name="Judgment">What the judge said.</param>
public sealed record SelfTestJudgment(SelfTestComparison Comparison, IReadOnlyList<int> Shown, Judgment Judgment);

/// <summary>A case with what the judge said of it.</summary>
/// <param name="Case">The case.</param>
/// <param name="From">The judgment that decides it.</param>
public sealed record SelfTestVerdict(SelfTestCase Case, SelfTestJudgment From)
{
    /// <summary>How the judgment ended.</summary>
    public Outcome Outcome => From.Judgment.Outcome;

    /// <summary>The choice; null where there was none.</summary>
    public SelfTestChoice? Choice { get; } = From.Judgment.Outcome != Outcome.Judged ? null : (RankOf(From, Case.Better) - RankOf(From, Case.Worse)) switch
    {
        < 0 => SelfTestChoice.Better,
        0 => SelfTestChoice.Tie,
        > 0 => SelfTestChoice.Worse,
    };

    /// <summary>The judge's probability that the better reply is the better one; null where it gives none.</summary>
    public double? P => (From.Judgment is { Outcome: Outcome.Judged, P: { } p } && From.Shown.Count == 2) ? (From.Shown[0] == Case.Better ? p : 1 - p) : null;

    /// <summary>Whether it is right; a tie is not.</summary>
    public bool IsRight => Choice == SelfTestChoice.Better;

    private static int RankOf(SelfTestJudgment from, int reply)
    {
        for (var i = 0; i < from.Shown.Count; i++)
        {
            if (from.Shown[i] == reply)
            {
                return from.Judgment.Ranks[i];
            }
        }

        throw new ArgumentException("the judgment is not about this reply", nameof(from));
    }
}

/// <summary>A judge's answers to all cases.</summary>
/// <param name="Judge">The judge's configuration.</param>
/// <param name="Cases">What was asked.</param>
/// <param name="Judgments">The judgments, in the order of the cases.</param>
/// <param name="Verdicts">One for each case, in order.</param>
/// <param name="HeldOut">Whether the judge was kept from seeing each example while it was tested on it.</param>
public sealed record SelfTestRun(
    string Judge, SelfTestCases Cases, IReadOnlyList<SelfTestJudgment> Judgments, IReadOnlyList<SelfTestVerdict> Verdicts, bool HeldOut);

/// <summary>Tests a judge on the graded replies of a spec.</summary>
/// <remarks>
/// A judge's prompt holds the graded examples of the sections that it judges by. So that it is not shown the answer, the judge that is asked about an
/// example is one under the spec without that example.
/// </remarks>
/// <param name="open">Opens the judge under a spec; called once for the whole spec, and where examples are held out once for each of them.</param>
public sealed class SelfTest(Func<SpecDocument, CancellationToken, Task<IJudge>> open)
{
    /// <summary>Whether each example is held out of the spec while the judge is tested on it. Default true.</summary>
    public bool HoldOut { get; init; } = true;

    /// <summary>Most judgments at a time, at least 1. Default 1.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Is told how many judgments are made, of how many; from several threads. Default: nobody is.</summary>
    public Action<int, int> Progress { get; init; } = static (_, _) => { };

    /// <summary>Asks the judge about all cases: judges of pairs about each pair, others about the replies of each comparison together.</summary>
    /// <exception cref="Endpoints.EndpointException">The judge's endpoint cannot be used.</exception>
    /// <exception cref="InputException">There are no cases, or the judge cannot be opened.</exception>
    public async Task<SelfTestRun> RunAsync(SelfTestCases cases, CancellationToken cancellationToken = default)
    {
        if (cases.Cases.Count == 0)
        {
            throw new InputException($"the spec {cases.Spec.Version} has no graded replies to test a judge on; write comparisons with GOOD, OK and BAD replies into its examples");
        }

        var whole = await open(cases.Spec, cancellationToken).ConfigureAwait(false);
        (SelfTestComparison Comparison, int[] Shown)[] asked = whole.TakesPairs
            ? [.. cases.Cases.Select(c => (c.Comparison, new[] { c.Better, c.Worse }.Order().ToArray()))]
            : [.. cases.Comparisons.Select(c => (c, Enumerable.Range(0, c.Replies.Count).ToArray()))];
        var judgments = new SelfTestJudgment[asked.Length];
        var under = new ConcurrentDictionary<int, Lazy<Task<IJudge>>>();
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, asked.Length, options, async (i, stop) =>
        {
            var (comparison, shown) = asked[i];
            var judge = HoldOut
                ? await under.GetOrAdd(comparison.ExampleNumber, _ => new(() => open(cases.Spec.Without(comparison.Example), cancellationToken))).Value.ConfigureAwait(false)
                : whole;
            var judgment = await judge.JudgeAsync(comparison.Prompt, [.. shown.Select(r => comparison.Responses[r])], stop).ConfigureAwait(false);
            judgments[i] = new(comparison, shown, judgment);
            Progress(Interlocked.Increment(ref done), asked.Length);
        }).ConfigureAwait(false);
        return new(whole.Configuration, cases, judgments, Verdicts(cases, judgments, whole.TakesPairs), HoldOut);
    }

    private static SelfTestVerdict[] Verdicts(SelfTestCases cases, SelfTestJudgment[] judgments, bool ofPairs)
    {
        if (ofPairs)
        {
            return [.. cases.Cases.Zip(judgments, (c, j) => new SelfTestVerdict(c, j))];
        }

        var of = judgments.ToDictionary<SelfTestJudgment, object>(j => j.Comparison, ReferenceEqualityComparer.Instance);
        return [.. cases.Cases.Select(c => new SelfTestVerdict(c, of[c.Comparison]))];
    }
}
