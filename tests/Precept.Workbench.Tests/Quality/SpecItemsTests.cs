using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Quality;

public sealed class SpecItemsTests
{
    [Fact]
    public void Of_grades_become_tiers_with_the_section_and_the_reasons()
    {
        var items = SpecItems.Of(TestSpec.Files.Document);

        items.Select(i => i.Section).ShouldBe(["keep_secrets", "be_brief"]);
        items[0].Known.Tiers.ShouldBe([0, 1]); // GOOD and BAD: what is between is closed up
        items[1].Known.Tiers.ShouldBe([0, 1, 2]);
        items[1].Known.Section.ShouldBe("be_brief");
        items[1].Known.Why.ShouldBe(
            "GOOD “Four.”\nOK “Two plus two makes four.”: longer than it needs to be\nBAD “Well, that is a very interesting question. Two plus two make…”: it goes on and on");
        items[1].Content.Answers.Select(a => a.Text).First().ShouldBe("Four.");
        items[0].Content.Prompt.Messages.Select(m => m.Role).ShouldBe([Role.System, Role.User]);
    }

    [Theory]
    [InlineData("GOOD", "It is [...] so.", "BAD", "No.")] // text is left out
    [InlineData("GOOD, given high uncertainty", "It is so.", "BAD", "No.")] // a grade under a condition
    [InlineData("GOOD", "It is so.", "GOOD", "No.")] // nothing is better
    [InlineData("GOOD", "It is so.", "BAD", "It is so.")] // one text, two grades
    public void Of_comparisons_whose_answer_nobody_can_know_are_left_out(string grade, string reply, string otherGrade, string other) =>
        SpecItems.Of(SpecOf($"<assistant> <!-- {grade} -->\n{reply}\n</assistant>\n<assistant> <!-- {otherGrade} -->\n{other}\n</assistant>")).ShouldBeEmpty();

    [Fact]
    public void Of_the_section_that_the_worst_reply_breaks_decides()
    {
        var item = SpecItems.Of(SpecOf("<assistant> <!-- GOOD -->\nYes.\n</assistant>\n<assistant> <!-- BAD[#other]: it is rude -->\nNo.\n</assistant>")).Single();

        item.Known.Section.ShouldBe("other");
        item.Known.Why.ShouldBe("GOOD “Yes.”\nBAD[#other] “No.”: it is rude");
        item.Content.Prompt.Sections.ShouldBe(["other", "one"]);
    }

    [Fact]
    public void Draw_takes_from_each_section_in_turn_and_by_seed()
    {
        SpecItem[] items = [.. Enumerable.Range(0, 12).Select(i => new SpecItem(i < 10 ? "many" : "few", RunningWorkbench.ContentOf(i), new KnownAnswer([0, 1, 2], "", "")))];

        var drawn = SpecItems.Draw(items, 6, 7);

        drawn.Count(d => d.Section == "few").ShouldBe(2); // all that there are
        drawn.ShouldBe(SpecItems.Draw(items, 6, 7));
        drawn.ShouldNotBe(SpecItems.Draw(items, 6, 8));
        SpecItems.Draw(items, 4, 7).Count(d => d.Section == "few").ShouldBe(2);
        SpecItems.Draw(items, 100, 7).Count.ShouldBe(12);
    }

    [Fact]
    public async Task Add_gives_each_example_one_purpose_and_no_example_twice()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada);
        var items = workbench.Server.Services.GetRequiredService<KnownItems>();

        (await items.CountAsync(campaign)).ShouldBe(new KnownItemCounts(0, 0, 2));
        (await items.AddAsync(campaign, 1, 0, 1, ada.Id, cancellationToken: TestContext.Current.CancellationToken)).ShouldBe((1, 0));
        (await items.AddAsync(campaign, 0, 5, 1, ada.Id, cancellationToken: TestContext.Current.CancellationToken)).ShouldBe((0, 1));
        (await items.AddAsync(campaign, 5, 5, 1, ada.Id, cancellationToken: TestContext.Current.CancellationToken)).ShouldBe((0, 0));
        (await items.CountAsync(campaign)).ShouldBe(new KnownItemCounts(1, 1, 0));
        var rows = await workbench.Database.ReadAsync(c => c.Tasks.Where(t => t.Known != null).ToListAsync());
        rows.Select(r => r.PromptId).Distinct().Count().ShouldBe(2);
        await Should.ThrowAsync<InputException>(() => items.AddAsync(campaign, -1, 0, 1, ada.Id));
    }

    private static SpecDocument SpecOf(string replies) => new SpecFiles(
        "", "1.0.0", [new SpecFile("spec.md", Encoding.UTF8.GetBytes(
            $"# One {{#one authority=root}}\n\nText.\n\n**Example**: a case\n\n~~~xml\n<user>\nIs it?\n</user>\n<comparison>\n{replies}\n</comparison>\n~~~\n\n# Other {{#other authority=root}}\n\nText.\n"))]).Document;
}
