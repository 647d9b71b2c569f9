using System.ComponentModel.DataAnnotations;

namespace Precept.Endpoints;

/// <summary>How fast an endpoint may be asked, and how long it is waited for.</summary>
public sealed record EndpointLimits
{
    /// <summary>Most requests to the endpoint at a time. Default 32. What waits to be tried again is none.</summary>
    [Range(1, 4096)]
    public int Concurrency { get; init; } = 32;

    /// <summary>Most requests a minute, tries included; null for as many as go.</summary>
    [Range(1, 10_000_000)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Most tokens a minute, question and answer, tries included; null for as many as go.</summary>
    [Range(1, 1_000_000_000)]
    public int? TokensPerMinute { get; init; }

    /// <summary>How long one try may take, from sending to the last byte. Default two minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most tries of one call. Default 10: with backoff some ninety seconds.</summary>
    [Range(1, 100)]
    public int Tries { get; init; } = 10;

    /// <summary>Of them, most that may run out of time. Default 3.</summary>
    [Range(1, 100)]
    public int TimedOutTries { get; init; } = 3;

    /// <summary>How long an endpoint that has answered before may be down before the run ends. Default two minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same for an endpoint that nobody has reached yet: most likely it was not started, or the address is wrong. Default ten seconds.</summary>
    public TimeSpan FirstPatience { get; init; } = TimeSpan.FromSeconds(10);
}
