using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Quality;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Quality;

/// <summary>Tasks on which people differ, and a reviewer's decision on one.</summary>
internal static class DisagreementPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/quality/disagreements", async (
            string campaign, string? section, string? state, int? page, WorkbenchDatabase database, CampaignQuality quality) =>
            Render.Page<QualityDisagreementsPage>(new
            {
                Campaign = await CampaignHead.ReadAsync(database, campaign),
                List = await DisagreementList.OfAsync(database, quality, campaign, section, state, page ?? 1),
            })).For(Right.Review);
        app.MapGet("/campaigns/{campaign}/quality/tasks/{task}", ShowAsync).For(Right.Review);
        app.MapPost("/campaigns/{campaign}/quality/tasks/{task}", DecideAsync).For(Right.Review);
    }

    private static async Task<IResult> ShowAsync(string campaign, string task, int? done, WorkbenchDatabase database, SpecLibrary specs, Adjudications adjudications, PageContext page) =>
        await ReviewTask.FindAsync(database, specs, adjudications, campaign, task, page.Who!) is { } found
            ? await PageAsync(database, campaign, found, StatusCodes.Status200OK, done == 1 && found.IsDecided)
            : Results.NotFound();

    private static async Task<IResult> DecideAsync(
        string campaign, string task, HttpRequest request, WorkbenchDatabase database, SpecLibrary specs, Adjudications adjudications, PageContext page)
    {
        if (await ReviewTask.FindAsync(database, specs, adjudications, campaign, task, page.Who!) is not { } found)
        {
            return Results.NotFound();
        }

        var form = await request.ReadFormAsync();
        var content = found.Read(form);
        var problems = Adjudications.Problems(content, found.Content, found.Spec.Document);
        if (problems.Count > 0)
        {
            return await PageAsync(database, campaign, found with { Form = content, Problems = problems }, StatusCodes.Status422UnprocessableEntity);
        }

        // A form without the number saw nothing: it can decide only where nothing was decided.
        _ = long.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        return await adjudications.DecideAsync(campaign, task, page.Who!, content, seen) switch
        {
            AdjudicationOutcome.Decided => Results.Redirect($"/campaigns/{campaign}/quality/tasks/{task}?done=1"),
            AdjudicationOutcome.DecidedMeanwhile => await PageAsync(
                database,
                campaign,
                (await ReviewTask.FindAsync(database, specs, adjudications, campaign, task, page.Who!))! with { Form = content, IsMeanwhile = true },
                StatusCodes.Status409Conflict),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> PageAsync(WorkbenchDatabase database, string campaign, ReviewTask task, int status, bool isDone = false) =>
        Render.Page<QualityTaskPage>(new { Campaign = await CampaignHead.ReadAsync(database, campaign), Task = task, IsDone = isDone }, status);
}
