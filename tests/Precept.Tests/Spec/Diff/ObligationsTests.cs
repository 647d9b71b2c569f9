using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

public sealed class ObligationsTests
{
    [Theory]
    [InlineData("It must stop.", "Must")]
    [InlineData("It must not stop.", "Must!")]
    [InlineData("It must never stop.", "Must!")]
    [InlineData("It should stop; it may rest.", "Should May")]
    [InlineData("It shouldn’t stop.", "Should!")]
    [InlineData("It can't stop and cannot go.", "Must! Must!")]
    [InlineData("Never stop.", "Must!")]
    [InlineData("Do not stop.", "Must!")]
    [InlineData("What they do not see.", "")]
    [InlineData("A mustard seed in May’s shoulder.", "")]
    [InlineData("必须停下，不得前行。", "Must Must!")]
    [InlineData("应停下，也可以前行。", "Should May")]
    [InlineData("不应该前行。", "Should!")]
    [InlineData("反应很快，应用很广，响应及时。", "")]
    public void Of_sentence_reads_its_demands(string sentence, string expected) =>
        string.Join(' ', Obligations.Of(sentence).Select(o => $"{o.Strength}{(o.Forbids ? "!" : "")}")).ShouldBe(expected);

    [Theory]
    [InlineData("It stops.", "It may stop.", null)]
    [InlineData("It should stop.", "It stops.", SpecChangeKind.ObligationWeakened)]
    [InlineData("It should stop and should rest.", "It should stop, should rest and should sleep.", null)]
    [InlineData("It should stop.", "It should not stop.", SpecChangeKind.ObligationReversed)]
    [InlineData("It must stop. It should rest.", "It must stop. It may rest.", SpecChangeKind.ObligationWeakened)]
    public void Change_of_a_sentence_is_by_its_strongest_demand_then_in_order(string from, string to, SpecChangeKind? expected) =>
        Obligations.Change(from, to).ShouldBe(expected);
}
