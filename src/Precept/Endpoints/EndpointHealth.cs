namespace Precept.Endpoints;

/// <summary>Whether an endpoint answers, as its requests find it. Safe for use by several threads.</summary>
/// <param name="limits">How long it is waited for.</param>
/// <param name="clock">The clock.</param>
internal sealed class EndpointHealth(EndpointLimits limits, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private long? _failingSince;
    private long? _lastAnswer;
    private long _openUntil;
    private bool _reached;

    /// <summary>Whether it has been down for longer than it is waited for.</summary>
    public bool IsDown
    {
        get
        {
            lock (_lock)
            {
                return _failingSince is { } since && clock.GetElapsedTime(since) > (_reached ? limits.Patience : limits.FirstPatience);
            }
        }
    }

    /// <summary>For how long it has been failing; zero where it is not.</summary>
    public TimeSpan FailingFor
    {
        get
        {
            lock (_lock)
            {
                return _failingSince is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>How long requests are to be held back.</summary>
    public TimeSpan HeldBackFor
    {
        get
        {
            lock (_lock)
            {
                var left = TimeSpan.FromSeconds((_openUntil - clock.GetTimestamp()) / (double)clock.TimestampFrequency);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whether it has answered anything since a moment.</summary>
    public bool HasAnsweredSince(long timestamp)
    {
        lock (_lock)
        {
            return _lastAnswer >= timestamp;
        }
    }

    /// <summary>It answered: with what was asked for, or with an error that is the request's own.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            (_reached, _failingSince, _lastAnswer) = (true, null, clock.GetTimestamp());
        }
    }

    /// <summary>It asks to be left alone for a while: it is up.</summary>
    public void Busy()
    {
        lock (_lock)
        {
            (_reached, _failingSince) = (true, null);
        }
    }

    /// <summary>A request failed.</summary>
    /// <param name="reached">Whether a connection came about.</param>
    public void Failed(bool reached)
    {
        lock (_lock)
        {
            _reached |= reached;
            _failingSince ??= clock.GetTimestamp();
        }
    }

    /// <summary>Requests are held back from now on.</summary>
    public void HoldBack(TimeSpan time)
    {
        lock (_lock)
        {
            _openUntil = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        }
    }
}
