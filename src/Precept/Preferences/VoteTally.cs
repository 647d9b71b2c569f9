using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>Counts, for one prompt, how often judgments put one text above another.</summary>
internal sealed class VoteTally
{
    private readonly Dictionary<(string Better, string Worse), Vote> _votes = [];
    private readonly List<(string Better, string Worse)> _order = [];

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
                else
                {
                    var (better, worse) = judgment.Ranks[i] < judgment.Ranks[j] ? (i, j) : (j, i);
                    Add(judgment, (texts[better], texts[worse]), Difference(judgment, better, worse));
                }
            }
        }
    }

    /// <summary>The pairs, in the order in which they were first seen.</summary>
    public IReadOnlyList<Preference> Preferences(Prompt prompt)
    {
        var preferences = new List<Preference>();
        foreach (var pair in _order)
        {
            var (vote, against) = (_votes[pair], _votes.GetValueOrDefault((pair.Worse, pair.Better)));
            if (against is null || vote.Count > against.Count)
            {
                Repeated += vote.Count - 1;
                preferences.Add(new Preference(prompt.Id, prompt.Messages, pair.Better, pair.Worse)
                {
                    P = (double)vote.Count / (vote.Count + (against?.Count ?? 0)),
                    Sections = vote.Sections,
                    Origin = vote.Origin,
                    Family = prompt.Family,
                });
            }
            else if (vote.Count == against.Count)
            {
                Contradicted += vote.Count;
            }
            else
            {
                Repeated += vote.Count;
            }
        }

        return preferences;
    }

    private void Add(Judgment judgment, (string Better, string Worse) pair, IEnumerable<string> sections)
    {
        if (!_votes.TryGetValue(pair, out var vote))
        {
            _order.Add(pair);
            vote = new Vote(0, [], judgment.Id);
        }

        _votes[pair] = vote with { Count = vote.Count + 1, Sections = [.. vote.Sections.Union(sections)] };
    }

    // The sections that one breaks and the other does not: the worse one's first.
    private static IEnumerable<string> Difference(Judgment judgment, int better, int worse) => judgment.Broken.Count == 0
        ? []
        : [.. judgment.Broken[worse].Except(judgment.Broken[better]), .. judgment.Broken[better].Except(judgment.Broken[worse])];

    private sealed record Vote(int Count, IReadOnlyList<string> Sections, string Origin);
}
