using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Webhooks;

/// <summary>A delivery that this replica has taken.</summary>
internal sealed record TakenDelivery(string Id, string WebhookId, string Url, string ProtectedSecret, string Kind, string Body, int Tries);

/// <summary>What is to be told to whom: made of events, taken by one replica at a time, and kept with how it went.</summary>
/// <remarks>
/// Within a campaign events are committed in the order of their numbers, since each writer holds the chain's head; so a webhook may go on from the last event that it has seen. A taken delivery
/// comes due again after a minute: a replica that dies in the midst of it delays it and does not lose it. Receivers may get a delivery twice, never none.
/// </remarks>
public sealed class WebhookQueue(WorkbenchDatabase database, WorkbenchOptions options, IDataProtectionProvider protection)
{
    private const int EventsAtOnce = 500;
    private const int TakenFor = 60_000;

    private readonly IDataProtector _protector = protection.CreateProtector("webhook secrets");

    /// <summary>Adds a webhook; it is told of events from now on.</summary>
    /// <returns>Its id, and the secret, which is shown once.</returns>
    public async Task<(string Id, string Secret)> AddAsync(string campaign, string url, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken = default)
    {
        var (id, secret) = (Ids.New(options.Clock), WebhookSignature.Prefix + Secrets.New());
        var kept = _protector.Protect(secret);
        await database.WriteAsync(
            async context =>
            {
                context.Webhooks.Add(new WebhookRow
                {
                    Id = id,
                    CampaignId = campaign,
                    Url = url,
                    ProtectedSecret = kept,
                    Kinds = "," + string.Join(',', kinds) + ",",
                    IsActive = true,
                    CreatedAt = Now,
                    LastSeq = await context.Events.Where(e => e.CampaignId == campaign).MaxAsync(e => (long?)e.Seq, cancellationToken) ?? 0,
                });
                return true;
            },
            cancellationToken);
        return (id, secret);
    }

