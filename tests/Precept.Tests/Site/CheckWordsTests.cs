using System.Text.RegularExpressions;
using Precept.Site;
using Precept.Spec.Checks;

namespace Precept.Tests.Site;

public sealed class CheckWordsTests
{
    [Theory]
    [InlineData("not: { contains: secret }", "The reply must not contain secret.", "回复不得包含 secret。")]
    [InlineData("max_sentences: 1", "The reply must have at most 1 sentence.", "回复必须最多 1 句。")]
    [InlineData("max_words: 20, question: true", "The reply must have at most 20 words and must ask a question.", "回复必须最多 20 个词，并且必须提问。")]
    [InlineData("not: { any: [{ refusal: true }, { json: true }] }", "The reply must not refuse and must not be valid JSON.", "回复不得拒绝，并且不得是有效的 JSON。")]
    [InlineData("contains_any: [a, b], when: { family: [f, g] }", "For prompts of the family f, g: the reply must contain one of a, b.", "适用于提示族 f, g：回复必须包含其中之一： a, b。")]
    [InlineData("uppercase: true, when: { slot: x, reply: { refusal: false } }", "For prompts with x: where the reply does not refuse: the reply must be in capital letters.", "适用于含有以下槽位的提示 x：如果回复不拒绝：回复必须全部大写。")]
    public void Check_is_said_in_words(string check, string english, string chinese)
    {
        var read = CheckSet.Parse($"s:\n  - {{ id: c, {check} }}\n", "checks.yaml").Of("s").Single();
        Text(new Ui("en", "en"), read).ShouldBe(english);
        Text(new Ui("zh", "zh"), read).ShouldBe(chinese);
    }

    private static string Text(Ui ui, Check check) => Regex.Replace(CheckWords.Of(ui, check).ToString(), "<[^>]*>", "");
}
