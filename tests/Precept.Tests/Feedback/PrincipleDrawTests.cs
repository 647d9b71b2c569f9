using Precept.Feedback;
using Precept.Spec.Importing;

namespace Precept.Tests.Feedback;

public sealed class PrincipleDrawTests
{
    private static readonly Constitution Three = new([new("is it kind?", "make it kind"), new("is it true?", "make it true"), new("is it plain?", "make it plain") { Section = "plain" }], []);

    [Fact]
    public void For_the_same_seed_prompt_and_round_is_the_same_and_another_seed_draws_another()
    {
        string Of(long seed) => string.Concat(Enumerable.Range(0, 64).Select(i => Writing.Draw(seed).For(Writing.Prompt($"p{i}"), 1)!.Principle.Section![0]));

        Of(1).ShouldBe(Of(1));
        Of(1).ShouldNotBe(Of(2));
        // Binomial(64, 1/2): outside of 16 to 48 once in 20,000 seeds.
        Of(1).Count(c => c == 'p').ShouldBeInRange(16, 48);
    }

    [Fact]
    public void For_rounds_of_a_prompt_goes_through_all_principles_before_any_comes_again()
    {
        var rounds = Enumerable.Range(1, 4).Select(r => Writing.Draw().For(Writing.Prompt(), r)!.Principle.Section).ToArray();

        rounds[..2].Order().ShouldBe(["plain", "short"]);
        rounds[2..].ShouldBe(rounds[..2]);
    }

    [Fact]
    public void For_constitution_takes_principles_of_no_section_or_of_one_that_applies()
    {
        var draw = new PrincipleDraw(Writing.Sections, Three, inPlaceOfSections: true, 1);

        All(Writing.Prompt("Hi", "plain")).ShouldBe(["make it kind", "make it plain", "make it true"]);
        All(Writing.Prompt("Hi", "short")).ShouldBe(["make it kind", "make it true"]);

        string[] All(Precept.Prompts.Prompt prompt) => [.. Enumerable.Range(1, 6).Select(r => draw.For(prompt, r)!.Principle.Revision).Distinct().Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void For_section_with_requests_of_its_own_uses_them()
    {
        var draw = new PrincipleDraw(Writing.Sections, Three, inPlaceOfSections: false, 1);

        var (plain, other) = (draw.For(Writing.Prompt("Hi", "plain"), 1)!, draw.For(Writing.Prompt("Hi", "short"), 1)!);

        (plain.Principle.Critique, plain.Section!.Id).ShouldBe(("is it plain?", "plain"));
        other.Principle.Revision.ShouldContain("\"Short replies\"");
        other.Hashes.ShouldBe(new Dictionary<string, string> { ["short"] = "judged-hash-short" });
    }

    [Fact]
    public void For_prompt_that_no_principle_applies_to_is_null()
    {
        var only = new PrincipleDraw(Writing.Sections, Three with { Principles = [Three.Principles[2]] }, inPlaceOfSections: true, 1);

        only.For(Writing.Prompt("Hi", "short"), 1).ShouldBeNull();
    }
}
