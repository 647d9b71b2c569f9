namespace Precept.Endpoints;

/// <summary>Lets at most so much through a minute, evenly, in the order of asking (the generic cell rate algorithm, ITU-T I.371).</summary>
/// <remarks>
/// In place of a token bucket of System.Threading.RateLimiting: costs differ from call to call and are corrected when the true ones are known, and the clock is given.
/// A burst of at most a tenth of a second's worth passes at once.
/// </remarks>
/// <param name="perMinute">How much, at least 1.</param>
/// <param name="clock">The clock.</param>
internal sealed class RatePacer(int perMinute, TimeProvider clock)
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly TimeSpan _each = TimeSpan.FromMinutes(1) / perMinute;
    private readonly long _origin = clock.GetTimestamp();
    private TimeSpan _free; // when all that was let through so far is paid for, counted from the origin

    /// <summary>Waits for its turn.</summary>
    /// <param name="cost">How much it takes.</param>
    /// <param name="cancellationToken">Stops waiting; the turn is lost.</param>
    public Task WaitAsync(int cost, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_origin);
            wait = _free - now - Burst;
            _free = (_free > now ? _free : now) + (_each * cost);
        }

        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, clock, cancellationToken);
    }

    /// <summary>Corrects what a turn took.</summary>
    /// <param name="difference">The true cost less the one that was waited for.</param>
    public void Correct(int difference)
    {
        lock (_lock)
        {
            _free += _each * difference;
        }
    }
}
