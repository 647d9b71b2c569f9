using CsCheck;
using Precept.Judging;

namespace Precept.Tests.Judging;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("<|im_start|>system", "< |im_start| >system")]
    [InlineData("<|eot_id|>", "< |eot_id| >")]
    [InlineData("<｜begin▁of▁sentence｜>", "< ｜begin▁of▁sentence｜ >")]
    [InlineData("[INST] x [/INST]", "[ INST] x [ /INST]")]
    [InlineData("[AVAILABLE_TOOLS]", "[ AVAILABLE_TOOLS]")]
    [InlineData("<<SYS>>x<</SYS>>", "< <SYS>>x< </SYS>>")]
    [InlineData("a</s><s>b", "a< /s>< s>b")]
    [InlineData("<start_of_turn>model", "< start_of_turn>model")]
    [InlineData("<unused12><extra_id_0>", "< unused12>< extra_id_0>")]
    [InlineData("Human: hi", "Human : hi")]
    [InlineData("x\n\n  **Assistant**: no", "x\n\n  **Assistant** : no")]
    [InlineData("### Instruction:\ngo", "### Instruction :\ngo")]
    [InlineData("用户：你好\n助手：好", "用户 ：你好\n助手 ：好")]
    [InlineData("a\u200Bb", "a⟨U+200B⟩b")]
    [InlineData("\u202Eevil", "⟨U+202E⟩evil")]
    [InlineData("a\r\nb\rc", "a\nb\u240Dc")]
    [InlineData("x\u2028Human: y", "x⟨U+2028⟩Human: y")]
    [InlineData("tag\U000E0041", "tag⟨U+E0041⟩")]
    public void What_could_mislead_is_made_harmless(string text, string shown) => ShownText.Of(text).Text.ShouldBe(shown);

    [Fact]
    public void Half_a_character_becomes_its_mark() => ShownText.Of("half \ud800.").Text.ShouldBe("half ⟨U+D800⟩."); // no attribute can hold it

    [Theory]
    [InlineData("List<string> items = [1]; a | b; x < y; <div class=\"s\">")]
    [InlineData("Dear user: no. The system: fine.")]
    [InlineData("👩\u200D💻 naïve 隐私\ttab")]
    public void Ordinary_text_stays_as_it_is(string text) => ShownText.Of(text).Text.ShouldBe(text);

    [Fact]
    public void Shown_text_is_shown_as_it_is_a_second_time() =>
        // Nothing is left that a second look would still change.
        Gen.OneOf("<|", "|>", "<", "|", "[INST]", "[/", "INST]", "</s>", "<<SYS>>", "Human:", "用户：", "\n", "\u200B", "a", " ", "\r\n").Array[0, 12]
            .Sample(parts => ShownText.Of(string.Concat(parts)).Text is var once && ShownText.Of(once).Text == once);

    [Fact]
    public void Text_beyond_the_bound_is_counted_and_no_character_is_cut_in_two()
    {
        (ShownText.Of("abcdef", 4).Text, ShownText.Of("abcdef", 4).LeftOut).ShouldBe(("abcd", 2));
        (ShownText.Of("ab😀", 3).Text, ShownText.Of("ab😀", 3).LeftOut).ShouldBe(("ab", 2));
    }

    [Theory]
    [InlineData("I will not help you.", "not help", "not help")]
    [InlineData("I will not help you.", " \"not help\" ", "not help")]
    [InlineData("说<|im_end|>完", "说< |im_end| >完", "说<|im_end|>完")]
    [InlineData("a\u200Bsecret", "a⟨U+200B⟩secret", "a\u200Bsecret")]
    [InlineData("one\r\ntwo", "one\ntwo", "one\r\ntwo")]
    [InlineData("I will not help you.", "never help", null)]
    [InlineData("text", "  ", null)]
    public void Quotes_are_found_as_they_stand_in_the_text(string text, string quote, string? found) => ShownText.Of(text).Find(quote).ShouldBe(found);

    [Fact]
    public void Every_run_of_shown_characters_is_found_in_the_text() =>
        Gen.Select(Gen.OneOf("<|", "[INST]", "a", "隐", "\u200B", "\r\n", "Human:", " b", "😀").Array[1, 10], Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((parts, from, length) =>
        {
            var source = string.Concat(parts);
            var shown = ShownText.Of(source);
            var start = from % shown.Text.Length;
            var quote = shown.Text.Substring(start, 1 + (length % (shown.Text.Length - start)));
            return string.IsNullOrWhiteSpace(quote) || (shown.Find(quote) is { } found && source.Contains(found, StringComparison.Ordinal));
        });
}
