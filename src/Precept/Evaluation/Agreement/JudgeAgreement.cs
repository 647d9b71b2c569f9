using Precept.Prompts;
using Precept.Responses;

namespace Precept.Evaluation;

/// <summary>Agreement on the pairs that have to do with one section.</summary>
/// <param name="Id">The section.</param>
/// <param name="Verdicts">The figures.</param>
public sealed record SectionAgreement(string Id, VerdictAgreement Verdicts);

/// <summary>A pair of responses that two judges do not agree on.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="First">What the first judge says of it.</param>
/// <param name="Second">What the second says.</param>
public sealed record Disagreement(ResponsePair Pair, PairOpinion First, PairOpinion Second);

/// <summary>How far two judges agree: on the pairs of responses that both of them judged, and on nothing else.</summary>
/// <remarks>
/// No figure stands alone. Agreement without ties is what papers mostly report, and it forgives a judge that calls every hard case a tie; kappa and alpha take chance away;
/// "the longest wins" tells how much of it needs no judge at all. The equations are in docs/algorithms/agreement.md.
/// </remarks>
public sealed record JudgeAgreement
{
    /// <summary>The first judge.</summary>
    public required string First { get; init; }

    /// <summary>The second judge.</summary>
    public required string Second { get; init; }

    /// <summary>Agreement over all pairs.</summary>
    public required VerdictAgreement Verdicts { get; init; }

    /// <summary>Cohen's kappa with linear weights over worse, tie, better: a tie is half a disagreement.</summary>
    public required Estimate LinearKappa { get; init; }

    /// <summary>Gwet's AC1 over the same.</summary>
    public required Estimate Ac1 { get; init; }

    /// <summary>Krippendorff's alpha, nominal, over the same.</summary>
    public required Estimate Alpha { get; init; }

    /// <summary>
    /// Krippendorff's alpha, ordinal, over the ranks that each judge gives a prompt's responses: by pairs won less pairs lost among the pairs that both judged, 1 the
    /// best, level ones sharing. Its cases are responses.
    /// </summary>
    public required Estimate RankAlpha { get; init; }

    /// <summary>Mean over prompts of Kendall's tau-b; its cases are the prompts where both judges tell any two responses apart.</summary>
    public required Rate TauB { get; init; }

    /// <summary>How "the longest wins" agrees with the first judge, on the same pairs.</summary>
    public required VerdictAgreement LongestAndFirst { get; init; }

    /// <summary>How it agrees with the second.</summary>
    public required VerdictAgreement LongestAndSecond { get; init; }

    /// <summary>The pairs of the prompts that name a section, section by section; least agreement first.</summary>
    public required IReadOnlyList<SectionAgreement> Sections { get; init; }

    /// <summary>The pairs of which either judge says that a response breaks a section, section by section; least agreement first.</summary>
    public required IReadOnlyList<SectionAgreement> Broken { get; init; }

    /// <summary>The pairs that they do not agree on: opposite verdicts first, then ties of one of them, each in the order of the prompts.</summary>
    public required IReadOnlyList<Disagreement> Disagreements { get; init; }

