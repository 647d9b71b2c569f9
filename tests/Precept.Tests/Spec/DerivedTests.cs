using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Spec;

public sealed class DerivedTests
{
    [Fact]
    public void With_after_the_id_was_read_has_the_id_of_the_changed_copy()
    {
        var response = new Response("p", "m", Sampler.Greedy, 0, "one");
        var first = response.Id;
        var changed = response with { Text = "two" };
        changed.Id.ShouldBe(new Response("p", "m", Sampler.Greedy, 0, "two").Id);
        changed.Id.ShouldNotBe(first);
        response.Id.ShouldBe(first);
    }

    [Fact]
    public void Reading_the_id_does_not_change_equality()
    {
        Message[] messages = [new(Role.User, "hi")];
        string[] sections = ["x"];
        var one = new Prompt(messages, sections);
        var two = one with { Source = "" };
        _ = one.Id;
        one.ShouldBe(two);
        one.GetHashCode().ShouldBe(two.GetHashCode());
    }
}
