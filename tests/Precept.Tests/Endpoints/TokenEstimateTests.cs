using CsCheck;
using Microsoft.Extensions.AI;
using Precept.Endpoints;

namespace Precept.Tests.Endpoints;

public sealed class TokenEstimateTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("   ", 0)]
    [InlineData("cat", 1)]
    [InlineData("kitten", 1)]
    [InlineData("kittens", 2)]
    [InlineData("the cat sat.", 4)]
    [InlineData("2026", 2)]
    [InlineData("隐私权", 3)]
    [InlineData("请用 JSON", 3)]
    [InlineData("--------", 2)]
    [InlineData("a\n\nb", 3)]
    [InlineData("привет", 3)]
    [InlineData("😀", 2)]
    public void Tokens_are_counted_by_script(string text, int tokens) => TokenEstimate.Of(text).ShouldBe(tokens);

    [Fact]
    public void Message_costs_more_than_its_text() =>
        TokenEstimate.Of([new ChatMessage(ChatRole.User, "cat"), new ChatMessage(ChatRole.System, "cat")]).ShouldBe(2 * (1 + TokenEstimate.PerMessage));

    [Fact]
    public void A_longer_text_has_no_fewer_tokens_and_no_more_than_two_a_character() =>
        Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        {
            var both = TokenEstimate.Of(a + b);
            return both <= 2 * (a.Length + b.Length) && both >= TokenEstimate.Of(a) - 1;
        });
}
