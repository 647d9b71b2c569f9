using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>Adds up, for one prompt, what judgments say of every two texts: a ranking is a whole vote, a judgment with a probability is divided by it.</summary>
/// <param name="screen">Which of people's pairs are left out.</param>
internal sealed class VoteTally(PairScreen screen)
{
    /// <summary>Sums of probabilities that differ by less than this from an even vote are one.</summary>
    private const double Even = 1e-9;

    private readonly Dictionary<(string First, string Second), Votes> _votes = [];
    private int _seen;

    public int Ties { get; private set; }

    public int IdenticalTexts { get; private set; }

    public int Repeated { get; private set; }

    public int Contradicted { get; private set; }

    public void Add(Judgment judgment, Dictionary<string, Response> responseOf)
    {
        if (judgment.Ranks.Count != judgment.ResponseIds.Count || judgment.Broken.Count is var n && n != 0 && n != judgment.ResponseIds.Count)
        {
            throw new InputException($"judgment {judgment.Id} has {judgment.ResponseIds.Count} responses, {judgment.Ranks.Count} ranks and {judgment.Broken.Count} lists of broken sections; expected one of each per response");
        }

        var texts = judgment.ResponseIds.Select(id => responseOf.GetValueOrDefault(id)?.Text
            ?? throw new InputException($"judgment {judgment.Id} ranks response {id}, which is not among the responses given")).ToArray();
        for (var i = 0; i < texts.Length; i++)
        {
            for (var j = i + 1; j < texts.Length; j++)
            {
                if (judgment.Ranks[i] == judgment.Ranks[j])
                {
                    Ties++;
                }
                else if (texts[i] == texts[j])
                {
                    IdenticalTexts++;
                }
                else if (judgment.Ranks[i] < judgment.Ranks[j] ? screen.Passes(judgment, i, j) : screen.Passes(judgment, j, i))
                {
                    Add(judgment, i, j, texts);
                }
            }
        }
    }

    /// <summary>The pairs, in the order in which a judgment first ranked them so, each with the people's judgments that voted on it.</summary>
    public IReadOnlyList<(Preference Preference, IReadOnlyList<PreferenceLabel> Labels)> Preferences(Prompt prompt)
    {
        var preferences = new List<(int SeenAt, Preference Preference, IReadOnlyList<PreferenceLabel> Labels)>();
        foreach (var (pair, votes) in _votes)
        {
            var share = votes.ForFirst / votes.Count;
            if (Math.Abs(share - 0.5) < Even)
            {
                Contradicted += votes.Count;
                continue;
            }

            Repeated += votes.Count - 1;
            var (chosen, rejected, side) = share > 0.5 ? (pair.First, pair.Second, votes.First) : (pair.Second, pair.First, votes.Second);
            side ??= votes.First ?? votes.Second!; // probabilities may outweigh the rankings, so that none was this way
            preferences.Add((side.SeenAt, new Preference(prompt.Id, prompt.Messages, chosen, rejected)
            {
                P = Math.Max(share, 1 - share),
                Sections = side.Sections,
                Origin = side.Origin,
                Family = prompt.Family,
            }, votes.Labels));
        }

        return [.. preferences.OrderBy(p => p.SeenAt).Select(p => (p.Preference, p.Labels))];
    }

    private void Add(Judgment judgment, int i, int j, string[] texts)
    {
        var isFirstBetter = judgment.Ranks[i] < judgment.Ranks[j];
        var forFirst = texts.Length == 2 && judgment.P is { } p ? p : isFirstBetter ? 1 : 0;
        var (better, worse) = isFirstBetter ? (i, j) : (j, i);
        var isTurned = _votes.ContainsKey((texts[j], texts[i]));
        var key = isTurned ? (texts[j], texts[i]) : (texts[i], texts[j]);
        var votes = _votes.GetValueOrDefault(key) ?? new Votes(0, 0, null, null);
        votes = votes with { ForFirst = votes.ForFirst + (isTurned ? 1 - forFirst : forFirst), Count = votes.Count + 1 };
        if (JudgeKinds.Of(judgment.Judge) == JudgeKind.Human && votes.Labels.All(l => l.JudgmentId != judgment.Id))
        {
            votes = votes with { Labels = [.. votes.Labels, new(judgment.Id, judgment.Judge, judgment.Verdict)] };
        }

        _votes[key] = isFirstBetter != isTurned
            ? votes with { First = Joined(votes.First) }
            : votes with { Second = Joined(votes.Second) };

        Side Joined(Side? side)
        {
            side ??= new Side(_seen++, [], judgment.Id);
            return side with { Sections = [.. side.Sections.Union(Difference(judgment, better, worse))] };
        }
    }

    // The section that the judge decided on; where it names none, the sections that one breaks and the other does not: the worse one's first.
    private static IEnumerable<string> Difference(Judgment judgment, int better, int worse) =>
        judgment.DecidedOn.Length > 0 ? [judgment.DecidedOn]
        : judgment.Broken.Count == 0 ? []
        : [.. judgment.Broken[worse].Except(judgment.Broken[better]), .. judgment.Broken[better].Except(judgment.Broken[worse])];

    /// <summary>What was said of two texts.</summary>
    /// <param name="ForFirst">Sum over the judgments of the probability that the first is the better one.</param>
    /// <param name="Count">The judgments.</param>
    /// <param name="First">Those that rank the first higher, or null.</param>
    /// <param name="Second">Those that rank the second higher, or null.</param>
    private sealed record Votes(double ForFirst, int Count, Side? First, Side? Second)
    {
        /// <summary>Those of them that are people's.</summary>
        public IReadOnlyList<PreferenceLabel> Labels { get; init; } = [];
    }

    /// <summary>The judgments that rank two texts one way: the place and id of the first of them, and the sections of all.</summary>
    private sealed record Side(int SeenAt, IReadOnlyList<string> Sections, string Origin);
}
