using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

/// <summary>Footnote tags are no part of a sentence; what only looks like one is.</summary>
public class FootnoteTextTests
{
    [Theory]
    [InlineData("One thing.[^ab12] Another [^cd].", "One thing. Another.")]
    [InlineData("[^[^ab12] odd", "[^ odd")]
    [InlineData("[^a [^b] odd", "[^a odd")]
    [InlineData("the pattern [^a-z 0]", "the pattern [^a-z 0]")]
    public void WithoutFootnotes_takes_tags_away(string text, string expected) => BodySentences.WithoutFootnotes(text).ShouldBe(expected);

    [Fact]
    public void Compare_specs_with_odd_brackets_ends()
    {
        var a = SpecReader.Parse("# A {#a}\n\nBrackets [^[^ab12] and [^a [^b] stay.", "a.md");
        var b = SpecReader.Parse("# A {#a}\n\nBrackets [^[^ab12] and [^a [^b] go.", "b.md");

        SpecDiff.Compare(a, b).Changes.ShouldNotBeEmpty();
    }
}
