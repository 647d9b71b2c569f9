using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>A campaign's first page, its state and its settings.</summary>
public static class CampaignPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}", OverviewAsync).For(Right.SignedIn);
        app.MapPost("/campaigns/{campaign}/state", ChangeStateAsync).For(Right.Research);
        app.MapGet("/campaigns/{campaign}/settings", async (string campaign, string? done, WorkbenchDatabase database, SpecLibrary specs) =>
            await SettingsAsync(await CampaignHead.ReadAsync(database, campaign), specs, null, [], done is null ? null : SettingWords.Saved)).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/settings", SaveAsync).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/settings/preview", PreviewAsync).For(Right.Research);
    }

    private static async Task<IResult> OverviewAsync(string campaign, string? done, WorkbenchDatabase database, SpecLibrary specs, CampaignProgress progress, PageContext page)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var spec = await specs.FindAsync(head.SpecTextId);
        var who = page.Who!;
        var mine = await database.ReadAsync(c => c.Labels.CountAsync(l => l.CampaignId == campaign && l.PersonId == who.Id && !l.IsWithdrawn));
        var snapshot = who.IsAtLeast(PersonRole.Reviewer) ? await progress.ReadAsync(campaign) : null;
        var instructions = head.Settings.Instructions.Length > 0 ? new SpecMarkup(spec, campaign, page.Language).Markdown(head.Settings.Instructions) : default;
        return Render.Page<CampaignPage>(new { Campaign = head, Instructions = instructions, Mine = mine, Progress = snapshot, Done = done is null ? null : CampaignWords.StateChanged });
    }

    private static async Task<IResult> ChangeStateAsync(string campaign, HttpRequest request, CampaignWriter campaigns, PageContext page)
    {
        if (!Enum.TryParse<CampaignState>((await request.ReadFormAsync())["state"], ignoreCase: true, out var state) || !Enum.IsDefined(state))
        {
            return Results.BadRequest();
        }

        await campaigns.SetStateAsync(campaign, state, page.Who!.Id);
        return Results.Redirect($"/campaigns/{campaign}?done=state");
    }

    private static async Task<IResult> SaveAsync(string campaign, HttpRequest request, WorkbenchDatabase database, SpecLibrary specs, CampaignWriter campaigns, PageContext page)
    {
        var form = await request.ReadFormAsync();
        var head = await CampaignHead.ReadAsync(database, campaign);
        var (settings, problems) = SettingForm.Read(head.Settings, key => form[key].ToString().ReplaceLineEndings("\n"), (await specs.FindAsync(head.SpecTextId)).Document);
        var name = form["name"].ToString().Trim();
        if (name.Length is 0 or > 200)
        {
            problems = [new SettingProblem("name", SettingWords.NotInBound), .. problems];
        }

        if (problems.Count > 0)
        {
            return await SettingsAsync(head, specs, form, problems, null);
        }

        await campaigns.ChangeAsync(campaign, name, settings, page.Who!.Id);
        return Results.Redirect($"/campaigns/{campaign}/settings?done=saved");
    }

    private static async Task<IResult> SettingsAsync(CampaignHead head, SpecLibrary specs, IFormCollection? form, IReadOnlyList<SettingProblem> problems, Phrase? done)
    {
        var sections = (await specs.FindAsync(head.SpecTextId)).Document.Sections.Select(s => s.Id).ToList();
        return Render.Page<CampaignSettingsPage>(
            new { Campaign = head, Form = form, Problems = problems, Sections = sections, Done = done },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Instructions as people will see them, for the preview beside the field.</summary>
    private static async Task<IResult> PreviewAsync(string campaign, InstructionsText text, WorkbenchDatabase database, SpecLibrary specs, PageContext page)
    {
        var spec = await specs.OfCampaignAsync(campaign);
        var given = text.Text ?? "";
        var markdown = given.Length <= 20_000 ? given : given[..20_000];
        return Results.Json(new { html = new SpecMarkup(spec, campaign, page.Language).Markdown(markdown).Value }, WorkbenchJson.Options);
    }

    /// <summary>What the settings page sends to see it rendered.</summary>
    internal sealed record InstructionsText(string? Text);
}
