using System.ComponentModel.DataAnnotations;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>How much a prompt's pairs weigh in the loss.</summary>
public enum PairWeight
{
    /// <summary>Each pair weighs 1: a prompt with many different answers counts more.</summary>
    EachPair,

    /// <summary>A prompt's pairs weigh 1 together.</summary>
    EachPrompt,
}

/// <summary>How judgments become pairs.</summary>
public sealed record PairOptions
{
    /// <summary>The most pairs of one prompt, at least 1; null for all of them. Default null.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxPairsPerPrompt { get; init; }

    /// <summary>Seed of the choice where a prompt has more. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Default <see cref="PairWeight.EachPair"/>.</summary>
    public PairWeight Weight { get; init; }

    /// <summary>
    /// The least strength (<see cref="Judgment.Strength"/>) at which a person's best responses over the next ones give pairs; null for any. Llama 3 kept
    /// <see cref="PreferenceStrength.Better"/> and above. Judgments that state no strength are not touched. Default null.
    /// </summary>
    public PreferenceStrength? MinStrength { get; init; }

    /// <summary>
    /// Whether judgments in which none of the responses would do (<see cref="Judgment.AllUnacceptable"/>) give pairs of them too. A person's own answer over them is a pair either way.
    /// Default false.
    /// </summary>
    public bool IncludeUnacceptable { get; init; }
}

/// <summary>Pairs from judgments, with everything that gave none.</summary>
/// <param name="Pairs">The preferences, in the order of the judgments' first mention of their prompts.</param>
public sealed record JudgedPairs(IReadOnlyList<Preference> Pairs)
{
    /// <summary>By the pairs' ids, people's judgments that voted on each: what the workspace remembers, since people revise and withdraw them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PreferenceLabel>> Labels { get; init; } = new Dictionary<string, IReadOnlyList<PreferenceLabel>>();

    /// <summary>Judgments that ended without a ranking (refused, invalid, timeout, filtered, incomparable).</summary>
    public int NotJudged { get; init; }

    /// <summary>Pairs of responses with the same rank.</summary>
    public int Ties { get; init; }

    /// <summary>Pairs of responses with the same text but different ranks.</summary>
    public int IdenticalTexts { get; init; }

    /// <summary>Further votes on two texts that already are a pair, for or against its order: they go into p.</summary>
    public int Repeated { get; init; }

    /// <summary>Pairs of the same two texts on which the votes, or their probabilities, are even; all their votes.</summary>
    public int Contradicted { get; init; }

    /// <summary>Pairs over <see cref="PairOptions.MaxPairsPerPrompt"/>.</summary>
    public int OverLimit { get; init; }

    /// <summary>Pairs below <see cref="PairOptions.MinStrength"/>.</summary>
    public int BelowStrength { get; init; }

    /// <summary>Pairs of responses none of which would do.</summary>
    public int Unacceptable { get; init; }

    /// <summary>Pairs that people ranked and that an adjudication takes the place of.</summary>
    public int Adjudicated { get; init; }
}

/// <summary>Pairs from the graded replies of a spec.</summary>
/// <param name="Pairs">The preferences, in reading order.</param>
/// <param name="TotalPairs">All ordered pairs, those left out included.</param>
/// <param name="LeftOutElided">Pairs left out because text is missing from a reply.</param>
public sealed record SpecPairs(IReadOnlyList<Preference> Pairs, int TotalPairs, int LeftOutElided);

