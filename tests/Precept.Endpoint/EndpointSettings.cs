using Precept.TestEndpoint.Scripts;

namespace Precept.TestEndpoint;

/// <summary>What the program was started with.</summary>
internal sealed record EndpointSettings
{
    /// <summary>The port on loopback; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>How long each request takes.</summary>
    public Latency Latency { get; init; } = Latency.Parse("0");

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>When clients that got 429 may come again.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Seed of faults, latencies and scripts that draw.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The key that requests must bear, or null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Most requests at a time; those above it get 429 at once.</summary>
    public int MaxInFlight { get; init; } = int.MaxValue;

    /// <summary>The probability that log-probabilities give to what a script chose.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>The file that gets a line for each request, or null.</summary>
    public string? Log { get; init; }

    /// <summary>The file that gets the body of each request as a line, or null.</summary>
    public string? Bodies { get; init; }

    /// <summary>The models by name.</summary>
    public required IReadOnlyDictionary<string, IScript> Models { get; init; }
}
