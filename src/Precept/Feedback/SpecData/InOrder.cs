namespace Precept.Feedback.SpecData;

/// <summary>Hands results on in the order of their numbers, whatever the order in which they come: the same work leaves the same rows.</summary>
/// <param name="keep">Takes a result; never called twice at once.</param>
internal sealed class InOrder<T>(Func<T, Task> keep) : IAsyncDisposable where T : class
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly SortedList<int, T?> _waiting = [];
    private int _next;

    /// <summary>Takes the result of a number; null for none.</summary>
    public async Task AddAsync(int number, T? result)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            _waiting.Add(number, result);
            for (; _waiting.Count > 0 && _waiting.GetKeyAtIndex(0) == _next; _next++)
            {
                var ready = _waiting.GetValueAtIndex(0);
                _waiting.RemoveAt(0);
                if (ready is not null)
                {
                    await keep(ready).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Hands on what still waits: after a stop some numbers are missing, and what stands behind them was paid for.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var left in _waiting.Values.OfType<T>())
        {
            await keep(left).ConfigureAwait(false);
        }

        _one.Dispose();
    }
}
