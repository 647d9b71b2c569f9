using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Api;

/// <summary>The REST API of campaigns, for programs with a key. Described by <c>/openapi/v1.json</c> and docs/workbench/api.md.</summary>
public static class ApiRoutes
{
    private const int MostOnPage = 1000;

    /// <summary>A campaign.</summary>
    public sealed record CampaignInfo(string Id, string Name, CampaignState State, string SpecVersion, string Spec, string CreatedAt);

    /// <summary>What makes a campaign.</summary>
    /// <param name="Name">Its name, 1 to 200 characters.</param>
    /// <param name="Spec">A spec of the workspace: a version, the beginning of a hash, or <c>served</c> for the one that the server was started with.</param>
    /// <param name="Settings">How it is run; the defaults where left out.</param>
    public sealed record NewCampaign(string Name, string Spec, CampaignSettings? Settings);

    /// <summary>A new state.</summary>
    public sealed record NewState(CampaignState State);

    /// <summary>How many tasks were added.</summary>
    public sealed record AddedTasks(int Added, int Given);

    /// <summary>A task.</summary>
    public sealed record TaskInfo(string Id, int Number, TaskPurpose Purpose, string PromptId, IReadOnlyList<string> Sections, string Language, int Labeled, int? Wanted, bool IsHeld, double Priority);

    /// <summary>A page of a list.</summary>
    /// <param name="Items">The items.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null after the last.</param>
    public sealed record Page<T>(IReadOnlyList<T> Items, long? Next);

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/campaigns", async (WorkbenchDatabase database, PageContext page) => Json(await CampaignsAsync(database, page.Who!, null)))
            .Produces<List<CampaignInfo>>().Says(ApiWords.ListCampaigns).For(Right.Research);
        app.MapPost("/api/v1/campaigns", CreateAsync).Produces<CampaignInfo>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .Says(ApiWords.MakeCampaign).For(Right.Research);
        app.MapGet("/api/v1/campaigns/{campaign}", async (string campaign, WorkbenchDatabase database, PageContext page) => Json((await CampaignsAsync(database, page.Who!, campaign))[0]))
            .Produces<CampaignInfo>().Says(ApiWords.OneCampaign).For(Right.Research);
        app.MapPut("/api/v1/campaigns/{campaign}/state", async (string campaign, NewState state, CampaignWriter campaigns, PageContext page) =>
        {
            await campaigns.SetStateAsync(campaign, state.State, page.Who!.Id);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent).Says(ApiWords.ChangeState).For(Right.Research);
        app.MapPost("/api/v1/campaigns/{campaign}/tasks", AddTasksAsync).Accepts<string>("application/x-ndjson", "application/jsonl", "application/json", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded").Produces<AddedTasks>().ProducesProblem(StatusCodes.Status400BadRequest)
            .Says(ApiWords.AddTasks).For(Right.Research);
        app.MapGet("/api/v1/campaigns/{campaign}/tasks", TasksAsync).Produces<Page<TaskInfo>>()
            .Says(ApiWords.ListTasks).For(Right.Research);
        app.MapGet("/api/v1/campaigns/{campaign}/labels", async (string campaign, LabelExport export, CancellationToken stop, long after = 0, int most = 100) =>
        {
            var labels = await export.PageAsync(campaign, after, Math.Clamp(most, 1, MostOnPage), stop);
            return Json(new Page<ExportedLabel>(labels, labels.Count < Math.Clamp(most, 1, MostOnPage) ? null : labels[^1].Seq));
        }).Produces<Page<ExportedLabel>>().Says(ApiWords.ListLabels).For(Right.Research);
        app.MapGet("/api/v1/campaigns/{campaign}/progress", async (string campaign, CampaignProgress progress) => Json(await progress.ReadAsync(campaign)))
            .Produces<ProgressSnapshot>().Says(ApiWords.Progress).For(Right.Research);
    }

    private static async Task<IResult> CreateAsync(NewCampaign campaign, CampaignWriter campaigns, WorkspaceSource source, WorkbenchDatabase database, PageContext page, CancellationToken stop)
    {
        if (campaign.Name is null || campaign.Spec is null)
        {
            throw new InputException("a campaign has a 'name' and a 'spec'");
        }

        var id = await campaigns.CreateAsync(campaign.Name, await source.SpecAsync(campaign.Spec, stop), campaign.Settings ?? new CampaignSettings(), page.Who!.Id, stop);
        return Results.Json((await CampaignsAsync(database, page.Who, id))[0], WorkbenchJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> AddTasksAsync(string campaign, HttpRequest request, CampaignWriter campaigns, CampaignQueues queues, PageContext page, CancellationToken stop)
    {
        using var body = new StreamReader(request.Body);
        using var text = new StringReader(await body.ReadToEndAsync(stop));
        var tasks = TaskFile.Read(text, "tasks");
        var added = await campaigns.AddTasksAsync(campaign, tasks, page.Who!.Id, stop);
        await queues.OrderAsync(campaign, page.Who.Id, stop);
        return Json(new AddedTasks(added, tasks.Count));
    }

    private static async Task<IResult> TasksAsync(string campaign, WorkbenchDatabase database, CancellationToken stop, int after = 0, int most = 100)
    {
        var size = Math.Clamp(most, 1, MostOnPage);
        var rows = await database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign && t.Number > after).OrderBy(t => t.Number).Take(size).ToListAsync(stop));
        return Json(new Page<TaskInfo>(
            [.. rows.Select(t => new TaskInfo(t.Id, t.Number, t.Purpose, t.PromptId, TaskSections.Read(t.Sections), t.Language, t.Labeled, t.Wanted == int.MaxValue ? null : t.Wanted, t.IsHeld, t.Priority))],
            rows.Count < size ? null : rows[^1].Number));
    }

    private static async Task<IReadOnlyList<CampaignInfo>> CampaignsAsync(WorkbenchDatabase database, Who who, string? only)
    {
        var rows = await database.ReadAsync(c => c.Campaigns
            .Where(x => (only == null || x.Id == only) && (who.Role == PersonRole.Admin || c.Members.Any(m => m.CampaignId == x.Id && m.PersonId == who.Id)))
            .OrderBy(x => x.CreatedAt).Join(c.SpecTexts, x => x.SpecTextId, s => s.Id, (x, s) => new { x.Id, x.Name, x.State, s.Version, Spec = s.Id, x.CreatedAt }).OrderBy(x => x.CreatedAt).ToListAsync());
        return [.. rows.Select(x => new CampaignInfo(
            x.Id, x.Name, x.State, x.Version, x.Spec, DateTimeOffset.FromUnixTimeMilliseconds(x.CreatedAt).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)))];
    }

    private static IResult Json<T>(T value) => Results.Json(value, WorkbenchJson.Options);
}