    /// <summary>Compares two judges.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="prompts">The prompts; pairs of others do not count.</param>
    /// <param name="responses">The responses by their ids.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static JudgeAgreement Between(
        JudgeVerdicts first, JudgeVerdicts second, IReadOnlyList<Prompt> prompts, IReadOnlyDictionary<string, Response> responses, long seed = 1)
    {
        var byPrompt = first.Pairs.Where(p => second.Pairs.ContainsKey(p.Key))
            .OrderBy(p => p.Key.First, StringComparer.Ordinal).ThenBy(p => p.Key.Second, StringComparer.Ordinal)
            .Select(p => new Disagreement(p.Key, p.Value, second.Pairs[p.Key])).ToLookup(p => p.Pair.PromptId);
        PromptPairs[] groups = [.. prompts.DistinctBy(p => p.Id).Where(p => byPrompt.Contains(p.Id)).Select(p => new PromptPairs(p, [.. byPrompt[p.Id]]))];
        PairTally[] tallies = [.. groups.Select(g => g.Tally(p => (p.First.Verdict, p.Second.Verdict)))];
        var ranks = groups.SelectMany((g, cluster) => g.Ranks().Select(r => (Ranks: r, Cluster: cluster))).ToArray();
        return new JudgeAgreement
        {
            First = first.Judge,
            Second = second.Judge,
            Verdicts = VerdictAgreement.Of(tallies, seed),
            LinearKappa = VerdictAgreement.OverPrompts(tallies, t => CohenKappa.Value(t, KappaWeights.Linear), seed),
            Ac1 = VerdictAgreement.OverPrompts(tallies, GwetAc1.Value, seed),
            Alpha = VerdictAgreement.OverPrompts(tallies, KrippendorffAlpha.Nominal, seed),
            RankAlpha = KrippendorffAlpha.Of([.. ranks.Select(r => r.Ranks)], AlphaMetric.Ordinal, [.. ranks.Select(r => r.Cluster)], seed),
            TauB = Statistics.BootstrapMean([.. tallies.Select(t => t.TauB).Where(t => !double.IsNaN(t))], seed),
            LongestAndFirst = VerdictAgreement.Of(groups.Select(g => g.Tally(p => (Longest(p.Pair, responses), p.First.Verdict))), seed),
            LongestAndSecond = VerdictAgreement.Of(groups.Select(g => g.Tally(p => (Longest(p.Pair, responses), p.Second.Verdict))), seed),
            Sections = BySection(groups, (prompt, _) => prompt.Sections, seed),
            Broken = BySection(groups, (_, pair) => [.. BrokenIn(pair.First).Union(BrokenIn(pair.Second))], seed),
            Disagreements = [.. groups.SelectMany(g => g.Pairs).Where(p => p.First.Verdict != p.Second.Verdict).OrderByDescending(p => Math.Abs(p.First.Verdict - p.Second.Verdict))],
        };
    }

    private static IEnumerable<string> BrokenIn(PairOpinion opinion) => opinion.BrokenByFirst.Union(opinion.BrokenBySecond);

    private static int Longest(ResponsePair pair, IReadOnlyDictionary<string, Response> responses) =>
        Math.Sign(Length(responses[pair.First]) - Length(responses[pair.Second]));

    private static int Length(Response response) => response.Text.EnumerateRunes().Count();

    private static IReadOnlyList<SectionAgreement> BySection(PromptPairs[] groups, Func<Prompt, Disagreement, IReadOnlyList<string>> sectionsOf, long seed)
    {
        var sections = new Dictionary<string, List<PairTally>>();
        foreach (var group in groups)
        {
            foreach (var (id, pairs) in group.Pairs.SelectMany(p => sectionsOf(group.Prompt, p).Distinct().Select(id => (id, p))).GroupBy(p => p.id, p => p.p).Select(g => (g.Key, g)))
            {
                if (!sections.TryGetValue(id, out var tallies))
                {
                    sections[id] = tallies = [];
                }

                tallies.Add(PairTally.Sum([.. pairs.Select(p => PairTally.Of(p.First.Verdict, p.Second.Verdict))]));
            }
        }

        return
        [
            .. sections.Select(s => new SectionAgreement(s.Key, VerdictAgreement.Of(s.Value, seed)))
                .OrderBy(s => s.Verdicts.WithTies.Value).ThenBy(s => s.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The pairs of one prompt that both judges judged.</summary>
    private sealed record PromptPairs(Prompt Prompt, IReadOnlyList<Disagreement> Pairs)
    {
        public PairTally Tally(Func<Disagreement, (int, int)> verdicts) =>
            PairTally.Sum([.. Pairs.Select(p => verdicts(p) is var (a, b) ? PairTally.Of(a, b) : default)]);

        /// <summary>For each response, its rank with each judge.</summary>
        public IEnumerable<double[]> Ranks()
        {
            string[] ids = [.. Pairs.SelectMany(p => new[] { p.Pair.First, p.Pair.Second }).Distinct()];
            var (byFirst, bySecond) = (MidRanks.Of(Losses(ids, p => p.First.Verdict)), MidRanks.Of(Losses(ids, p => p.Second.Verdict)));
            return ids.Select((_, i) => (double[])[byFirst[i], bySecond[i]]);
        }

        private double[] Losses(string[] ids, Func<Disagreement, int> verdict)
        {
            var losses = ids.ToDictionary(id => id, _ => 0.0);
            foreach (var pair in Pairs)
            {
                losses[pair.Pair.First] -= verdict(pair);
                losses[pair.Pair.Second] += verdict(pair);
            }

            return [.. ids.Select(id => losses[id])];
        }
    }
}
