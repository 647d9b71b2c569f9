using Precept.Judging;

namespace Precept.Feedback.SpecData;

/// <summary>Which answers passed.</summary>
/// <param name="Best">The best that passed; null where none did.</param>
/// <param name="Failing">Those that did not pass.</param>
/// <param name="Broken">For each answer the sections that it breaks, but for one that yields.</param>
public sealed record AnswerVerdict(int? Best, IReadOnlyList<int> Failing, IReadOnlyList<IReadOnlyList<string>> Broken)
{
    /// <summary>Reads a judgment: an answer passes when it breaks no section but such as yield, and has the least rating where the judge rates.</summary>
    /// <param name="judgment">A judgment that ended in a ranking.</param>
    /// <param name="checks">For each answer, the sections of which a check failed.</param>
    /// <param name="yields">The section that yields in this conversation, whose breach is no fault; null where there is none.</param>
    /// <param name="minRating">The least rating that passes.</param>
    /// <remarks>The best of those that passed has the highest rating, then the best rank, then came first.</remarks>
    public static AnswerVerdict Of(Judgment judgment, IReadOnlyList<IReadOnlyList<string>> checks, string? yields, int minRating)
    {
        var answers = Enumerable.Range(0, judgment.ResponseIds.Count).ToArray();
        IReadOnlyList<string>[] broken = [.. answers.Select(i => (IReadOnlyList<string>)[.. (judgment.Broken.ElementAtOrDefault(i) ?? []).Union(checks[i]).Where(s => s != yields)])];
        var passing = answers.Where(i => broken[i].Count == 0 && (judgment.Ratings.Count == 0 || judgment.Ratings[i] >= minRating)).ToArray();
        return new AnswerVerdict(
            passing.Length == 0 ? null : passing.OrderByDescending(i => judgment.Ratings.ElementAtOrDefault(i)).ThenBy(i => judgment.Ranks[i]).First(),
            [.. answers.Except(passing)],
            broken);
    }
}
