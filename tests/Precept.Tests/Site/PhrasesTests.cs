using System.Text.Json;
using System.Text.RegularExpressions;
using Precept.Site;

namespace Precept.Tests.Site;

public sealed class PhrasesTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> Languages = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(
        Phrases.Script["window.preceptPhrases=".Length..].TrimEnd(';', '\n'))!;

    [Fact]
    public void Both_languages_have_the_same_phrases()
    {
        Languages.Keys.ShouldBe(["en", "zh"]);
        Languages["zh"].Keys.ShouldBe(Languages["en"].Keys);
        Languages.Values.SelectMany(l => l.Values).ShouldAllBe(p => p.Length > 0);
    }

    [Fact]
    public void Phrases_take_the_same_argument_in_both_languages() =>
        Languages["en"].Where(p => p.Value.Contains("{0}") != Languages["zh"][p.Key].Contains("{0}")).ShouldBeEmpty();

    [Fact]
    public void Chinese_phrases_are_Chinese() =>
        Languages["zh"].Where(p => p.Key is not ("colon" or "stop") && !p.Value.Any(c => c is >= '\u4e00' and <= '\u9fff')).ShouldBeEmpty();

    [Fact]
    public void Scripts_name_only_phrases_that_are_there()
    {
        var scripts = SiteExamples.Render(SiteExamples.Small).Where(f => f.Key.EndsWith(".js", StringComparison.Ordinal) && !f.Key.Contains("index")).Select(f => f.Value);
        var named = scripts.SelectMany(s => Regex.Matches(s, "(?:phrase|say)\\(\"([a-z.]+)\"[,)]")).Select(m => m.Groups[1].Value).ToList();
        named.ShouldContain("copied");
        named.Where(key => !Languages["en"].ContainsKey(key)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{0} result|{0} results", "1", "1 result")]
    [InlineData("{0} result|{0} results", "0", "0 results")]
    [InlineData("{0} 条结果", "2", "2 条结果")]
    public void Number_chooses_the_form(string phrase, string argument, string expected) => Phrases.Fill(phrase, argument).ShouldBe(expected);
}
