using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Features.Api;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Quality;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Quality;

/// <summary>The quality of a campaign's labels: agreement, annotators, models, judges; and tasks with known answers.</summary>
public static class QualityPages
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<CampaignQuality>();
        services.AddSingleton<Adjudications>();
        services.AddSingleton<KnownItems>();
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/quality", async (string campaign, WorkbenchDatabase database, CampaignQuality quality) =>
            Render.Page<QualityAgreementPage>(new { Campaign = await CampaignHead.ReadAsync(database, campaign), Figures = await quality.AgreementAsync(campaign) })).For(Right.Review);
        app.MapGet("/campaigns/{campaign}/quality/annotators", async (string campaign, WorkbenchDatabase database, CampaignQuality quality) =>
            Render.Page<QualityAnnotatorsPage>(new
            {
                Campaign = await CampaignHead.ReadAsync(database, campaign),
                People = await quality.AnnotatorsAsync(campaign),
                Quality = await quality.DawidSkeneAsync(campaign),
            })).For(Right.Review);
        app.MapGet("/campaigns/{campaign}/quality/models", async (string campaign, WorkbenchDatabase database, CampaignQuality quality) =>
            Render.Page<QualityModelsPage>(new { Campaign = await CampaignHead.ReadAsync(database, campaign), Figures = await quality.ModelsAsync(campaign) })).For(Right.Review);
        app.MapGet("/campaigns/{campaign}/quality/judges", JudgesAsync).For(Right.Review);
        app.MapGet("/campaigns/{campaign}/quality/items", async (string campaign, WorkbenchDatabase database, KnownItems items, CampaignQuality quality) =>
            await ItemsAsync(campaign, database, items, quality)).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/quality/items", AddItemsAsync).For(Right.Research);
        app.MapGet("/api/v1/campaigns/{campaign}/agreement", async (string campaign, CampaignQuality quality) => Results.Json(QualityJson.Of(
            await quality.AgreementAsync(campaign), await quality.AnnotatorsAsync(campaign), await quality.DawidSkeneAsync(campaign), await quality.ModelsAsync(campaign))))
            .Says(ApiWords.Agreement).For(Right.Review);
        DisagreementPages.Map(app);
    }

    private static async Task<IResult> JudgesAsync(string campaign, string? judge, int? page, WorkbenchDatabase database, CampaignQuality quality)
    {
        var figures = await quality.JudgesAsync(campaign);
        return Render.Page<QualityJudgesPage>(new
        {
            Campaign = await CampaignHead.ReadAsync(database, campaign),
            Figures = figures,
            Human = (await quality.AgreementAsync(campaign)).Whole.Verdicts.WithoutTies,
            Chosen = figures.Judges.FirstOrDefault(j => j.Judge == judge) ?? (figures.Judges.Count > 0 ? figures.Judges[0] : null),
            At = page ?? 1,
        });
    }

    private static async Task<IResult> AddItemsAsync(string campaign, HttpRequest request, PageContext page, WorkbenchDatabase database, KnownItems items, CampaignQuality quality)
    {
        var form = await request.ReadFormAsync();
        if (!TryNumber(form["qualification"], out var qualification) || !TryNumber(form["gold"], out var gold)
            || !long.TryParse(form["seed"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
        {
            return await ItemsAsync(campaign, database, items, quality, isBad: true);
        }

        return await ItemsAsync(campaign, database, items, quality, await items.AddAsync(campaign, qualification, gold, seed, page.Who!.Id));
    }

    private static async Task<IResult> ItemsAsync(
        string campaign, WorkbenchDatabase database, KnownItems items, CampaignQuality quality, (int Qualification, int Gold)? added = null, bool isBad = false) => Render.Page<KnownItemsPage>(
        new { Campaign = await CampaignHead.ReadAsync(database, campaign), Counts = await items.CountAsync(campaign), Added = added, IsBad = isBad },
        isBad ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= KnownItems.Most;
}
