using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>Lets so many calls at a time through to a model that runs here; counts them. Repeats get seeds of their own, or they would all be the same.</summary>
internal sealed class LimitedChatClient(IChatClient inner, int concurrency, CallMeter meter) : DelegatingChatClient(inner)
{
    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions { PermitLimit = concurrency, QueueLimit = int.MaxValue });

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var place = await _places.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        meter.Sent();
        try
        {
            if (options.Repeat() > 0 && options!.Seed is null)
            {
                options = options.Clone();
                options.Seed = 1 + options.Repeat();
            }

            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            meter.Returned();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _places.Dispose();
        }
    }
}
