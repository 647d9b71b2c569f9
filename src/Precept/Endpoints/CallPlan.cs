namespace Precept.Endpoints;

/// <summary>What a dry run would ask for.</summary>
public sealed record CallPlan
{
    private const double SecondsToFirstToken = 1;
    private const double TokensPerSecond = 50;

    /// <summary>Calls that would go out.</summary>
    public long Requests { get; init; }

    /// <summary>Calls whose answers are there already.</summary>
    public long Cached { get; init; }

    /// <summary>Tokens of the questions, by <see cref="TokenEstimate"/>.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answers, by what such answers usually have.</summary>
    public long OutputTokens { get; init; }

    /// <summary>US dollars by the prices that were given, or null where there are none.</summary>
    public double? Cost { get; init; }

    /// <summary>All tokens.</summary>
    public long Tokens => InputTokens + OutputTokens;

    /// <summary>How long it would take an endpoint that gives its first token after a second and fifty a second from then on, within the limits.</summary>
    public TimeSpan Time(EndpointLimits limits)
    {
        var atOnce = Math.Min(limits.Concurrency, Math.Max(Requests, 1));
        var seconds = ((Requests * SecondsToFirstToken) + (OutputTokens / TokensPerSecond)) / atOnce;
        seconds = Math.Max(seconds, limits.RequestsPerMinute is { } requests ? 60.0 * Requests / requests : 0);
        return TimeSpan.FromSeconds(Math.Max(seconds, limits.TokensPerMinute is { } tokens ? 60.0 * Tokens / tokens : 0));
    }
}
