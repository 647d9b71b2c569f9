using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Sections by how differently judges read them.</summary>
/// <param name="Sections">Those with cases that two judges or more spoke on, most ambiguous first.</param>
/// <param name="Judges">The judges, in the order of their first vote.</param>
public sealed record AmbiguityRanking(IReadOnlyList<SectionAmbiguity> Sections, IReadOnlyList<JudgeManner> Judges)
{
    private const int Permutations = 2000;

    /// <summary>Sections that have more conflicts than chance explains.</summary>
    public IEnumerable<SectionAmbiguity> StandingOut => Sections.Where(s => s.StandsOut);

    /// <summary>Ranks the sections of votes.</summary>
    /// <remarks>
    /// A section's place is that of the lower bound of its share of conflicts, so that one with two cases, both in conflict, does not come before one with forty of fifty.
    /// Whether it stands out is a permutation test of the largest standard score (Westfall and Young 1993): the conflicts are dealt out to all cases anew, by seed, and
    /// the largest score of any section is compared with each section's own. It holds the chance of a false alarm over all sections together to 5 %, taking cases as independent.
    /// </remarks>
    /// <param name="votes">The votes; several of one judge on one case under one section are repeats.</param>
    /// <param name="cases">The cases that they name.</param>
    /// <param name="seed">Seed of the permutations.</param>
    /// <exception cref="ArgumentException">A vote names a case that is not given.</exception>
    public static AmbiguityRanking Of(IReadOnlyList<SectionVote> votes, IReadOnlyList<AmbiguityCase> cases, long seed = 1)
    {
        var caseOf = cases.DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        if (votes.FirstOrDefault(v => !caseOf.ContainsKey(v.CaseId)) is { } stray)
        {
            throw new ArgumentException($"a vote names the case '{stray.CaseId}', which is not given", nameof(votes));
        }

        var readings = votes.GroupBy(v => v.SectionId).ToDictionary(
            g => g.Key,
            g => g.GroupBy(v => v.CaseId).Select(c => new CaseReadings(caseOf[c.Key], [.. c.GroupBy(v => v.Judge).Select(Reading)])).ToArray());
        var sections = readings
            .Select(s => SectionOf(s.Key, [.. s.Value.Where(c => c.Readings.Count > 1)]))
            .Where(s => s.Cases.Count > 0)
            .OrderByDescending(s => s.Conflicts.N == 0 ? -1 : s.Conflicts.Low).ThenByDescending(s => s.Conflicts.Value).ThenByDescending(s => s.Conflicts.N)
            .ThenBy(s => s.SectionId, StringComparer.Ordinal).ToArray();
        var all = readings.Values.SelectMany(c => c).ToArray();
        return new AmbiguityRanking(WithChance(sections, seed), [.. votes.Select(v => v.Judge).Distinct().Select(j => MannerOf(j, all))]);
    }

    private static JudgeReading Reading(IGrouping<string, SectionVote> votes)
    {
        var reading = new JudgeReading(votes.Key, votes.CountBy(v => v.Answer).ToDictionary(), "");
        var said = votes.Where(v => v.Reason.Length > 0).OrderByDescending(v => reading.Counts[v.Answer]).FirstOrDefault();
        return reading with { Reason = said?.Reason ?? "" };
    }

    private static SectionAmbiguity SectionOf(string id, CaseReadings[] cases) => new(
        id,
        ClusteredShare.Of(cases.Where(c => c.IsComparable).GroupBy(c => c.Case.Prompt.Id).Select(g => (g.Count(c => c.IsConflict), g.Count()))),
        [.. cases.OrderByDescending(c => c.IsConflict)]);

    private static JudgeManner MannerOf(string judge, CaseReadings[] cases)
    {
        var own = cases.SelectMany(c => c.Readings.Where(r => r.Judge == judge).Select(r => (Case: c, Reading: r))).ToArray();
        double[] unsteady = [.. own.Select(o => o.Reading.Instability).Where(i => !double.IsNaN(i))];
        return new JudgeManner(
            judge,
            own.Sum(o => o.Reading.Times),
            Statistics.Share(own.Select(o => o.Reading.Answer).Where(a => a is SectionAnswer.Keeps or SectionAnswer.Breaks).Select(a => a == SectionAnswer.Breaks)),
            unsteady.Length == 0 ? double.NaN : unsteady.Average(),
            Statistics.Share(own.Where(o => o.Reading.Answer is not null && o.Case.IsComparable).Select(o => o.Case.Readings.Any(r => r.Answer is { } a && a != o.Reading.Answer))));
    }

    private static IReadOnlyList<SectionAmbiguity> WithChance(SectionAmbiguity[] sections, long seed)
    {
        bool[] conflicts = [.. sections.SelectMany(s => s.Cases.Where(c => c.IsComparable).Select(c => c.IsConflict))];
        var (all, rate) = (conflicts.Length, conflicts.Length == 0 ? 0 : conflicts.Count(c => c) / (double)conflicts.Length);
        if (rate is 0 or 1)
        {
            return sections;
        }

        var scores = sections.Select(s => Score(s.InConflict.Count(), s.Conflicts.N)).ToArray();
        var reached = new int[sections.Length];
        var random = SeededRandom.For(seed, "ambiguity");
        for (var round = 0; round < Permutations; round++)
        {
            random.Shuffle(conflicts);
            var (largest, at) = (double.NegativeInfinity, 0);
            foreach (var section in sections)
            {
                var found = 0;
                for (var end = at + section.Conflicts.N; at < end; at++)
                {
                    found += conflicts[at] ? 1 : 0;
                }

                largest = Math.Max(largest, Score(found, section.Conflicts.N));
            }

            for (var s = 0; s < sections.Length; s++)
            {
                reached[s] += largest >= scores[s] - 1e-9 ? 1 : 0;
            }
        }

        return [.. sections.Select((s, i) => s with { P = (1.0 + reached[i]) / (1 + Permutations) })];

        double Score(int found, int n) => n == 0 ? double.NegativeInfinity : (found - (n * rate)) / Math.Sqrt(n * rate * (1 - rate) * (all > n ? 1 - ((double)n / all) : 1));
    }
}
