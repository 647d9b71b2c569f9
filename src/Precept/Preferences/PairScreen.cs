using Precept.Judging;
using Precept.Responses;

namespace Precept.Preferences;

/// <summary>Which pairs of people's judgments of one prompt may not become preferences: adjudicated otherwise, too weak, both unacceptable. Counts them.</summary>
/// <param name="options">What is left out.</param>
/// <param name="judgments">All judgments of the prompt.</param>
/// <param name="responseOf">The responses by their ids.</param>
internal sealed class PairScreen(PairOptions options, IReadOnlyCollection<Judgment> judgments, IReadOnlyDictionary<string, Response> responseOf)
{
    private readonly HashSet<(string, string)> _adjudicated = AdjudicatedPairs(judgments, responseOf);

    /// <summary>Pairs that a person ranked and that an adjudication takes the place of.</summary>
    public int Adjudicated { get; private set; }

    /// <summary>Pairs whose better response is not as much better as is wanted.</summary>
    public int BelowStrength { get; private set; }

    /// <summary>Pairs of responses none of which would do.</summary>
    public int Unacceptable { get; private set; }

    /// <summary>Whether a pair that a judgment ranks may become a preference.</summary>
    /// <param name="judgment">The judgment.</param>
    /// <param name="better">Which of its responses ranks higher.</param>
    /// <param name="worse">Which ranks lower.</param>
    public bool Passes(Judgment judgment, int better, int worse)
    {
        if (JudgeKinds.Of(judgment.Judge) != JudgeKind.Human)
        {
            return true;
        }

        if (!JudgeKinds.IsAdjudication(judgment.Judge) && _adjudicated.Contains((TextOf(judgment, better), TextOf(judgment, worse))))
        {
            Adjudicated++;
            return false;
        }

        // What a person wrote is none of the answers that they were asked about.
        if (IsOwn(judgment, better) || IsOwn(judgment, worse))
        {
            return true;
        }

        if (judgment.AllUnacceptable && !options.IncludeUnacceptable)
        {
            Unacceptable++;
            return false;
        }

        if (judgment.Strength < options.MinStrength && IsBestAndNext(judgment, better, worse))
        {
            BelowStrength++;
            return false;
        }

        return true;
    }

    // The strength is that of the best responses over the next ones; of those further down it says nothing.
    private bool IsBestAndNext(Judgment judgment, int better, int worse)
    {
        int[] tiers = [.. Enumerable.Range(0, judgment.Ranks.Count).Where(i => !IsOwn(judgment, i)).Select(i => judgment.Ranks[i]).Distinct().Order().Take(2)];
        return tiers is [var best, var next] && judgment.Ranks[better] == best && judgment.Ranks[worse] == next;
    }

    private bool IsOwn(Judgment judgment, int response) =>
        JudgeKinds.HandleOf(responseOf[judgment.ResponseIds[response]].Model) is { Length: > 0 } handle && handle == JudgeKinds.HandleOf(judgment.Judge);

    private string TextOf(Judgment judgment, int response) => responseOf[judgment.ResponseIds[response]].Text;

    private static HashSet<(string, string)> AdjudicatedPairs(IEnumerable<Judgment> judgments, IReadOnlyDictionary<string, Response> responseOf) =>
    [
        .. from judgment in judgments
           where JudgeKinds.IsAdjudication(judgment.Judge) && judgment.Outcome is (Outcome.Judged or Outcome.Incomparable)
           let texts = judgment.ResponseIds.Select(responseOf.GetValueOrDefault).OfType<Response>().Select(r => r.Text).Distinct().ToArray()
           from first in texts
           from second in texts
           where first != second
           select (first, second),
    ];
}
