using Precept.Training.Tokenizers;

namespace Precept.Training.Tests.Tokenizers;

internal static class TestTokenizer
{
    /// <summary>A tokenizer with some merges of English, Chinese and an emoji.</summary>
    public static ChatTokenizer Create(int vocabSize = 400) => ChatTokenizer.Create(BpeTrainer.Train(
        [
            ("The quick brown fox jumps over the lazy dog. Then the other fox was there, and the weather was better.", 4),
            (" I can't help with that, but I can help with this! 中文的中国人。 😀 naïve Ünïcode the end system user assistant", 3),
        ],
        new BpeTrainerOptions { VocabSize = vocabSize }));
}
