using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Quality;

public sealed class QualificationPageTests
{
    [Fact]
    public async Task Page_tells_what_was_wrong_with_the_specs_reasons_and_nothing_of_what_was_not_answered()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada, settings: new CampaignSettings { Qualification = new Qualification { Items = 2, CutOff = 0.75 } });
        await workbench.Server.Services.GetRequiredService<KnownItems>().AddAsync(campaign, 2, 0, 1, ada.Id, TestContext.Current.CancellationToken);
        var ann = await workbench.AddPersonAsync("ann", campaign: campaign);
        using var client = await workbench.SignInAsync(ann);
        var rows = await workbench.Database.ReadAsync(c => c.Tasks.Where(t => t.Purpose == TaskPurpose.Qualification).ToListAsync());
        var brief = rows.Single(r => r.Known!.Contains("be_brief", StringComparison.Ordinal));
        var address = $"/campaigns/{campaign}/qualification";

        var before = await PageAsync(client, address);
        before.ShouldContain("0 of 2 done. 75.0\u00A0% must be right");
        before.ShouldNotContain("it goes on and on");

        await workbench.LabelAsync(campaign, brief.Id, ann, QualityCampaign.Ranked("", 2, 1, 0), 1);
        var between = await PageAsync(client, address);
        between.ShouldContain("not as the spec has it");
        between.ShouldContain("it goes on and on");
        between.ShouldNotContain("it tells it"); // the other example's reason

        await workbench.LabelAsync(campaign, rows.Single(r => r != brief).Id, ann, QualityCampaign.Ranked("", 0, 1), 2);
        await SetAsync(workbench, campaign, ann, QualificationState.Failed);
        (await PageAsync(client, address)).ShouldContain("Not passed: 50.0\u00A0% right (1 of 2); 75.0\u00A0% were needed.");

        await SetAsync(workbench, campaign, ann, QualificationState.Passed);
        (await PageAsync(client, address)).ShouldContain("Passed: 50.0\u00A0% right");
    }

    [Fact]
    public async Task Page_without_a_round_says_so()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var campaign = await workbench.AddCampaignAsync(ada);
        using var client = await workbench.SignInAsync(ada);

        (await client.GetStringAsync($"/campaigns/{campaign}/qualification", TestContext.Current.CancellationToken)).ShouldContain("This campaign has no qualification round.");
    }

    private static async Task<string> PageAsync(HttpClient client, string address) =>
        System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(address, TestContext.Current.CancellationToken));

    private static Task<bool> SetAsync(RunningWorkbench workbench, string campaign, Person person, QualificationState state) => workbench.Database.WriteAsync(async c =>
    {
        (await c.Members.FirstAsync(m => m.CampaignId == campaign && m.PersonId == person.Id)).Qualification = state;
        return true;
    });
}
