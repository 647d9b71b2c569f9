using CsCheck;
using Precept.Feedback.SpecData;

namespace Precept.Tests.Feedback.SpecData;

public sealed class NearDuplicatesTests
{
    // 20 different words: 16 phrases. A word changed in the middle spoils 5 of them: 11 common of 21, a similarity of 0.52.
    private const string Twenty = "my aunt keeps a small grey cat that sleeps on top of our warm oven whenever it rains outside today";

    [Fact]
    public void Find_one_word_of_twenty_changed_is_nearly_the_same()
    {
        var texts = Of(("aunt", Twenty));
        var found = texts.Find(TextUnits.Of(Twenty.Replace("warm", "cold", StringComparison.Ordinal))).ShouldNotBeNull();
        found.Name.ShouldBe("aunt");
        found.Similarity.ShouldBe(11.0 / 21, 1e-12);
    }

    // 12 words, 8 phrases: a change in the middle leaves 3 of 13 phrases, but 11 of 13 words.
    [Fact]
    public void Find_one_word_of_a_short_text_changed_is_nearly_the_same_by_its_words()
    {
        var texts = Of(("oven", "how long must a loaf of dark bread stay in the oven"));
        var found = texts.Find(TextUnits.Of("how long must a loaf of white bread stay in the oven")).ShouldNotBeNull();
        found.Similarity.ShouldBe(11.0 / 13, 1e-12);
    }

    [Theory]
    [InlineData("我姑姑养了一只灰色的小猫，下雨的时候它总是睡在炉子上面", "我姑姑养了一只白色的小猫，下雨的时候它总是睡在炉子上面", true)]
    [InlineData("我姑姑养了一只灰色的小猫，下雨的时候它总是睡在炉子上面", "请问去火车站应该坐哪一路公共汽车，大概需要多长时间？", false)]
    [InlineData("How do I get to the station by bus?", "What does a ticket to the museum cost for two?", false)]
    [InlineData("Say hello", "say hello!", true)]
    [InlineData("Say hello", "say goodbye", false)]
    public void Find_tells_near_from_far_in_both_languages(string one, string other, bool near) =>
        (Of(("one", one)).Find(TextUnits.Of(other)) is not null).ShouldBe(near);

    [Fact]
    public void Nearest_finds_what_is_alike_and_gives_its_exact_similarity() => Sets.Select(Sets).Sample((one, more) =>
    {
        var index = new MinHashIndex(42, 3, 0.5);
        index.Add(one);
        var other = one.Take(one.Count * 9 / 10).Concat(more.Take(1)).ToHashSet();
        var exact = (double)one.Intersect(other).Count() / one.Union(other).Count();
        return index.Nearest(other) is { } found ? found.Number == 0 && Math.Abs(found.Similarity - exact) < 1e-12 : exact < 0.75;
    });

    [Fact]
    public void Nearest_never_finds_what_is_below_the_threshold() => Sets.Select(Sets).Sample((one, other) =>
    {
        var index = new MinHashIndex(42, 3, 0.5);
        index.Add(one);
        return index.Nearest(other) is null || MinHashIndex.Jaccard(one, other) >= 0.5;
    });

    [Fact]
    public void Jaccard_of_empty_sets_is_0_and_of_three_common_of_five_is_60_percent()
    {
        MinHashIndex.Jaccard(new HashSet<ulong>(), new HashSet<ulong>()).ShouldBe(0);
        MinHashIndex.Jaccard(new HashSet<ulong> { 1, 2, 3, 4 }, new HashSet<ulong> { 2, 3, 4, 5 }).ShouldBe(0.6, 1e-12);
    }

    private static NearDuplicates Of(params (string Name, string Text)[] texts)
    {
        var all = new NearDuplicates();
        foreach (var (name, text) in texts)
        {
            all.Add(TextUnits.Of(text), name);
        }

        return all;
    }

    private static Gen<HashSet<ulong>> Sets { get; } = Gen.ULong[0, 200].HashSet[10, 60];
}
