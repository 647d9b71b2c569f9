using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Precept.Workbench.Webhooks;

/// <summary>Tells webhooks of events, in the background of each replica.</summary>
/// <remarks>
/// A receiver that does not answer holds a place until the time is up. So a webhook has few of the places at once, nobody waits for another's answer, and each has its turn before any has the next.
/// </remarks>
public sealed class WebhookSender(WebhookQueue queue, WebhookClient client, WorkbenchOptions options, ILogger<WebhookSender> log) : BackgroundService
{
    private const int AtOnce = 8;
    private const int AtOnceToOne = 2;

    private readonly List<(string Webhook, Task Sending)> _sending = [];
    private readonly HashSet<string> _hadTurn = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Webhooks.Interval, options.Clock);
        try
        {
            var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            while (true)
            {
                await Task.WhenAny([tick, .. _sending.Select(s => s.Sending)]);
                if (tick.IsCompleted)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                }

                await GoOnAsync(stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_sending.Select(s => s.Sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GoOnAsync(CancellationToken stop)
    {
        _sending.RemoveAll(s => s.Sending.IsCompleted);
        try
        {
            await queue.SpreadAsync(stop);
            while (_sending.Count < AtOnce && await NextAsync(stop) is { Count: > 0 } taken)
            {
                _hadTurn.UnionWith(taken.Select(d => d.WebhookId));
                _sending.AddRange(taken.Select(d => (d.WebhookId, SendAsync(d, stop))));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "webhooks could not be served; tried again in {Interval}", options.Webhooks.Interval);
        }
    }

    // Those that had no turn yet; after them, whoever is not being sent to.
    private async Task<IReadOnlyList<TakenDelivery>> NextAsync(CancellationToken stop)
    {
        var free = AtOnce - _sending.Count;
        if (await queue.TakeAsync(free, AtOnceToOne, _hadTurn, stop) is { Count: > 0 } taken)
        {
            return taken;
        }

        _hadTurn.IntersectWith(_sending.Select(s => s.Webhook));
        return await queue.TakeAsync(free, AtOnceToOne, _hadTurn, stop);
    }

    private async Task SendAsync(TakenDelivery delivery, CancellationToken stop)
    {
        try
        {
            var result = queue.SecretOf(delivery) is { } secret
                ? await client.SendAsync(delivery.Url, secret, delivery.Id, delivery.Kind, delivery.Body, stop)
                : new WebhookResult(null, "the webhook's secret cannot be decrypted with this server's keys; remove the webhook and add it anew");
            await queue.RecordAsync(delivery, result, Random.Shared.NextDouble(), stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "delivery {Delivery} could not be sent or recorded; tried again in a minute", delivery.Id);
        }
    }
}
