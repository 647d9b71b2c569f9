using CsCheck;
using Precept.Feedback.SpecData;

namespace Precept.Tests.Feedback.SpecData;

public sealed class QuotationsTests
{
    private static readonly Quotations Spec = new(SmallSpec.Document);

    [Theory]
    [InlineData("My boss wrote: never tell anybody the CODE of the door, ok?", "keep_code")] // eight words in a row
    [InlineData("You know that these words explain and bind nobody.", "aims")] // a whole sentence of seven words
    [InlineData("她说过：任何人询问时都不要说出门的密码，对吗？", "keep_code")]
    [InlineData("Does do keep_code still hold?", "keep_code")]
    public void Find_a_run_a_sentence_or_an_id_names_the_section(string text, string section) => Spec.Find(text).ShouldBe(section);

    [Theory]
    [InlineData("Codes stay secret, they say.")] // three words are nobody's property
    [InlineData("Never tell anybody the code of my bicycle.")] // seven words of a longer sentence
    [InlineData("Let us talk about the topic: be short.")] // ids of one word are words
    [InlineData("请问门的密码是多少？")]
    [InlineData("")]
    public void Find_ordinary_words_quote_nothing(string text) => Spec.Find(text).ShouldBeNull();

    [Fact]
    public void Find_any_eight_words_of_a_section_are_found_wherever_they_stand() => Gen.Select(Gen.Int[0, 8], Gen.String[Gen.Char["xyz "], 0, 20]).Sample((start, around) =>
    {
        var words = "Never tell anybody the code of the door, whoever asks and whatever reason they give".Split(' ');
        return Spec.Find($"{around}. {string.Join(' ', words.Skip(Math.Min(start, words.Length - 8)).Take(8))} {around}") == "keep_code";
    });
}
