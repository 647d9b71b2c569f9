using Precept.Prompts;
using Precept.Spec;

namespace Precept.Feedback;

/// <summary>The prompts that training data may be made of: none that anything is ever chosen by or measured on.</summary>
/// <param name="Prompts">What is left, in order, each once.</param>
/// <param name="LeftOut">Prompts left out because they are validation or held-out prompts, or evaluation prompts of the spec.</param>
public sealed record TrainablePrompts(IReadOnlyList<Prompt> Prompts, int LeftOut)
{
    /// <summary>Leaves out what is measured on: by split, and by content hash whatever split a prompt claims.</summary>
    /// <param name="prompts">The prompts that are asked for.</param>
    /// <param name="spec">The spec; its evaluation prompts are never used.</param>
    /// <param name="measured">Further prompts that are known to be measured on, such as a workspace's held-out ones.</param>
    public static TrainablePrompts Of(IEnumerable<Prompt> prompts, SpecDocument spec, IEnumerable<Prompt> measured)
    {
        var never = EvaluationPrompts.From(spec).Prompts.Concat(measured.Where(p => p.Split != Split.Train)).Select(p => p.Id).ToHashSet();
        Prompt[] distinct = [.. prompts.DistinctBy(p => p.Id)];
        Prompt[] left = [.. distinct.Where(p => p.Split == Split.Train && !never.Contains(p.Id))];
        return new TrainablePrompts(left, distinct.Length - left.Length);
    }

    /// <summary>At most so many of them, drawn by seed, in the order that they have.</summary>
    /// <param name="most">How many, at least 1.</param>
    /// <param name="seed">The seed.</param>
    public TrainablePrompts Drawn(int most, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var order = Enumerable.Range(0, Prompts.Count).ToArray();
        SeededRandom.For(seed, "trainable prompts").Shuffle(order);
        return this with { Prompts = [.. order.Take(most).Order().Select(i => Prompts[i])] };
    }
}

/// <summary>Two halves of prompts that share no family: one for fine-tuning, one for preferences.</summary>
/// <param name="FineTuning">For critique and revision.</param>
/// <param name="Preferences">For comparisons.</param>
public sealed record PromptHalves(IReadOnlyList<Prompt> FineTuning, IReadOnlyList<Prompt> Preferences)
{
    /// <summary>Cuts prompts in two by family, or by prompt where it has none: families in seeded order, each into the half that has fewer prompts so far.</summary>
    /// <param name="prompts">The prompts, each once.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="InvalidOperationException">The halves overlap; that would be a defect here.</exception>
    public static PromptHalves Of(IReadOnlyList<Prompt> prompts, long seed)
    {
        var groups = prompts.GroupBy(Group).ToArray();
        SeededRandom.For(seed, "halves").Shuffle(groups);
        var ofFirst = new HashSet<string>();
        int first = 0, second = 0;
        foreach (var group in groups)
        {
            if (first <= second)
            {
                ofFirst.Add(group.Key);
                first += group.Count();
            }
            else
            {
                second += group.Count();
            }
        }

        var halves = prompts.ToLookup(p => ofFirst.Contains(Group(p)));
        return new PromptHalves([.. halves[true]], [.. halves[false]]).Disjoint();
    }

    private PromptHalves Disjoint() => FineTuning.Select(Group).Intersect(Preferences.Select(Group)).FirstOrDefault() is { } shared
        ? throw new InvalidOperationException($"'{shared}' is in both halves")
        : this;

    private static string Group(Prompt prompt) => prompt.Family.Length > 0 ? "family " + prompt.Family : "prompt " + prompt.Id;
}
