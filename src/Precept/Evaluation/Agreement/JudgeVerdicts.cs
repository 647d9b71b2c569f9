using Precept.Judging;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Two different answers to one prompt.</summary>
/// <param name="PromptId">The prompt.</param>
/// <param name="First">The one response; of responses with the same text the one that was given first stands for all.</param>
/// <param name="Second">The other; its id comes after the first one's.</param>
public readonly record struct ResponsePair(string PromptId, string First, string Second);

/// <summary>What a judge says of a pair, from all its judgments of it.</summary>
/// <param name="Verdict">1 where the first response is better, -1 where the second is, 0 for a tie: the sign of the sum of its votes.</param>
/// <param name="Votes">How many judgments compare the two.</param>
/// <param name="Unanimous">Whether all of them say the same.</param>
/// <param name="Reason">The judge's words in the last of them that has any; may be empty.</param>
/// <param name="BrokenByFirst">The sections that the first response breaks, by the last of them.</param>
/// <param name="BrokenBySecond">The sections that the second response breaks.</param>
public sealed record PairOpinion(
    int Verdict, int Votes, bool Unanimous, string Reason, IReadOnlyList<string> BrokenByFirst, IReadOnlyList<string> BrokenBySecond);

/// <summary>All that one judge said: lists cut into pairs, repeated votes put together, outcomes that are no votes counted apart.</summary>
/// <remarks>
/// A judge that compared two texts more than once, in several lists or again under other sections, has one opinion of them: the majority of its votes, where a tie votes
/// for neither; as many votes each way are a tie.
/// </remarks>
/// <param name="Judge">The judge's configuration.</param>
/// <param name="Judgments">How many judgments it gave, failures included.</param>
/// <param name="Pairs">Its opinion of each pair.</param>
/// <param name="Outcomes">How many judgments ended in each way.</param>
public sealed record JudgeVerdicts(
    string Judge, int Judgments, IReadOnlyDictionary<ResponsePair, PairOpinion> Pairs, IReadOnlyDictionary<Outcome, int> Outcomes)
{
    /// <summary>Pairs with more than one vote.</summary>
    public int Repeated => Pairs.Values.Count(p => p.Votes > 1);

    /// <summary>Of them those whose votes differ.</summary>
    public int Wavering => Pairs.Values.Count(p => !p.Unanimous);

    /// <summary>Takes judgments apart, judge by judge.</summary>
    /// <param name="judgments">Judgments of any judges, oldest first.</param>
    /// <param name="responses">The responses by their ids.</param>
    /// <returns>The judges, in the order of their first judgment.</returns>
    /// <exception cref="InputException">A judgment names a response that is not given, or its ranks do not fit its responses.</exception>
    public static IReadOnlyList<JudgeVerdicts> Of(IEnumerable<Judgment> judgments, IReadOnlyDictionary<string, Response> responses)
    {
        var (texts, judges) = (new Dictionary<(string Prompt, string Text), string>(), new Dictionary<string, Votes>());
        foreach (var judgment in judgments)
        {
            if (!judges.TryGetValue(judgment.Judge, out var votes))
            {
                judges[judgment.Judge] = votes = new Votes();
            }

            votes.Add(judgment, [.. judgment.ResponseIds.Select(id => StandIn(judgment, id))]);
        }

        return [.. judges.Select(j => j.Value.ToVerdicts(j.Key))];

        // Responses with the same text are one answer: two judges may have been shown different ones of them.
        string StandIn(Judgment judgment, string id)
        {
            var response = responses.GetValueOrDefault(id)
                ?? throw new InputException($"judgment {judgment.Id} of '{judgment.Judge}' names response {id}, which the workspace does not have");
            var key = (response.PromptId, response.Text);
            return texts.TryAdd(key, id) ? id : texts[key];
        }
    }

    /// <summary>Members of panels as judges of their own: each vote of a judgment as a judgment by that member.</summary>
    /// <param name="judgments">Judgments; those without votes give none.</param>
    public static IEnumerable<Judgment> MembersOf(IEnumerable<Judgment> judgments) =>
        from judgment in judgments
        from vote in judgment.Votes
        select judgment with
        {
            Judge = vote.Judge,
            Outcome = vote.Outcome,
            Ranks = vote.Ranks,
            P = vote.P,
            Votes = [],
            Breaches = [],
            Broken = [],
            Reason = "",
        };

    private sealed class Votes
    {
        private readonly Dictionary<ResponsePair, (int Sum, int Count, bool Unanimous, PairOpinion? Last)> _pairs = [];
        private readonly Dictionary<Outcome, int> _outcomes = [];

        public void Add(Judgment judgment, string[] responses)
        {
            _outcomes[judgment.Outcome] = _outcomes.GetValueOrDefault(judgment.Outcome) + 1;
            if (judgment.Outcome != Outcome.Judged)
            {
                return;
            }

            if (judgment.Ranks.Count != responses.Length || (judgment.Broken.Count is var n && n != 0 && n != responses.Length))
            {
                throw new InputException(
                    $"judgment {judgment.Id} has {responses.Length} responses, {judgment.Ranks.Count} ranks and {judgment.Broken.Count} lists of broken sections; expected one of each per response");
            }

            for (var i = 0; i < responses.Length; i++)
            {
                for (var j = i + 1; j < responses.Length; j++)
                {
                    if (responses[i] != responses[j])
                    {
                        var (first, second) = string.CompareOrdinal(responses[i], responses[j]) < 0 ? (i, j) : (j, i);
                        Add(new ResponsePair(judgment.PromptId, responses[first], responses[second]), judgment, first, second);
                    }
                }
            }
        }

        private void Add(ResponsePair pair, Judgment judgment, int first, int second)
        {
            var verdict = Math.Sign(judgment.Ranks[second] - judgment.Ranks[first]);
            var before = _pairs.GetValueOrDefault(pair);
            var opinion = new PairOpinion(
                verdict, 1, true, judgment.Reason.Length > 0 ? judgment.Reason : before.Last?.Reason ?? "", Broken(first), Broken(second));
            _pairs[pair] = (before.Sum + verdict, before.Count + 1, before.Count == 0 || (before.Unanimous && before.Last!.Verdict == verdict), opinion);

            IReadOnlyList<string> Broken(int response) => judgment.Broken.Count == 0 ? [] : judgment.Broken[response];
        }

        public JudgeVerdicts ToVerdicts(string judge) => new(
            judge,
            _outcomes.Values.Sum(),
            _pairs.ToDictionary(p => p.Key, p => p.Value.Last! with { Verdict = Math.Sign(p.Value.Sum), Votes = p.Value.Count, Unanimous = p.Value.Unanimous }),
            _outcomes);
    }
}
