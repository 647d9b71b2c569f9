using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;

namespace Precept.Cli.Pipeline;

/// <summary>What came of comparisons of two answers.</summary>
/// <param name="Judged">Those with a verdict, ties included.</param>
/// <param name="Ties">Verdicts that neither is better.</param>
/// <param name="NotJudged">Those that ended otherwise.</param>
/// <param name="Outcomes">Those without a verdict by outcome.</param>
/// <param name="WithP">Verdicts that come with a probability.</param>
/// <param name="PositionBias">Of the verdicts that were asked for in both orders, the share whose orders disagreed.</param>
internal sealed record ComparisonTally(int Judged, int Ties, int NotJudged, IReadOnlyDictionary<Outcome, int> Outcomes, int WithP, Rate PositionBias)
{
    /// <summary>Prompts whose answers are all the same text: there is nothing to compare.</summary>
    public int Same { get; private init; }

    /// <summary>Prompts with fewer than two answers.</summary>
    public int Unanswered { get; private init; }

    /// <summary>Counts.</summary>
    /// <param name="prompts">The prompts that were to be answered.</param>
    /// <param name="responses">Their answers.</param>
    /// <param name="judgments">What was said of them.</param>
    public static ComparisonTally Of(IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, IReadOnlyList<Judgment> judgments)
    {
        var texts = responses.ToLookup(r => r.PromptId, r => r.Text);
        Judgment[] judged = [.. judgments.Where(j => j.Outcome == Outcome.Judged)];
        return new ComparisonTally(
            judged.Length,
            judged.Count(j => j.Ranks.Distinct().Count() == 1),
            judgments.Count - judged.Length,
            judgments.Where(j => j.Outcome != Outcome.Judged).CountBy(j => j.Outcome).ToDictionary(),
            judged.Count(j => j.P is not null),
            Statistics.Share(judged.Where(j => j.OrdersAgree is not null).Select(j => j.OrdersAgree == false)))
        {
            Same = prompts.Count(p => texts[p.Id].Count() > 1 && texts[p.Id].Distinct().Count() == 1),
            Unanswered = prompts.Count(p => texts[p.Id].Count() < 2),
        };
    }
}
