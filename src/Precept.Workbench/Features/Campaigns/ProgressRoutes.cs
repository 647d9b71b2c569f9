using Microsoft.AspNetCore.Builder;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>How far a campaign is, as the part of the page that a script puts in place of the one before.</summary>
public static class ProgressRoutes
{
    public static void Map(WebApplication app) => app.MapGet("/campaigns/{campaign}/progress", async (string campaign, CampaignProgress progress) =>
        Render.Page<ProgressParts>(new { Progress = await progress.ReadAsync(campaign), Campaign = campaign })).For(Right.Review);
}
