namespace Precept.Feedback;

/// <summary>How often each outcome occurred, by round or by principle.</summary>
/// <param name="Name">The round's number, the section's id, or the principle's request for a critique.</param>
/// <param name="Outcomes">Outcome to rounds; outcomes that did not occur are left out.</param>
public sealed record RevisionCount(string Name, IReadOnlyDictionary<RevisionOutcome, int> Outcomes)
{
    /// <summary>All rounds.</summary>
    public int Total => Outcomes.Values.Sum();

    /// <summary>Rounds whose revision was kept.</summary>
    public int Kept => Of(RevisionOutcome.Kept);

    /// <summary>Rounds with an outcome.</summary>
    public int Of(RevisionOutcome outcome) => Outcomes.GetValueOrDefault(outcome);
}

/// <summary>What came of critique and revision.</summary>
/// <param name="ByRound">A count for each round, in order.</param>
/// <param name="ByPrinciple">A count for each principle, most frequent first.</param>
/// <param name="Prompts">Prompts with a first answer.</param>
/// <param name="Revised">Of them those with at least one revision kept.</param>
/// <param name="WithoutAnswer">Prompts that the writer gave no first answer to.</param>
/// <param name="WithoutPrinciple">Prompts with an answer that no principle applies to.</param>
/// <param name="Known">Rounds that an earlier run had done.</param>
public sealed record RevisionTally(
    IReadOnlyList<RevisionCount> ByRound, IReadOnlyList<RevisionCount> ByPrinciple, int Prompts, int Revised, int WithoutAnswer, int WithoutPrinciple, int Known)
{
    /// <summary>Counts.</summary>
    public static RevisionTally Of(IReadOnlyList<PromptRevisions> revisions)
    {
        Revision[] rounds = [.. revisions.SelectMany(r => r.Rounds)];
        return new RevisionTally(
            [.. rounds.GroupBy(r => r.Round).OrderBy(g => g.Key).Select(g => Count($"{g.Key}", g))],
            [.. rounds.GroupBy(r => r.Principle.Section ?? r.Principle.Critique).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => Count(g.Key, g))],
            revisions.Count(r => r.Initial is not null),
            revisions.Count(r => r.IsRevised),
            revisions.Count(r => r.Initial is null),
            revisions.Count(r => r.Initial is not null && r.Rounds.Count == 0),
            revisions.Sum(r => r.Known));
    }

    private static RevisionCount Count(string name, IEnumerable<Revision> rounds) => new(name, rounds.CountBy(r => r.Outcome).ToDictionary());
}
