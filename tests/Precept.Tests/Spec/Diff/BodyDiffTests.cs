using CsCheck;
using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

public sealed class BodyDiffTests
{
    private static readonly Gen<string> Bodies = Gen.Int[0, 4].Select(i => new[] { "Rain is wet today.", "Snow is cold today.", "Go home.", "- an item, wet", "Fog [^k3pt] hides." }[i])
        .Array[0, 6].Select(s => string.Join("\n\n", s));

    [Fact]
    public void Of_two_bodies_gives_back_the_sentences_of_both() =>
        Gen.Select(Bodies, Bodies).Sample((a, b) =>
        {
            var edits = BodyDiff.Of(a, b).Edits;
            edits.Select(e => e.From).OfType<string>().ShouldBe(BodySentences.Of(a));
            edits.Select(e => e.To).OfType<string>().Order().ShouldBe(BodySentences.Of(b).Order()); // what moved stands where it was
        });

    [Fact]
    public void Of_sentence_at_another_place_is_moved() =>
        BodyDiff.Of("One is here. Two is there. Three is gone.", "Three is gone. One is here. Two is there.").Edits.Select(e => e.Kind)
            .ShouldBe([SentenceEditKind.Same, SentenceEditKind.Same, SentenceEditKind.Moved]);

    // 5 of 6 words in common of 7 in either: 0.71. No word in common: two sentences.
    [Theory]
    [InlineData("The dog sleeps under the table.", "The cat sleeps under the table.", SentenceEditKind.Reworded)]
    [InlineData("The dog sleeps under the table.", "Rain falls.", SentenceEditKind.Removed)]
    public void Of_sentence_is_reworded_where_enough_words_stay(string from, string to, SentenceEditKind expected) =>
        BodyDiff.Of(from, to).Edits[0].Kind.ShouldBe(expected);

    [Fact]
    public void Sentences_of_markdown_leave_layout_marks_and_footnotes_out() =>
        BodySentences.Of("One\nsentence here. [^k3pt] Two.\n\n- an item\n- another\n  item\n\n```\ncode  line. Same line.\n```\n| a | b |").ShouldBe(
            ["One sentence here.", "Two.", "an item", "another item", "code  line. Same line.", "| a | b |"]);

    [Fact]
    public void Sentences_are_not_ended_by_a_reference_that_stands_for_a_title() =>
        BodySentences.Of("See [?](#calm) first. Why? Because.").ShouldBe(["See [?](#calm) first.", "Why?", "Because."]);

    [Theory]
    [InlineData("the red house", "the blue house", "the -red +blue =house")]
    [InlineData("必须停", "应当停", "-必须+应当=停")]
    [InlineData("a, b", "c, d", "-a, b+c, d")]
    public void Words_are_compared_and_marks_between_changes_belong_to_them(string from, string to, string expected) =>
        string.Concat(WordDiff.Of(from, to).Select((e, i) => (e.Kind, i) switch
        {
            (WordEditKind.Removed, _) => "-" + e.Text,
            (WordEditKind.Added, _) => "+" + e.Text,
            (_, 0) => e.Text,
            _ => "=" + e.Text,
        })).ShouldBe(expected);

    [Fact]
    public void Words_without_the_added_are_the_first_and_without_the_removed_the_second_text() =>
        Gen.Select(Bodies, Bodies).Sample((a, b) =>
        {
            var edits = WordDiff.Of(a, b);
            Squeezed(edits.Where(e => e.Kind != WordEditKind.Added)).ShouldBe(string.Concat(a.Split()));
            Squeezed(edits.Where(e => e.Kind != WordEditKind.Removed)).ShouldBe(string.Concat(b.Split()));
            static string Squeezed(IEnumerable<WordEdit> edits) => string.Concat(string.Concat(edits.Select(e => e.Text)).Split());
        });
}
