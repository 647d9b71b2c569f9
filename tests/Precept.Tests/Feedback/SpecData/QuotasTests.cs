using CsCheck;
using Precept.Feedback.SpecData;

namespace Precept.Tests.Feedback.SpecData;

public sealed class QuotasTests
{
    [Theory]
    [InlineData(10, new[] { 1, 1, 1, 1 }, new[] { 3, 3, 2, 2 })] // 2.5 each: the first two get the halves
    [InlineData(10, new[] { 6, 3, 1 }, new[] { 6, 3, 1 })]
    [InlineData(7, new[] { 5, 3, 2 }, new[] { 4, 2, 1 })] // 3.5, 2.1, 1.4
    [InlineData(1, new[] { 0, 1 }, new[] { 0, 1 })]
    [InlineData(0, new[] { 2, 3 }, new[] { 0, 0 })]
    public void Divide_gives_the_largest_remainders_one_more(int total, int[] shares, int[] parts) => Quotas.Divide(total, shares).ShouldBe(parts);

    [Fact]
    public void Divide_adds_up_and_is_never_off_by_one_or_more() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 1000].Array[1, 8]).Where((_, shares) => shares.Sum() > 0).Sample((total, shares) =>
        {
            var parts = Quotas.Divide(total, shares);
            return parts.Sum() == total && parts.Zip(shares).All(p => Math.Abs(p.First - (double)total * p.Second / shares.Sum()) < 1);
        });

    [Fact]
    public void Divide_without_a_share_is_an_error() => Should.Throw<ArgumentException>(() => Quotas.Divide(3, [0, 0]));

    [Fact]
    public void Of_sections_has_as_many_as_were_asked_for_and_languages_take_turns()
    {
        var cells = Quotas.Of([SmallSpec.Section("keep_code"), SmallSpec.Section("topic")], new SpecDataOptions { PerSection = 6, Languages = ["en", "zh"] });

        cells.GroupBy(c => c.Section.Id).ShouldAllBe(g => g.Sum(c => c.Wanted) == 6);
        // 6 in four kinds: 2, 2, 1, 1. The single ones change their language from kind to kind and from section to section.
        cells.Where(c => c.Kind == SpecPromptKind.Adversarial).Select(c => (c.Section.Id, c.Language, c.Wanted)).ShouldBe([("keep_code", "en", 1), ("topic", "zh", 1)]);
        cells.Where(c => c.Kind == SpecPromptKind.Conflict).Select(c => (c.Section.Id, c.Language, c.Wanted)).ShouldBe([("keep_code", "zh", 1), ("topic", "en", 1)]);
    }

    [Fact]
    public void Of_kinds_without_a_share_has_none() =>
        Quotas.Of([SmallSpec.Section("topic")], new SpecDataOptions { Shares = new Dictionary<SpecPromptKind, int> { [SpecPromptKind.Hard] = 3 } })
            .ShouldHaveSingleItem().ShouldBe(SmallSpec.Cell("topic", SpecPromptKind.Hard, wanted: 8));
}
