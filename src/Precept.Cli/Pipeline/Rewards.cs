using Precept.Judging;
using Precept.Responses;
using Precept.Spec;
using Precept.Training;
using Precept.Training.Models;

namespace Precept.Cli.Pipeline;

/// <summary>What reinforcement learning is rewarded by.</summary>
public static class Rewards
{
    /// <summary>A reward model's score.</summary>
    /// <exception cref="InputException">The model gives no scores.</exception>
    public static RewardFunction Model(Transformer reward) => reward.Config.HasScore
        ? (_, sequences, _, _) => RewardModel.Score(reward, sequences)
        : throw new InputException("the model that is to give the rewards is no reward model; 'precept train reward' makes one");

    /// <summary>
    /// The spec's checks: 1 when nothing is broken, else minus the share of the measured sections that are broken; -1 for an answer that is
    /// not well-formed.
    /// </summary>
    public static RewardFunction Checks(CheckJudge judge) => (prompts, _, texts, finished) =>
        [.. prompts.Select((prompt, i) => !finished[i] || WellFormed.Fault(texts[i]) is not null ? -1f : Score(judge.Broken(prompt, texts[i]).Count, judge.MeasuredSectionsOf(prompt).Count))];

    private static float Score(int broken, int measured) => broken == 0 ? 1 : -(float)broken / Math.Max(1, measured);
}
