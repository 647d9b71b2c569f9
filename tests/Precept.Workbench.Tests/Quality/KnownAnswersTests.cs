using Precept.Workbench.Labels;

namespace Precept.Workbench.Tests.Quality;

public sealed class KnownAnswersTests
{
    /// <summary>Tiers are given as digits, one an answer; <c>-</c> for one without a place.</summary>
    [Theory]
    [InlineData("012", "012", true)] // the same
    [InlineData("012", "048", true)] // only the order of tiers counts
    [InlineData("012", "011", true)] // OK and BAD level: not contradicted, and the best is right
    [InlineData("012", "001", false)] // OK level with GOOD at the top
    [InlineData("012", "000", false)] // all level: the best tier holds what is not best
    [InlineData("012", "021", false)] // BAD above OK
    [InlineData("012", "102", false)] // OK above GOOD
    [InlineData("012", "210", false)] // the reverse
    [InlineData("001", "011", true)] // known level: may be told apart, and the lower one may tie with the worse
    [InlineData("001", "012", true)]
    [InlineData("001", "102", true)]
    [InlineData("001", "001", true)]
    [InlineData("001", "021", false)] // the second good one below the bad one
    [InlineData("011", "012", true)]
    [InlineData("011", "021", true)]
    [InlineData("011", "001", false)]
    [InlineData("000", "210", true)] // nothing is ordered: any ranking is right
    [InlineData("10", "10", true)]
    [InlineData("10", "01", false)]
    [InlineData("10", "00", false)]
    [InlineData("24", "01", true)] // known tiers need not begin at 0
    [InlineData("012", "01-", false)] // one has no place
    [InlineData("012", "01", false)] // a label of another task
    [InlineData("012", "", false)]
    public void IsRight_tiers_agree_with_the_order_that_is_known(string known, string label, bool isRight) =>
        KnownAnswers.IsRight(Known(known), Label(label)).ShouldBe(isRight);

    [Fact]
    public void IsRight_incomparable_is_wrong() => KnownAnswers.IsRight(Known("01"), new LabelContent { Incomparable = true }).ShouldBeFalse();

    [Fact]
    public void IsRight_all_unacceptable_makes_no_difference() => KnownAnswers.IsRight(Known("01"), Label("01") with { AllUnacceptable = true }).ShouldBeTrue();

    [Fact]
    public void IsRight_nothing_known_is_wrong() => KnownAnswers.IsRight(Known(""), Label("")).ShouldBeFalse();

    private static KnownAnswer Known(string tiers) => new([.. tiers.Select(t => t - '0')], "", "");

    private static LabelContent Label(string tiers) => new() { Tiers = [.. tiers.Select(t => t == '-' ? (int?)null : t - '0')] };
}
