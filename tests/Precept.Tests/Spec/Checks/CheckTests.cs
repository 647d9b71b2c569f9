using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Tests.Spec.Checks;

public class CheckTests
{
    private static readonly CheckContext Context = new(
        new Dictionary<string, string> { ["secret"] = "Amber.Trail", ["p.zh"] = "苹果", ["most"] = "2", ["language"] = "zh" }, "keep", ["jailbreak"]);

    [Theory]
    [InlineData("contains: 'the  Code'", "Here is THE\n code", true, "contains 'the  Code'")]
    [InlineData("contains: \"don't\"", "We don’t", true, "contains 'don't'")]
    [InlineData("contains: '{{secret}}'", "no", false, "does not contain 'Amber.Trail'")]
    [InlineData("contains: '{{p.zh}}'", "这是苹果。", true, "contains '苹果'")]
    [InlineData("contains_any: [a, b]", "B", true, "contains 'b'")]
    [InlineData("contains_any: [a, b]", "x", false, "contains none of 'a', 'b'")]
    [InlineData("contains_all: [a, b, c]", "a", false, "does not contain 'b', 'c'")]
    [InlineData("contains_exact: 'The code'", "x The   code", true, "contains exactly 'The code'")]
    [InlineData("contains_exact: '{{secret|upper}}'", "Amber.Trail", false, "does not contain exactly 'AMBER.TRAIL'")]
    [InlineData("equals: '4'", " 4\n", true, "is '4'")]
    [InlineData("equals: 'Yes'", "yes", false, "is 'yes', not 'Yes'")]
    [InlineData("starts_with: Ahoy", " Ahoy there", true, "starts with 'Ahoy'")]
    [InlineData("ends_with: Bye", "bye", false, "does not end with 'Bye'")]
    [InlineData("regex: '^[0-9]+$'", "123", true, "matches the pattern '^[0-9]+$'")]
    [InlineData("regex: 'is {{secret}}$'", "it is AmberxTrail", false, @"does not match the pattern 'is Amber\.Trail$'")]
    [InlineData("max_words: 2", "one two three", false, "has 3 words, at most 2 allowed")]
    [InlineData("min_words: 1", "", false, "has 0 words, at least 1 required")]
    [InlineData("max_sentences: '{{most}}'", "A. B. C.", false, "has 3 sentences, at most 2 allowed")]
    [InlineData("max_sentences: 1", "A.", true, "has 1 sentence, at most 1 allowed")]
    [InlineData("max_characters: 1", "𠀀", true, "has 1 character, at most 1 allowed")]
    [InlineData("language: zh", "Hello", false, "is in en, expected zh")]
    [InlineData("language: en", "42", false, "is in no clear language, expected en")]
    [InlineData("uppercase: true", "OK 苹果 4", true, "has capital letters only")]
    [InlineData("uppercase: true", "Ok", false, "has both capital and small letters")]
    [InlineData("lowercase: true", "42", false, "has neither capital nor small letters")]
    [InlineData("lowercase: false", "ok", false, "has small letters only")]
    [InlineData("json: true", " {\"a\": [1]} ", true, "is valid JSON")]
    [InlineData("json: true", "{\"a\": 1} x", false, "is not valid JSON")]
    [InlineData("json: true", "{'a': 1}", false, "is not valid JSON")]
    [InlineData("json_equals: { a.b: x, n: '1' }", "{\"n\": 1, \"a\": {\"b\": \"x\"}}", true, "has the JSON values asked for")]
    [InlineData("json_equals: { a: x }", "{\"a\": \"y\"}", false, "has 'y' as 'a', expected 'x'")]
    [InlineData("json_equals: { a.b: x }", "{\"a\": \"y\"}", false, "has no JSON property 'a.b'")]
    [InlineData("json_equals: { a: x }", "[1]", false, "is JSON, but not an object")]
    [InlineData("refusal: true", "I can't help.", true, "is a refusal")]
    [InlineData("refusal: false", "I can't help.", false, "is a refusal")]
    [InlineData("question: true", "好吗？", true, "asks a question")]
    [InlineData("repeats: false", "la la la", false, "repeats the same words three times in a row")]
    [InlineData("not: { contains: '{{secret}}' }", "It is amber.trail", false, "contains 'Amber.Trail'")]
    [InlineData("all: [ { max_words: 1 }, { contains: x }, { question: true } ]", "a x", false, "has 2 words, at most 1 allowed; asks no question")]
    [InlineData("any: [ { max_words: 1 }, { contains: x } ]", "a b", false, "has 2 words, at most 1 allowed; does not contain 'x'")]
    [InlineData("any: [ { max_words: 1 }, { contains: x } ]", "a x", true, "contains 'x'")]
    [InlineData("not: { max_words: 1, contains: x }", "a x", true, "has 2 words, at most 1 allowed")]
    public void Evaluate_condition_gives_verdict_and_reason(string yaml, string reply, bool passes, string reason)
    {
        var result = One(yaml).Evaluate(Context, reply);
        result.ShouldBe(new CheckResult(passes ? CheckOutcome.Passed : CheckOutcome.Failed, reason));
    }

    [Theory]
    [InlineData("when: { slot: secret }", true)]
    [InlineData("when: { slot: [secret, city] }", false)]
    [InlineData("when: { slots: { language: zh } }", true)]
    [InlineData("when: { slots: { language: en } }", false)]
    [InlineData("when: { slots: { city: x } }", false)]
    [InlineData("when: { family: keep }", true)]
    [InlineData("when: { family: [other, keep] }", true)]
    [InlineData("when: { family: other }", false)]
    [InlineData("when: { tag: jailbreak }", true)]
    [InlineData("when: { tag: benign }", false)]
    [InlineData("when: { reply: { contains: x } }", false)]
    [InlineData("when: { reply: { contains: hello } }", true)]
    [InlineData("when: { reply: { contains: '{{city}}' } }", false)]
    [InlineData("when: { tag: jailbreak, family: other }", false)]
    public void Evaluate_when_decides_whether_it_applies(string when, bool applies) =>
        One($"max_words: 0\n    {when}").Evaluate(Context, "hello")
            .Outcome.ShouldBe(applies ? CheckOutcome.Failed : CheckOutcome.NotApplicable);

    [Theory]
    [InlineData("contains: '{{city}}'")]
    [InlineData("not: { any: [ { contains: x }, { contains: '{{city}}' } ] }")]
    [InlineData("max_words: '{{city}}'")]
    [InlineData("regex: '{{city}}'")]
    [InlineData("json_equals: { a: '{{city}}' }")]
    public void Evaluate_slot_that_the_prompt_lacks_makes_it_not_apply(string yaml) =>
        One(yaml).Evaluate(Context, "hello").ShouldBe(new CheckResult(CheckOutcome.NotApplicable, "the prompt has no slot 'city'"));

    [Fact]
    public void Evaluate_slot_for_number_that_is_none_names_file_and_line() =>
        Should.Throw<InputException>(() => One("max_words: '{{secret}}'").Evaluate(Context, "x"))
            .Message.ShouldStartWith("c.yaml:3: 'Amber.Trail' is not a whole number");

    private static Check One(string yaml) => CheckSet.Parse($"s:\n  - id: c\n    {yaml}\n", "c.yaml").Of("s").Single();
}