    /// <summary>Switches a webhook on or off. One that is off is sent nothing: what was due waits until it is on again. It is not told of what happened meanwhile.</summary>
    public Task<bool> SwitchAsync(string campaign, string id, bool isActive, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            if (await context.Webhooks.FirstOrDefaultAsync(w => w.Id == id && w.CampaignId == campaign, cancellationToken) is not { } webhook)
            {
                return false;
            }

            webhook.LastSeq = isActive && !webhook.IsActive ? await context.Events.Where(e => e.CampaignId == campaign).MaxAsync(e => (long?)e.Seq, cancellationToken) ?? 0 : webhook.LastSeq;
            webhook.IsActive = isActive;
            return true;
        },
        cancellationToken);

    /// <summary>Removes a webhook with its deliveries.</summary>
    public Task<bool> RemoveAsync(string campaign, string id, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            if (await context.Webhooks.Where(w => w.Id == id && w.CampaignId == campaign).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                return false;
            }

            await context.Deliveries.Where(d => d.WebhookId == id).ExecuteDeleteAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Makes a delivery due now, with all its tries anew.</summary>
    public Task<bool> AgainAsync(string campaign, string delivery, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            var row = await context.Deliveries.FirstOrDefaultAsync(d => d.Id == delivery && context.Webhooks.Any(w => w.Id == d.WebhookId && w.CampaignId == campaign), cancellationToken);
            if (row is null)
            {
                return false;
            }

            (row.Attempts, row.NextAt, row.DeliveredAt, row.IsGivenUp, row.Error) = (0, Now, null, false, null);
            return true;
        },
        cancellationToken);

    /// <summary>Makes deliveries of the events that webhooks have not seen.</summary>
    internal async Task SpreadAsync(CancellationToken cancellationToken)
    {
        var behind = await database.ReadAsync(c => c.Webhooks.Where(w => w.IsActive && c.Events.Any(e => e.CampaignId == w.CampaignId && e.Seq > w.LastSeq)).Select(w => w.Id).ToListAsync(cancellationToken));
        foreach (var id in behind)
        {
            await database.WriteAsync(
                async context =>
                {
                    if (await database.TakeWebhookAsync(context, id, cancellationToken) is not { IsActive: true } webhook)
                    {
                        return false;
                    }

                    var events = await context.Events.Where(e => e.CampaignId == webhook.CampaignId && e.Seq > webhook.LastSeq).OrderBy(e => e.Seq).Take(EventsAtOnce)
                        .Select(e => new { e.Seq, e.Kind }).ToListAsync(cancellationToken);
                    foreach (var e in events.Where(e => webhook.Kinds.Contains("," + e.Kind + ",", StringComparison.Ordinal)))
                    {
                        context.Deliveries.Add(new DeliveryRow { Id = Ids.New(options.Clock), WebhookId = id, EventSeq = e.Seq, Attempts = 0, NextAt = Now });
                    }

                    webhook.LastSeq = events.Count > 0 ? events[^1].Seq : webhook.LastSeq;
                    return true;
                },
                cancellationToken);
        }
    }

    /// <summary>Takes deliveries that are due, of webhooks that are on: no other replica has them for a minute.</summary>
    /// <param name="most">Most in all.</param>
    /// <param name="mostOfOne">Most of one webhook.</param>
    /// <param name="except">Webhooks of which none are taken.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task<IReadOnlyList<TakenDelivery>> TakeAsync(int most, int mostOfOne, IReadOnlyCollection<string> except, CancellationToken cancellationToken)
    {
        var due = await DueAsync(most, except, cancellationToken);
        if (due.Count == 0)
        {
            return [];
        }

        var taken = await database.WriteAsync(
            async context =>
            {
                var rows = new List<DeliveryRow>();
                foreach (var webhook in due.TakeWhile(_ => rows.Count < most))
                {
                    rows.AddRange(await database.TakeDeliveriesAsync(context, webhook, Now, Math.Min(mostOfOne, most - rows.Count), cancellationToken));
                }

                foreach (var row in rows)
                {
                    row.Attempts++;
                    row.NextAt = Now + TakenFor;
                }

                return rows.Select(r => (r.Id, r.WebhookId, r.EventSeq, r.Attempts)).ToList();
            },
            cancellationToken);
        var deliveries = new List<TakenDelivery>();
        foreach (var (id, webhookId, seq, tries) in taken)
        {
            var found = await database.ReadAsync(async c => (
                Webhook: await c.Webhooks.FirstOrDefaultAsync(w => w.Id == webhookId, cancellationToken),
                Event: await c.Events.FirstAsync(e => e.Seq == seq, cancellationToken),
                Handle: await c.Events.Where(e => e.Seq == seq).Join(c.Users, e => e.PersonId, p => p.Id, (_, p) => p.Handle).FirstOrDefaultAsync(cancellationToken)));
            if (found.Webhook is { } webhook)
            {
                deliveries.Add(new TakenDelivery(id, webhookId, webhook.Url, webhook.ProtectedSecret, found.Event.Kind, Body(id, found.Event, found.Handle), tries));
            }
        }

        return deliveries;
    }

    /// <summary>The secret that a webhook's receiver knows; null where it cannot be decrypted, since the keys are others now or the row was changed.</summary>
    internal string? SecretOf(TakenDelivery delivery)
    {
        try
        {
            return _protector.Unprotect(delivery.ProtectedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Keeps how a try went.</summary>
    internal Task RecordAsync(TakenDelivery delivery, WebhookResult result, double random, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            if (await context.Deliveries.FirstOrDefaultAsync(d => d.Id == delivery.Id, cancellationToken) is { } row)
            {
                var wait = WebhookSchedule.Wait(delivery.Tries, options.Webhooks, random);
                (row.Status, row.Error) = (result.Status, result.Error);
                row.DeliveredAt = result.Error is null ? Now : null;
                row.IsGivenUp = result.Error is not null && wait is null;
                row.NextAt = Now + (long)(wait?.TotalMilliseconds ?? 0);
            }

            return true;
        },
        cancellationToken);

    private long Now => options.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    // Webhooks with something due, the one that waits longest first.
    private Task<List<string>> DueAsync(int most, IReadOnlyCollection<string> except, CancellationToken cancellationToken)
    {
        var (now, passed) = (Now, except.ToList());
        return database.ReadAsync(c => c.Webhooks.Where(w => w.IsActive && !passed.Contains(w.Id))
            .Select(w => new { w.Id, Oldest = c.Deliveries.Where(d => d.WebhookId == w.Id && d.DeliveredAt == null && !d.IsGivenUp && d.NextAt <= now).Min(d => (long?)d.NextAt) })
            .Where(w => w.Oldest != null).OrderBy(w => w.Oldest).ThenBy(w => w.Id).Take(most).Select(w => w.Id).ToListAsync(cancellationToken));
    }

    private static string Body(string delivery, EventRow row, string? handle)
    {
        using var content = JsonDocument.Parse(row.Content);
        return WorkbenchJson.Of(new
        {
            delivery,
            campaign = row.CampaignId,
            kind = row.Kind,
            number = row.Number,
            at = DateTimeOffset.FromUnixTimeMilliseconds(row.At).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
            subject = row.Subject,
            person = handle,
            content = content.RootElement,
            hash = row.Hash,
        });
    }
}