/// <summary>Makes preferences from rankings: each better reply against each worse one.</summary>
public static class PairBuilder
{
    /// <summary>Pairs of responses that judgments rank differently.</summary>
    /// <remarks>
    /// Where several judgments order the same two texts, the pair goes the way of the majority and p is the majority's share; one judge gives p = 1.
    /// A judgment of two responses that says how sure it is (<see cref="Judgment.P"/>) counts with that probability for one text and with the rest for
    /// the other, so one such judgment gives the pair its own p. An adjudication (<see cref="JudgeKinds.IsAdjudication"/>) takes the place of all other people's votes
    /// on every two texts that it was about, also where it ranks them equal or calls them incomparable.
    /// </remarks>
    /// <param name="prompts">The prompts that were judged.</param>
    /// <param name="responses">The responses that were judged.</param>
    /// <param name="judgments">The judgments.</param>
    /// <param name="options">Limits and weights; null for the defaults.</param>
    /// <exception cref="InputException">A judgment names a prompt or response that is not given, or its ranks do not fit its responses.</exception>
    public static JudgedPairs FromJudgments(
        IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses, IReadOnlyList<Judgment> judgments, PairOptions? options = null)
    {
        options ??= new PairOptions();
        if (options.MaxPairsPerPrompt < 1)
        {
            throw new InputException($"max pairs per prompt is {options.MaxPairsPerPrompt}; give at least 1, or none for all pairs");
        }

        var promptOf = prompts.DistinctBy(p => p.Id).ToDictionary(p => p.Id);
        var responseOf = responses.DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        var result = new JudgedPairs([]) { NotJudged = judgments.Count(j => j.Outcome != Outcome.Judged) };
        var (pairs, labels) = (new List<Preference>(), new Dictionary<string, IReadOnlyList<PreferenceLabel>>());
        var all = judgments.ToLookup(j => j.PromptId);
        foreach (var ofPrompt in judgments.Where(j => j.Outcome == Outcome.Judged).GroupBy(j => j.PromptId))
        {
            var prompt = promptOf.GetValueOrDefault(ofPrompt.Key)
                ?? throw new InputException($"judgment {ofPrompt.First().Id} is about prompt {ofPrompt.Key}, which is not among the prompts given");
            var screen = new PairScreen(options, [.. all[prompt.Id]], responseOf);
            var votes = new VoteTally(screen);
            foreach (var judgment in ofPrompt)
            {
                votes.Add(judgment, responseOf);
            }

            var candidates = votes.Preferences(prompt);
            var chosen = Limit(candidates, prompt.Id, options);
            foreach (var (candidate, votedBy) in chosen)
            {
                var pair = options.Weight == PairWeight.EachPrompt ? candidate with { Weight = 1.0 / chosen.Count } : candidate;
                pairs.Add(pair);
                labels[pair.Id] = votedBy;
            }

            result = result with
            {
                Ties = result.Ties + votes.Ties,
                IdenticalTexts = result.IdenticalTexts + votes.IdenticalTexts,
                Repeated = result.Repeated + votes.Repeated,
                Contradicted = result.Contradicted + votes.Contradicted,
                OverLimit = result.OverLimit + candidates.Count - chosen.Count,
                BelowStrength = result.BelowStrength + screen.BelowStrength,
                Unacceptable = result.Unacceptable + screen.Unacceptable,
                Adjudicated = result.Adjudicated + screen.Adjudicated,
            };
        }

        return result with { Pairs = pairs, Labels = labels };
    }

    /// <summary>Pairs of graded replies: good over ok over bad, for every comparison of a spec.</summary>
    /// <remarks>Replies from which text is left out (<c>[...]</c>) are fit for judging, not for training: their pairs are counted and left out.</remarks>
    public static SpecPairs FromSpec(SpecDocument spec)
    {
        var (pairs, total) = (new List<Preference>(), 0);
        foreach (var example in spec.Examples)
        {
            foreach (var comparison in example.Comparisons)
            {
                foreach (var better in comparison.Replies)
                {
                    foreach (var worse in comparison.Replies.Where(r => r.Verdict < better.Verdict))
                    {
                        total++;
                        if (!better.HasElision && !worse.HasElision)
                        {
                            pairs.Add(FromReplies(spec, example, comparison, better, worse));
                        }
                    }
                }
            }
        }

        return new SpecPairs(pairs, total, total - pairs.Count);
    }

    private static Preference FromReplies(SpecDocument spec, SpecExample example, Comparison comparison, GradedReply better, GradedReply worse) =>
        new(new Prompt(comparison.Context, []).Id, comparison.Context, better.Message.Content, worse.Message.Content)
        {
            Sections = worse.BreaksSection is { } broken && broken != example.SectionId ? [broken, example.SectionId] : [example.SectionId],
            Origin = $"spec:{spec.Version}:{worse.Line}",
            Family = example.SectionId,
        };

    // A seeded draw that keeps the order of what it keeps.
    private static IReadOnlyList<T> Limit<T>(IReadOnlyList<T> candidates, string promptId, PairOptions options)
    {
        if (options.MaxPairsPerPrompt is not { } most || candidates.Count <= most)
        {
            return candidates;
        }

        var order = Enumerable.Range(0, candidates.Count).ToArray();
        SeededRandom.For(options.Seed, "pairs", promptId).Shuffle(order);
        return [.. order.Take(most).Order().Select(i => candidates[i])];
    }
}
