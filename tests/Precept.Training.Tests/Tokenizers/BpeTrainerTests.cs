using Precept.Training.Tokenizers;

namespace Precept.Training.Tests.Tokenizers;

public class BpeTrainerTests
{
    [Fact]
    public void Train_textbook_corpus_merges_in_the_order_derived_by_hand()
    {
        // Sennrich et al.'s example with counts low 5, lower 2, newest 6, widest 3 (each on its own, so without leading spaces).
        // e-s: 6+3 = 9, s-t 9 (e < s); es-t 9; then l-o 7, o-w 7 (l < o); lo-w 7; then n-e, e-w, w-est 6: e-w is first; n-ew; new-est.
        var vocabulary = BpeTrainer.Train([("low", 5), ("lower", 2), ("newest", 6), ("widest", 3)], new BpeTrainerOptions { VocabSize = 264 + 7 });

        vocabulary.Merges.ShouldBe([("e", "s"), ("es", "t"), ("l", "o"), ("lo", "w"), ("e", "w"), ("ew", "est"), ("n", "ewest")]);
        vocabulary.Tokens.Skip(256).ShouldBe(["es", "est", "lo", "low", "ew", "ewest", "newest"]);
    }

    [Fact]
    public void Train_run_of_one_letter_counts_pairs_as_they_stand()
    {
        // "aaaa" has a-a three times; merging from the left leaves (aa, aa) once.
        var vocabulary = BpeTrainer.Train([("aaaa", 2)], new BpeTrainerOptions { VocabSize = 300 });

        vocabulary.Merges.ShouldBe([("a", "a"), ("aa", "aa")]);
    }

    [Fact]
    public void Train_pairs_below_the_minimum_are_not_merged() =>
        BpeTrainer.Train([("ab", 1.5), ("cd", 2)], new BpeTrainerOptions { VocabSize = 300 }).Merges.ShouldBe([("c", "d")]);

    [Fact]
    public void Train_excluded_words_get_no_merges_of_their_own()
    {
        var options = new BpeTrainerOptions { VocabSize = 300, Excluded = new HashSet<string> { "zurich" } };

        BpeTrainer.Train([("Zurich zurich", 9), (" if", 3)], options).Merges.ShouldBe([("i", "f"), ("Ġ", "if")]);
    }

    [Fact]
    public void Train_never_merges_across_pieces()
    {
        // Pieces: "1", " 2", " 3", ",", " ", 文 (three bytes), 文, " .", ".".
        var tokens = BpeTrainer.Train([("1 2 3, 文文 ..", 5)], new BpeTrainerOptions { VocabSize = 1000 }).Tokens.Skip(256);

        tokens.ShouldBe([ByteAlphabet.Write("文")[..2], ByteAlphabet.Write("文"), "Ġ.", "Ġ2", "Ġ3"], ignoreOrder: true);
    }

    [Fact]
    public void Train_twice_gives_the_same_vocabulary_whatever_the_order_of_texts()
    {
        var random = new Random(1);
        (string, double)[] texts = [.. Enumerable.Range(0, 500).Select(_ =>
            (string.Concat(Enumerable.Range(0, 9).Select(_ => "aeiout "[random.Next(7)])), 1.0 + random.Next(3)))];
        var options = new BpeTrainerOptions { VocabSize = 400 };

        var first = BpeTrainer.Train(texts, options);
        var second = BpeTrainer.Train(texts.Reverse(), options);

        second.Merges.ShouldBe(first.Merges);
        first.Tokens.Distinct().Count().ShouldBe(first.Tokens.Count);
        first.Tokens.Count.ShouldBe(400 - 8);
    }

    [Fact]
    public void Train_incremental_counts_agree_with_counting_anew_at_every_step()
    {
        var random = new Random(2);
        string[] words = [.. Enumerable.Range(0, 60).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => "abc"[random.Next(3)])))];

        var learned = BpeTrainer.Train(words.Select(w => (w, 1.0)), new BpeTrainerOptions { VocabSize = 264 + 40 }).Merges;

        learned.ShouldBe(Naive(words, 40));
    }

    private static List<(string, string)> Naive(string[] words, int count)
    {
        var split = words.Select(w => w.Select(c => c.ToString()).ToList()).ToList();
        var tokens = new HashSet<string>();
        var merges = new List<(string, string)>();
        while (merges.Count < count)
        {
            var best = split.SelectMany(w => w.Zip(w.Skip(1)))
                .Where(p => !tokens.Contains(p.First + p.Second))
                .GroupBy(p => p)
                .Where(g => g.Count() >= 2)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key.First, StringComparer.Ordinal).ThenBy(g => g.Key.Second, StringComparer.Ordinal)
                .FirstOrDefault();
            if (best is null)
            {
                break;
            }

            var (left, right) = best.Key;
            merges.Add((left, right));
            tokens.Add(left + right);
            foreach (var word in split)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if (word[i] == left && word[i + 1] == right)
                    {
                        word[i] = left + right;
                        word.RemoveAt(i + 1);
                    }
                }
            }
        }

        return merges;
    }
}
