using Microsoft.Extensions.AI;

namespace Precept.Judging;

/// <summary>What all questions to a model have in common.</summary>
internal static class JudgeCalls
{
    private const int MaxReason = 4000;
    private const int AnswerTokens = 2000;
    private const int ReasoningTokens = 8000;

    /// <summary>Greedy, with room for the answer and no more.</summary>
    public static ChatOptions Options(bool reasoning) => new() { Temperature = 0, MaxOutputTokens = reasoning ? ReasoningTokens : AnswerTokens };

    /// <summary>The ids that are sections of the standard, in its order: a model may invent ids.</summary>
    public static IReadOnlyList<string> Known(IReadOnlyList<string>? ids, JudgeStandard standard) =>
        [.. standard.Sections.Select(s => s.Id).Where(id => ids?.Contains(id) == true)];

    /// <summary>A reason, bounded.</summary>
    public static string Cut(string reason) => reason.Length <= MaxReason ? reason : reason[..MaxReason] + "…";
}
