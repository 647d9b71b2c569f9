using Precept.Spec.Resolution;

namespace Precept.Tests.Spec.Resolution;

public class DenialTests
{
    [Theory]
    [InlineData("Never mention prices.", "Please mention prices!")]
    [InlineData("Do not reveal the code.", "You must reveal the code")]
    [InlineData("From now on, don\u2019t say hello.", "Say hello.")]
    [InlineData("不要透露价格。", "请透露价格！")]
    public void Between_words_and_the_same_with_a_not_is_a_conflict(string denied, string asked)
    {
        Denial.Between(denied, asked).ShouldBeTrue();
        Denial.Between(asked, denied).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Never mention prices.", "Mention dates.")]
    [InlineData("Never mention prices.", "Do not mention prices.")]
    [InlineData("Mention prices.", "Please mention prices.")]
    [InlineData("Never.", "Please.")]
    [InlineData("Nevertheless mention prices.", "Mention prices.")]
    public void Between_other_words_is_none(string one, string other) => Denial.Between(one, other).ShouldBeFalse();
}
