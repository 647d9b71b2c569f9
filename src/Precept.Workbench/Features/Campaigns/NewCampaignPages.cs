using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>Makes a campaign from the workspace's prompts and answers or from a file of tasks, after a look at what that gives; adds tasks to one in the same way.</summary>
public static class NewCampaignPages
{
    private const int LargestUpload = 64 << 20;

    /// <summary>What a selection gives, before anything is made.</summary>
    /// <param name="Tasks">The tasks.</param>
    /// <param name="Picked">How the workspace's prompts were picked; null for a file.</param>
    public sealed record Outlook(IReadOnlyList<NewTask> Tasks, PickedTasks? Picked);

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/new", async (WorkspaceSource source, CancellationToken stop) => await FirstAsync(null, source, stop)).For(Right.Research);
        app.MapPost("/campaigns/new", CreateAsync).For(Right.Research).WithMetadata(new RequestSizeLimitAttribute(LargestUpload));
        app.MapGet("/campaigns/{campaign}/tasks/add", async (string campaign, WorkbenchDatabase database, WorkspaceSource source, CancellationToken stop) =>
            await FirstAsync(await CampaignHead.ReadAsync(database, campaign), source, stop)).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/tasks/add", AddAsync).For(Right.Research).WithMetadata(new RequestSizeLimitAttribute(LargestUpload));
    }

    private static async Task<IResult> FirstAsync(CampaignHead? head, WorkspaceSource source, CancellationToken stop)
    {
        var stock = await source.StockAsync(stop);
        // All draws chosen to begin with; a file where the workspace has no answers.
        var form = new NewCampaignForm { IsText = stock.Draws.Count == 0, Draws = [.. stock.Draws.Select(d => d.Key)], Spec = stock.Specs.Count > 0 ? stock.Specs[0].Key : "" };
        return Render.Page<NewCampaignPage>(new { Campaign = head, Stock = stock, Form = form });
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, WorkspaceSource source, CampaignWriter campaigns, PageContext page, CancellationToken stop)
    {
        var (form, problems) = await NewCampaignForm.ReadAsync(request, needsName: true);
        try
        {
            var outlook = problems.Count == 0 ? await OutlookAsync(form, source, stop) : null;
            if (outlook is null || (await request.ReadFormAsync(stop))["action"] != "make")
            {
                return await AgainAsync(null, form, problems, outlook, null, source, stop);
            }

            var spec = await source.SpecAsync(form.Spec, stop);
            CampaignWriter.Check(outlook.Tasks, spec);
            var id = await campaigns.CreateAsync(form.Name, spec, new CampaignSettings(), page.Who!.Id, stop);
            await campaigns.AddTasksAsync(id, outlook.Tasks, page.Who.Id, stop);
            return Results.Redirect($"/campaigns/{id}/settings");
        }
        catch (InputException e)
        {
            return await AgainAsync(null, form, problems, null, e.Message, source, stop);
        }
    }

    private static async Task<IResult> AddAsync(
        string campaign, HttpRequest request, WorkspaceSource source, CampaignWriter campaigns, CampaignQueues queues, WorkbenchDatabase database, PageContext page, CancellationToken stop)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var (form, problems) = await NewCampaignForm.ReadAsync(request, needsName: false);
        try
        {
            var outlook = problems.Count == 0 ? await OutlookAsync(form, source, stop) : null;
            if (outlook is null || (await request.ReadFormAsync(stop))["action"] != "make")
            {
                return await AgainAsync(head, form, problems, outlook, null, source, stop);
            }

            await campaigns.AddTasksAsync(campaign, outlook.Tasks, page.Who!.Id, stop);
            await queues.OrderAsync(campaign, page.Who.Id, stop);
            return Results.Redirect($"/campaigns/{campaign}/tasks");
        }
        catch (InputException e)
        {
            return await AgainAsync(head, form, problems, null, e.Message, source, stop);
        }
    }

    private static async Task<Outlook> OutlookAsync(NewCampaignForm form, WorkspaceSource source, CancellationToken stop)
    {
        if (form.IsText)
        {
            using var reader = new StringReader(form.Text);
            return new Outlook(TaskFile.Read(reader, form.FileName), null);
        }

        var picked = await source.PickAsync(form.Draws, form.Selection, stop);
        return new Outlook(picked.Tasks, picked);
    }

    private static async Task<IResult> AgainAsync(
        CampaignHead? head, NewCampaignForm form, IReadOnlyList<SettingProblem> problems, Outlook? outlook, string? error, WorkspaceSource source, CancellationToken stop) =>
        Render.Page<NewCampaignPage>(
            new { Campaign = head, Stock = await source.StockAsync(stop), Form = form, Problems = problems, Outlook = outlook, Error = error },
            problems.Count > 0 || error is not null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
