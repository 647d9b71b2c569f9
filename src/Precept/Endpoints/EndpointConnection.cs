using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Precept.Endpoints;

/// <summary>The way to one endpoint, which all its models share: connections, limits, retries, circuit breaker.</summary>
/// <remarks>
/// From outside to inside: retry; limits of rate and concurrency (a call that waits to be tried again takes no place); circuit breaker; time for one try;
/// the body is taken in whole; connections. A breaker that is open holds requests back; it fails none.
/// </remarks>
internal sealed class EndpointConnection : IDisposable
{
    private readonly ConcurrencyLimiter _places;
    private readonly RatePacer? _requests;
    private readonly RatePacer? _tokens;

    /// <summary>A way to an endpoint.</summary>
    /// <param name="endpoint">Its base address.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="meter">Counts.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="wire">What sends; null for real connections.</param>
    public EndpointConnection(Uri endpoint, EndpointLimits limits, CallMeter meter, TimeProvider clock, HttpMessageHandler? wire = null)
    {
        (Limits, Clock, Health) = (limits, clock, new EndpointHealth(limits, clock));
        _places = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limits.Concurrency, QueueLimit = int.MaxValue });
        _requests = limits.RequestsPerMinute is { } requests ? new RatePacer(requests, clock) : null;
        _tokens = limits.TokensPerMinute is { } tokens ? new RatePacer(tokens, clock) : null;
        Client = new HttpClient(new ResilienceHandler(Pipeline(meter)) { InnerHandler = new AnswerBodyHandler(wire ?? Connections(endpoint, limits), meter) })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan, // each try has its own
        };
    }

    /// <summary>Sends through all of it.</summary>
    public HttpClient Client { get; }

    /// <summary>How the endpoint is.</summary>
    public EndpointHealth Health { get; }

    /// <summary>The limits.</summary>
    public EndpointLimits Limits { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Corrects the tokens that a call was let through with.</summary>
    public void Correct(int difference) => _tokens?.Correct(difference);

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _places.Dispose();
    }

    private ResiliencePipeline<HttpResponseMessage> Pipeline(CallMeter meter)
    {
        var rule = new RetryRule(Limits, Health, meter, Clock);
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = Clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = int.MaxValue, // the rule counts, since waiting for the breaker is no try
                ShouldHandle = rule.ShouldRetryAsync,
                DelayGenerator = rule.DelayAsync,
            })
            .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = args => TakePlaceAsync(args.Context.CancellationToken) })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 0.6,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDurationGenerator = static args => ValueTask.FromResult(TimeSpan.FromSeconds(Math.Min(15, 1 << Math.Min(args.HalfOpenAttempts, 4)))),
                ShouldHandle = static args => ValueTask.FromResult(RetryRule.IsTrouble(args.Outcome, args.Context.CancellationToken)),
                OnOpened = args =>
                {
                    Health.HoldBack(args.BreakDuration);
                    return default;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = Limits.Timeout })
            .Build();
    }

    private async ValueTask<RateLimitLease> TakePlaceAsync(CancellationToken cancellationToken)
    {
        if (_requests is not null)
        {
            await _requests.WaitAsync(1, cancellationToken).ConfigureAwait(false);
        }

        if (_tokens is not null)
        {
            await _tokens.WaitAsync(CallInFlight.Current?.ExpectedTokens ?? 0, cancellationToken).ConfigureAwait(false);
        }

        return await _places.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
    }

    private static SocketsHttpHandler Connections(Uri endpoint, EndpointLimits limits) => new()
    {
        MaxConnectionsPerServer = limits.Concurrency,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // names may come to stand for other machines
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false, // a key goes where the user sent it, and nowhere else
        UseCookies = false,
        UseProxy = !endpoint.IsLoopback,
        ActivityHeadersPropagator = null,
    };
}
