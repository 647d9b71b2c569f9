using Precept.Judging;

namespace Precept.Feedback.SpecData;

/// <summary>Which answers passed a judge.</summary>
/// <param name="Best">The best that passed; null where none did.</param>
/// <param name="Failing">Those that did not pass.</param>
public sealed record AnswerVerdict(int? Best, IReadOnlyList<int> Failing)
{
    /// <summary>Reads a judgment: where the judge rates, an answer passes from a least rating on; else when it breaks no section but such as yield.</summary>
    /// <param name="judgment">A judgment that ended in a ranking.</param>
    /// <param name="yields">The section that yields in this conversation, whose breach is no fault; null where there is none.</param>
    /// <param name="minRating">The least rating that passes.</param>
    /// <remarks>The best of those that passed has the highest rating, then the best rank, then came first.</remarks>
    public static AnswerVerdict Of(Judgment judgment, string? yields, int minRating)
    {
        var answers = Enumerable.Range(0, judgment.ResponseIds.Count).ToArray();
        var passing = answers.Where(Passes).ToArray();
        return new AnswerVerdict(
            passing.Length == 0 ? null : passing.OrderByDescending(Rating).ThenBy(i => judgment.Ranks[i]).First(),
            [.. answers.Except(passing)]);

        bool Passes(int i) => judgment.Ratings.Count > 0 ? Rating(i) >= minRating : judgment.Broken[i].All(s => s == yields);

        int Rating(int i) => judgment.Ratings.Count > 0 ? judgment.Ratings[i] : 0;
    }
}
