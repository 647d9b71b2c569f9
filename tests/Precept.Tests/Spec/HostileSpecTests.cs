using Precept.Spec;

namespace Precept.Tests.Spec;

/// <summary>A megabyte of anything reads or is refused with an <see cref="InputException"/>: nothing else is thrown, and it ends.</summary>
public class HostileSpecTests
{
    private const int Length = 1 << 20;

    private static readonly string[] Units =
    [
        "<", "[", "#", "~", "`", "&", "*", "]", "\n", " ", "\0", "\uD800", "[^", "[](#", "[?](#a)", "{#", "&#", "!!! meta\n", "# A {#b}\n",
        "<user>", "</user>", "<user>\n</user>\n", "<untrusted>", "<untrusted></untrusted>", "<settings>", "<!--", "<assistant><!-- ",
        "<assistant><!--</assistant>", "<comparison>", "a=\"1\" ", "[...]", "GOOD, ", ": ",
        "<comparison><assistant><!--OK--></assistant></comparison>", "~~~xml\n", "```\n", "**Example**: x\n\n~~~xml\n~~~\n",
    ];

    private static readonly string[] Places =
    [
        "{0}",
        "# A {{#a}}\n{0}",
        "# {0} {{#a}}",
        "# A {{#a {0}}}",
        "# A {{#a}}\n!!! meta \"Commentary\"\n    {0}",
        "# A {{#a}}\n**Example**: {0}",
        "# A {{#a}}\n**Example**: x\n\n~~~xml\n{0}\n~~~",
        "# A {{#a}}\n**Example**: x\n\n~~~xml\n<user>\n{0}\n</user>\n~~~",
        "# A {{#a}}\n**Example**: x\n\n~~~xml\n<user {0}>\n</user>\n~~~",
        "# A {{#a}}\n**Example**: x\n\n~~~xml\n<comparison>{0}</comparison>\n~~~",
        "# A {{#a}}\n**Example**: x\n\n~~~xml\n<comparison><assistant> <!-- OK{0} -->\nx\n</assistant></comparison>\n~~~",
    ];

    public static TheoryData<int> UnitIndexes => [.. Enumerable.Range(0, Units.Length)];

    [Theory]
    [MemberData(nameof(UnitIndexes))]
    public void Parse_megabyte_of_one_thing_reads_or_is_refused(int unit)
    {
        var filler = string.Concat(Enumerable.Repeat(Units[unit], Length / Units[unit].Length));
        foreach (var place in Places)
        {
            try
            {
                var text = string.Format(place, filler);
                SpecReader.Parse(text, "hostile.md").Sections.Count.ShouldBeLessThanOrEqualTo(text.Length);
            }
            catch (InputException error)
            {
                error.Message.Length.ShouldBeLessThan(1000);
                error.Message.ShouldStartWith("hostile.md:");
            }
        }
    }

    [Fact]
    public void Parse_text_above_the_limit_is_refused() =>
        Should.Throw<InputException>(() => SpecReader.Parse(new string('a', (16 << 20) + 1), "hostile.md")).Message.ShouldContain("16777216");

    /// <summary>The contexts of many comparisons are views of one conversation, not copies: 10,000 comparisons do not need 50 million references.</summary>
    [Fact]
    public void Parse_many_comparisons_in_one_example_share_their_contexts()
    {
        var fence = string.Concat(Enumerable.Repeat("<comparison><assistant><!--OK-->x</assistant></comparison>\n", 10_000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var comparisons = SpecReader.Parse($"# A {{#a}}\n**Example**: x\n\n~~~xml\n{fence}~~~", "hostile.md").Examples.Single().Comparisons.ToList();

        comparisons[^1].Context.Count.ShouldBe(9_999);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000_000);
    }
}
