namespace Precept.Endpoints;

/// <summary>One call on its way through the layers: how often it was tried, and whether anybody still wants it.</summary>
/// <remarks>
/// It travels with the flow of control because the layers between caller and wire are not ours. A call that nobody wants any more is stopped at once
/// while it waits; a request that is on the wire is let go on, since it is paid for, and its answer is kept.
/// </remarks>
internal sealed class CallInFlight : IDisposable
{
    private static readonly AsyncLocal<CallInFlight?> Flowing = new();

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private bool _onWire;
    private bool _abandoned;

    /// <summary>The call that the current flow of control is about, or null.</summary>
    public static CallInFlight? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Stops everything about the call.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Tokens that it is expected to take, question and answer.</summary>
    public int ExpectedTokens { get; private set; }

    /// <summary>Tries so far.</summary>
    public int Tries { get; private set; }

    /// <summary>Of them those that ran out of time.</summary>
    public int TimedOut { get; private set; }

    /// <summary>When it was first sent, a timestamp of the endpoint's clock.</summary>
    public long Began { get; private set; }

    /// <summary>Why it must not be tried again whatever the tries left, or null.</summary>
    public string? Verdict { get; set; }

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsAbandoned
    {
        get
        {
            lock (_lock)
            {
                return _abandoned;
            }
        }
    }

    /// <summary>Begins to ask: the tries are counted from here.</summary>
    public void Begin(int expectedTokens, long now) => (ExpectedTokens, Began, Tries, TimedOut, Verdict) = (expectedTokens, now, 0, 0, null);

    /// <summary>Counts a try that failed.</summary>
    public void Failed(bool timedOut)
    {
        Tries++;
        TimedOut += timedOut ? 1 : 0;
    }

    /// <summary>The request goes on the wire.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public void Send()
    {
        lock (_lock)
        {
            if (_abandoned)
            {
                throw new OperationCanceledException("The call was abandoned.");
            }

            _onWire = true;
        }
    }

    /// <summary>The request is off the wire again.</summary>
    public void Return()
    {
        lock (_lock)
        {
            _onWire = false;
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _abandoned = true;
            if (_onWire)
            {
                return;
            }
        }

        Stop();
    }

    /// <summary>Stops it, also on the wire.</summary>
    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was over in the same moment.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();
}
