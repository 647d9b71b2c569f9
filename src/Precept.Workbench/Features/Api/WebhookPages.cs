using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Webhooks;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Api;

/// <summary>Who is told of a campaign's events, and how that went.</summary>
public static class WebhookPages
{
    /// <summary>A webhook.</summary>
    public sealed record Entry(string Id, string Url, string Kinds, bool IsActive);

    /// <summary>A delivery.</summary>
    public sealed record DeliveryEntry(string Id, string Url, string Kind, long At, int Attempts, long NextAt, long? DeliveredAt, bool IsGivenUp, int? Status, string? Error);

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/webhooks", async (string campaign, string? done, WorkbenchDatabase database) =>
            await PageAsync(campaign, done is not null, null, null, "", database)).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/webhooks", AddAsync).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/webhooks/{webhook}/switch", async (string campaign, string webhook, HttpRequest request, WebhookQueue queue) =>
            await queue.SwitchAsync(campaign, webhook, (await request.ReadFormAsync())["active"] == "yes") ? Back(campaign) : Results.NotFound()).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/webhooks/{webhook}/remove", async (string campaign, string webhook, WebhookQueue queue) =>
            await queue.RemoveAsync(campaign, webhook) ? Back(campaign) : Results.NotFound()).For(Right.Research);
        app.MapPost("/campaigns/{campaign}/deliveries/{delivery}/again", async (string campaign, string delivery, WebhookQueue queue) =>
            await queue.AgainAsync(campaign, delivery) ? Back(campaign) : Results.NotFound()).For(Right.Research);
    }

    private static IResult Back(string campaign) => Results.Redirect($"/campaigns/{campaign}/webhooks?done=changed");

    private static async Task<IResult> AddAsync(string campaign, HttpRequest request, WebhookQueue queue, WorkbenchOptions options, WorkbenchDatabase database)
    {
        var form = await request.ReadFormAsync();
        var (url, kinds) = (form["url"].ToString().Trim(), form["kind"].OfType<string>().Distinct().ToList());
        var problem = !WebhookClient.IsUsable(url, options.Webhooks) ? WebhookWords.BadAddress
            : kinds.Count == 0 || kinds.Except(EventKinds.All).Any() ? WebhookWords.NoKind
            : null;
        if (problem is not null)
        {
            return await PageAsync(campaign, false, problem, null, url, database);
        }

        // The page with the secret is the answer itself: an address of it could be opened again.
        var (_, secret) = await queue.AddAsync(campaign, url, kinds);
        return await PageAsync(campaign, false, null, secret, "", database);
    }

    private static async Task<IResult> PageAsync(string campaign, bool isDone, Phrase? problem, string? secret, string url, WorkbenchDatabase database)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var (webhooks, deliveries) = await database.ReadAsync(async c => (
            await c.Webhooks.Where(w => w.CampaignId == campaign).OrderBy(w => w.CreatedAt).Select(w => new Entry(w.Id, w.Url, w.Kinds, w.IsActive)).ToListAsync(),
            await c.Deliveries.Join(c.Webhooks.Where(w => w.CampaignId == campaign), d => d.WebhookId, w => w.Id, (d, w) => new { d, w.Url }).OrderByDescending(x => x.d.EventSeq).ThenBy(x => x.d.Id).Take(100)
                .Join(c.Events, x => x.d.EventSeq, e => e.Seq, (x, e) => new { x.d, x.Url, e.Kind, e.At, e.Seq }).OrderByDescending(x => x.Seq)
                .Select(x => new DeliveryEntry(x.d.Id, x.Url, x.Kind, x.At, x.d.Attempts, x.d.NextAt, x.d.DeliveredAt, x.d.IsGivenUp, x.d.Status, x.d.Error)).ToListAsync()));
        return Render.Page<WebhookPage>(
            new { Campaign = head, Webhooks = webhooks, Deliveries = deliveries, IsDone = isDone, Problem = problem, Secret = secret, Url = url },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
