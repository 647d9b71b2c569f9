using CsCheck;
using Precept.Spec.Checks;

namespace Precept.Tests.Spec.Checks;

public class TextMeasureTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("  \n ", 0)]
    [InlineData("one", 1)]
    [InlineData("It's a well-known fact - really!", 5)]
    [InlineData("我喜欢apple pie", 5)]
    [InlineData("你好，世界。", 4)]
    [InlineData("... -- !", 0)]
    [InlineData("3.5 kg 𠀀", 3)]
    public void Words_Count_text_gives_words(string text, int expected) => Words.Count(text).ShouldBe(expected);

    [Fact]
    public void Words_Of_punctuation_at_the_ends_is_dropped() =>
        Words.Of("\"Yes,\" (he) said: don't!").ShouldBe(["Yes", "he", "said", "don't"]);

    [Theory]
    [InlineData("", 0)]
    [InlineData("Hello there", 1)]
    [InlineData("Hello! How are you?", 2)]
    [InlineData("Really?! Yes...", 2)]
    [InlineData("It costs 3.50 at example.org. Buy it.", 2)]
    [InlineData("你好。今天好吗？好！", 3)]
    [InlineData("他说好.然后走了", 2)]
    [InlineData("1. Apples\n2. Pears", 1)]
    [InlineData("The answer is 4.", 1)]
    [InlineData("4. Next.", 1)]
    [InlineData("Dr. Lee met Mr. Ray (e.g. today). Fine.", 2)]
    [InlineData("\"Stop!\" he said. (Really.) Ok", 4)]
    [InlineData("... !!! ?", 0)]
    public void Sentences_Count_text_gives_sentences(string text, int expected) => Sentences.Count(text).ShouldBe(expected);

    [Theory]
    [InlineData("The code is 12.", "en")]
    [InlineData("密码是 ambertrail。", "zh")]
    [InlineData("The word 苹果 means apple.", "en")]
    [InlineData("apple 苹果", "zh")]
    [InlineData("apple pie 苹果", null)]
    [InlineData("1234 !", null)]
    [InlineData("", null)]
    [InlineData("Привет мир", null)]
    [InlineData("Café l'été", "en")]
    public void LanguageDetection_text_gives_script_of_most_words(string text, string? expected) =>
        LanguageDetection.Detect(text).ShouldBe(expected);

    [Theory]
    [InlineData("no no", false)]
    [InlineData("No, no. NO!", true)]
    [InlineData("the cat the cat the dog", false)]
    [InlineData("I think the cat, the cat, the cat", true)]
    [InlineData("a b c d e f g h a b c d e f g h a b c d e f g h", true)]
    [InlineData("a b c d e f g h i a b c d e f g h i a b c d e f g h i", false)]
    [InlineData("谢谢谢", true)]
    [InlineData("", false)]
    public void Repetition_three_times_in_a_row_is_a_loop(string text, bool expected) => Repetition.Repeats(text).ShouldBe(expected);

    [Fact]
    public void Repetition_run_written_three_times_is_always_found() =>
        Gen.Char['a', 'c'].Array[1, 8].Sample(run =>
        {
            var words = run.Select(c => c.ToString()).ToArray();
            return Repetition.Repeats(["x", .. words, .. words, .. words]);
        });

    [Fact]
    public void Measures_any_text_do_not_throw() =>
        Gen.Char.Array.Sample(chars =>
        {
            var reply = new ReplyText(new string(chars));
            _ = (reply.Words, reply.Sentences, reply.IsRefusal, reply.Folded, LanguageDetection.Detect(reply.Text));
        });
}
