using System.Diagnostics.Metrics;

namespace Precept.Endpoints;

/// <summary>Counts the calls of a run, for the progress line, the summary and OpenTelemetry. Safe for use by several threads.</summary>
public sealed class CallMeter
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string SourceName = "Precept.Endpoints";

    private static readonly Meter Metrics = new(SourceName);
    private static readonly Counter<long> RequestCounter = Metrics.CreateCounter<long>("precept.requests", "{request}", "Requests that went out, retries included.");
    private static readonly Counter<long> RetryCounter = Metrics.CreateCounter<long>("precept.retries", "{request}", "Requests that were tried again.");
    private static readonly Counter<long> CachedCounter = Metrics.CreateCounter<long>("precept.cached", "{answer}", "Answers that were there already.");
    private static readonly Counter<long> TokenCounter = Metrics.CreateCounter<long>("precept.tokens", "{token}", "Tokens of questions and answers.");
    private static readonly Counter<double> CostCounter = Metrics.CreateCounter<double>("precept.cost", "USD", "Cost by the prices that were given.");
    private static readonly UpDownCounter<long> InFlightCounter = Metrics.CreateUpDownCounter<long>("precept.in_flight", "{request}", "Requests under way.");

    private readonly Lock _money = new();
    private long _requests;
    private long _retries;
    private long _cached;
    private long _answered;
    private long _input;
    private long _output;
    private int _inFlight;
    private double? _cost;

    /// <summary>What the calls came to so far.</summary>
    public ModelUsage Usage => new()
    {
        Requests = Interlocked.Read(ref _requests),
        Retries = Interlocked.Read(ref _retries),
        Cached = Interlocked.Read(ref _cached),
        InputTokens = Interlocked.Read(ref _input),
        OutputTokens = Interlocked.Read(ref _output),
        Cost = Cost,
    };

    /// <summary>Requests under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Calls that were answered, not counting the cache's.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    private double? Cost
    {
        get
        {
            lock (_money)
            {
                return _cost;
            }
        }
    }

    /// <summary>A request goes out.</summary>
    internal void Sent()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _inFlight);
        RequestCounter.Add(1);
        InFlightCounter.Add(1);
    }

    /// <summary>A request came back, or failed.</summary>
    internal void Returned()
    {
        Interlocked.Decrement(ref _inFlight);
        InFlightCounter.Add(-1);
    }

    /// <summary>A request is tried again.</summary>
    internal void Retried()
    {
        Interlocked.Increment(ref _retries);
        RetryCounter.Add(1);
    }

    /// <summary>An answer was there already.</summary>
    internal void Found()
    {
        Interlocked.Increment(ref _cached);
        CachedCounter.Add(1);
    }

    /// <summary>A call was answered.</summary>
    /// <param name="input">Tokens of the question.</param>
    /// <param name="output">Tokens of the answer.</param>
    /// <param name="cost">US dollars, or null where the price is not known.</param>
    internal void Paid(long input, long output, double? cost)
    {
        Interlocked.Increment(ref _answered);
        Interlocked.Add(ref _input, input);
        Interlocked.Add(ref _output, output);
        TokenCounter.Add(input + output);
        if (cost is { } dollars)
        {
            lock (_money)
            {
                _cost = (_cost ?? 0) + dollars;
            }

            CostCounter.Add(dollars);
        }
    }
}
