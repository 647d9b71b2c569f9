using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>The order in which tasks are given out, and taking up a newer spec.</summary>
public static class QueuePages
{
    /// <summary>A task that is next.</summary>
    public sealed record Next(string Id, int Number, TaskPurpose Purpose, string Sections, double Priority, int Labeled, int Wanted);

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/queues", async (string campaign, string? done, WorkbenchDatabase database, WorkspaceSource source, CancellationToken stop) =>
            await PageAsync(campaign, null, null, done, database, source, stop)).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/queues/order", async (string campaign, CampaignQueues queues, PageContext page, CancellationToken stop) =>
        {
            await queues.OrderAsync(campaign, page.Who!.Id, stop);
            return Results.Redirect($"/campaigns/{campaign}/queues?done=ordered");
        }).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/queues/spec", SpecAsync).For(Right.Research);
    }

    /// <summary>Shows what a newer spec changes; takes it up where that is asked for.</summary>
    private static async Task<IResult> SpecAsync(
        string campaign, HttpRequest request, CampaignQueues queues, WorkspaceSource source, WorkbenchDatabase database, PageContext page, CancellationToken stop)
    {
        var form = await request.ReadFormAsync(stop);
        try
        {
            var spec = await source.SpecAsync(form["spec"].ToString(), stop);
            if (form["action"] == "use")
            {
                // What is taken up is what was looked at, not what the files have become since.
                if (spec.Hash != form["hash"])
                {
                    return await PageAsync(campaign, null, page.Say(QueueWords.ChangedSince), null, database, source, stop);
                }

                await queues.UseSpecAsync(campaign, spec, page.Who!.Id, stop);
                return Results.Redirect($"/campaigns/{campaign}/queues?done=spec");
            }

            return await PageAsync(campaign, (form["spec"].ToString(), await queues.OutlookAsync(campaign, spec, stop)), null, null, database, source, stop);
        }
        catch (InputException e)
        {
            return await PageAsync(campaign, null, e.Message, null, database, source, stop);
        }
    }

    private static async Task<IResult> PageAsync(
        string campaign, (string Key, SpecChangeOutlook Outlook)? change, string? problem, string? done, WorkbenchDatabase database, WorkspaceSource source, CancellationToken stop)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var (next, again) = await database.ReadAsync(async c =>
        {
            var open = c.Tasks.Where(t => t.CampaignId == campaign && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel) && t.Labeled < t.Wanted && !t.IsHeld);
            return (await open.OrderByDescending(t => t.Priority).ThenBy(t => t.Number).Take(20)
                .Select(t => new Next(t.Id, t.Number, t.Purpose, t.Sections, t.Priority, t.Labeled, t.Wanted)).ToListAsync(stop), await open.CountAsync(t => t.Purpose == TaskPurpose.Relabel, stop));
        });
        return Render.Page<QueuePage>(
            new
            {
                Campaign = head,
                Next = next,
                Again = again,
                Specs = await source.SpecsAsync(stop),
                Chosen = change?.Key ?? "",
                Outlook = change?.Outlook,
                Problem = problem,
                Done = done switch { "ordered" => QueueWords.Ordered, "spec" => QueueWords.Taken, _ => null },
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
