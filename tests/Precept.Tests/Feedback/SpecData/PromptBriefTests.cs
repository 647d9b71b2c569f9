using Precept.Feedback.SpecData;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Feedback.SpecData;

public sealed class PromptBriefTests
{
    // Sections: keep_code (root), topic (developer), short (guideline).
    [Theory]
    [InlineData("short", 0)]
    [InlineData("topic", 0)]
    [InlineData("keep_code", 0)]
    [InlineData("keep_code", 2)]
    public async Task OfAsync_even_conflict_is_with_a_section_of_another_authority_and_the_higher_one_counts(string section, int number)
    {
        var brief = await OfAsync(section, SpecPromptKind.Conflict, number);
        var rival = brief.Conflict!.Rival.ShouldNotBeNull();
        rival.Authority.ShouldNotBe(brief.Cell.Section.Authority);
        var higher = rival.Authority > brief.Cell.Section.Authority ? rival : brief.Cell.Section;
        brief.Conflict.Wins.ShouldBe(higher.Id);
        brief.Conflict.Yields.ShouldBe(higher == rival ? section : rival.Id);
        brief.InView.Count.ShouldBe(2);
        brief.Binding.ShouldBe([higher]);
    }

    [Theory]
    [InlineData("keep_code", new[] { Role.System, Role.Developer, Role.User, Role.Tool })]
    [InlineData("topic", new[] { Role.User, Role.Tool })]
    [InlineData("short", new[] { Role.Tool })]
    public async Task OfAsync_odd_conflict_is_with_a_message_below_and_the_section_counts(string section, Role[] below)
    {
        AuthorityConflict.Below(SmallSpec.Section(section)).ShouldBe(below);
        for (var number = 1; number < 20; number += 2)
        {
            var brief = await OfAsync(section, SpecPromptKind.Conflict, number);
            below.ShouldContain(brief.Conflict!.Voice!.Value);
            brief.Conflict.Wins.ShouldBe(section);
            brief.Conflict.Yields.ShouldBe("message:" + Roles.Name(brief.Conflict.Voice.Value));
            brief.Binding.Single().Id.ShouldBe(section);
        }
    }

    [Fact]
    public async Task OfAsync_attackers_are_user_and_tool_where_neither_has_the_right_and_a_tool_alone_else()
    {
        (await Attackers("keep_code")).ShouldBe([Role.User, Role.Tool, Role.User, Role.Tool]);
        (await Attackers("short")).ShouldBe([Role.Tool, Role.Tool, Role.Tool, Role.Tool]);

        static async Task<Role?[]> Attackers(string section) =>
            [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(async n => (await OfAsync(section, SpecPromptKind.Adversarial, n)).Attacker))];
    }

    [Fact]
    public void Angle_does_not_repeat_within_840_numbers_and_follows_the_seed()
    {
        var cell = SmallSpec.Cell();
        Enumerable.Range(0, 840).Select(n => Angle.Of(cell, n, 1)).Distinct().Count().ShouldBe(840);
        Angle.Of(cell, 840, 1).ShouldBe(Angle.Of(cell, 0, 1));
        Enumerable.Range(0, 20).Select(n => Angle.Of(cell, n, 2)).ShouldNotBe(Enumerable.Range(0, 20).Select(n => Angle.Of(cell, n, 1)));
    }

    [Fact]
    public async Task OfAsync_another_section_that_is_added_or_changed_leaves_the_brief_of_a_message_conflict_alone()
    {
        var more = SmallSpec.Document with { Sections = [.. SmallSpec.Document.Sections, SmallSpec.Section("topic") with { Id = "new_one", Authority = Authority.System }] };
        (await PromptBrief.OfAsync(more, SmallSpec.Cell("keep_code", SpecPromptKind.Conflict), 1, 1)).Conflict.ShouldBe((await OfAsync("keep_code", SpecPromptKind.Conflict, 1)).Conflict);
    }

    [Fact]
    public async Task Prompt_is_a_train_prompt_of_its_family_with_the_outcome_of_its_conflict()
    {
        var brief = await OfAsync("short", SpecPromptKind.Conflict, 0);
        var prompt = brief.Prompt([new Message(Role.User, "Hello")], "ollama:m");
        prompt.Split.ShouldBe(Split.Train);
        prompt.Family.ShouldBe("spec:short:conflict");
        prompt.Sections.ShouldBe([brief.Conflict!.Wins]);
        prompt.Slots["wins"].ShouldBe(brief.Conflict.Wins);
        prompt.Slots["yields"].ShouldBe("short");
        prompt.Source.ShouldBe("ollama:m seed=1 en #0");
        PromptBrief.Made(prompt).ShouldBeTrue();
        PromptBrief.Made(new Prompt(prompt.Messages, [])).ShouldBeFalse();
    }

    private static Task<PromptBrief> OfAsync(string section, SpecPromptKind kind, int number) =>
        PromptBrief.OfAsync(SmallSpec.Document, SmallSpec.Cell(section, kind), number, seed: 1);
}
