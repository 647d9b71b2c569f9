using Precept.Spec.Importing;

namespace Precept.Tests.Spec.Importing;

public class SectionIdsTests
{
    [Theory]
    [InlineData("Be warm", 20, "be-warm")]
    [InlineData("Be warm to everybody", 7, "be-warm")]
    [InlineData("Be warm to everybody", 12, "be-warm-to")]
    [InlineData("Everybody", 5, "every")]
    [InlineData("态度要温和", 3, "态度要")]
    [InlineData("?!", 10, "section")]
    public void OfTitle_keeps_whole_words(string title, int maxLength, string expected) => new SectionIds().OfTitle(title, maxLength).ShouldBe(expected);
}
