using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Precept.Endpoints;

/// <summary>Which failures are tried again, and when.</summary>
/// <param name="limits">How often, and how long.</param>
/// <param name="health">What the endpoint's requests found so far.</param>
/// <param name="meter">Counts.</param>
/// <param name="clock">The clock.</param>
internal sealed class RetryRule(EndpointLimits limits, EndpointHealth health, CallMeter meter, TimeProvider clock)
{
    /// <summary>Longer than this no <c>Retry-After</c> is obeyed: the run ends and says so.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LeastHeldBack = TimeSpan.FromMilliseconds(500); // while another request tries the endpoint
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Whether a result is a failure that may pass: 408, 429, 5xx, no connection, a body cut off, no answer in time.</summary>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) => outcome switch
    {
        { Exception: TimeoutRejectedException or HttpRequestException or IOException } => true,
        { Exception: OperationCanceledException } => !cancellationToken.IsCancellationRequested, // the handler's own limit of time to connect
        { Result: { } response } => (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests,
        _ => false,
    };

    /// <summary>Whether a failure says that the endpoint is in trouble; asking for patience (429) does not.</summary>
    public static bool IsTrouble(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) =>
        IsTransient(outcome, cancellationToken) && outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests;

    /// <summary>Whether to try again. Counts the try, and what it says of the endpoint.</summary>
    public async ValueTask<bool> ShouldRetryAsync(RetryPredicateArguments<HttpResponseMessage> args)
    {
        var call = CallInFlight.Current;
        if (args.Outcome.Exception is BrokenCircuitException)
        {
            return !health.IsDown && call?.IsAbandoned != true; // nothing was sent: it waits, and no try is lost
        }

        if (!IsTransient(args.Outcome, args.Context.CancellationToken))
        {
            if (args.Outcome.Result is not null)
            {
                health.Answered();
            }

            return false;
        }

        if (call is null || call.IsAbandoned)
        {
            return false;
        }

        Note(args.Outcome);

        call.Failed(args.Outcome.Exception is TimeoutRejectedException);
        if (args.Outcome.Result is { } response)
        {
            call.Verdict = RetryAfter(response) is { } wait && wait > LongestWait ? $"it asks to be left alone for {wait.TotalMinutes:0} minutes"
                : await OutOfQuotaAsync(response).ConfigureAwait(false);
        }

        if (call.Verdict is not null || call.Tries >= limits.Tries || call.TimedOut >= limits.TimedOutTries || health.IsDown)
        {
            return false;
        }

        meter.Retried();
        return true;
    }

    /// <summary>When to try again: as the endpoint asks, when it is let through again, or after an exponential backoff; always with some jitter.</summary>
    public ValueTask<TimeSpan?> DelayAsync(RetryDelayGeneratorArguments<HttpResponseMessage> args)
    {
        TimeSpan? delay = args.Outcome switch
        {
            { Exception: BrokenCircuitException } => (health.HeldBackFor > LeastHeldBack ? health.HeldBackFor : LeastHeldBack) + Jitter(),
            { Result: { } response } when RetryAfter(response) is { } wait => wait + Jitter(),
            _ => Backoff(CallInFlight.Current?.Tries ?? 1, Random.Shared.NextDouble()),
        };
        return ValueTask.FromResult(delay);
    }

    /// <summary>250 ms, 500 ms, 1 s, … 30 s, each times 0.5 to 1.5.</summary>
    /// <param name="tries">Tries so far, at least 1.</param>
    /// <param name="draw">0 to 1.</param>
    public static TimeSpan Backoff(int tries, double draw)
    {
        var whole = First * Math.Pow(2, Math.Min(tries - 1, 20));
        return (whole < Longest ? whole : Longest) * (0.5 + draw);
    }

    /// <summary>What a response asks for: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as a date; null where it asks for nothing.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values) && double.TryParse(values.First(), out var milliseconds) && milliseconds is >= 0 and < 1e9)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static TimeSpan Jitter() => TimeSpan.FromMilliseconds(250) * Random.Shared.NextDouble();

    private static async ValueTask<string?> OutOfQuotaAsync(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        var error = EndpointError.Of(BinaryData.FromBytes(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
        return error.IsOutOfQuota ? $"the account is out of quota ({error.Message})" : null;
    }

    private void Note(Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests)
        {
            health.Busy();
        }
        else
        {
            var isLate = outcome.Exception is TimeoutRejectedException;
            health.Failed(reached: isLate || outcome.Result is not null || outcome.Exception is HttpRequestException { HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError) }, isLate);
        }
    }
}
