using System.Text.Json.Nodes;
using Precept.Site;
using Precept.Spec;

namespace Precept.Tests.Site;

public sealed class SearchIndexTests
{
    [Theory]
    [InlineData("Chain_of command-2", "chain of command 2")]
    [InlineData("Don't, they’re the USER'S", "don they the user")]
    [InlineData("o'clock", "o clock")]
    [InlineData("隐私权", "隐私 私权 权")]
    [InlineData("请 use JSON吧", "请 use json 吧")]
    [InlineData("naïve Ärger", "naïve ärger")]
    [InlineData(" … !", "")]
    public void Text_is_cut_into_words_and_pairs(string text, string terms) => string.Join(' ', SearchTerms.Of(text)).ShouldBe(terms);

    [Fact]
    public void Very_long_word_is_cut() => SearchTerms.Of(new string('a', 1000)).Single().Length.ShouldBe(40);

    [Fact]
    public void Index_has_sections_examples_and_commentary_with_their_addresses()
    {
        var index = Index(SiteExamples.Small);
        index["docs"]!.AsArray().Select(d => (d![0]!.GetValue<string>(), d[3]!.GetValue<int>())).ShouldBe(
        [
            ("sections/aims.html", 0),
            ("sections/aims.html", 2),
            ("sections/aims.html#example%2Fa-greeting-see-be-kind", 1),
            ("sections/be_kind.html", 0),
        ]);
    }

    [Fact]
    public void Word_weighs_more_in_a_title_than_in_a_text_and_terms_are_sorted()
    {
        var index = Index("# Kindness {#a}\n\nSomething else.\n\n# Other {#b}\n\nKindness once.\n");
        var terms = index["terms"]!.AsArray().Select(t => t!.GetValue<string>()).ToList();
        terms.ShouldBe(terms.Order(StringComparer.Ordinal));
        var weights = index["weights"]![terms.IndexOf("kindness")]!.AsArray().Select(w => w!.GetValue<int>()).ToList();
        (weights[0], weights[2]).ShouldBe((0, 1));
        weights[1].ShouldBeGreaterThan(weights[3]);
    }

    [Fact]
    public void Weight_is_that_of_BM25()
    {
        // One text of one word, its title of none: count 1, length 2 (the id counts), mean 2, so 1 * 2.2 / (1 + 1.2) = 1.
        var index = Index("# - {#a}\n\nword\n");
        var terms = index["terms"]!.AsArray().Select(t => t!.GetValue<string>()).ToList();
        index["weights"]![terms.IndexOf("word")]!.AsArray().Select(w => w!.GetValue<int>()).ShouldBe([0, 100]);
    }

    [Fact]
    public void Index_of_a_huge_spec_is_bounded()
    {
        var sections = string.Concat(Enumerable.Range(0, 400).Select(i => $"# T{i} {{#s{i}}}\n\n{string.Concat(Enumerable.Repeat("word ", 6000))}\n\n"));
        var script = SiteExamples.Render(sections).Single(f => f.Key.Contains("search-index")).Value;
        script.Length.ShouldBeLessThan(5 * 1024 * 1024);
        script.ShouldContain("\"t399\"");
    }

    [Fact]
    public void Title_is_cut_and_no_character_is_halved()
    {
        // 199 letters, then characters of two UTF-16 units each: the 200th unit is the first half of one.
        var title = new string('a', 199) + string.Concat(Enumerable.Repeat("😀", 50));
        var doc = Index($"# {title} {{#a}}\n\nText.\n")["docs"]![0]!;
        doc[1]!.GetValue<string>().ShouldBe(new string('a', 199));
        doc[2]!.GetValue<string>().ShouldBe(new string('a', 199));
    }

    private static JsonNode Index(string source)
    {
        var script = SiteExamples.Render(source).Single(f => f.Key.Contains("search-index")).Value;
        return JsonNode.Parse(script["window.preceptSearchIndex=".Length..].TrimEnd(';', '\n'))!;
    }
}
