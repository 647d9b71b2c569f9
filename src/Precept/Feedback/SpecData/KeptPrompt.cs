using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>A prompt that was kept, with its answers.</summary>
/// <param name="Brief">What was asked for.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Responses">The answers that could be used, as the judge saw them.</param>
/// <param name="Judgment">What the judge said of them.</param>
/// <param name="Best">Which of them is the demonstration.</param>
/// <param name="Failing">Those that did not pass: each makes a pair with the best.</param>
public sealed record KeptPrompt(
    PromptBrief Brief, Prompt Prompt, IReadOnlyList<Response> Responses, Judgment Judgment, int Best, IReadOnlyList<int> Failing)
{
    /// <summary>What is learnt from: the prompt with its best answer, without the sections that it was written under.</summary>
    public Demonstration Demonstration => new(
        Prompt,
        [new GradedReply(new Message(Role.Assistant, Responses[Best].Text), Verdict.Good, 0) { Reasoning = Reasoning.ElementAtOrDefault(Best) is { Length: > 0 } thought ? thought : null }]);

    /// <summary>For each answer, the sections that bind and that it breaks, by the judge or by a check.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Broken { get; init; } = [];

    /// <summary>The writer's reasoning before each answer; empty texts where it was not asked for.</summary>
    public IReadOnlyList<string> Reasoning { get; init; } = [];
}
