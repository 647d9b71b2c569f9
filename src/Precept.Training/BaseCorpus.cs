// What the small base model reads: conversations of the scenario families with made-up words in their slots, answered well or badly
// at random, and copy drills. It learns to read, copy and end its turn; which answer is right it does not learn here.
using System.ComponentModel.DataAnnotations;
using Precept.Prompts;
using Precept.Spec;
using Precept.Training.Tokenizers;

namespace Precept.Training;

/// <summary>Settings of the base model's corpus.</summary>
public sealed record BaseCorpusOptions
{
    /// <summary>Prompts drawn from each family's train part. Default 2000.</summary>
    [Range(1, 1_000_000)]
    public int PromptsPerFamily { get; init; } = 2000;

    /// <summary>Made-up values added to each of <see cref="InventLists"/>. Default 4000.</summary>
    [Range(0, 1_000_000)]
    public int InventedValues { get; init; } = 4000;

    /// <summary>The value lists that get made-up values: words to be copied, whose meaning does not matter.</summary>
    public IReadOnlyList<string> InventLists { get; init; } = [];

    /// <summary>Copy drills as a share of all sequences. Default 0.15.</summary>
    [Range(0, 0.9)]
    public double DrillShare { get; init; } = 0.15;

    /// <summary>Seed of everything drawn.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>Builds the base model's corpus.</summary>
public static class BaseCorpus
{
    /// <summary>Draws the dialogues: train part only, so that no held-out value or wrapping is ever read.</summary>
    /// <param name="scenarioPaths">Where the families are.</param>
    /// <param name="options">Settings.</param>
    public static IReadOnlyList<Demonstration> Dialogues(IReadOnlyList<string> scenarioPaths, BaseCorpusOptions options) => ScenarioSet
        .Read(scenarioPaths, lists => lists.WithInvented(options.InventLists, options.InventedValues, options.Seed))
        .Build(Split.Train, options.PromptsPerFamily, options.Seed);

    /// <summary>The dialogues, each with one of its replies (good or bad with equal chance), and the drills, as token sequences.</summary>
    public static IReadOnlyList<TokenSequence> Sequences(
        IReadOnlyList<Demonstration> dialogues, ChatTokenizer tokenizer, BaseCorpusOptions options)
    {
        var random = SeededRandom.For(options.Seed, "base replies");
        var sequences = dialogues.Select(d => Demonstrations.Tokenize(tokenizer, d.Prompt, Demonstrations.HalfGoodHalfBad(d, random))).ToList();
        var drills = (int)(sequences.Count * options.DrillShare / (1 - options.DrillShare));
        var drillRandom = SeededRandom.For(options.Seed, "drills");
        sequences.AddRange(Enumerable.Range(0, drills).Select(_ => CopyDrill(tokenizer, drillRandom)));
        return sequences;
    }

    /// <summary>
    /// Random tokens, said again two or three times after other random tokens; the repetitions are scored. Only attention to what followed
    /// the same token before (an induction head, Olsson et al. 2022, arXiv:2209.11895) predicts them.
    /// </summary>
    private static TokenSequence CopyDrill(ChatTokenizer tokenizer, SeededRandom random)
    {
        var phrase = Draw(4 + random.NextInt(12));
        var tokens = new List<int> { tokenizer.BosId };
        var scored = new List<bool> { false };
        Add(phrase, false);
        for (var i = 0; i < 2 + random.NextInt(2); i++)
        {
            Add(Draw(2 + random.NextInt(12)), false);
            tokens.Add(phrase[0]);
            scored.Add(false);
            Add(phrase[1..], true);
        }

        return new TokenSequence([.. tokens], [.. scored]);

        int[] Draw(int count) => [.. Enumerable.Range(0, count)
            .Select(_ => SpecialTokens.All.Count + random.NextInt(tokenizer.VocabSize - SpecialTokens.All.Count))];

        void Add(int[] more, bool score)
        {
            tokens.AddRange(more);
            scored.AddRange(Enumerable.Repeat(score, more.Length));
        }
    }
}
