using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Labeling;

/// <summary>The task page: the page with the first task, the next task as markup, the spec's sections beside it, and how a person likes to work.</summary>
public static class TaskPage
{
    private const int MostFound = 40;
    private const int LongestSearch = 200;

    /// <summary>What the page asks when it wants one more task.</summary>
    /// <param name="Tab">The tab.</param>
    /// <param name="Holding">The assignment that it shows now, or null.</param>
    public sealed record NextRequest(string Tab, string? Holding);

    /// <summary>How a person likes to work; what is null stays as it is.</summary>
    public sealed record LabelSettings(Dictionary<string, string>? Keys, bool? KeysOff, bool? Stacked);

    private sealed record Campaign(string Name, string SpecTextId, string Settings);

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/label", FirstAsync).For(Right.Label);
        app.MapGet("/campaigns/{campaign}/label/{assignment}", OwnAsync).For(Right.Label);
        app.MapPost("/campaigns/{campaign}/next", NextAsync).For(Right.Label);
        app.MapGet("/campaigns/{campaign}/sections", async (string campaign, string? q, SpecLibrary specs) =>
        {
            var spec = await specs.OfCampaignAsync(campaign);
            var text = q ?? "";
            return Render.Page<FoundSections>(new { Sections = spec.Search(text.Length > LongestSearch ? text[..LongestSearch] : text, MostFound), Spec = spec });
        }).For(Right.Label);
        app.MapGet("/campaigns/{campaign}/sections/{section}", async (string campaign, string section, SpecLibrary specs) =>
        {
            var spec = await specs.OfCampaignAsync(campaign);
            return spec.Document.Find(section) is { } found
                ? Render.Page<SectionCard>(new { Section = found, Spec = spec, IsOpen = true, Place = "opened-" + ContentHash.Of(found.Id)[..8] })
                : Results.NotFound();
        }).For(Right.Label);
        app.MapPost("/settings/label", SaveAsync).For(Right.SignedIn);
    }

    private static async Task<IResult> FirstAsync(
        string campaign, Assigner assigner, WorkbenchDatabase database, SpecLibrary specs, PageContext page, TimeProvider clock, CancellationToken cancellationToken)
    {
        var tab = Ids.New(clock);
        var (task, why) = await assigner.NextAsync(campaign, page.Who!, tab, null, cancellationToken);
        return await PageAsync(campaign, task, why, tab, assigner, database, specs, page);
    }

    private static async Task<IResult> OwnAsync(
        string campaign, string assignment, Assigner assigner, WorkbenchDatabase database, SpecLibrary specs, PageContext page, TimeProvider clock, CancellationToken cancellationToken)
    {
        var tab = Ids.New(clock);
        return await assigner.FindAsync(campaign, page.Who!, assignment, tab, cancellationToken) is { } task
            ? await PageAsync(campaign, task, null, tab, assigner, database, specs, page)
            : Results.NotFound();
    }

    private static async Task<IResult> PageAsync(
        string campaignId, AssignedTask? task, NothingToDo? why, string tab, Assigner assigner, WorkbenchDatabase database, SpecLibrary specs, PageContext page)
    {
        var (campaign, person) = await AboutAsync(database, campaignId, page.Who!);
        var settings = WorkbenchJson.Read<CampaignSettings>(campaign.Settings);
        var spec = await specs.FindAsync(campaign.SpecTextId);
        var data = new PageData(
            campaignId,
            page.Who!.Id,
            tab,
            settings.Questions,
            TaskKeys.For(person),
            TaskKeys.All.ToDictionary(a => a.Id, a => a.Key),
            person.KeysOff,
            person.Stacked,
            settings.Wellbeing.BreakAfterMinutes,
            await assigner.TodayAsync(campaignId, page.Who!),
            spec.Document.Sections.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Title));
        return Render.Page<TaskPageView>(new
        {
            Campaign = campaign.Name,
            spec.Document.Version,
            Data = data,
            Person = person,
            Task = task is null ? null : new ShownTask(task, spec, settings, person, page.Language),
            Why = why ?? NothingToDo.AllDone,
        });
    }

    private static async Task<IResult> NextAsync(
        string campaign, NextRequest request, Assigner assigner, WorkbenchDatabase database, SpecLibrary specs, PageContext page, HttpContext http, ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        var (task, why) = await assigner.NextAsync(campaign, page.Who!, request.Tab, request.Holding, cancellationToken);
        var (row, person) = await AboutAsync(database, campaign, page.Who!);
        await using var renderer = new HtmlRenderer(http.RequestServices, logs);
        if (task is null)
        {
            var today = await assigner.TodayAsync(campaign, page.Who!, cancellationToken);
            return Results.Json(new { why, html = await HtmlAsync<NothingToDoView>(renderer, new() { ["Why"] = why ?? NothingToDo.AllDone, ["Today"] = today }) }, WorkbenchJson.Options);
        }

        var spec = await specs.FindAsync(row.SpecTextId);
        var shown = new ShownTask(task, spec, WorkbenchJson.Read<CampaignSettings>(row.Settings), person, page.Language);
        return Results.Json(new { task.Assignment, data = shown.Data, html = await HtmlAsync<TaskView>(renderer, new() { ["Task"] = shown }) }, WorkbenchJson.Options);
    }

    private static Task<string> HtmlAsync<TComponent>(HtmlRenderer renderer, Dictionary<string, object?> parameters) where TComponent : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());

    private static Task<(Campaign Campaign, PersonSettings Person)> AboutAsync(WorkbenchDatabase database, string campaignId, Who who) => database.ReadAsync(async c =>
    {
        var found = await c.Campaigns.Where(x => x.Id == campaignId)
            .Select(x => new { Campaign = new Campaign(x.Name, x.SpecTextId, x.Settings), Person = c.Users.Where(p => p.Id == who.Id).Select(p => p.Settings).First() }).FirstAsync();
        return (found.Campaign, WorkbenchJson.Read<PersonSettings>(found.Person));
    });

    private static async Task<IResult> SaveAsync(LabelSettings request, WorkbenchDatabase database, PageContext page) => await database.WriteAsync(async c =>
    {
        var person = await c.Users.FirstAsync(p => p.Id == page.Who!.Id);
        var old = WorkbenchJson.Read<PersonSettings>(person.Settings);
        var settings = old with
        {
            Keys = request.Keys is null ? old.Keys : TaskKeys.Known(request.Keys),
            KeysOff = request.KeysOff ?? old.KeysOff,
            Stacked = request.Stacked ?? old.Stacked,
        };
        person.Settings = WorkbenchJson.Of(settings);
        await c.SaveChangesAsync();
        return Results.Json(new { }, WorkbenchJson.Options);
    });
}
