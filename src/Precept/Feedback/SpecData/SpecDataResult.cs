namespace Precept.Feedback.SpecData;

/// <summary>What came of a run.</summary>
/// <param name="Cells">The numbers, in the order of sections, kinds and languages.</param>
/// <param name="Kept">The prompts that were kept, in the same order and then in that of their numbers.</param>
/// <param name="Rejected">Those that were not, likewise.</param>
public sealed record SpecDataResult(IReadOnlyList<CellTally> Cells, IReadOnlyList<KeptPrompt> Kept, IReadOnlyList<Rejection> Rejected)
{
    /// <summary>How many prompts were not kept for one of some reasons.</summary>
    public static int Count(IEnumerable<CellTally> cells, params IEnumerable<RejectionReason> reasons)
    {
        var wanted = reasons.ToHashSet();
        return cells.Sum(c => c.Rejected.Where(r => wanted.Contains(r.Key)).Sum(r => r.Value));
    }
}
