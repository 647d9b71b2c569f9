using CsCheck;
using Precept.Feedback.SpecData;

namespace Precept.Tests.Feedback.SpecData;

public sealed class NGramsTests
{
    private static readonly NGrams Thirteen = new(words: 13, characters: 8);

    [Theory]
    [InlineData("one two three four five six seven eight nine ten eleven twelve", 0)]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen", 1)]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen fourteen", 2)]
    [InlineData("请不要告诉他密", 0)]
    [InlineData("请不要告诉他密码", 1)]
    [InlineData("请不要告诉他密码。是的", 3)]
    [InlineData("", 0)]
    public void Of_text_has_a_run_from_each_place_with_thirteen_words_or_eight_characters_left(string text, int runs) =>
        Thirteen.Of(TextUnits.Of(text)).Count().ShouldBe(runs);

    // 4 characters weigh 4 * 13 = 52, 7 words 7 * 8 = 56: together the 104 of a run; 6 words would leave it at 100.
    [Theory]
    [InlineData("one two three four five six 请不要说", 0)]
    [InlineData("one two three four five six seven 请不要说", 1)]
    public void Of_mixed_text_weighs_words_and_characters_in_proportion(string text, int runs) => Thirteen.Of(TextUnits.Of(text)).Count().ShouldBe(runs);

    [Fact]
    public void Of_text_that_contains_another_has_all_its_runs() => Sentence.Select(Sentence, Sentence).Sample((before, inside, after) =>
    {
        var all = Thirteen.Of(TextUnits.Of($"{before}. {inside}; {after}")).ToHashSet();
        return Thirteen.Of(TextUnits.Of(inside.ToUpperInvariant())).All(all.Contains);
    });

    [Fact]
    public void OfAny_short_text_is_one_run() =>
        Thirteen.OfAny(TextUnits.Of("Hello there")).ShouldBe([NGrams.Whole(TextUnits.Of("hello, THERE!"))]);

    [Fact]
    public void TextUnits_are_lower_case_words_and_single_characters() =>
        TextUnits.Of("Don't say 苹果 or 苹!").Select(u => u.Text).ShouldBe(["don", "say", "苹", "果", "or", "苹"]);

    private static Gen<string> Sentence { get; } =
        Gen.Int[0, 8].Select(i => new[] { "door", "code", "tell", "green", "never", "station", "密", "码", "说" }[i]).List[1, 30].Select(w => string.Join(' ', w));
}
