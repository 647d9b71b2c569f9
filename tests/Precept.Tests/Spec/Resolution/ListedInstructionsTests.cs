using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Tests.Spec.Resolution;

public sealed class ListedInstructionsTests
{
    private static readonly Message[] Messages = [new(Role.User, "He said \"go away\". Now go away, please."), new(Role.Tool, "go away") { Name = "web" }];

    [Fact]
    public void Authority_is_that_of_the_place()
    {
        var read = new ListedInstructions([new(0, "go away"), new(0, "\"go away\""), new(1, "go away"), new(1, "in a hurry") { IsImplicit = true }]).Read(Messages);
        read.Select(i => (i.Id, i.Authority, i.Span)).ShouldBe(
        [
            ("m0.0", Authority.User, new TextSpan(23, 7)),
            ("m0.1", Authority.None, new TextSpan(8, 9)),
            ("m1.0", Authority.None, new TextSpan(0, 7)),
            ("m1.1", Authority.None, null),
        ]);
        read[2].Tool.ShouldBe("web");
    }

    [Theory]
    [InlineData(2, "go away")]
    [InlineData(-1, "go away")]
    [InlineData(0, "come here")]
    [InlineData(0, "")]
    public void Passage_that_is_not_there_is_an_error(int message, string text) =>
        Should.Throw<InputException>(() => new ListedInstructions([new(message, text)]).Read(Messages));

    [Theory]
    [InlineData("message:3", true)]
    [InlineData("tool", true)]
    [InlineData("tool:web", true)]
    [InlineData("quoted", true)]
    [InlineData("message:x", false)]
    [InlineData("tool:", false)]
    [InlineData("all", false)]
    [InlineData("", false)]
    public void Delegations_are_read(string text, bool isOne) => (Delegation.Read(text) is not null).ShouldBe(isOne);
}
