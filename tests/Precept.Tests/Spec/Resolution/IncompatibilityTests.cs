using CsCheck;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Spec.Resolution;

namespace Precept.Tests.Spec.Resolution;

public sealed class IncompatibilityTests
{
    private static readonly string[] Written =
    [
        "max_words: 2", "min_words: 3", "max_sentences: 1", "min_sentences: 2", "max_characters: 6", "min_characters: 9", "language: en", "language: zh", "uppercase: true",
        "lowercase: true", "json: true", "json: false", "refusal: true", "refusal: false", "question: true", "question: false", "contains: ab", "contains: A", "not: { contains: a }",
        "not: { contains_any: [a, b] }", "contains_any: [a, b]", "contains_all: [ab, '?']", "not: { contains_all: [a, b] }", "starts_with: ab", "starts_with: a", "starts_with: b", "ends_with: b", "ends_with: '?'",
        "equals: ab", "equals: AB", "not: { equals: ab }", "any: [{ equals: a }, { equals: b }]", "all: [{ min_words: 1 }, { max_words: 1 }]", "not: { max_words: 2 }", "not: { min_words: 3 }",
        "contains_exact: Ab", "not: { contains_exact: ab }", "repeats: true", "repeats: false", "regex: '^a+$'", "json_equals: { a: b }",
    ];

    private static readonly Condition[] Conditions = [.. Written.Select(Read)];

    [Theory]
    [InlineData("max_sentences: 2", "min_sentences: 5", "at most 2 sentences against at least 5 sentences")]
    [InlineData("not: { max_sentences: 2 }", "max_sentences: 2", "at least 3 sentences against at most 2 sentences")]
    [InlineData("max_characters: 10", "min_words: 11", "at most 10 characters against at least 11 words")]
    [InlineData("language: en", "language: zh", "in English against in Chinese")]
    [InlineData("json: true", "json: false", "JSON against no JSON")]
    [InlineData("json_equals: { a: b }", "json: false", "JSON against no JSON")]
    [InlineData("contains: the kiln", "not: { contains_any: [stove, Kiln] }", "contains 'the kiln' against without 'Kiln'")]
    [InlineData("starts_with: 'Dear '", "starts_with: Hello", "starts with 'Dear ' against starts with 'Hello'")]
    [InlineData("equals: OK", "min_words: 2", "exactly 'OK' against at least 2 words")]
    [InlineData("uppercase: true", "lowercase: true", "all capital letters against all small letters")]
    [InlineData("question: true", "question: false", "asks a question against asks no question")]
    [InlineData("any: [{ equals: a }, { equals: b }]", "min_words: 2", "exactly 'a' against at least 2 words")]
    [InlineData("max_characters: 3", "contains: kiln", "at most 3 characters against contains 'kiln'")]
    public void Contradiction_is_found_and_said(string first, string second, string reason)
    {
        Incompatibility.Between(Read(first), Read(second)).ShouldBe(reason);
        Incompatibility.Between(Read(second), Read(first)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("max_sentences: 2", "min_sentences: 2")]
    [InlineData("max_sentences: 2", "min_words: 50")]
    [InlineData("max_words: 2", "min_characters: 50")]
    [InlineData("contains_any: [kiln, stove]", "not: { contains: kiln }")]
    [InlineData("starts_with: Dear", "starts_with: Dear Ada")]
    [InlineData("contains: kiln", "not: { contains_exact: KILN }")]
    [InlineData("max_words: '{{n}}'", "min_words: 100")]
    [InlineData("json: true", "uppercase: true")]
    public void What_can_both_hold_is_no_contradiction(string first, string second) => Incompatibility.Between(Read(first), Read(second)).ShouldBeNull();

    // Sound: no text passes both of two conditions that are said to contradict each other.
    [Fact]
    public void No_reply_meets_contradicting_conditions()
    {
        var none = new Dictionary<string, string>();
        var pairs = (from a in Conditions from b in Conditions where Incompatibility.Between(a, b) is not null select (a, b)).ToArray();
        pairs.Length.ShouldBeGreaterThan(100);
        string[] known = ["a", "b", "ab", "AB", "Ab", "a b", "ab?", "A B?", "{\"a\": \"b\"}", "I can't help with that.", "苹果。梨。", "ab ab ab", "aaa", "B. A. C.", "one two three"];
        Gen.OneOf(Gen.Int[0, known.Length - 1].Select(i => known[i]), Gen.String[Gen.Char["abAB ?.。苹"], 0, 12]).Sample(text =>
        {
            var reply = new ReplyText(text);
            var passing = Conditions.Where(c => c.Evaluate(reply, none).Passes).ToHashSet(ReferenceEqualityComparer.Instance);
            pairs.ShouldNotContain(p => passing.Contains(p.a) && passing.Contains(p.b), text);
        });
    }

    private static Condition Read(string yaml) => CheckSet.Parse($"s:\n  - id: c\n    {yaml}\n", "checks.yaml").Of("s").Single().Condition;
}
