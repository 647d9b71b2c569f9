using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Precept.Workbench.Webhooks;

/// <summary>Tells webhooks of events, in the background of each replica.</summary>
public sealed class WebhookSender(WebhookQueue queue, WebhookClient client, WorkbenchOptions options, ILogger<WebhookSender> log) : BackgroundService
{
    private const int AtOnce = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Webhooks.Interval, options.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await queue.SpreadAsync(stoppingToken);
                while (await queue.TakeAsync(AtOnce, stoppingToken) is { Count: > 0 } taken)
                {
                    await Task.WhenAll(taken.Select(d => SendAsync(d, stoppingToken)));
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "webhooks could not be served; tried again in {Interval}", options.Webhooks.Interval);
            }
        }
    }

    private async Task SendAsync(TakenDelivery delivery, CancellationToken stop)
    {
        var result = await client.SendAsync(delivery.Url, queue.SecretOf(delivery), delivery.Id, delivery.Kind, delivery.Body, stop);
        await queue.RecordAsync(delivery, result, Random.Shared.NextDouble(), stop);
    }
}
