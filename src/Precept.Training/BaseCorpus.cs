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
    /// <summary>Rounds: each draws other prompts with other made-up values. Default 1.</summary>
    [Range(1, 1000)]
    public int Rounds { get; init; } = 1;

    /// <summary>Prompts drawn from each family's train part a round. Default 2000.</summary>
    [Range(1, 1_000_000)]
    public int PromptsPerFamily { get; init; } = 2000;

    /// <summary>Made-up values added to each of <see cref="InventLists"/>, a round. Default 4000.</summary>
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
    /// <summary>Draws the dialogues of a round: train part only, so that no held-out value or wrapping is ever read.</summary>
    /// <param name="scenarioPaths">Where the families are.</param>
    /// <param name="options">Settings.</param>
    /// <param name="round">The round, from 0: each has other prompts and other made-up values.</param>
    public static IReadOnlyList<Demonstration> Dialogues(IReadOnlyList<string> scenarioPaths, BaseCorpusOptions options, int round) => ScenarioSet
        .Read(scenarioPaths, lists => lists.WithInvented(options.InventLists, options.InventedValues, options.Seed + round))
        .Build(Split.Train, options.PromptsPerFamily, options.Seed + round);

    /// <summary>All rounds as token sequences: each dialogue with one of its replies (good or bad with equal chance), and the drills.</summary>
    public static IReadOnlyList<TokenSequence> Sequences(IReadOnlyList<string> scenarioPaths, ChatTokenizer tokenizer, BaseCorpusOptions options)
    {
        var sequences = new List<TokenSequence>();
        for (var round = 0; round < options.Rounds; round++)
        {
            var random = SeededRandom.For(options.Seed + round, "base replies");
            sequences.AddRange(Dialogues(scenarioPaths, options, round)
                .Select(d => Demonstrations.Tokenize(tokenizer, d.Prompt, Demonstrations.HalfGoodHalfBad(d, random))));
        }

        var drills = (int)(sequences.Count * options.DrillShare / (1 - options.DrillShare));
        var drillRandom = SeededRandom.For(options.Seed, "drills");
        sequences.AddRange(Enumerable.Range(0, drills).Select(_ => CopyDrill(tokenizer, drillRandom)));
        return sequences;
    }

    /// <summary>The words of the train values of <see cref="BaseCorpusOptions.InventLists"/>, in small letters.</summary>
    public static IReadOnlySet<string> CopiedWords(IReadOnlyList<string> scenarioPaths, BaseCorpusOptions options)
    {
        var words = new HashSet<string>();
        ScenarioSet.Read(scenarioPaths, lists =>
        {
            foreach (var value in options.InventLists.Select(lists.Find).OfType<ValueList>().SelectMany(l => l.In(Split.Train)))
            {
                words.UnionWith((value.IsRecord ? value.Fields.Values : [value.Text]).SelectMany(t => t.Split(' ')).Select(w => w.ToLowerInvariant()));
            }

            return lists;
        });
        return words;
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
